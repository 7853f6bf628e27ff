/* sequence_detect: rows for which the steps of a sequence are true, one after the other in time, within a dimension.
 * Source: sequence-detect-plugin.md. Its example shows every combination that fits the windows, in order of time, and none twice; it does
 * not show two steps at one time, which are refused. */
#include "interp/plugins/group_rows.h"
#include "interp/plugins/whole.h"

#include <stdlib.h>

#define STEPS_MAX 32
#define FOUND_MAX 5000000

typedef struct sequence {
    whole whole; /* first: the steps are its expressions */
    uint32_t time;
    int64_t step, span;
    uint32_t *dims, n_dims;
} sequence;

typedef struct moment {
    uint32_t group;
    int64_t time;
} moment;

typedef struct search {
    exec *x;
    const plan_node *n;
    const sequence *info;
    moment *step[STEPS_MAX]; /* by step: its moments, by group and time, each once */
    uint32_t count[STEPS_MAX];
    int64_t *found;          /* group and times, side by side */
    size_t n_found, cap;
    arena *mem;
} search;

static const op_class op_sequence;

static int by_group_and_time(const void *a, const void *b)
{
    const moment *x = a, *y = b;
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    return x->time < y->time ? -1 : x->time > y->time;
}

static void find_moments(search *s, const rows *in, const uint32_t *group)
{
    for (uint32_t k = 0; k < s->info->whole.n_exprs; k++) {
        moment *m = ARENA_ARRAY(s->mem, moment, in->n + 1);
        uint32_t n = 0, kept = 0, col = in->n_cols - s->info->whole.n_exprs + k;
        for (uint32_t row = 0; row < in->n; row++) {
            datum is = rows_get(in, row, col), at = rows_get(in, row, s->info->time);
            if (!is.null && is.b && !at.null) {
                m[n++] = (moment){group[row], at.l};
            }
        }
        qsort(m, n, sizeof *m, by_group_and_time);
        for (uint32_t i = 0; i < n; i++) {
            if (kept == 0 || by_group_and_time(&m[kept - 1], &m[i]) != 0) {
                m[kept++] = m[i];
            }
        }
        s->step[k] = m;
        s->count[k] = kept;
    }
}

static uint32_t first_from(const search *s, uint32_t k, moment at)
{
    uint32_t low = 0, high = s->count[k];
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (by_group_and_time(&s->step[k][mid], &at) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static bool keep(search *s, uint32_t group, const int64_t *times)
{
    uint32_t width = s->info->whole.n_exprs + 1;
    if (s->n_found == FOUND_MAX) {
        exec_fail(s->x, ST_LIMIT, s->n->at, "there are more than %d sequences", FOUND_MAX);
        return false;
    }
    if (s->n_found == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 64;
        int64_t *more = ARENA_ARRAY(s->mem, int64_t, s->cap * width);
        if (s->n_found) {
            memcpy(more, s->found, s->n_found * width * sizeof *more);
        }
        s->found = more;
    }
    int64_t *to = s->found + s->n_found++ * width;
    to[0] = group;
    memcpy(to + 1, times, (width - 1) * sizeof *times);
    return true;
}

/* All ways to go on from step k - 1 at times[k - 1]. */
static bool extend(search *s, uint32_t group, int64_t *times, uint32_t k)
{
    if (k == s->info->whole.n_exprs) {
        return keep(s, group, times);
    }
    for (uint32_t i = first_from(s, k, (moment){group, times[k - 1]}); i < s->count[k] && s->step[k][i].group == group; i++) {
        int64_t time = s->step[k][i].time;
        if (time == times[k - 1]) {
            exec_fail(s->x, ST_UNSUPPORTED, s->n->at, "sequence_detect over two steps at one time is not supported: how the engine answers is not known");
            return false;
        }
        if (time - times[k - 1] > s->info->step || time - times[0] > s->info->span) {
            break;
        }
        times[k] = time;
        if (!extend(s, group, times, k + 1)) {
            return false;
        }
    }
    return true;
}

/* Times first, in the order of the steps; then the group. The width comes through the array's own first element. */
static int compare_found(const void *a, const void *b, void *width)
{
    const int64_t *x = a, *y = b;
    for (uint32_t i = 1; i < *(const uint32_t *)width; i++) {
        if (x[i] != y[i]) {
            return x[i] < y[i] ? -1 : 1;
        }
    }
    return x[0] < y[0] ? -1 : x[0] > y[0];
}

static void give(const search *s, const groups *dims, const int64_t *found, whole_out *out)
{
    uint32_t col = 0, steps = s->info->whole.n_exprs;
    for (uint32_t i = 0; i < s->info->n_dims; i++) {
        whole_put(out, col++, rows_get(&dims->keys, (uint32_t)found[0], i));
    }
    for (uint32_t k = 0; k < steps; k++) {
        kql_type t = s->n->cols.cols[col].type;
        whole_put(out, col++, (datum){.type = t, .l = found[1 + k]});
    }
    whole_put(out, col, (datum){.type = T_TIMESPAN, .l = found[steps] - found[1]});
    whole_row(out);
}

static bool sequence_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    search s = {.x = x, .n = n, .info = n->info, .mem = in->mem};
    groups dims;
    int64_t times[STEPS_MAX];
    find_moments(&s, in, group_rows(in, s.info->dims, s.info->n_dims, in->mem, &dims));
    for (uint32_t i = 0; i < s.count[0]; i++) {
        times[0] = s.step[0][i].time;
        if (!extend(&s, s.step[0][i].group, times, 1)) {
            return false;
        }
    }
    uint32_t width = s.info->whole.n_exprs + 1;
    if (s.n_found) {
        qsort_r(s.found, s.n_found, width * sizeof *s.found, compare_found, &width);
    }
    for (size_t i = 0; i < s.n_found; i++) {
        give(&s, &dims, s.found + i * width, out);
    }
    return true;
}

/* ---- binding */

static bool bind_window(binder *b, const plugin_call *c, uint32_t k, kql_type t, int64_t *out)
{
    datum d;
    if (!plugin_constant(b, c, k, t == T_DATETIME ? T_TIMESPAN : t, &d)) {
        return false;
    }
    *out = d.null ? -1 : d.l;
    return true;
}

/* Predicates come first, then dimensions; the first argument that is no bool ends the steps. */
static bool bind_steps(binder *b, const plugin_call *c, sequence *info, str *names, uint32_t *next)
{
    info->whole.exprs = ARENA_ARRAY(b->mem, expr *, c->args->n);
    uint32_t k = 3;
    for (; k < c->args->n; k++) {
        const ast *arg = c->args->kid[k], *value = arg->kind == AST_NAMED ? arg->kid[0] : arg;
        const schema *former = bind_rows(b, &c->in->cols);
        expr *e = bind_expr(b, value);
        bind_rows(b, former);
        if (e->type != T_BOOL && !(e->type == T_UNKNOWN && value->kind != AST_NAME)) {
            break;
        }
        names[info->whole.n_exprs] = arg->kind == AST_NAMED || arg->kind == AST_NAME ? arg->text : (str){0};
        info->whole.exprs[info->whole.n_exprs++] = e;
    }
    *next = k;
    if (info->whole.n_exprs == 0) {
        diag_error(b->ds, ST_COMPILE, "KS107", c->args->kid[3]->at, "a condition is wanted here: a step of the sequence");
        return false;
    }
    if (info->whole.n_exprs > STEPS_MAX) {
        diag_error(b->ds, ST_LIMIT, NULL, c->args->at, "a sequence has at most %d steps", STEPS_MAX);
        return false;
    }
    return true;
}

static plan_node *sequence_bind(binder *b, const plugin_call *c)
{
    sequence *info = ARENA_NEW(b->mem, sequence);
    info->whole.run = sequence_run;
    if (!plugin_arg_count(b, c, 4, 128)) {
        return NULL;
    }
    str *names = ARENA_ARRAY(b->mem, str, c->args->n + 1);
    uint32_t next = 0;
    int time = plugin_column(b, c, 0);
    if (time < 0 || !bind_steps(b, c, info, names, &next)) {
        return NULL;
    }
    info->time = (uint32_t)time;
    info->dims = plugin_columns(b, c, next, &info->n_dims);
    const column *cols = c->in->cols.cols, *timeline = &cols[time];
    if (!b->bind_only && timeline->type != T_DATETIME && timeline->type != T_TIMESPAN) {
        return bind_unsupported(b, c->args->kid[0]->at, "sequence_detect over a timeline that is no time");
    }
    if (!info->dims || !bind_window(b, c, 1, timeline->type, &info->step) || !bind_window(b, c, 2, timeline->type, &info->span)) {
        return NULL;
    }
    plan_node *n = whole_node(b, &op_sequence, c, &info->whole);
    for (uint32_t i = 0; n && i < info->n_dims; i++) {
        schema_add(b->mem, &n->cols, cols[info->dims[i]].name, cols[info->dims[i]].type);
    }
    for (uint32_t k = 0; n && k < info->whole.n_exprs; k++) {
        schema_add(b->mem, &n->cols, arena_printf(b->mem, STR_FMT "_" STR_FMT, STR_ARG(names[k]), STR_ARG(timeline->name)), timeline->type);
    }
    if (n) {
        schema_add(b->mem, &n->cols, STR("Duration"), T_TIMESPAN);
    }
    return n;
}

static const op_class op_sequence = {.name = "sequence_detect", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_sequence_detect = {
    .name = "sequence_detect", .bind = sequence_bind,
    .sig = "(TimelineColumn, MaxSequenceStepWindow, MaxSequenceSpan, Expr: bool..., [dimension...])",
    .help = "Rows that make a sequence of steps in time",
    .example = "datatable(t: timespan, k: string)[1h, 'a', 3h, 'b'] | evaluate sequence_detect(t, 1d, 1d, a = (k == 'a'), b = (k == 'b'))",
    .gives = "01:00:00, 03:00:00, 02:00:00", .page = "sequence-detect-plugin"};
