/* joined: join and lookup run over inputs with a column more, the row's number; the join itself brings the numbers of both sides together.
 * Semi joins give one side only: the other side's rows are those with the same keys. */
#include "interp/lineage/parts.h"

#include "interp/ops/join.h"
#include "interp/ops/shared/groups.h"

typedef struct pairs {
    lineage_stage *stage;
    const join_info *info; /* with the numbers */
    bool has_left, has_right;
    parent_list left, right; /* by output row; ROWS_NONE: none on that side */
} pairs;

static uint32_t *one_more(arena *mem, const uint32_t *from, uint32_t n, uint32_t last)
{
    uint32_t *more = ARENA_ARRAY(mem, uint32_t, n + 1);
    if (n)
        memcpy(more, from, n * sizeof *more);
    more[n] = last;
    return more;
}

static column number_column(void) { return (column){STR("$row"), T_LONG}; }

/* Left columns, the left number, right columns, the right number. */
static plan_node *numbered(tracer *t, const lineage_stage *s, pairs *p)
{
    const join_info *old = s->node->info;
    join_info *info = ARENA_NEW(t->mem, join_info);
    plan_node *n = feed_node(t, s, FEED_NUMBER);
    *info = *old;
    n->info = info;
    n->need = (colset){0};
    n->cols = (schema){ARENA_ARRAY(t->mem, column, s->node->cols.n + 2), 0};
    for (uint32_t i = 0; i < old->n_left; i++)
        n->cols.cols[n->cols.n++] = s->node->cols.cols[i];
    if (p->has_left) {
        info->from_left = one_more(t->mem, old->from_left, info->n_left++, s->in[0]->node->cols.n);
        n->cols.cols[n->cols.n++] = number_column();
    }
    for (uint32_t i = 0; i < old->n_right; i++)
        n->cols.cols[n->cols.n++] = s->node->cols.cols[old->n_left + i];
    if (p->has_right) {
        info->from_right = one_more(t->mem, old->from_right, info->n_right++, s->in[1]->node->cols.n);
        n->cols.cols[n->cols.n++] = number_column();
    }
    n->need = colset_new(t->mem, n->cols.n);
    for (uint32_t i = 0; i < n->cols.n; i++) {
        bool number = (p->has_left && i == old->n_left) || (p->has_right && i + 1 == n->cols.n);
        uint32_t was = i - (p->has_left && i > old->n_left);
        if (number || !s->node->need.bits || colset_has(&s->node->need, was))
            colset_add(&n->need, i);
    }
    p->info = info;
    return n;
}

static uint32_t number_at(const vec *v, uint32_t row)
{
    datum d = vec_get(v, row);
    return d.null ? ROWS_NONE : (uint32_t)d.l;
}

static bool keep(tracer *t, const batch *b, void *arg)
{
    pairs *p = arg;
    uint32_t n = p->stage->node->cols.n, left = p->info->n_left - p->has_left;
    const vec **cols = ARENA_ARRAY(t->mem, const vec *, n + 1);
    for (uint32_t i = 0; i < n; i++)
        cols[i] = b->cols[i + (p->has_left && i >= left)];
    rows_add(&p->stage->store, cols, b->sel);
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t row = sel_row(b->sel, k);
        parent_add(t, &p->left, 0, p->has_left ? number_at(b->cols[left], row) : ROWS_NONE);
        parent_add(t, &p->right, 1, p->has_right ? number_at(b->cols[b->n_cols - 1], row) : ROWS_NONE);
    }
    return true;
}

/* The group of every row of a side, by its keys. */
static uint32_t *group_side(tracer *t, groups *g, const lineage_stage *in, expr *const *exprs, uint32_t n_keys)
{
    arena *mem = arena_new();
    uint32_t *of = ARENA_ARRAY(t->mem, uint32_t, in->store.n + 1), done = 0;
    const vec **keys = ARENA_ARRAY(t->mem, const vec *, n_keys + 1);
    batch b;
    for (uint32_t block = 0; rows_block(&in->store, block, mem, &b); block++) {
        for (uint32_t i = 0; i < n_keys; i++)
            keys[i] = eval(t->x, exprs[i], &b, b.sel, mem);
        groups_add(g, keys, b.sel, of + done);
        done += b.sel.n;
        arena_reset(mem);
    }
    arena_drop(mem);
    return of;
}

/* The rows of the other side with the keys of this one's row, in their order. */
typedef struct partners {
    uint32_t *of;   /* by row of this side: its group */
    uint32_t *head; /* by group: the first row of the other side */
    uint32_t *next; /* by row of the other side */
} partners;

static partners find_partners(tracer *t, const lineage_stage *s, bool right_gives)
{
    const join_info *info = s->node->info;
    groups *g = ARENA_NEW(t->mem, groups);
    kql_type *types = ARENA_ARRAY(t->mem, kql_type, info->n_keys + 1);
    for (uint32_t i = 0; i < info->n_keys; i++)
        types[i] = info->left[i]->type;
    groups_init(g, t->mem, types, info->n_keys);
    uint32_t *left = group_side(t, g, s->in[0], info->left, info->n_keys), *right = group_side(t, g, s->in[1], info->right, info->n_keys);
    const uint32_t *other = right_gives ? left : right;
    uint32_t n = s->in[!right_gives]->store.n, count = groups_count(g);
    partners p = {right_gives ? right : left, ARENA_ARRAY(t->mem, uint32_t, count + 1), ARENA_ARRAY(t->mem, uint32_t, n + 1)};
    for (uint32_t i = 0; i < count; i++)
        p.head[i] = ROWS_NONE;
    for (uint32_t i = n; i-- > 0;) {
        p.next[i] = p.head[other[i]];
        p.head[other[i]] = i;
    }
    return p;
}

static bool semi_parents(tracer *t, lineage_stage *s, const pairs *p, bool right_gives)
{
    partners with = find_partners(t, s, right_gives);
    const parent_list *own = right_gives ? &p->right : &p->left;
    for (uint32_t r = 0; r < s->store.n; r++) {
        parent_list l = {0};
        uint32_t row = own->items[r].row, first = with.head[with.of[row]];
        if (!right_gives)
            parent_add(t, &l, 0, row);
        for (uint32_t other = first; other != ROWS_NONE; other = with.next[other])
            parent_add(t, &l, right_gives ? 0 : 1, other);
        if (right_gives)
            parent_add(t, &l, 1, row);
        s->parents[r] = (lineage_refs){l.items, l.n};
    }
    return true;
}

bool method_join(tracer *t, lineage_stage *s)
{
    join_kind kind = ((const join_info *)s->node->info)->kind;
    bool right_only = kind == JOIN_RIGHTSEMI || kind == JOIN_RIGHTANTI, left_only = kind == JOIN_LEFTSEMI || kind == JOIN_LEFTANTI;
    pairs p = {.stage = s, .has_left = !right_only, .has_right = !left_only};
    if (!feed_run(t, numbered(t, s, &p), keep, &p))
        return false;
    if (p.left.n != s->store.n)
        return stage_mismatch(t, s);
    s->parents = ARENA_ARRAY(t->mem, lineage_refs, s->store.n + 1);
    if (kind == JOIN_LEFTSEMI || kind == JOIN_RIGHTSEMI)
        return semi_parents(t, s, &p, right_only);
    for (uint32_t r = 0; r < s->store.n; r++) {
        parent_list l = {0};
        if (p.left.items[r].row != ROWS_NONE)
            parent_add(t, &l, 0, p.left.items[r].row);
        if (p.right.items[r].row != ROWS_NONE)
            parent_add(t, &l, 1, p.right.items[r].row);
        s->parents[r] = (lineage_refs){l.items, l.n};
    }
    return true;
}
