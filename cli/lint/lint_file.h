/* lint_file: one file under lint: its queries, what was found in them, and what a comment waves through. */
#ifndef CLI_LINT_LINT_FILE_H
#define CLI_LINT_LINT_FILE_H

#include "cli/cli.h"
#include "cli/query_text.h"

/* What a mend does to the result on the data at hand. */
typedef struct lint_proof {
    bool known;
    uint64_t rows, mended_rows;
    bool same;             /* the same rows, in any order */
    bool joins;            /* of a join: the rows behind it, as it is written and mended */
    uint64_t join_rows, mended_join_rows;
} lint_proof;

typedef struct lint_hit {
    const lint_finding *finding;
    const query_text *query;
    span at;               /* in the file */
    lint_proof proof;
} lint_hit;

typedef struct lint_file {
    const char *path;
    query_texts queries;
    lint_hit *hits;        /* in the order of the file, those waved through left out */
    uint32_t n_hits;
    diags errors;          /* queries that do not compile, places in the file */
} lint_file;

void lint_file_read(arena *mem, kql *binder, const char *path, str text, lint_file *out); /* binder: opened bind_only */
void lint_add_hit(arena *mem, lint_file *f, lint_hit h);                                    /* where it belongs in the order of the file */
void lint_file_prove(arena *mem, kql *engine, lint_file *f);                                /* engine: with data */
bool lint_file_mend(arena *mem, const lint_file *f, buf *out, uint32_t *mended);            /* the file's text with all edits; false: none */

/* `// kql:disable=KL201 reason` on the line of `at`, or alone on the line above. */
bool lint_is_waved_through(str file, span at, const char *code);

/* The forms of a report. */
void lint_pretty(const lint_file *f, bool color, buf *out);
void lint_json(const lint_file *f, buf *out);
void lint_github(const lint_file *f, buf *out);
void lint_sarif_begin(buf *out);
void lint_sarif(const lint_file *f, bool *any, buf *out);
void lint_sarif_end(buf *out);

#endif
