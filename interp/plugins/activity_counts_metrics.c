/* activity_counts_metrics: rows and IDs a window, new ones, and all so far. Source: activity-counts-metrics-plugin.md. Its example settles
 * that a row at End counts; what a window without rows shows it does not. */
#include "interp/plugins/timeline.h"

enum { STEP };

static const op_class op_activity_counts;

typedef struct window {
    int64_t bin, count, fresh;
} window;

static void give(const plan_node *n, const sightings *s, uint32_t group, const window *w, const id_set *now, const id_set *all, whole_out *out)
{
    const timeline *info = n->info;
    const int64_t values[] = {w->count, now->n, w->fresh, all->n};
    timeline_put(n, s, group, info->start + w->bin * info->width[STEP], out);
    for (uint32_t i = 0; i < 4; i++) {
        whole_put(out, 1 + info->n_dims + i, whole_long(values[i]));
    }
    whole_row(out);
}

/* The windows of one group, whose sightings begin at *i. False: one of them is empty. */
static bool give_group(const plan_node *n, const sightings *s, int64_t last, id_set *now, id_set *all, uint32_t *i, whole_out *out)
{
    const timeline *info = n->info;
    uint32_t group = s->items[*i].group;
    window w = {.bin = 0};
    id_set_clear(all);
    for (; w.bin <= last; w = (window){.bin = w.bin + 1}) {
        id_set_clear(now);
        for (; *i < s->n && s->items[*i].group == group && timeline_bin(s->items[*i].time, info->start, info->width[STEP]) == w.bin; ++*i) {
            w.count++;
            id_set_add(now, s->items[*i].id);
            w.fresh += id_set_add(all, s->items[*i].id);
        }
        if (w.count == 0) {
            return false;
        }
        give(n, s, group, &w, now, all, out);
    }
    return true;
}

static bool activity_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    const timeline *info = n->info;
    sightings s;
    id_set now, all;
    int64_t last;
    if (!timeline_windows(x, n, in, info->width[STEP], &s, &last)) {
        return false;
    }
    id_set_init(&now, in->mem, &s);
    id_set_init(&all, in->mem, &s);
    for (uint32_t i = 0; i < s.n;) {
        if (!give_group(n, &s, last, &now, &all, &i, out)) {
            return timeline_unsettled(x, n, "a window without rows");
        }
    }
    return true;
}

static plan_node *activity_bind(binder *b, const plugin_call *c)
{
    static const char *const names[] = {"count", "dcount", "new_dcount", "aggregated_dcount"};
    timeline *info = ARENA_NEW(b->mem, timeline);
    info->whole.run = activity_run;
    plan_node *n = timeline_bind(b, c, &op_activity_counts, 1, 0, info);
    for (uint32_t i = 0; n && i < 4; i++) {
        schema_add(b->mem, &n->cols, str_of(names[i]), T_LONG);
    }
    return n;
}

static const op_class op_activity_counts = {.name = "activity_counts_metrics", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_activity_counts_metrics = {
    .name = "activity_counts_metrics", .bind = activity_bind, .sig = "(IdColumn, TimelineColumn, Start, End, Step, [dimension...])",
    .help = "Rows and distinct IDs a window: all, new ones, and those so far",
    .example = "datatable(id: string, t: long)['a', 1, 'b', 1, 'a', 2, 'c', 2] | evaluate activity_counts_metrics(id, t, 1, 2, 1)",
    .gives = "1, 2, 2, 2, 2; 2, 2, 2, 1, 3", .page = "activity-counts-metrics-plugin"};
