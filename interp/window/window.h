/* window: functions that look at other rows of a serialized stream: prev, next, row_number ... Their rows stand with the scalar ones
 * (fn_row.window instead of a body), but no expression evaluates them: the binder gives every call a column of an operator below
 * (interp/ops/window.c), which sees the whole stream, batch after batch, in order.
 *
 *   extend d = x - prev(x)      =>      extend d = x - #1
 *                                       window #1 = prev(x)
 */
#ifndef INTERP_WINDOW_WINDOW_H
#define INTERP_WINDOW_WINDOW_H

#include "interp/fn.h"

/* What a window function may use while it runs. */
typedef struct window_cx {
    const fn_call *call;
    arena *mem;          /* results live here; valid until the next batch */
    arena *stream;       /* lives as long as the stream */
    const char *refused; /* set it when an answer is known to nobody: the query ends with it */
} window_cx;

struct window_class {
    size_t state; /* bytes of state, zeroed where the stream begins */
    /* The rows of one batch, in order, into out (BATCH_ROWS zeroed values; its null mask exists). */
    void (*run)(window_cx *cx, void *state, const vec *const *args, sel rows, vec *out);
    bool ahead;   /* looks at rows still to come: call->prepared is a window_shift, the operator does the rest */
    bool column;  /* the first argument must be a column as it stands */
};

/* What prev and next were asked for. */
typedef struct window_shift {
    int64_t offset;  /* rows, not negative */
    datum otherwise; /* where there is no such row */
} window_shift;

#endif
