/* rolling_percentile: the percentile of the values of the last bins, for each bin. Source: rolling-percentile-plugin.md. What it shows of
 * bins without rows the page does not say: data with such gaps is refused. */
#include "interp/agg/digest.h"
#include "interp/plugins/group_rows.h"
#include "interp/plugins/whole.h"

#include <stdlib.h>

typedef struct rolling {
    whole whole; /* first */
    uint32_t value, index;
    double percent;
    int64_t width, bins; /* of a bin; of a window */
    uint32_t *dims, n_dims;
} rolling;

typedef struct item {
    uint32_t group, row;
    int64_t bin;
} item;

static const op_class op_rolling;

static int by_group_and_bin(const void *a, const void *b)
{
    const item *x = a, *y = b;
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    if (x->bin != y->bin) {
        return x->bin < y->bin ? -1 : 1;
    }
    return x->row < y->row ? -1 : x->row > y->row;
}

static int64_t floor_bin(int64_t v, int64_t width) { return v / width - (v % width < 0); }

static int64_t whole_value(datum d) { return d.type == T_INT ? d.i : d.l; }

static item *read_items(const plan_node *n, const rows *in, groups *dims, uint32_t *count)
{
    const rolling *info = n->info;
    item *items = ARENA_ARRAY(in->mem, item, in->n + 1);
    const uint32_t *group = group_rows(in, info->dims, info->n_dims, in->mem, dims);
    *count = 0;
    for (uint32_t row = 0; row < in->n; row++) {
        datum at = rows_get(in, row, info->index);
        if (!at.null) {
            items[(*count)++] = (item){group[row], row, floor_bin(whole_value(at), info->width)};
        }
    }
    qsort(items, *count, sizeof *items, by_group_and_bin);
    return items;
}

/* Every group has rows in every bin from the first to the last of all. */
static bool has_gaps(const item *items, uint32_t n)
{
    int64_t first = n ? items[0].bin : 0, last = first;
    for (uint32_t i = 0; i < n; i++) {
        first = items[i].bin < first ? items[i].bin : first;
        last = items[i].bin > last ? items[i].bin : last;
    }
    for (uint32_t i = 0; i < n; i++) {
        bool begins = i == 0 || items[i - 1].group != items[i].group, ends = i + 1 == n || items[i + 1].group != items[i].group;
        int64_t before = begins ? first : items[i - 1].bin;
        if (items[i].bin - before > (begins ? 0 : 1) || (ends && items[i].bin != last)) {
            return true;
        }
    }
    return false;
}

static datum percentile_of(const rows *in, const rolling *info, const item *items, uint32_t from, uint32_t to, arena *mem)
{
    digest values = {0};
    double total;
    for (uint32_t i = from; i < to; i++) {
        datum d = rows_get(in, items[i].row, info->value);
        if (!d.null) {
            digest_add(&values, mem, d, 1);
        }
    }
    if (values.n == 0) {
        return datum_null(in->types[info->value]);
    }
    digest sorted = digest_sorted(&values, mem, &total);
    return digest_percentile(&sorted, total, info->percent);
}

static void give(const plan_node *n, const rows *in, const groups *dims, const item *items, uint32_t from, uint32_t to, whole_out *out)
{
    const rolling *info = n->info;
    const item *last = &items[to - 1];
    int64_t at = last->bin * info->width;
    kql_type t = n->cols.cols[0].type;
    arena *mem = arena_new();
    whole_put(out, 0, t == T_INT ? (datum){.type = T_INT, .i = (int32_t)at} : (datum){.type = t, .l = at});
    for (uint32_t i = 0; i < info->n_dims; i++) {
        whole_put(out, 1 + i, rows_get(&dims->keys, last->group, i));
    }
    whole_put(out, 1 + info->n_dims, datum_copy(out->batch, percentile_of(in, info, items, from, to, mem)));
    whole_row(out);
    arena_drop(mem);
}

static bool rolling_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    const rolling *info = n->info;
    groups dims;
    uint32_t count, first = 0;
    const item *items = read_items(n, in, &dims, &count);
    if (has_gaps(items, count)) {
        exec_fail(x, ST_UNSUPPORTED, n->at, "rolling_percentile over bins without rows is not supported: how the engine answers is not known");
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        bool starts = i == 0 || items[i].group != items[i - 1].group;
        bool ends = i + 1 == count || items[i + 1].group != items[i].group || items[i + 1].bin != items[i].bin;
        first = starts ? i : first;
        while (items[first].bin <= items[i].bin - info->bins) {
            first++;
        }
        if (ends) {
            give(n, in, &dims, items, first, i + 1, out);
        }
    }
    return true;
}

/* ---- binding */

static bool bind_numbers(binder *b, const plugin_call *c, kql_type index, rolling *info, datum *percent)
{
    datum width, bins;
    kql_type t = index == T_DATETIME ? T_TIMESPAN : index == T_INT ? T_LONG : index;
    if (!plugin_constant(b, c, 1, T_UNKNOWN, percent) || !plugin_constant(b, c, 3, t, &width) || !plugin_constant(b, c, 4, T_LONG, &bins)) {
        return false;
    }
    if (!type_is_number(percent->type) || percent->null) {
        diag_error(b->ds, ST_COMPILE, "KS137", c->args->kid[1]->at, "the percentile must be a number");
        return false;
    }
    info->percent = percent->type == T_REAL ? percent->r : percent->type == T_DECIMAL ? decimal_to_double(percent->dec) : (double)whole_value(*percent);
    info->width = width.l;
    info->bins = bins.l;
    if (width.null || bins.null || width.l <= 0 || bins.l <= 0 || !(info->percent >= 0 && info->percent <= 100)) {
        diag_error(b->ds, ST_COMPILE, "KS140", c->args->at, "bins have a width above 0, windows at least one bin, percentiles go from 0 to 100");
        return false;
    }
    return true;
}

static plan_node *rolling_bind(binder *b, const plugin_call *c)
{
    rolling *info = ARENA_NEW(b->mem, rolling);
    info->whole.run = rolling_run;
    if (!plugin_arg_count(b, c, 5, 64)) {
        return NULL;
    }
    int value = plugin_column(b, c, 0), index = plugin_column(b, c, 2);
    if (value < 0 || index < 0) {
        return NULL;
    }
    kql_type of = c->in->cols.cols[value].type;
    if (!type_is_number(of) && !type_is_ticks(of) && of != T_UNKNOWN) {
        diag_error(b->ds, ST_COMPILE, "KS138", c->args->kid[0]->at, "the values must be numbers, datetimes or timespans, and these are %s", type_name(of));
        return NULL;
    }
    info->value = (uint32_t)value;
    info->index = (uint32_t)index;
    kql_type t = c->in->cols.cols[index].type;
    if (!type_is_ticks(t) && !type_is_integer(t) && t != T_UNKNOWN) {
        return bind_unsupported(b, c->args->kid[2]->at, "rolling_percentile over an index that is neither time nor whole number");
    }
    datum percent;
    info->dims = plugin_columns(b, c, 5, &info->n_dims);
    if (!info->dims || !bind_numbers(b, c, t == T_UNKNOWN ? T_DATETIME : t, info, &percent)) {
        return NULL;
    }
    plan_node *n = whole_node(b, &op_rolling, c, &info->whole);
    if (!n) {
        return NULL;
    }
    const column *cols = c->in->cols.cols;
    str pct = datum_text(b->mem, percent);
    schema_add(b->mem, &n->cols, cols[index].name, t);
    for (uint32_t i = 0; i < info->n_dims; i++) {
        schema_add(b->mem, &n->cols, cols[info->dims[i]].name, cols[info->dims[i]].type);
    }
    schema_add(b->mem, &n->cols, arena_printf(b->mem, "rolling_%lld_percentile_" STR_FMT "_" STR_FMT, (long long)info->bins, STR_ARG(cols[value].name),
                                              STR_ARG(pct)), cols[value].type);
    return n;
}

static const op_class op_rolling = {.name = "rolling_percentile", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_rolling_percentile = {
    .name = "rolling_percentile", .bind = rolling_bind, .sig = "(ValueColumn, Percentile, IndexColumn, BinSize, BinsPerWindow, [dimension...])",
    .help = "The percentile of the values of the last bins, for each bin",
    .example = "range i from 0 to 5 step 1 | extend v = i * 10 | evaluate rolling_percentile(v, 50, i, 2, 2)", .gives = "0, 0; 2, 10; 4, 30",
    .page = "rolling-percentile-plugin"};
