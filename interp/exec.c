#include "interp/exec.h"

#include <stdlib.h>

bool exec_open(exec *x, const plan_node *n)
{
    if (!n->op->open) {
        for (uint32_t i = 0; i < n->n_in; i++) {
            if (!exec_open(x, n->in[i])) {
                return false;
            }
        }
    } else if (!n->op->open(x, n, &x->state[n->id])) {
        return false;
    }
    if (!x->state[n->id]) {
        x->state[n->id] = x; /* an operator without state: open all the same */
    }
    return true;
}

static void show_step(exec *x, const plan_node *n, step s, const batch *out)
{
    if (s == STEP_ROWS) {
        fprintf(x->trace, "%s#%u: %u of %u rows\n", n->op->name, n->id, out->sel.n, out->n_rows);
    } else {
        fprintf(x->trace, "%s#%u: %s\n", n->op->name, n->id, s == STEP_END ? "end" : "error");
    }
}

step exec_next(exec *x, const plan_node *n, batch *out)
{
    step s;
    do {
        s = n->op->next(x, n, x->state[n->id], out);
        if (x->trace) {
            show_step(x, n, s, out);
        }
    } while (s == STEP_ROWS && out->sel.n == 0);
    return s;
}

void exec_close(exec *x, const plan_node *n)
{
    void *state = x->state[n->id];
    x->state[n->id] = NULL;
    if (state && n->op->close) {
        n->op->close(x, n, state);
    }
    for (uint32_t i = 0; i < n->n_in; i++) {
        exec_close(x, n->in[i]);
    }
}

step exec_fail(exec *x, status st, span at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str text = arena_vprintf(x->mem, fmt, ap);
    va_end(ap);
    diag_error(x->ds, st, NULL, at, STR_FMT, STR_ARG(text));
    return STEP_ERROR;
}

bool exec_memory_ok(exec *x, const arena *a, const plan_node *n)
{
    size_t held = arena_bytes(a);
    if (!x->memory_limit || held <= x->memory_limit) {
        return true;
    }
    exec_fail(x, ST_LIMIT, n->at, "%s needs more memory than the limit of %zu MiB", n->op->name, x->memory_limit >> 20);
    return false;
}
