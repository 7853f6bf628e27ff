/* agg: what an aggregate is to the engine. States lie side by side, `size` bytes a group; update runs over a batch with a group number
 * per row. Rows as in fn.h: a family file ends in its agg_row table, agg/families.def names it. */
#ifndef INTERP_AGG_H
#define INTERP_AGG_H

#include "interp/fn.h"

typedef struct agg_row agg_row;

typedef struct agg_call {
    const agg_row *row;
    uint32_t n_args;
    const kql_type *arg_types;
    const datum *const *constants; /* per argument: its value when constant, else NULL */
    kql_type result;
    uint32_t n_extra;              /* arg_max(x, a, b) / arg_max(x, *): results beyond the first, one per further argument */
    const kql_type *extra_types;
    void *prepared;
    span at;
} agg_call;

typedef struct agg_ctx {
    const agg_call *call;
    arena *mem;    /* lives as long as the groups: what states point to */
    int64_t now;
    struct warnings *warn;
    diags *ds;     /* an error here ends the run: refuse_row(), in refusals.h */
} agg_ctx;

struct agg_row {
    const char *name;
    kql_type (*result_type)(const kql_type *arg_types, uint32_t n); /* for the result `custom` */
    const char *sig;    /* as in fn.h; `[predicate: bool]` and the like included; "column..." rest parameters may be `*` */
    uint32_t size;      /* bytes of one state; states start zeroed, 16-byte aligned */
    bool (*prepare)(agg_call *call, arena *mem, diags *ds);             /* optional */
    /* for each row k of rows: states[group[k]] takes row sel_row(rows, k); group is indexed by k, not by row */
    void (*update)(agg_ctx *cx, void *states, const uint32_t *group, const vec *const *args, sel rows);
    void (*merge)(agg_ctx *cx, void *into, const void *from);            /* one state into another: parallel runs; rows of `from` come later */
    void (*result)(agg_ctx *cx, const void *state, datum *out);          /* out[0], and out[1..n_extra]; come as nulls of their types */
    bool is_long;       /* a state is the one long that is its result */
    fn_naming naming;   /* NAMING_PREFIX_ARG0 for most */
    const char *naming_prefix;
    bool hidden;
    const char *same_as;
    const char *help, *example, *gives, *page;
};

const agg_row *agg_next_overload(str name, const agg_row *after);
uint32_t agg_count(void);
const agg_row *agg_at(uint32_t i);

#endif
