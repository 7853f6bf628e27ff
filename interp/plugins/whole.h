/* whole: plugins that see all rows before they give any. Their node's info begins with a `whole`; their class is
 * {.name = "narrow", .code = -1, WHOLE_FUNCTIONS}. */
#ifndef INTERP_PLUGINS_WHOLE_H
#define INTERP_PLUGINS_WHOLE_H

#include "interp/exec.h"
#include "interp/ops/shared/rows.h"
#include "interp/plugins/plugin.h"

/* Where a plugin writes its rows, value by value. */
typedef struct whole_out {
    rows made;
    arena *batch; /* for values until their row is done */
    vec **cols;
    uint32_t n;
} whole_out;

void whole_put(whole_out *o, uint32_t col, datum d); /* d has the column's type; columns not put stay null ("") */
void whole_row(whole_out *o);

typedef struct whole {
    /* False: reported (exec_fail). `in` holds the input's columns, and behind them the values of `exprs`. */
    bool (*run)(exec *x, const plan_node *n, const rows *in, whole_out *out);
    expr **exprs;
    uint32_t n_exprs;
} whole;

/* A node over c->in; its columns are yet to be added. */
plan_node *whole_node(binder *b, const op_class *op, const plugin_call *c, whole *info);

bool whole_open(exec *x, const plan_node *n, void **state);
step whole_next(exec *x, const plan_node *n, void *state, batch *out);
void whole_close(exec *x, const plan_node *n, void *state);
void whole_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg);

#define WHOLE_FUNCTIONS .open = whole_open, .next = whole_next, .close = whole_close, .visit = whole_visit

static inline datum whole_long(int64_t v) { return (datum){.type = T_LONG, .l = v}; }
static inline datum whole_text(str s) { return (datum){.type = T_STRING, .s = s}; }

#endif
