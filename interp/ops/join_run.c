/* The right side is held, the left side streams past it.
 *
 *   build   right rows -> store; their keys -> groups; rows of one group are chained in their order
 *             head[group] -> row -> next[row] -> ... -> ROWS_NONE
 *   probe   left batch -> group of each row -> its chain, as pairs (left row, right row), BATCH_ROWS of them at a time
 *   rest    right rows whose group no left row met (right and full outer, right semi and anti)
 *
 * Null keys meet null keys. innerunique: of left rows with equal keys the first takes part. Rows come in the order of the left side,
 * and for one left row in the order of the right side. */
#include "interp/ops/join_run.h"

#include "interp/ops/shared/gather.h"
#include "interp/ops/shared/groups.h"

typedef enum phase { BUILD, PROBE, REST, DONE } phase;

typedef struct state {
    arena *mem, *batch, *out;
    rows right;
    groups keys;             /* of the right side */
    groups *seen;            /* innerunique: keys of the left rows that took part */
    uint32_t *head, *tail;   /* by group */
    uint8_t *met;            /* by group: a left row had its key */
    uint32_t cap_groups;
    uint32_t *chain, *group; /* by right row: the next one of its group, its group */
    uint32_t cap_rows;
    phase phase;
    batch left;              /* the one being probed */
    uint32_t at;             /* next of its selected rows */
    uint32_t row;            /* next right row of the one before `at`, or ROWS_NONE */
    uint32_t rest;           /* next right row to look at */
    const vec **cols;        /* keys */
    uint32_t found[BATCH_ROWS];
    uint16_t pair_left[BATCH_ROWS];
    uint32_t pair_right[BATCH_ROWS];
} state;

static kql_type *key_types(arena *mem, const join_info *info)
{
    kql_type *types = ARENA_ARRAY(mem, kql_type, info->n_keys + 1);
    for (uint32_t i = 0; i < info->n_keys; i++) {
        types[i] = info->left[i]->type;
    }
    return types;
}

bool join_open(exec *x, const plan_node *n, void **out)
{
    const join_info *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->batch = arena_new();
    s->out = arena_new();
    s->row = ROWS_NONE;
    s->cols = ARENA_ARRAY(s->mem, const vec *, info->n_keys + 1);
    groups_init(&s->keys, s->mem, key_types(s->mem, info), info->n_keys);
    if (info->kind == JOIN_INNERUNIQUE) {
        s->seen = ARENA_NEW(s->mem, groups);
        groups_init(s->seen, s->mem, key_types(s->mem, info), info->n_keys);
    }
    const plan_node *right = n->in[1];
    rows_init(&s->right, s->mem, &right->cols, right->need.bits ? &right->need : NULL);
    *out = s;
    return true;
}

static uint32_t *longer(arena *mem, const uint32_t *old, uint32_t n, uint32_t cap)
{
    uint32_t *more = ARENA_ARRAY(mem, uint32_t, cap);
    if (n) {
        memcpy(more, old, n * sizeof *more);
    }
    return more;
}

/* Room for the rows of another batch and the groups that it may bring. */
static void make_room(state *s)
{
    if (s->right.n + BATCH_ROWS > s->cap_rows) {
        uint32_t cap = 2 * s->cap_rows + BATCH_ROWS;
        s->chain = longer(s->mem, s->chain, s->right.n, cap);
        s->group = longer(s->mem, s->group, s->right.n, cap);
        s->cap_rows = cap;
    }
    uint32_t n = groups_count(&s->keys);
    if (n + BATCH_ROWS > s->cap_groups) {
        uint32_t cap = 2 * s->cap_groups + BATCH_ROWS;
        s->head = longer(s->mem, s->head, n, cap);
        s->tail = longer(s->mem, s->tail, n, cap);
        s->cap_groups = cap;
    }
}

static void eval_keys(exec *x, state *s, expr *const *keys, uint32_t n, const batch *in)
{
    arena_reset(s->batch);
    for (uint32_t i = 0; i < n; i++) {
        s->cols[i] = eval(x, keys[i], in, in->sel, s->batch);
    }
}

static void hold(exec *x, const join_info *info, state *s, const batch *in)
{
    make_room(s);
    eval_keys(x, s, info->right, info->n_keys, in);
    uint32_t known = groups_count(&s->keys), first = s->right.n;
    groups_add(&s->keys, s->cols, in->sel, s->found);
    rows_add(&s->right, in->cols, in->sel);
    for (uint32_t k = 0; k < in->sel.n; k++) {
        uint32_t g = s->found[k], row = first + k;
        if (g == known) {
            s->head[g] = row;
            known++;
        } else {
            s->chain[s->tail[g]] = row;
        }
        s->tail[g] = row;
        s->chain[row] = ROWS_NONE;
        s->group[row] = g;
    }
}

static step build(exec *x, const plan_node *n, state *s)
{
    batch in;
    step got = exec_open(x, n->in[1]) ? STEP_ROWS : STEP_ERROR;
    while (got == STEP_ROWS && (got = exec_next(x, n->in[1], &in)) == STEP_ROWS) {
        hold(x, n->info, s, &in);
        if (!exec_memory_ok(x, s->mem, n)) {
            return STEP_ERROR;
        }
    }
    exec_close(x, n->in[1]);
    s->met = ARENA_ARRAY(s->mem, uint8_t, groups_count(&s->keys) + 1);
    return got == STEP_END && !exec_open(x, n->in[0]) ? STEP_ERROR : got;
}

/* Rows whose key came before are struck from the left batch. */
static void strike_repeats(state *s, uint32_t *group)
{
    uint32_t known = groups_count(s->seen);
    groups_add(s->seen, s->cols, s->left.sel, group);
    for (uint32_t k = 0; k < s->left.sel.n; k++) {
        if (group[k] == known) {
            known++;
        } else {
            s->found[k] = ROWS_NONE;
        }
    }
}

static step next_left(exec *x, const plan_node *n, state *s)
{
    const join_info *info = n->info;
    step got = exec_next(x, n->in[0], &s->left);
    if (got != STEP_ROWS) {
        s->left.sel.n = 0;
        return got;
    }
    eval_keys(x, s, info->left, info->n_keys, &s->left);
    groups_find(&s->keys, s->cols, s->left.sel, s->found);
    for (uint32_t k = 0; k < s->left.sel.n; k++) {
        if (s->found[k] != ROWS_NONE) {
            s->met[s->found[k]] = 1;
        }
    }
    if (s->seen) {
        strike_repeats(s, s->pair_right);
        if (!exec_memory_ok(x, s->mem, n)) {
            return STEP_ERROR;
        }
    }
    s->at = 0;
    s->row = ROWS_NONE;
    return STEP_ROWS;
}

static void add_pair(state *s, uint32_t *n, uint32_t left, uint32_t right)
{
    s->pair_left[*n] = (uint16_t)left;
    s->pair_right[(*n)++] = right;
}

/* Pairs of the left batch from where it stopped; as many as fit. */
static uint32_t make_pairs(state *s, join_kind kind)
{
    uint32_t n = 0;
    bool only_left = kind == JOIN_LEFTSEMI || kind == JOIN_LEFTANTI, outer = kind == JOIN_LEFTOUTER || kind == JOIN_FULLOUTER;
    while (n < BATCH_ROWS) {
        if (s->row != ROWS_NONE) {
            add_pair(s, &n, sel_row(s->left.sel, s->at - 1), s->row);
            s->row = s->chain[s->row];
            continue;
        }
        if (s->at == s->left.sel.n) {
            break;
        }
        uint32_t row = sel_row(s->left.sel, s->at), group = s->found[s->at];
        s->at++;
        if (only_left ? (group != ROWS_NONE) == (kind == JOIN_LEFTSEMI) : outer && group == ROWS_NONE) {
            add_pair(s, &n, row, ROWS_NONE);
        } else if (!only_left && group != ROWS_NONE) {
            s->row = s->head[group];
        }
    }
    return n;
}

/* Right rows that (for semi joins) some left row met, or that none did. */
static uint32_t rest_pairs(state *s, join_kind kind)
{
    uint32_t n = 0;
    for (; n < BATCH_ROWS && s->rest < s->right.n; s->rest++) {
        if (s->met[s->group[s->rest]] == (kind == JOIN_RIGHTSEMI)) {
            add_pair(s, &n, 0, s->rest);
        }
    }
    return n;
}

static void give(const plan_node *n, state *s, uint32_t pairs, batch *out)
{
    const join_info *info = n->info;
    arena_reset(s->out);
    const vec **cols = ARENA_ARRAY(s->out, const vec *, n->cols.n + 1);
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (n->need.bits && !colset_has(&n->need, i)) {
            continue;
        }
        if (i >= info->n_left) {
            cols[i] = rows_pick(&s->right, info->from_right[i - info->n_left], s->pair_right, pairs, s->out);
        } else if (s->phase == REST) {
            cols[i] = vec_const(s->out, datum_null(n->cols.cols[i].type));
        } else {
            cols[i] = gather(s->left.cols[info->from_left[i]], s->pair_left, pairs, s->out);
        }
    }
    *out = (batch){.n_rows = pairs, .sel = {NULL, pairs}, .n_cols = n->cols.n, .cols = cols};
}

static bool has_rest(join_kind k)
{
    return k == JOIN_RIGHTOUTER || k == JOIN_FULLOUTER || k == JOIN_RIGHTSEMI || k == JOIN_RIGHTANTI;
}

/* Fills `pairs`; STEP_END of the left side leads to the rest. */
static step probe(exec *x, const plan_node *n, state *s, uint32_t *pairs)
{
    join_kind kind = ((const join_info *)n->info)->kind;
    bool silent = kind == JOIN_RIGHTSEMI || kind == JOIN_RIGHTANTI; /* the left side is only looked at */
    for (;;) {
        *pairs = silent ? 0 : make_pairs(s, kind);
        if (*pairs) {
            return STEP_ROWS;
        }
        step got = next_left(x, n, s);
        if (got == STEP_END) {
            s->phase = has_rest(kind) ? REST : DONE;
        }
        if (got != STEP_ROWS) {
            return got;
        }
    }
}

step join_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    uint32_t pairs = 0;
    if (s->phase == BUILD) {
        if (build(x, n, s) == STEP_ERROR) {
            return STEP_ERROR;
        }
        s->phase = PROBE;
    }
    if (s->phase == PROBE && probe(x, n, s, &pairs) == STEP_ERROR) {
        return STEP_ERROR;
    }
    if (s->phase == REST) {
        pairs = rest_pairs(s, ((const join_info *)n->info)->kind);
    }
    if (pairs == 0) {
        return STEP_END;
    }
    give(n, s, pairs, out);
    return STEP_ROWS;
}

void join_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    state *s = st;
    arena_drop(s->out);
    arena_drop(s->batch);
    arena_drop(s->mem);
}
