/* make-series: running. Reads all summarized rows, sorts each group's bins into its array, gives a row a group. */
#include "interp/exec.h"
#include "interp/ops/make_series_count.h"

#define SERIES_MAX (1u << 20) /* values of one series */

typedef struct state {
    rows rows;
    groups groups;
    uint32_t *group_of; /* by row */
    uint32_t *first;    /* by group: where its rows start in `order`; one more at the end */
    uint32_t *order;    /* rows, group by group */
    uint32_t cap, given;
    arena *mem, *batch;
    series_counts *counts; /* instead of rows, where there is nothing but counts */
    const dyn *axis;    /* the one made last, of the batch */
    datum axis_start;
    bool read;
    bool no_default;    /* an empty bin had nothing to stand in it */
} state;

static void keep_groups(state *s, const uint32_t *group, uint32_t n)
{
    if (s->rows.n > s->cap) {
        uint32_t cap = s->rows.n * 2;
        uint32_t *bigger = arena_alloc(s->mem, cap * sizeof *bigger);
        if (s->rows.n > n) memcpy(bigger, s->group_of, (s->rows.n - n) * sizeof *bigger);
        s->group_of = bigger;
        s->cap = cap;
    }
    memcpy(s->group_of + s->rows.n - n, group, n * sizeof *group);
}

/* Counts, then places: each group's rows side by side, in order. */
static void order_by_group(state *s)
{
    uint32_t n = groups_count(&s->groups);
    s->first = ARENA_ARRAY(s->mem, uint32_t, n + 2);
    s->order = ARENA_ARRAY(s->mem, uint32_t, s->rows.n + 1);
    uint32_t *next = ARENA_ARRAY(s->mem, uint32_t, n + 1);
    for (uint32_t r = 0; r < s->rows.n; r++) s->first[s->group_of[r] + 1]++;
    for (uint32_t g = 0; g < n; g++) s->first[g + 1] += s->first[g];
    for (uint32_t g = 0; g < n; g++) next[g] = s->first[g];
    for (uint32_t r = 0; r < s->rows.n; r++) s->order[next[s->group_of[r]]++] = r;
}

static step read_all(exec *x, const plan_node *n, state *s)
{
    batch in;
    step got;
    uint32_t group[BATCH_ROWS];
    s->read = true;
    if (s->counts) return series_counts_read(x, n, s->counts, &s->groups, s->batch);
    while ((got = exec_next(x, n->in[0], &in)) == STEP_ROWS) {
        groups_add(&s->groups, in.cols, in.sel, group);
        rows_add(&s->rows, in.cols, in.sel);
        keep_groups(s, group, in.sel.n);
        if (!exec_memory_ok(x, s->mem, n)) return STEP_ERROR;
    }
    order_by_group(s);
    return got;
}

/* ---- one series */

typedef struct series {
    datum start;
    uint32_t n;
} series;

static int64_t bins_between(const make_series_info *info, datum a, datum b)
{
    if (info->axis == T_REAL) {
        double n = (b.r - a.r) / info->step.r + 1e-9;
        return n > 2.0 * SERIES_MAX ? 2 * SERIES_MAX : (int64_t)n;
    }
    int64_t gap;
    if (__builtin_sub_overflow(b.l, a.l, &gap)) return 2 * SERIES_MAX;
    return gap / info->step.l;
}

static datum bin_at_index(const make_series_info *info, datum start, uint32_t k)
{
    if (info->axis == T_REAL) {
        start.r += info->step.r * k;
    } else {
        start.l += info->step.l * k;
    }
    return start;
}

/* How many bins lie between from and to: to itself is out, unless the old syntax includes it. */
static int64_t bins_of_range(const make_series_info *info, datum start, datum to)
{
    int64_t n = bins_between(info, start, to);
    bool exact = datum_cmp(bin_at_index(info, start, n > 2 * SERIES_MAX ? 0 : (uint32_t)n), to) == 0;
    return n + (info->to_included || !exact);
}

/* The bin of row r in the series. Most axes are of ticks. */
static int64_t bin_of_row(const make_series_info *info, const state *s, uint32_t r, datum start)
{
    const vec *bins = rows_vec(&s->rows, r, info->n_by);
    int64_t gap;
    if (info->axis == T_REAL || bins->null) return bins_between(info, start, rows_get(&s->rows, r, info->n_by));
    if (__builtin_sub_overflow(bins->l[r % BATCH_ROWS], start.l, &gap)) return 2 * SERIES_MAX;
    return gap / info->step.l;
}

static int64_t extent(const make_series_info *info, const state *s, uint32_t group, datum *start)
{
    datum first = info->from, last = datum_null(info->axis);
    bool known = !info->from.null && !info->to.null;
    for (uint32_t i = known ? 0 : s->first[group]; !known && i < s->first[group + 1]; i++) {
        datum bin = rows_get(&s->rows, s->order[i], info->n_by);
        if (info->from.null && (first.null || datum_cmp(bin, first) < 0)) first = bin;
        if (last.null || datum_cmp(bin, last) > 0) last = bin;
    }
    *start = first;
    if (first.null) return 0;
    if (!info->to.null) return datum_cmp(info->to, first) < 0 ? 0 : bins_of_range(info, first, info->to);
    return last.null ? 0 : bins_between(info, first, last) + 1;
}

/* Series that begin together and are of one length have one axis. */
static const dyn *axis_array(const make_series_info *info, state *s, datum start, uint32_t n)
{
    if (s->axis && s->axis->n == n && datum_same(s->axis_start, start)) return s->axis;
    const dyn **items = ARENA_ARRAY(s->batch, const dyn *, n + 1);
    for (uint32_t k = 0; k < n; k++) items[k] = dyn_from_datum(s->batch, bin_at_index(info, start, k));
    s->axis_start = start;
    s->axis = dyn_array(s->batch, items, n);
    return s->axis;
}

/* Values of the series' rows; whole numbers side by side in `nodes`. */
static void put_values(const make_series_info *info, state *s, uint32_t group, datum start, uint32_t n, uint32_t agg, const dyn **items)
{
    dyn *nodes = arena_alloc(s->batch, (s->first[group + 1] - s->first[group]) * sizeof *nodes);
    for (uint32_t i = s->first[group]; i < s->first[group + 1]; i++, nodes++) {
        uint32_t r = s->order[i];
        int64_t k = bin_of_row(info, s, r, start);
        if (k < 0 || k >= n) continue;
        const vec *v = rows_vec(&s->rows, r, info->n_by + 1 + agg);
        if (v->type == T_LONG && !v->null) {
            *nodes = (dyn){.kind = DYN_LONG, .l = v->l[r % BATCH_ROWS]};
            items[k] = nodes;
        } else {
            items[k] = dyn_from_datum(s->batch, datum_copy(s->batch, vec_get(v, r % BATCH_ROWS)));
        }
    }
}

/* The series' counts; they too side by side. */
static void put_counts(state *s, uint32_t group, uint32_t n, const dyn **items)
{
    for (uint32_t b = 0; b * COUNTS_BLOCK < n; b++) {
        const uint32_t *count = series_counts_block(s->counts, group, b);
        uint32_t end = n - b * COUNTS_BLOCK < COUNTS_BLOCK ? n - b * COUNTS_BLOCK : COUNTS_BLOCK;
        dyn *nodes = count ? arena_alloc(s->batch, COUNTS_BLOCK * sizeof *nodes) : NULL;
        for (uint32_t k = 0; count && k < end; k++) {
            nodes[k] = (dyn){.kind = DYN_LONG, .l = count[k]};
            items[b * COUNTS_BLOCK + k] = count[k] ? &nodes[k] : items[b * COUNTS_BLOCK + k];
        }
    }
}

static const dyn *value_array(const make_series_info *info, state *s, uint32_t group, datum start, uint32_t n, uint32_t agg)
{
    const dyn **items = arena_alloc(s->batch, (n + 1) * sizeof *items);
    for (uint32_t k = 0; k < n; k++) items[k] = info->defaults[agg];
    if (s->counts) {
        put_counts(s, group, n, items);
    } else {
        put_values(info, s, group, start, n, agg, items);
    }
    for (uint32_t k = 0; k < n; k++) {
        if (!items[k]) {
            s->no_default = true;
            items[k] = dyn_null();
        }
    }
    return dyn_array(s->batch, items, n);
}

static void put_series(const make_series_info *info, state *s, uint32_t group, datum start, uint32_t n, vec **cols, uint32_t row)
{
    for (uint32_t k = 0; k < info->n_by; k++) vec_set(s->batch, cols[k], row, rows_get(&s->groups.keys, group, k));
    for (uint32_t k = 0; k < info->n_aggs; k++)
        vec_set(s->batch, cols[info->n_by + k], row, (datum){.type = T_DYNAMIC, .dy = value_array(info, s, group, start, n, k)});
    vec_set(s->batch, cols[info->n_by + info->n_aggs], row, (datum){.type = T_DYNAMIC, .dy = axis_array(info, s, start, n)});
}

bool make_series_open(exec *x, const plan_node *n, void **out)
{
    const make_series_info *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->batch = arena_new();
    kql_type *keys = ARENA_ARRAY(s->mem, kql_type, info->n_by + 1);
    for (uint32_t k = 0; k < info->n_by; k++) keys[k] = n->in[0]->cols.cols[k].type;
    rows_init(&s->rows, s->mem, &n->in[0]->cols, NULL);
    bool *keep = ARENA_ARRAY(s->mem, bool, n->in[0]->cols.n + 1);
    for (uint32_t k = info->n_by; k < n->in[0]->cols.n; k++) keep[k] = true;
    s->rows.keep = keep; /* the groups have the by-columns */
    groups_init(&s->groups, s->mem, keys, info->n_by);
    datum start;
    int64_t bins = info->from.null || info->to.null ? 0 : extent(info, s, 0, &start);
    s->counts = bins > 0 && bins <= SERIES_MAX ? series_counts_of(n, (uint32_t)bins, s->mem) : NULL;
    *out = s;
    return exec_open(x, s->counts ? s->counts->input : n->in[0]);
}

step make_series_next(exec *x, const plan_node *n, void *st, batch *out)
{
    const make_series_info *info = n->info;
    state *s = st;
    if (!s->read && read_all(x, n, s) == STEP_ERROR) return STEP_ERROR;
    uint32_t total = groups_count(&s->groups);
    bool invent = total == 0 && info->nonempty && info->n_by == 0 && s->given == 0;
    if (s->given >= total && !invent) return STEP_END;
    arena_reset(s->batch);
    s->axis = NULL;
    vec **cols = ARENA_ARRAY(s->batch, vec *, n->cols.n);
    for (uint32_t c = 0; c < n->cols.n; c++) cols[c] = vec_new(s->batch, n->cols.cols[c].type);
    uint32_t row = 0;
    for (; (s->given < total || invent) && row < BATCH_ROWS; row++, s->given++) {
        datum start;
        int64_t bins = extent(info, s, s->given, &start);
        if (bins > SERIES_MAX) return exec_fail(x, ST_LIMIT, n->at, "a series would have more than %u values", SERIES_MAX);
        put_series(info, s, s->given, start, (uint32_t)bins, cols, row);
        invent = false;
    }
    if (s->no_default)
        return exec_fail(x, ST_UNSUPPORTED, n->at, "an empty bin of an aggregate that is no number, without default=: what stands there is not known");
    *out = (batch){.n_rows = row, .sel = {NULL, row}, .n_cols = n->cols.n, .cols = (const vec **)cols};
    return STEP_ROWS;
}

void make_series_close(exec *x, const plan_node *n, void *st)
{
    state *s = st;
    (void)x;
    exec_close(x, n->in[0]);
    arena_drop(s->mem);
    arena_drop(s->batch);
    s->mem = s->batch = NULL;
}
