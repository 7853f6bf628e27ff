/* count: how many rows. */
#include "interp/agg/loops.h"

typedef struct counter {
    int64_t n;
} counter;

/* count(x) counts null rows too, as the engine does. */
static void update(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    (void)cx;
    (void)args;
    counter *s = states;
    for (uint32_t k = 0; k < rows.n; k++) s[group[k]].n++;
}

static void update_if(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows)
{
    (void)cx;
    AGG_VALUES(counter, args[0], b, s->n += x != 0);
}

static void merge(agg_ctx *cx, void *into, const void *from)
{
    (void)cx;
    ((counter *)into)->n += ((const counter *)from)->n;
}

static void result(agg_ctx *cx, const void *state, datum *out)
{
    (void)cx;
    fn_out_long(out, ((const counter *)state)->n);
}

#define COUNT(NAME, SIG, UPDATE, PREFIX)                                                                               \
    .name = NAME, .sig = SIG, .size = sizeof(counter), .update = UPDATE, .merge = merge, .result = result,             \
    .is_long = true, .naming = NAMING_PREFIX_ARG0, .naming_prefix = PREFIX

const agg_row agg_rows_count[] = {
    {COUNT("count", "() -> long", update, "count"), .help = "The number of rows",
     .example = "range x from 1 to 5 step 1 | summarize count()", .gives = "5", .page = "count-aggregation-function"},
    {COUNT("count", "(expr: scalar) -> long", update, "count"), .hidden = true, .same_as = "count"},
    {COUNT("cnt", "() -> long", update, "cnt"), .hidden = true, .same_as = "count"},
    {COUNT("countif", "(predicate: bool) -> long", update_if, "countif"),
     .help = "The number of rows where the predicate is true",
     .example = "range x from 1 to 5 step 1 | summarize countif(x > 3)", .gives = "2",
     .page = "countif-aggregation-function"},
    {0}};
