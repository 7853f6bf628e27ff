/* window: calls of window functions, each a column behind the input's. */
#ifndef INTERP_OPS_WINDOW_H
#define INTERP_OPS_WINDOW_H

#include "interp/op.h"

typedef struct window_call {
    const fn_call *call;
    expr **args; /* over the input and the calls before this one */
} window_call;

typedef struct window_info {
    window_call *calls;
    uint32_t n;
    bool ahead; /* they look at rows still to come */
} window_info;

#endif
