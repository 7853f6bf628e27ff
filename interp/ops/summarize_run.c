/* Rows in, groups out:
 *
 *   batch -> keys -> group number of each row -> every aggregate's update(states, group numbers, arguments)
 *   end   -> for BATCH_ROWS groups at a time: keys and results side by side -> finals over them
 *
 * Without `by` there is one group, even over no rows. Groups come in order of first appearance. Under a top (top_groups.h) only those
 * come that it can take, and aggregates that do not decide which ones are made for these only, where that can be put off. */
#include "interp/ops/summarize_run.h"

#include "interp/ops/shared/agg_states.h"
#include "interp/ops/shared/groups.h"
#include "interp/ops/shared/put_off.h"
#include "interp/ops/top_groups.h"

typedef struct state {
    arena *mem, *batch;
    groups groups;
    agg_states *aggs;
    put_off *late;  /* by aggregate */
    const vec **keys;
    uint32_t n;     /* groups */
    uint32_t *pick; /* the groups to give; NULL: all */
    uint32_t give;  /* how many */
    uint32_t next;  /* of them, to be given now */
    bool done;
    uint32_t group[BATCH_ROWS];
} state;

bool summarize_open(exec *x, const plan_node *n, void **out)
{
    const summarize_info *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->batch = arena_new();
    kql_type *types = ARENA_ARRAY(s->mem, kql_type, info->n_by + 1);
    for (uint32_t i = 0; i < info->n_by; i++) {
        types[i] = info->by[i].value->type;
    }
    groups_init(&s->groups, s->mem, types, info->n_by);
    s->keys = ARENA_ARRAY(s->mem, const vec *, info->n_by + 1);
    s->aggs = ARENA_ARRAY(s->mem, agg_states, info->n_aggs + 1);
    s->late = ARENA_ARRAY(s->mem, put_off, info->n_aggs + 1);
    for (uint32_t i = 0; i < info->n_aggs; i++) {
        agg_states_init(&s->aggs[i], x, s->mem, info->aggs[i].call);
        if (info->top && i != info->top_agg) {
            put_off_init(&s->late[i], s->mem, info->aggs[i].call);
        }
    }
    *out = s;
    return exec_open(x, n->in[0]);
}

static void add(exec *x, const summarize_info *info, state *s, const batch *in)
{
    arena_reset(s->batch);
    for (uint32_t i = 0; i < info->n_by; i++) {
        s->keys[i] = eval(x, info->by[i].value, in, in->sel, s->batch);
    }
    if (info->n_by) {
        groups_add(&s->groups, s->keys, in->sel, s->group);
        s->n = groups_count(&s->groups);
    } else {
        memset(s->group, 0, in->sel.n * sizeof *s->group);
    }
    for (uint32_t i = 0; i < info->n_aggs; i++) {
        if (s->late[i].on) {
            if (put_off_add(&s->late[i], eval(x, info->aggs[i].args[0], in, in->sel, s->batch), in->sel, s->group)) {
                continue;
            }
            agg_states_room(&s->aggs[i], s->n);
            put_off_catch_up(&s->late[i], &s->aggs[i], NULL, s->batch);
        }
        agg_states_room(&s->aggs[i], s->n);
        agg_states_add(&s->aggs[i], x, &info->aggs[i], in, in->sel, s->group, s->batch);
    }
}

/* Which groups are given, and what was put off made for them. */
static void settle(exec *x, const summarize_info *info, state *s)
{
    s->give = s->n;
    if (info->top) {
        s->pick = top_groups_pick(info->top, x, &s->aggs[info->top_agg], s->n, s->mem, &s->give);
    }
    uint32_t *to = ARENA_ARRAY(s->mem, uint32_t, s->n + 1);
    for (uint32_t k = 0; k < s->give; k++) {
        to[s->pick ? s->pick[k] : k] = k + 1;
    }
    for (uint32_t i = 0; i < info->n_aggs; i++) {
        if (s->late[i].on) {
            agg_states_room(&s->aggs[i], s->give);
            put_off_catch_up(&s->late[i], &s->aggs[i], to, s->mem);
            s->late[i].on = true; /* its states are numbered as the groups are given */
        } else {
            agg_states_room(&s->aggs[i], s->n);
        }
    }
}

static bool take_all(exec *x, const plan_node *n, state *s)
{
    const summarize_info *info = n->info;
    batch in;
    step got;
    s->n = info->n_by ? 0 : 1;
    while ((got = exec_next(x, n->in[0], &in)) == STEP_ROWS) {
        add(x, info, s, &in);
        if (!exec_memory_ok(x, s->mem, n)) {
            return false;
        }
    }
    settle(x, info, s);
    exec_close(x, n->in[0]);
    s->done = true;
    return got == STEP_END;
}

static void give(exec *x, const plan_node *n, state *s, uint32_t take, batch *out)
{
    const summarize_info *info = n->info;
    const vec **inner = ARENA_ARRAY(s->batch, const vec *, info->inner.n + 1);
    const uint32_t *pick = s->pick ? s->pick + s->next : NULL;
    uint32_t at = info->n_by;
    for (uint32_t i = 0; i < info->n_by; i++) {
        inner[i] = pick ? rows_pick(&s->groups.keys, i, pick, take, s->batch)
                        : groups_vec(&s->groups, s->next, i, take, s->batch); /* s->next is a multiple of BATCH_ROWS */
    }
    for (uint32_t i = 0; i < info->n_aggs; i++) {
        agg_states_results(&s->aggs[i], s->late[i].on ? NULL : pick, s->next, take, s->batch, inner + at);
        at += 1 + info->aggs[i].call->n_extra;
    }
    batch all = {.n_rows = take, .sel = {NULL, take}, .n_cols = info->inner.n, .cols = inner};
    const vec **cols = ARENA_ARRAY(s->batch, const vec *, n->cols.n + 1);
    for (uint32_t i = 0; i < info->n_by; i++) {
        cols[i] = inner[i];
    }
    for (uint32_t i = 0; i < info->n_finals; i++) {
        cols[info->n_by + i] = eval(x, info->finals[i].value, &all, all.sel, s->batch);
    }
    *out = (batch){.n_rows = take, .sel = {NULL, take}, .n_cols = n->cols.n, .cols = cols};
    s->next += take;
}

step summarize_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    if (!s->done && !take_all(x, n, s)) {
        return STEP_ERROR;
    }
    uint32_t take = s->give - s->next < BATCH_ROWS ? s->give - s->next : BATCH_ROWS;
    if (take == 0) {
        return STEP_END;
    }
    arena_reset(s->batch);
    give(x, n, s, take, out);
    return STEP_ROWS;
}

void summarize_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->mem);
    arena_drop(((state *)st)->batch);
}
