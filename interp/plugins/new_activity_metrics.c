/* new_activity_metrics: of the IDs that a window was the first to have (its cohort), how many each later window has. Source:
 * new-activity-metrics-plugin.md
 *
 *            to     1   2   3          dcount_new_values: what `to` has and no window up to `from` had (of `from` itself: its cohort)
 *   from  1         .   .   .          dcount_retained_values: what `to` has of the cohort
 *         2             .   .          dcount_churn_values: the rest of the cohort
 *
 * What the page does not settle is refused: a cohort without IDs, a lookback table, windows of weeks, months and years. */
#include "interp/bind/parts.h"
#include "interp/plugins/timeline.h"

#include <string.h>

enum { WINDOW };

#define WINDOWS_MAX 4096

static const op_class op_new_activity;

typedef struct cohorts {
    timeline line; /* first */
    bool one;      /* only the cohort of the window that begins at `only` */
    int64_t only;
} cohorts;

/* A group's sightings, and by ID the window that had it first. */
typedef struct part {
    const sightings *s;
    uint32_t from, to;
    int64_t last;
    int64_t *first;
} part;

static int64_t bin_of(const plan_node *n, const part *p, uint32_t i)
{
    const timeline *info = n->info;
    return timeline_bin(p->s->items[i].time, info->start, info->width[WINDOW]);
}

static void find_first(const plan_node *n, part *p)
{
    for (uint32_t i = p->from; i < p->to; i++) {
        p->first[p->s->items[i].id] = INT64_MAX;
    }
    for (uint32_t i = p->from; i < p->to; i++) {
        int64_t *first = &p->first[p->s->items[i].id], bin = bin_of(n, p, i);
        *first = bin < *first ? bin : *first;
    }
}

static void give(const plan_node *n, const part *p, int64_t from, int64_t to, const int64_t *counts, whole_out *out)
{
    const timeline *info = n->info;
    const int64_t bins[] = {from, to};
    uint32_t at = 2 + info->n_dims;
    for (uint32_t k = 0; k < 2; k++) {
        int64_t time = info->start + bins[k] * info->width[WINDOW];
        kql_type t = n->cols.cols[k].type;
        whole_put(out, k, t == T_INT ? (datum){.type = t, .i = (int32_t)time} : (datum){.type = t, .l = time});
    }
    for (uint32_t i = 0; i < info->n_dims; i++) {
        whole_put(out, 2 + i, rows_get(&p->s->dims.keys, p->s->items[p->from].group, i));
    }
    for (uint32_t k = 0; k < 3; k++) {
        whole_put(out, at + k, whole_long(counts[k]));
    }
    double cohort = (double)(counts[1] + counts[2]);
    whole_put(out, at + 3, (datum){.type = T_REAL, .r = (double)counts[1] / cohort});
    whole_put(out, at + 4, (datum){.type = T_REAL, .r = (double)counts[2] / cohort});
    whole_row(out);
}

/* The rows of one cohort. False: it is empty. */
static bool give_cohort(const plan_node *n, const part *p, int64_t from, id_set *now, whole_out *out)
{
    int64_t cohort = 0;
    uint32_t i = p->from;
    for (int64_t to = 0; to <= p->last; to++) {
        int64_t back = 0, later = 0;
        id_set_clear(now);
        for (; i < p->to && bin_of(n, p, i) == to; i++) {
            if (id_set_add(now, p->s->items[i].id)) {
                back += p->first[p->s->items[i].id] == from;
                later += p->first[p->s->items[i].id] > from;
            }
        }
        cohort = to == from ? back : cohort;
        if (to == from && cohort == 0) {
            return false;
        }
        if (to >= from) {
            const int64_t counts[] = {to == from ? cohort : later, back, cohort - back};
            give(n, p, from, to, counts, out);
        }
    }
    return true;
}

static bool give_part(exec *x, const plan_node *n, part *p, id_set *now, whole_out *out)
{
    const cohorts *info = n->info;
    int64_t begin = info->one ? timeline_bin(info->only, info->line.start, info->line.width[WINDOW]) : 0, end = info->one ? begin : p->last;
    find_first(n, p);
    for (int64_t from = begin; from <= end; from++) {
        if (!give_cohort(n, p, from, now, out)) {
            return timeline_unsettled(x, n, "a cohort without IDs");
        }
    }
    return true;
}

static bool new_activity_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    const cohorts *info = n->info;
    sightings s;
    id_set now;
    part p = {.s = &s};
    if (!timeline_windows(x, n, in, info->line.width[WINDOW], &s, &p.last)) {
        return false;
    }
    if (p.last >= WINDOWS_MAX) {
        return timeline_unsettled(x, n, "more than 4096 windows");
    }
    id_set_init(&now, in->mem, &s);
    p.first = ARENA_ARRAY(in->mem, int64_t, (size_t)in->n + 1);
    for (; p.from < s.n; p.from = p.to) {
        for (p.to = p.from; p.to < s.n && s.items[p.to].group == s.items[p.from].group;) {
            p.to++;
        }
        if (!give_part(x, n, &p, &now, out)) {
            return false;
        }
    }
    return true;
}

/* ---- binding */

/* The arguments as other timelines have them: without the cohort, which stands in front of the dimensions. */
static bool read_cohort(binder *b, const plugin_call *c, cohorts *info, plugin_call *rest)
{
    *rest = *c;
    const ast *args = c->args;
    if (args->n < 6) {
        return true;
    }
    expr *e = bind_expr(b, args->kid[5]);
    if (e->type == T_UNKNOWN || e->kind == EX_COLUMN) {
        return e->type != T_UNKNOWN;
    }
    int time = plugin_column(b, c, 1);
    datum d;
    kql_type t = time < 0 ? T_UNKNOWN : c->in->cols.cols[time].type;
    if (time < 0 || !plugin_constant(b, c, 5, t == T_INT ? T_LONG : t, &d)) {
        return false;
    }
    info->one = !d.null;
    info->only = d.l;
    ast *fewer = ARENA_NEW(b->mem, ast);
    *fewer = *args;
    fewer->n--;
    fewer->kid = ARENA_ARRAY(b->mem, ast *, args->n);
    memcpy(fewer->kid, args->kid, 5 * sizeof *fewer->kid);
    memcpy(fewer->kid + 5, args->kid + 6, (args->n - 6) * sizeof *fewer->kid);
    rest->args = fewer;
    return true;
}

static bool check_arguments(binder *b, const plugin_call *c)
{
    const ast *args = c->args, *end = args->n > 5 ? args->kid[args->n - 1] : NULL;
    if (end && bind_is_tabular(b, end)) {
        bind_unsupported(b, end->at, "new_activity_metrics with a lookback table");
        return false;
    }
    if (args->n > 4 && args->kid[4]->kind == AST_LITERAL && args->kid[4]->op == LIT_STRING) {
        bind_unsupported(b, args->kid[4]->at, "a window of weeks, months or years");
        return false;
    }
    return true;
}

/* A cohort is one of the windows, and is said by its begin. */
static bool check_cohort(binder *b, const plugin_call *c, const cohorts *info)
{
    const timeline *t = &info->line;
    if (info->one && (info->only < t->start || info->only > t->end || (info->only - t->start) % t->width[WINDOW] != 0)) {
        bind_unsupported(b, c->args->kid[5]->at, "a cohort that is not the begin of a window");
        return false;
    }
    return true;
}

static plan_node *new_activity_bind(binder *b, const plugin_call *c)
{
    cohorts *info = ARENA_NEW(b->mem, cohorts);
    info->line.whole.run = new_activity_run;
    plugin_call rest;
    if (!check_arguments(b, c) || !read_cohort(b, c, info, &rest)) {
        return NULL;
    }
    plan_node *n = timeline_bind(b, &rest, &op_new_activity, 1, 0, &info->line);
    if (!n || !check_cohort(b, c, info)) {
        return NULL;
    }
    static const column counts[] = {{STR("dcount_new_values"), T_LONG}, {STR("dcount_retained_values"), T_LONG}, {STR("dcount_churn_values"), T_LONG},
                                    {STR("retention_rate"), T_REAL}, {STR("churn_rate"), T_REAL}};
    schema line = n->cols;
    n->cols = (schema){0};
    schema_add(b->mem, &n->cols, arena_printf(b->mem, "from_" STR_FMT, STR_ARG(line.cols[0].name)), line.cols[0].type);
    schema_add(b->mem, &n->cols, arena_printf(b->mem, "to_" STR_FMT, STR_ARG(line.cols[0].name)), line.cols[0].type);
    for (uint32_t i = 1; i < line.n; i++) {
        schema_add(b->mem, &n->cols, line.cols[i].name, line.cols[i].type);
    }
    for (uint32_t i = 0; i < 5; i++) {
        schema_add(b->mem, &n->cols, counts[i].name, counts[i].type);
    }
    return n;
}

static const op_class op_new_activity = {.name = "new_activity_metrics", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_new_activity_metrics = {
    .name = "new_activity_metrics", .bind = new_activity_bind, .sig = "(IdColumn, TimelineColumn, Start, End, Window, [Cohort], [dimension...])",
    .help = "Of the IDs that are new in one window, how many each later window has",
    .example = "datatable(id: string, t: long)['a', 1, 'b', 1, 'a', 2, 'c', 2] | evaluate new_activity_metrics(id, t, 1, 2, 1, 1)",
    .gives = "1, 1, 2, 2, 0, 1.0, 0.0; 1, 2, 1, 1, 1, 0.5, 0.5", .page = "new-activity-metrics-plugin"};
