#include "interp/ops/union_columns.h"

#include <stdlib.h>

/* A column of a leg. */
typedef struct leg_column {
    str name;
    kql_type type;
    uint32_t leg, at;
    uint32_t next; /* the leg column of the same name in a later leg, or the end */
    bool first;    /* no leg before has the name */
} leg_column;

typedef struct leg_columns {
    leg_column *items; /* leg by leg */
    uint32_t n;
} leg_columns;

static int by_name(const void *x, const void *y)
{
    const leg_column *const *a = x, *const *b = y;
    int c = str_cmp((*a)->name, (*b)->name);
    return c ? c : (*a > *b) - (*a < *b);
}

/* All columns of all legs, those of one name linked: found by sorting, so that wide unions stay cheap. */
static leg_columns list_columns(binder *b, const union_legs *l)
{
    leg_columns all = {0};
    for (uint32_t i = 0; i < l->n; i++) {
        all.n += l->node[i]->cols.n;
    }
    all.items = ARENA_ARRAY(b->mem, leg_column, all.n + 1);
    leg_column **order = ARENA_ARRAY(b->mem, leg_column *, all.n + 1);
    for (uint32_t i = 0, n = 0; i < l->n; i++) {
        for (uint32_t j = 0; j < l->node[i]->cols.n; j++, n++) {
            const column *c = &l->node[i]->cols.cols[j];
            all.items[n] = (leg_column){c->name, c->type, i, j, all.n, true};
            order[n] = &all.items[n];
        }
    }
    if (all.n) {
        qsort(order, all.n, sizeof *order, by_name);
    }
    for (uint32_t i = 1; i < all.n; i++) {
        if (str_eq(order[i]->name, order[i - 1]->name)) {
            order[i - 1]->next = (uint32_t)(order[i] - all.items);
            order[i]->first = false;
        }
    }
    return all;
}

/* The types that a name has in the legs, in order of first appearance; returns how many, 0 when `inner` and a leg lacks it. */
static uint32_t types_of(const leg_columns *all, uint32_t first, uint32_t legs, bool inner, kql_type types[T_COUNT_ + 1])
{
    uint32_t n = 0, having = 0;
    for (uint32_t i = first; i < all->n; i = all->items[i].next, having++) {
        uint32_t k = 0;
        while (k < n && types[k] != all->items[i].type) {
            k++;
        }
        types[k] = all->items[i].type;
        n += k == n;
    }
    return inner && having < legs ? 0 : n;
}

static bool a_leg_has(const leg_columns *all, str name)
{
    for (uint32_t i = 0; i < all->n; i++) {
        if (str_eq(all->items[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* A column that is called x_long keeps its name: it is the x that became x_long that gives way. Source: the last example of
 * union-operator.md; Microsoft's binder has it the other way round. */
static str unused(binder *b, const leg_columns *all, const schema *taken, str name)
{
    str candidate = name;
    for (uint32_t k = 1; schema_find(taken, candidate) >= 0 || (all && a_leg_has(all, candidate)); k++) {
        candidate = arena_printf(b->mem, STR_FMT "%u", STR_ARG(name), k);
    }
    return candidate;
}

typedef struct columns_maker {
    binder *b;
    const union_legs *l;
    const leg_columns *all;
    schema *cols;    /* of the union */
    schema made;     /* names that no leg gave: withsource, x_long; the others differ from one another anyway */
    int32_t **from;
} columns_maker;

static void add_column(columns_maker *m, uint32_t first, str name, kql_type type)
{
    uint32_t at = m->cols->n++;
    m->cols->cols[at] = (column){name, type};
    for (uint32_t i = 0; i < m->l->n; i++) {
        m->from[i][at] = -1;
    }
    for (uint32_t i = first; i < m->all->n; i = m->all->items[i].next) {
        if (m->all->items[i].type == type) {
            m->from[m->all->items[i].leg][at] = (int32_t)m->all->items[i].at;
        }
    }
}

static void make_columns(columns_maker *m, bool inner)
{
    for (uint32_t i = 0; i < m->all->n; i++) {
        str name = m->all->items[i].name;
        kql_type types[T_COUNT_ + 1];
        uint32_t n = m->all->items[i].first ? types_of(m->all, i, m->l->n, inner, types) : 0;
        if (n == 1) {
            add_column(m, i, unused(m->b, NULL, &m->made, name), types[0]);
        }
        for (uint32_t k = 0; n > 1 && k < n; k++) {
            str typed = arena_printf(m->b->mem, STR_FMT "_%s", STR_ARG(name), type_name(types[k]));
            typed = unused(m->b, m->all, m->cols, typed);
            schema_add(m->b->mem, &m->made, typed, types[k]);
            add_column(m, i, typed, types[k]);
        }
    }
}

void union_columns(binder *b, const union_legs *l, bool inner, str source, schema *out, int32_t **from)
{
    leg_columns all = list_columns(b, l);
    uint32_t most = all.n + 1; /* every leg column one of its own, and the source */
    columns_maker m = {b, l, &all, out, {0}, from};
    for (uint32_t i = 0; i < l->n; i++) {
        from[i] = ARENA_ARRAY(b->mem, int32_t, most);
        from[i][0] = -1;
    }
    out->cols = ARENA_ARRAY(b->mem, column, most);
    if (source.n) {
        out->cols[out->n++] = (column){source, T_STRING};
        schema_add(b->mem, &m.made, source, T_STRING);
    }
    make_columns(&m, inner);
}
