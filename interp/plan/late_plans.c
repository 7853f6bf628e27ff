/* Expressions are shared (a scalar `let` used twice is one expr), so a set of those seen keeps the walk from going over them again
 * and again: without it, forty `let`s that each name the last one twice would take 2^40 steps. */
#include "interp/plan/late_plans.h"

#include "base/hash.h"
#include "interp/ops/replay.h"

typedef struct seen {
    arena *mem;
    const void **slots;
    uint32_t n, mask;
} seen;

static void seen_put(seen *s, const void *p)
{
    uint32_t at = (uint32_t)hash_u64((uintptr_t)p) & s->mask;
    while (s->slots[at] && s->slots[at] != p) {
        at = (at + 1) & s->mask;
    }
    s->n += s->slots[at] == NULL;
    s->slots[at] = p;
}

static bool seen_add(seen *s, const void *p)
{
    if (2 * s->n >= s->mask) {
        seen old = *s;
        s->mask = old.mask ? 2 * old.mask + 1 : 255;
        s->slots = ARENA_ARRAY(s->mem, const void *, s->mask + 1);
        s->n = 0;
        for (uint32_t i = 0; old.slots && i <= old.mask; i++) {
            if (old.slots[i]) {
                seen_put(s, old.slots[i]);
            }
        }
    }
    uint32_t before = s->n;
    seen_put(s, p);
    return s->n > before;
}

typedef struct walk {
    plan *p;
    seen exprs;
} walk;

static void add_late(plan *p, plan_node *n)
{
    if (p->n_late == p->cap_late) {
        p->cap_late = p->cap_late ? 2 * p->cap_late : 8;
        plan_node **more = ARENA_ARRAY(p->mem, plan_node *, p->cap_late);
        if (p->n_late) {
            memcpy(more, p->late, p->n_late * sizeof *more);
        }
        p->late = more;
    }
    p->late[p->n_late++] = n;
}

static void walk_expr(walk *w, const expr *e)
{
    bool leaf = e->n_args == 0 && !e->plan; /* a row's own columns are most of all expressions */
    if (leaf || !seen_add(&w->exprs, e)) {
        return;
    }
    if (e->plan && seen_add(&w->exprs, e->plan)) {
        add_late(w->p, e->plan);
    }
    for (uint32_t i = 0; i < e->n_args; i++) {
        walk_expr(w, e->args[i]);
    }
}

static void each(expr **e, void *arg) { walk_expr(arg, *e); }

static void walk_plan(walk *w, plan_node *n)
{
    if (n->op->visit) {
        n->op->visit(n, each, w);
    }
    for (uint32_t i = 0; i < n->n_in; i++) {
        walk_plan(w, n->in[i]);
    }
}

void plan_find_late(plan *p)
{
    walk w = {.p = p, .exprs = {.mem = p->mem}};
    for (uint32_t i = 0; i < p->n_roots; i++) {
        walk_plan(&w, p->roots[i]);
    }
    for (uint32_t i = 0; i < p->n_shared; i++) {
        walk_plan(&w, p->shared[i]->root);
    }
    for (uint32_t i = 0; i < p->n_late; i++) { /* grows while it is walked */
        walk_plan(&w, p->late[i]);
    }
}
