#include "interp/plugins/patterns.h"

#include "interp/plugins/group_rows.h"

#include <math.h>

#define PATTERNS_MAX 5000
#define VISITS_MAX   2000000000u

typedef struct search {
    exec *x;
    const plan_node *n;
    const rows *in;
    arena *mem;
    uint32_t **value; /* by column and row: the value's number */
    uint32_t *count;  /* room for any column's values */
    patterns *out;
    uint64_t visits;
    double least; /* rows */
    uint32_t levels;
} search;

bool patterns_unsettled(exec *x, const plan_node *n, const char *what)
{
    exec_fail(x, ST_UNSUPPORTED, n->at, "%s() with %s is not supported: how the engine answers is not known", n->op->name, what);
    return false;
}

static bool refuse(const search *s, const char *what) { return patterns_unsettled(s->x, s->n, what); }

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
    for (uint32_t i = 0; i < s->out->n; i++) {
        if (s->out->found[i].hash == p->hash && memcmp(s->out->found[i].fixed, p->fixed, s->in->n_cols * sizeof *p->fixed) == 0) {
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
    if (p->level > s->levels) {
        return refuse(s, "more values in a pattern than MaxDimensions");
    }
    if (s->out->n == PATTERNS_MAX || s->visits > VISITS_MAX) {
        exec_fail(s->x, ST_LIMIT, s->n->at, "there are too many patterns: a higher threshold or fewer columns are wanted");
        return false;
    }
    s->out->found[s->out->n++] = *p;
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
        uint32_t n_values = s->out->values[c].keys.n;
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
        datum d = rows_get(&s->out->values[c].keys, s->value[c][row], 0);
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
    s->out->values = ARENA_ARRAY(s->mem, groups, n + 1);
    for (uint32_t c = 0; c < n; c++) {
        s->value[c] = group_rows(s->in, &c, 1, s->mem, &s->out->values[c]);
        most = s->out->values[c].keys.n > most ? s->out->values[c].keys.n : most;
        if (has_frequent_null(s, c)) {
            return refuse(s, "nulls or empty texts as frequent as a pattern");
        }
    }
    s->count = ARENA_ARRAY(s->mem, uint32_t, most + 1);
    s->out->found = ARENA_ARRAY(s->mem, pattern, PATTERNS_MAX);
    return true;
}

bool patterns_find(exec *x, const plan_node *n, const rows *in, double least, uint32_t levels, patterns *out)
{
    search s = {.x = x, .n = n, .in = in, .mem = in->mem, .out = out, .least = least, .levels = levels};
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
    for (uint32_t i = 0; i < out->n; i++) {
        if (!expand(&s, &out->found[i]) || !exec_memory_ok(x, s.mem, n)) {
            return false;
        }
    }
    return true;
}
