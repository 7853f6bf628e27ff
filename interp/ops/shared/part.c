#include "interp/ops/shared/part.h"

#include "interp/late.h"
#include "interp/ops/operators.h"
#include "interp/ops/replay.h"

#define STEPS_MAX 10000

part_slots part_begin(const binder *b) { return (part_slots){.late = b->n_late, .shared = b->n_shared}; }

void part_end(const binder *b, part_slots *p)
{
    p->late_end = b->n_late;
    p->shared_end = b->n_shared;
}

void part_forget(exec *x, const part_slots *p)
{
    for (uint32_t i = p->late; i < p->late_end; i++) {
        if (!x->late[i].whole) {
            x->late[i] = (late){0};
        }
    }
    for (uint32_t i = p->shared; i < p->shared_end; i++) {
        shared_rows_forget(x, i);
    }
}

typedef struct look {
    uint32_t steps;
    bool found;
} look;

static void look_into(look *l, const plan_node *n);

static void look_at(look *l, const expr *e)
{
    if (l->found || ++l->steps > STEPS_MAX) {
        l->found = true;
        return;
    }
    if (e->plan) {
        look_into(l, e->plan);
    }
    for (uint32_t i = 0; i < e->n_args; i++) {
        look_at(l, e->args[i]);
    }
}

static void each(expr **e, void *arg) { look_at(arg, *e); }

static void look_into(look *l, const plan_node *n)
{
    l->found = l->found || ++l->steps > STEPS_MAX || n->op->of_part || (n->op == &op_replay && ((const replay_info *)n->info)->source->of_part);
    if (!l->found && n->op->visit) {
        n->op->visit((plan_node *)n, each, l); /* nothing is changed */
    }
    for (uint32_t i = 0; i < n->n_in && !l->found; i++) {
        look_into(l, n->in[i]);
    }
}

bool part_is_read(const plan_node *n)
{
    look l = {0};
    look_into(&l, n);
    return l.found;
}
