/* windows: window functions called in one operator's expressions. */
#ifndef INTERP_BIND_WINDOWS_H
#define INTERP_BIND_WINDOWS_H

#include "interp/bind/parts.h"
#include "interp/ops/window.h"

typedef struct window_list {
    plan_node *in; /* what the operator reads */
    window_call *calls;
    expr **columns; /* what stands for each call */
    uint32_t n;
} window_list;

/* The column that the call becomes. */
expr *bind_window(binder *b, fn_call *call, expr **args);

/* The operator over what makes these columns: itself, or one that drops them again. NULL: reported. */
plan_node *bind_windows_below(binder *b, plan_node *op, const window_list *l);

#endif
