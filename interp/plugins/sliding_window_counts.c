/* sliding_window_counts: rows and distinct IDs of the window that ends with each bin. Source: sliding-window-counts-plugin.md, and the
 * tutorial that it follows: a row counts in its bin and in those behind it, as long as the lookback goes; bins nobody counts in have no row. */
#include "interp/plugins/timeline.h"

enum { LOOKBACK, BIN };
#define WINDOWS_MAX 10000000

static const op_class op_sliding;

typedef struct slide {
    const timeline *info;
    const sightings *s;
    int64_t bins, last;  /* of a window; the last window's number */
    uint32_t *seen, ids; /* by ID: how often it is in the window */
} slide;

static int64_t bin_of(const slide *w, uint32_t i) { return timeline_bin(w->s->items[i].time, w->info->start, w->info->width[BIN]); }

static void enter(slide *w, uint32_t id) { w->ids += w->seen[id]++ == 0; }
static void leave(slide *w, uint32_t id) { w->ids -= --w->seen[id] == 0; }

/* Sightings from..to are one group's, in order of time. */
static void give_group(const plan_node *n, slide *w, uint32_t from, uint32_t to, whole_out *out)
{
    uint32_t first = from, next = from; /* those in the window */
    for (int64_t k = 0; k <= w->last; k++) {
        for (; next < to && bin_of(w, next) <= k; next++) {
            enter(w, w->s->items[next].id);
        }
        for (; first < next && bin_of(w, first) <= k - w->bins; first++) {
            leave(w, w->s->items[first].id);
        }
        if (first == next) {
            continue;
        }
        timeline_put(n, w->s, w->s->items[from].group, w->info->start + k * w->info->width[BIN], out);
        whole_put(out, 1 + w->info->n_dims, whole_long(next - first));
        whole_put(out, 2 + w->info->n_dims, whole_long(w->ids));
        whole_row(out);
    }
    for (; first < next; first++) {
        leave(w, w->s->items[first].id);
    }
}

static bool sliding_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    const timeline *info = n->info;
    sightings s;
    slide w = {.info = info, .s = &s, .bins = info->width[LOOKBACK] / info->width[BIN]};
    w.last = timeline_bin(info->end, info->start, info->width[BIN]);
    if (w.bins == 0) {
        return timeline_unsettled(x, n, "a lookback shorter than a bin");
    }
    if (w.last > WINDOWS_MAX) {
        exec_fail(x, ST_LIMIT, n->at, "there are more than %d bins", WINDOWS_MAX);
        return false;
    }
    if (!timeline_read(x, n, in, timeline_add(info->start, -w.bins * info->width[BIN]), timeline_add(info->end, info->width[BIN]), in->mem, &s)) {
        return false;
    }
    uint32_t most = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        most = s.items[i].id > most ? s.items[i].id : most;
        if (s.items[i].time > info->end && bin_of(&w, i) <= w.last) {
            return timeline_unsettled(x, n, "rows behind End, in its bin");
        }
    }
    w.seen = ARENA_ARRAY(in->mem, uint32_t, (size_t)most + 1);
    for (uint32_t i = 0; i < s.n;) {
        uint32_t from = i;
        while (i < s.n && s.items[i].group == s.items[from].group) {
            i++;
        }
        give_group(n, &w, from, i, out);
    }
    return true;
}

static plan_node *sliding_bind(binder *b, const plugin_call *c)
{
    timeline *info = ARENA_NEW(b->mem, timeline);
    info->whole.run = sliding_run;
    plan_node *n = timeline_bind(b, c, &op_sliding, 2, 0, info);
    if (n) {
        schema_add(b->mem, &n->cols, STR("Count"), T_LONG);
        schema_add(b->mem, &n->cols, STR("dcount"), T_LONG);
    }
    return n;
}

static const op_class op_sliding = {.name = "sliding_window_counts", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_sliding_window_counts = {
    .name = "sliding_window_counts", .bind = sliding_bind, .sig = "(IdColumn, TimelineColumn, Start, End, LookbackWindow, Bin, [dimension...])",
    .help = "Rows and distinct IDs of a window that slides over the bins",
    .example = "datatable(id: string, t: long)['a', 1, 'b', 1, 'a', 2] | evaluate sliding_window_counts(id, t, 1, 3, 2, 1)",
    .gives = "1, 2, 2; 2, 3, 2; 3, 1, 1", .page = "sliding-window-counts-plugin"};
