/* learn: a course of lessons. Each is a page under queries/lessons/, built into the program:
 *
 *   # Title                 text, with kql blocks and their results in text blocks
 *   ## Data                 jsonl blocks, each named after its table
 *   ## Task
 *   ## Hints                a list
 *   ## Solution             a kql block
 *   ## Not quite            kql blocks of what people try, each with a quote of what the checker says
 */
#ifndef CLI_LEARN_LEARN_H
#define CLI_LEARN_LEARN_H

#include "cli/answer.h"
#include "cli/cli.h"

typedef struct lesson_table {
    struct lesson_table *next;
    str name, rows; /* JSON lines */
} lesson_table;

typedef struct lesson_try {
    struct lesson_try *next;
    str query, said;
} lesson_try;

typedef struct lesson {
    const char *name; /* "where" */
    str page;         /* all of it */
    str title, text, task, solution;
    lesson_table *tables;
    str *hints;
    uint32_t n_hints;
    lesson_try *tries;
} lesson;

uint32_t lessons_count(void);
bool lesson_read(arena *mem, uint32_t i, lesson *out);   /* false: the page is not of that form */
int lesson_find(const char *wanted);                     /* by name, or number from 1; -1 */
const char *lesson_name(uint32_t i);

/* An engine with the lesson's tables; `scratch` is a folder for them. NULL: reported. */
kql *lesson_open(arena *mem, const lesson *l, const char *scratch);

/* Is it what the solution gives? Puts the reasons why not into `why`, a line each. */
typedef enum verdict { VERDICT_RIGHT, VERDICT_WRONG, VERDICT_FAILED } verdict;
verdict lesson_check(arena *mem, kql *k, const lesson *l, str query, buf *why);

/* Progress: names of lessons that were solved, in the user's state directory. What cannot be read is no progress; false: it could not be
 * kept, or forgotten. */
bool progress_has(arena *mem, const char *name);
bool progress_add(arena *mem, const char *name);
bool progress_clear(arena *mem);

void lesson_print(const lesson *l, bool color, buf *out); /* the page for a terminal, up to its hints */

#endif
