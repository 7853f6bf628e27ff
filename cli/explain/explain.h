/* explain: a query operator by operator, with the rows behind each.
 *
 *   kql_query_stages --explain_run--> shown stages --explain_text, _json, _html, _mermaid, _svg-->
 *
 * Every stage is a query of its own, the text up to there: what is shown is what was written, not what the plan made of it. */
#ifndef CLI_EXPLAIN_EXPLAIN_H
#define CLI_EXPLAIN_EXPLAIN_H

#include "cli/answer.h"
#include "cli/query_source.h"

typedef struct shown_branch shown_branch;

typedef enum column_change { COLUMN_KEPT, COLUMN_ADDED, COLUMN_RETYPED } column_change;

typedef struct shown_stage {
    const query_stage *of;
    uint32_t number;                   /* from 1, in the order in which rows flow */
    const struct shown_stage *before;  /* NULL: a source */
    str failed;                        /* why there is nothing to show; empty */
    schema cols;
    column_change *change;             /* of each of them */
    const column *gone;                /* columns in front that are not there behind */
    uint32_t n_gone;
    uint64_t rows;
    answer_rows sample, left_out;
    uint64_t *kept;                    /* by condition: rows in front for which it holds; NULL: not counted */
    double seconds, own;               /* up to here; and what of it this stage took */
    shown_branch *branches;
} shown_stage;

struct shown_branch {
    shown_branch *next;
    const query_branch *of;
    bool is_value;                     /* a let of one value */
    datum value;
    shown_stage *stages;
    uint32_t n;
};

typedef struct explanation {
    arena *mem;
    const options *o;
    reporter source;                   /* the query, and the file it is in */
    kql *engine;
    uint32_t sample;                   /* rows shown of each stage */
    shown_branch *branches;
    uint32_t n;                        /* stages, of all branches */
} explanation;

void explain_run(explanation *e, const query_branch *branches);

void explain_text(const explanation *e, uint32_t width, bool color, buf *out);
void explain_json(const explanation *e, buf *out);
void explain_html(const explanation *e, buf *out);
void explain_mermaid(const explanation *e, buf *out);
void explain_svg(const explanation *e, buf *out);

/* ---- for the forms */

uint32_t explain_line(const explanation *e, span at);              /* in the file */
str explain_source(const explanation *e, span at);                 /* the text there, on one line */
void explain_count(buf *out, uint64_t n);                          /* 20,000 */
bool explain_changed(const shown_stage *s, uint32_t row, uint32_t col); /* another value than in the row in front */
bool explain_wanted(const explanation *e, const shown_stage *s);   /* --stage */
void explain_each(const explanation *e, void (*each)(const shown_branch *b, const shown_stage *s, uint32_t depth, void *arg), void *arg);

#endif
