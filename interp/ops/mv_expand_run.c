/* One input row gives as many rows as the longest of its expanded values has items; shorter ones are filled up with nulls.
 * Rows are made as pairs (input row, item), BATCH_ROWS at a time, so that one long array fills many batches. */
#include "interp/ops/mv_expand_run.h"

#include "interp/convert.h"
#include "interp/ops/shared/gather.h"

#include <math.h>

uint32_t expanded_rows(const dyn *v) { return v && (v->kind == DYN_ARRAY || v->kind == DYN_BAG) ? v->n : 1; }

static const dyn *item_at(arena *mem, const dyn *v, uint32_t k, bool pairs)
{
    if (!v || k >= expanded_rows(v)) {
        return NULL;
    }
    if (v->kind == DYN_ARRAY) {
        return v->item[k];
    }
    if (v->kind != DYN_BAG) {
        return v;
    }
    if (!pairs) {
        return dyn_bag(mem, &v->key[k], &v->item[k], 1);
    }
    const dyn **two = ARENA_ARRAY(mem, const dyn *, 2);
    two[0] = dyn_string(mem, v->key[k]);
    two[1] = v->item[k];
    return dyn_array(mem, two, 2);
}

/* What an item becomes as `type`, as the engine showed it: a number becomes a whole number without its fraction; a whole number a bool;
 * text a datetime or a guid, and nothing else; text is parsed into no number. *null: it conforms to nothing. False: not known. */
static bool is_settled(const dyn *item, kql_type type, bool *null)
{
    bool json = item->kind == DYN_BOOL || item->kind == DYN_LONG || item->kind == DYN_REAL || item->kind == DYN_STRING ||
                item->kind == DYN_ARRAY || item->kind == DYN_BAG;
    switch (type) {
    case T_INT:
    case T_LONG:
    case T_REAL: *null = item->kind != DYN_LONG && item->kind != DYN_REAL; return json;
    case T_BOOL:
        *null = item->kind != DYN_BOOL && item->kind != DYN_LONG;
        return json && (item->kind != DYN_REAL || item->r != trunc(item->r));
    case T_DATETIME: *null = item->kind != DYN_STRING && item->kind != DYN_DATETIME; return json || item->kind == DYN_DATETIME;
    case T_GUID: *null = item->kind != DYN_STRING && item->kind != DYN_GUID; return json || item->kind == DYN_GUID;
    case T_TIMESPAN:
    case T_DECIMAL: *null = true; return json;
    default: *null = false; return true;
    }
}

datum expanded_item(arena *mem, const dyn *v, uint32_t k, kql_type type, bool pairs, bool *settled)
{
    const dyn *item = item_at(mem, v, k, pairs);
    bool null = false;
    if (!item || item->kind == DYN_NULL) {
        return datum_null(type);
    }
    if (type == T_DYNAMIC) {
        return (datum){.type = T_DYNAMIC, .dy = item};
    }
    if (!is_settled(item, type, &null)) {
        *settled = false;
    }
    return null ? datum_null(type) : convert_datum(mem, (datum){.type = T_DYNAMIC, .dy = item}, type);
}

void expansion_open(expansion *s, exec *x, const mv_expand_info *info)
{
    s->info = info;
    s->x = x;
    s->unsettled = T_DYNAMIC;
    s->values = ARENA_ARRAY(x->mem, const vec *, info->n + 1);
    datum limit = info->limit ? eval_scalar(x, info->limit, x->mem) : (datum){.type = T_LONG, .l = INT32_MAX};
    s->limit = limit.null || limit.l < 0 ? 0 : limit.l;
}

void expansion_start(expansion *s, exec *x, const batch *in, arena *mem)
{
    s->in = *in;
    for (uint32_t i = 0; i < s->info->n; i++) {
        s->values[i] = eval(x, s->info->items[i].value, in, in->sel, mem);
    }
    s->at = 0;
    s->stop = in->sel.n;
    s->begun = false;
}

static const dyn *value_at(const vec *v, uint32_t row) { return vec_is_null(v, row) ? NULL : v->dy[vec_ix(v, row)]; }

static uint32_t count_items(const expansion *s, uint32_t row)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < s->info->n; i++) {
        uint32_t items = expanded_rows(value_at(s->values[i], row));
        most = items > most ? items : most;
    }
    return most > s->limit ? (uint32_t)s->limit : most;
}

static uint32_t make_rows(expansion *s)
{
    uint32_t n = 0;
    while (n < BATCH_ROWS && s->at < s->stop) {
        uint32_t row = sel_row(s->in.sel, s->at);
        if (!s->begun) {
            s->items = count_items(s, row);
            s->item = 0;
            s->begun = true;
        }
        for (; n < BATCH_ROWS && s->item < s->items; s->item++) {
            s->row[n] = (uint16_t)row;
            s->nth[n++] = s->item;
        }
        if (s->item == s->items) {
            s->begun = false;
            s->at++;
        }
    }
    return n;
}

static const vec *expand(expansion *s, uint32_t i, uint32_t n, arena *mem)
{
    const expanded *e = &s->info->items[i];
    vec *out = vec_new(mem, e->type);
    for (uint32_t k = 0; k < n; k++) {
        bool settled = true;
        vec_set(mem, out, k, expanded_item(mem, value_at(s->values[i], s->row[k]), s->nth[k], e->type, s->info->pairs, &settled));
        s->unsettled = settled ? s->unsettled : e->type;
    }
    return out;
}

static const vec *item_numbers(const expansion *s, uint32_t n, arena *mem)
{
    vec *v = vec_new(mem, T_LONG);
    for (uint32_t k = 0; k < n; k++) {
        v->l[k] = s->nth[k];
    }
    return v;
}

step expansion_next(expansion *s, const plan_node *n, const colset *need, arena *mem, batch *out)
{
    const mv_expand_info *info = s->info;
    const schema *columns = &n->cols;
    uint32_t rows = make_rows(s);
    if (rows == 0) {
        return STEP_END;
    }
    const vec **cols = ARENA_ARRAY(mem, const vec *, columns->n + 1);
    for (uint32_t i = 0; i < columns->n; i++) {
        bool read = !need || !need->bits || colset_has(need, i);
        cols[i] = read && info->from[i] >= 0 ? gather(s->in.cols[info->from[i]], s->row, rows, mem) : NULL;
    }
    for (uint32_t i = 0; i < info->n; i++) {
        if (!need || !need->bits || colset_has(need, info->items[i].column)) {
            cols[info->items[i].column] = expand(s, i, rows, mem);
        }
    }
    if (info->index >= 0) {
        cols[info->index] = item_numbers(s, rows, mem);
    }
    *out = (batch){.n_rows = rows, .sel = {NULL, rows}, .n_cols = columns->n, .cols = cols};
    if (s->unsettled != T_DYNAMIC) {
        return exec_fail(s->x, ST_UNSUPPORTED, n->at, "an item of another type than to typeof(%s) says: how the engine reads it is not known",
                         type_name(s->unsettled));
    }
    return STEP_ROWS;
}

typedef struct state {
    arena *batch, *out;
    expansion rows;
} state;

bool mv_expand_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    s->out = arena_new();
    expansion_open(&s->rows, x, n->info);
    *out = s;
    return exec_open(x, n->in[0]);
}

step mv_expand_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    for (;;) {
        arena_reset(s->out);
        step got = expansion_next(&s->rows, n, &n->need, s->out, out);
        if (got != STEP_END) {
            return got;
        }
        batch in;
        got = exec_next(x, n->in[0], &in);
        if (got != STEP_ROWS) {
            s->rows.stop = 0;
            return got;
        }
        arena_reset(s->batch);
        expansion_start(&s->rows, x, &in, s->batch);
    }
}

void mv_expand_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
    arena_drop(((state *)st)->out);
}
