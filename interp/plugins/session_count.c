/* session_count: how many sessions begin in each bin. Source: session-count-plugin.md; the chart of its example settles what its words
 * leave open: bins are those of bin(), a session that begins at Start is not counted but goes on behind it (the chart has one of them), and an ID that was
 * seen exactly LookBackWindow before is in its session still. Behind Start the page's words decide: an ID that was seen within the window
 * goes on with its session. */
#include "interp/plugins/timeline.h"

#include <stdlib.h>

enum { BIN, LOOKBACK };

static const op_class op_session_count;

/* A row behind Start, and whether a session begins with it. */
typedef struct visit {
    int64_t bin;
    uint32_t group;
    bool fresh;
} visit;

static int by_id_and_time(const void *a, const void *b)
{
    const sighting *x = a, *y = b;
    if (x->group != y->group || x->id != y->id) {
        return x->group != y->group ? (x->group < y->group ? -1 : 1) : x->id < y->id ? -1 : 1;
    }
    return x->time < y->time ? -1 : x->time > y->time;
}

static int by_bin(const void *a, const void *b)
{
    const visit *x = a, *y = b;
    if (x->bin != y->bin) {
        return x->bin < y->bin ? -1 : 1;
    }
    return x->group < y->group ? -1 : x->group > y->group;
}

/* False: reported. */
static bool find_visits(exec *x, const plan_node *n, const sightings *s, visit *out, uint32_t *total)
{
    const timeline *info = n->info;
    uint32_t at_start = 0;
    *total = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const sighting *at = &s->items[i], *before = i ? at - 1 : NULL;
        bool same = before && before->group == at->group && before->id == at->id;
        bool fresh = !same || before->time < timeline_add(at->time, -info->width[LOOKBACK]);
        if (at->time <= info->start) {
            at_start += at->time == info->start && fresh;
            if (at_start > 1) {
                return timeline_unsettled(x, n, "several sessions that begin at Start");
            }
            continue;
        }
        if (at->time == info->end && fresh) {
            return timeline_unsettled(x, n, "a session that begins at End");
        }
        out[(*total)++] = (visit){timeline_bin(at->time, 0, info->width[BIN]), at->group, fresh};
    }
    return true;
}

static bool session_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    const timeline *info = n->info;
    sightings s;
    uint32_t total;
    if (!timeline_read(x, n, in, timeline_add(info->start, -info->width[LOOKBACK]), timeline_add(info->end, 1), in->mem, &s)) {
        return false;
    }
    qsort(s.items, s.n, sizeof *s.items, by_id_and_time);
    visit *seen = ARENA_ARRAY(in->mem, visit, s.n + 1);
    if (!find_visits(x, n, &s, seen, &total)) {
        return false;
    }
    qsort(seen, total, sizeof *seen, by_bin);
    for (uint32_t i = 0; i < total;) {
        uint32_t from = i;
        int64_t sessions = 0;
        for (; i < total && seen[i].bin == seen[from].bin && seen[i].group == seen[from].group; i++) {
            sessions += seen[i].fresh;
        }
        if (sessions == 0) {
            return timeline_unsettled(x, n, "a bin in which sessions only go on");
        }
        timeline_put(n, &s, seen[from].group, seen[from].bin * info->width[BIN], out);
        whole_put(out, 1 + info->n_dims, whole_long(sessions));
        whole_row(out);
    }
    return true;
}

static plan_node *session_bind(binder *b, const plugin_call *c)
{
    timeline *info = ARENA_NEW(b->mem, timeline);
    info->whole.run = session_run;
    plan_node *n = timeline_bind(b, c, &op_session_count, 2, 0, info);
    if (n) {
        schema_add(b->mem, &n->cols, STR("count_sessions"), T_LONG);
    }
    return n;
}

static const op_class op_session_count = {.name = "session_count", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_session_count = {
    .name = "session_count", .bind = session_bind, .sig = "(IdColumn, TimelineColumn, Start, End, Bin, LookBackWindow, [dimension...])",
    .help = "Sessions that begin in each bin: appearances of an ID that was not seen for longer than the window",
    .example = "datatable(id: string, t: long)['a', 1, 'b', 2, 'a', 4, 'a', 8, 'b', 9] | evaluate session_count(id, t, 0, 10, 5, 3)", .gives = "0, 2; 5, 2",
    .page = "session-count-plugin"};
