/* activity_metrics: IDs a window, those that the window before did not have, and which part of the window before came back. Source:
 * activity-metrics-plugin.md. Its printed rates settle that they are parts of the window before (the last of them is of more IDs than its
 * own window can have) and that a row at End counts; what a window without rows shows they do not. */
#include "interp/plugins/timeline.h"

#include <math.h>

enum { WINDOW };

static const op_class op_activity_metrics;

/* counts: all, new ones, those that came back, those of the window before. */
static void give(const plan_node *n, const sightings *s, uint32_t group, int64_t bin, const int64_t *counts, whole_out *out)
{
    const timeline *info = n->info;
    uint32_t at = 1 + info->n_dims;
    double before = bin ? (double)counts[3] : (double)NAN;
    timeline_put(n, s, group, info->start + bin * info->width[WINDOW], out);
    whole_put(out, at, whole_long(counts[0]));
    whole_put(out, at + 1, whole_long(counts[1]));
    whole_put(out, at + 2, (datum){.type = T_REAL, .r = (double)counts[2] / before});
    whole_put(out, at + 3, (datum){.type = T_REAL, .r = (double)(counts[3] - counts[2]) / before});
    whole_row(out);
}

/* The windows of one group, whose sightings begin at *i. False: one of them is empty. */
static bool give_group(const plan_node *n, const sightings *s, int64_t last, id_set *now, id_set *before, uint32_t *i, whole_out *out)
{
    const timeline *info = n->info;
    uint32_t group = s->items[*i].group;
    id_set_clear(before);
    for (int64_t bin = 0; bin <= last; bin++) {
        int64_t back = 0;
        id_set_clear(now);
        for (; *i < s->n && s->items[*i].group == group && timeline_bin(s->items[*i].time, info->start, info->width[WINDOW]) == bin; ++*i) {
            back += id_set_add(now, s->items[*i].id) && id_set_has(before, s->items[*i].id);
        }
        if (now->n == 0) {
            return false;
        }
        const int64_t counts[] = {now->n, now->n - back, back, before->n};
        give(n, s, group, bin, counts, out);
        id_set other = *before;
        *before = *now;
        *now = other;
    }
    return true;
}

static bool metrics_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    const timeline *info = n->info;
    sightings s;
    id_set now, before;
    int64_t last;
    if (!timeline_windows(x, n, in, info->width[WINDOW], &s, &last)) {
        return false;
    }
    id_set_init(&now, in->mem, &s);
    id_set_init(&before, in->mem, &s);
    for (uint32_t i = 0; i < s.n;) {
        if (!give_group(n, &s, last, &now, &before, &i, out)) {
            return timeline_unsettled(x, n, "a window without rows");
        }
    }
    return true;
}

static plan_node *metrics_bind(binder *b, const plugin_call *c)
{
    if (c->args->n >= 2 && c->args->n < 5) {
        return bind_unsupported(b, c->args->at, "activity_metrics without Start and End");
    }
    timeline *info = ARENA_NEW(b->mem, timeline);
    info->whole.run = metrics_run;
    plan_node *n = timeline_bind(b, c, &op_activity_metrics, 1, 0, info);
    if (n) {
        schema_add(b->mem, &n->cols, STR("dcount_values"), T_LONG);
        schema_add(b->mem, &n->cols, STR("dcount_newvalues"), T_LONG);
        schema_add(b->mem, &n->cols, STR("retention_rate"), T_REAL);
        schema_add(b->mem, &n->cols, STR("churn_rate"), T_REAL);
    }
    return n;
}

static const op_class op_activity_metrics = {.name = "activity_metrics", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_activity_metrics = {
    .name = "activity_metrics", .bind = metrics_bind, .sig = "(IdColumn, TimelineColumn, Start, End, Window, [dimension...])",
    .help = "Distinct IDs a window: all, those that the window before did not have, and which part of that came back or did not",
    .example = "datatable(id: string, t: long)['a', 1, 'b', 1, 'a', 2, 'c', 2] | evaluate activity_metrics(id, t, 1, 2, 1)",
    .gives = "1, 2, 2, NaN, NaN; 2, 2, 1, 0.5, 0.5", .page = "activity-metrics-plugin"};
