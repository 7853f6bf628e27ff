/* expr: a bound expression. Names are column positions, types are known, conversions are written out, constants are folded.
 * Read-only once bound, and may be shared: two uses of one scalar `let` point to one expr. */
#ifndef INTERP_EXPR_H
#define INTERP_EXPR_H

#include "interp/agg.h"

typedef struct expr expr;
typedef struct plan_node plan_node;

typedef enum expr_kind {
    EX_CONST,        /* value */
    EX_COLUMN,       /* column: position in the schema of the operator's input */
    EX_CALL,         /* call->row over args */
    EX_AND,          /* args: evaluated left to right, each only where the ones before it do not decide */
    EX_OR,
    EX_CASE,         /* args: cond, value, cond, value, ..., else; values all of `type`; iff() and case() */
    EX_CAST,         /* args[0] converted to `type`; null where it cannot be */
    EX_TABLE,        /* plan: its first column, as a list; only as an argument of in, has_any and their like */
    EX_SCALAR_TABLE, /* plan: the first cell of its first row; toscalar() */
} expr_kind;

struct expr {
    expr_kind kind;
    kql_type type;
    span at;
    datum value;
    uint32_t column;
    fn_call *call;
    uint32_t n_args;
    expr **args;
    plan_node *plan;
    uint32_t late;   /* EX_TABLE, EX_SCALAR_TABLE and calls over them: 1 + their slot in the running query; else 0 */
    bool literal;    /* a constant written as such: no name, no call */
    bool is_type;    /* typeof(...): its value is the type's name */
    bool row_bound;  /* reads a column, or is volatile: cannot be folded */
};

/* A column of a result, or of extend/project/summarize: its name and how it is made. */
typedef struct named_expr {
    str name;
    expr *value;
    span at;
    bool named; /* the user wrote `name =` */
} named_expr;

/* An aggregate bound: count(), sum(x), arg_max(t, *) ... */
typedef struct bound_agg {
    agg_call *call;
    uint32_t n_args;
    expr **args;
    str *names;  /* 1 + call->n_extra result columns */
} bound_agg;

#endif
