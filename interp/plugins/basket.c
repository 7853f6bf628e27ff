/* basket: what many rows have in common. Source: basket-plugin.md. Its example settles what the words leave open:
 *
 *   patterns   every set of values that enough rows share, with all else that the same rows share (an unchanged count is told once)
 *   order      by rows times values, the most first; SegmentId counts in that order
 *   Percent    with one place behind the point
 *
 * They are found level by level: a pattern, one more value, and what follows from it; MaxDimensions is how many levels there are. */
#include "interp/plugins/options.h"
#include "interp/plugins/patterns.h"
#include "interp/plugins/whole.h"

#include <math.h>
#include <stdlib.h>

static const op_class op_basket;

typedef struct basket {
    whole whole; /* first */
    double threshold;
    uint32_t levels;
    datum wildcard[T_COUNT_];
} basket;

/* ---- telling */

static uint64_t weight(const pattern *p) { return (uint64_t)p->n * p->n_fixed; }

static int by_weight(const void *a, const void *b)
{
    uint64_t x = weight(a), y = weight(b);
    return x > y ? -1 : x < y;
}

static void give(const plan_node *n, const rows *in, const patterns *all, const pattern *p, uint32_t segment, whole_out *out)
{
    const basket *info = n->info;
    whole_put(out, 0, whole_long(segment));
    whole_put(out, 1, whole_long(p->n));
    whole_put(out, 2, (datum){.type = T_REAL, .r = round(1000.0 * p->n / in->n) / 10});
    for (uint32_t c = 0; c < in->n_cols; c++) {
        whole_put(out, 3 + c, p->fixed[c] ? rows_get(&all->values[c].keys, p->fixed[c] - 1, 0) : info->wildcard[in->types[c]]);
    }
    whole_row(out);
}

static bool basket_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    const basket *info = n->info;
    patterns all = {.n = 0};
    if (in->n == 0) {
        return true;
    }
    if (!patterns_find(x, n, in, info->threshold * in->n, info->levels, &all)) {
        return false;
    }
    qsort(all.found, all.n, sizeof *all.found, by_weight);
    for (uint32_t i = 1; i < all.n; i++) {
        if (weight(&all.found[i]) && weight(&all.found[i]) == weight(&all.found[i - 1])) {
            return patterns_unsettled(x, n, "patterns of the same rows times values, whose order is open,");
        }
    }
    for (uint32_t i = 0; i < all.n && all.found[i].n_fixed; i++) {
        give(n, in, &all, &all.found[i], i, out);
    }
    return true;
}

/* ---- binding */

static bool is_default(datum d) { return d.type == T_STRING && str_is(d.s, "~"); }

static bool read_options(binder *b, const plugin_call *c, basket *info)
{
    bool set[T_COUNT_] = {false};
    for (uint32_t k = 0; k < c->args->n; k++) {
        datum d;
        expr *e = k == 1 ? bind_expr(b, c->args->kid[k]) : NULL;
        if (e && e->kind == EX_COLUMN) {
            return bind_unsupported(b, c->args->kid[k]->at, "basket() with weights") != NULL;
        }
        if (!plugin_constant(b, c, k, T_UNKNOWN, &d)) {
            return false;
        }
        if (is_default(d)) {
            continue;
        }
        if (k == 0) {
            info->threshold = d.type == T_REAL ? d.r : d.type == T_INT ? (double)d.i : (double)d.l;
        } else if (k == 2) {
            info->levels = (uint32_t)((d.type == T_INT ? d.i : d.l) < 1 ? 0 : d.type == T_INT ? d.i : d.l > 1000 ? 1000 : d.l);
        } else if (set[d.type]) {
            return bind_unsupported(b, c->args->kid[k]->at, "two wildcards of one type") != NULL;
        } else {
            set[d.type] = true;
            info->wildcard[d.type] = d;
        }
    }
    if (!(info->threshold >= 0.015 && info->threshold <= 1) || info->levels == 0) {
        return bind_unsupported(b, c->args->at, "basket() with a threshold outside 0.015 to 1, or fewer than 1 dimension,") != NULL;
    }
    return true;
}

static bool columns_ok(binder *b, const plugin_call *c)
{
    for (uint32_t i = 0; i < c->in->cols.n; i++) {
        kql_type t = c->in->cols.cols[i].type;
        if (t == T_DYNAMIC || t == T_UNKNOWN) {
            bind_unsupported(b, c->args->at, "basket() of a dynamic column");
            return false;
        }
    }
    return true;
}

static plan_node *basket_bind(binder *b, const plugin_call *c)
{
    basket *info = ARENA_NEW(b->mem, basket);
    *info = (basket){.whole.run = basket_run, .threshold = 0.05, .levels = 5};
    for (int t = 0; t < T_COUNT_; t++) {
        info->wildcard[t] = datum_null((kql_type)t);
    }
    if (!plugin_options(b, c, 0, "rci") || (!b->bind_only && (!read_options(b, c, info) || !columns_ok(b, c)))) {
        return NULL;
    }
    plan_node *n = whole_node(b, &op_basket, c, &info->whole);
    if (!n) {
        return NULL;
    }
    const column first[] = {{STR("SegmentId"), T_LONG}, {STR("Count"), T_LONG}, {STR("Percent"), T_REAL}};
    for (uint32_t i = 0; i < 3; i++) {
        schema_add(b->mem, &n->cols, first[i].name, first[i].type);
    }
    for (uint32_t i = 0; i < c->in->cols.n; i++) {
        schema_add(b->mem, &n->cols, c->in->cols.cols[i].name, c->in->cols.cols[i].type);
    }
    return n;
}

static const op_class op_basket = {.name = "basket", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_basket = {.name = "basket", .bind = basket_bind, .sig = "([Threshold, WeightColumn, MaxDimensions, CustomWildcard...])",
                              .help = "The values and sets of values that many rows share",
                              .example = "datatable(a: string, b: string)['x', 'p', 'x', 'p', 'x', 'q', 'x', 'p'] | evaluate basket(0.5)",
                              .gives = "0, 3, 75.0, x, p; 1, 4, 100.0, x, ", .page = "basket-plugin"};
