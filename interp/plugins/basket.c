/* basket: what many rows have in common. Source: basket-plugin.md. Its example settles what the words leave open:
 *
 *   patterns   every set of values that enough rows share, with all else that the same rows share (an unchanged count is told once)
 *   order      by rows times values, the most first; SegmentId counts in that order
 *   Percent    with one place behind the point
 *
 * They are found level by level: a pattern, one more value, and what follows from it; MaxDimensions is how many levels there are. */
#include "interp/exec.h"
#include "interp/plugins/options.h"
#include "interp/plugins/group_rows.h"
#include "interp/plugins/whole.h"

#include <math.h>
#include <stdlib.h>

#define PATTERNS_MAX 5000
#define VISITS_MAX   2000000000u

static const op_class op_basket;

typedef struct basket {
    whole whole; /* first */
    double threshold;
    uint32_t levels;
    datum wildcard[T_COUNT_];
} basket;

/* fixed[column]: the number of its value there and 1, or 0. */
typedef struct pattern {
    uint32_t *fixed, *rows, n, n_fixed, level;
    uint64_t hash;
} pattern;

typedef struct search {
    exec *x;
    const plan_node *n;
    const rows *in;
    arena *mem;
    uint32_t **value; /* by column and row: the value's number */
    groups *values;
    uint32_t *count; /* room for any column's values */
    pattern *found;
    uint32_t n_found;
    uint64_t visits;
    double least; /* rows */
} search;

static bool refuse(const search *s, const char *what)
{
    exec_fail(s->x, ST_UNSUPPORTED, s->n->at, "basket() with %s is not supported: how the engine answers is not known", what);
    return false;
}

/* ---- looking */

/* Fixes what all rows of p share. */
static void close_pattern(search *s, pattern *p)
{
    p->n_fixed = 0;
    p->hash = 1469598103934665603u;
    for (uint32_t c = 0; c < s->in->n_cols; c++) {
        const uint32_t *value = s->value[c];
        uint32_t first = value[p->rows[0]], i = 1;
        while (i < p->n && value[p->rows[i]] == first) {
            i++;
        }
        s->visits += i;
        p->fixed[c] = i == p->n ? first + 1 : 0;
        p->n_fixed += i == p->n;
        p->hash = (p->hash ^ p->fixed[c]) * 1099511628211u;
    }
}

static bool is_new(const search *s, const pattern *p)
{
    for (uint32_t i = 0; i < s->n_found; i++) {
        if (s->found[i].hash == p->hash && memcmp(s->found[i].fixed, p->fixed, s->in->n_cols * sizeof *p->fixed) == 0) {
            return false;
        }
    }
    return true;
}

/* False: reported. */
static bool add(search *s, pattern *p)
{
    close_pattern(s, p);
    if (!is_new(s, p)) {
        return true;
    }
    if (p->level > ((const basket *)s->n->info)->levels) {
        return refuse(s, "more values in a pattern than MaxDimensions");
    }
    if (s->n_found == PATTERNS_MAX || s->visits > VISITS_MAX) {
        exec_fail(s->x, ST_LIMIT, s->n->at, "there are too many patterns: a higher threshold or fewer columns are wanted");
        return false;
    }
    s->found[s->n_found++] = *p;
    return true;
}

static pattern new_pattern(search *s, uint32_t n, uint32_t level)
{
    return (pattern){.fixed = ARENA_ARRAY(s->mem, uint32_t, s->in->n_cols + 1), .rows = ARENA_ARRAY(s->mem, uint32_t, n + 1), .n = n, .level = level};
}

/* The pattern of p's rows that have that value in column c. */
static bool narrow_to(search *s, const pattern *p, uint32_t c, uint32_t value)
{
    pattern more = new_pattern(s, s->count[value], p->level + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (s->value[c][p->rows[i]] == value) {
            more.rows[n++] = p->rows[i];
        }
    }
    return add(s, &more);
}

/* p with one value more. */
static bool expand(search *s, const pattern *p)
{
    for (uint32_t c = 0; c < s->in->n_cols; c++) {
        if (p->fixed[c]) {
            continue;
        }
        uint32_t n_values = s->values[c].keys.n;
        memset(s->count, 0, n_values * sizeof *s->count);
        for (uint32_t i = 0; i < p->n; i++) {
            s->count[s->value[c][p->rows[i]]]++;
        }
        s->visits += p->n + n_values;
        for (uint32_t v = 0; v < n_values; v++) {
            if (fabs(s->count[v] - s->least) < 1e-9 * s->in->n) {
                return refuse(s, "a pattern exactly as frequent as the threshold");
            }
            if (s->count[v] > s->least && !narrow_to(s, p, c, v)) {
                return false;
            }
        }
    }
    return true;
}

/* A value that looks like the wildcard, and is frequent enough to be in a pattern. */
static bool has_frequent_null(search *s, uint32_t c)
{
    for (uint32_t row = 0, n = 0; row < s->in->n; row++) {
        datum d = rows_get(&s->values[c].keys, s->value[c][row], 0);
        n += d.null || (d.type == T_STRING && d.s.n == 0);
        if (n >= s->least && n) {
            return true;
        }
    }
    return false;
}

static bool read_values(search *s)
{
    uint32_t most = 0, n = s->in->n_cols;
    s->value = ARENA_ARRAY(s->mem, uint32_t *, n + 1);
    s->values = ARENA_ARRAY(s->mem, groups, n + 1);
    for (uint32_t c = 0; c < n; c++) {
        s->value[c] = group_rows(s->in, &c, 1, s->mem, &s->values[c]);
        most = s->values[c].keys.n > most ? s->values[c].keys.n : most;
        if (has_frequent_null(s, c)) {
            return refuse(s, "nulls or empty texts as frequent as a pattern");
        }
    }
    s->count = ARENA_ARRAY(s->mem, uint32_t, most + 1);
    s->found = ARENA_ARRAY(s->mem, pattern, PATTERNS_MAX);
    return true;
}

/* ---- telling */

static uint64_t weight(const pattern *p) { return (uint64_t)p->n * p->n_fixed; }

static int by_weight(const void *a, const void *b)
{
    uint64_t x = weight(a), y = weight(b);
    return x > y ? -1 : x < y;
}

static void give(const search *s, const pattern *p, uint32_t segment, whole_out *out)
{
    const basket *info = s->n->info;
    whole_put(out, 0, whole_long(segment));
    whole_put(out, 1, whole_long(p->n));
    whole_put(out, 2, (datum){.type = T_REAL, .r = round(1000.0 * p->n / s->in->n) / 10});
    for (uint32_t c = 0; c < s->in->n_cols; c++) {
        whole_put(out, 3 + c, p->fixed[c] ? rows_get(&s->values[c].keys, p->fixed[c] - 1, 0) : info->wildcard[s->in->types[c]]);
    }
    whole_row(out);
}

static bool basket_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    search s = {.x = x, .n = n, .in = in, .mem = in->mem, .least = ((const basket *)n->info)->threshold * in->n};
    if (in->n == 0) {
        return true;
    }
    if (!read_values(&s)) {
        return false;
    }
    pattern all = new_pattern(&s, in->n, 0);
    for (uint32_t i = 0; i < in->n; i++) {
        all.rows[i] = i;
    }
    if (!add(&s, &all)) {
        return false;
    }
    for (uint32_t i = 0; i < s.n_found; i++) {
        if (!expand(&s, &s.found[i]) || !exec_memory_ok(x, s.mem, n)) {
            return false;
        }
    }
    qsort(s.found, s.n_found, sizeof *s.found, by_weight);
    for (uint32_t i = 1; i < s.n_found; i++) {
        if (weight(&s.found[i]) && weight(&s.found[i]) == weight(&s.found[i - 1])) {
            return refuse(&s, "patterns of the same rows times values, whose order is open,");
        }
    }
    for (uint32_t i = 0; i < s.n_found && s.found[i].n_fixed; i++) {
        give(&s, &s.found[i], i, out);
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
