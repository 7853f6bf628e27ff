/* active_users_count: distinct IDs a bin that were seen in at least so many periods of the window that ends with an appearance.
 * Source: active-users-count-plugin.md. Its example settles: the window is (appearance - lookback, appearance], it reaches behind Start,
 * bins begin at Start, and bins without an active ID have no row. */
#include "interp/plugins/timeline.h"

#include <stdlib.h>

enum { LOOKBACK, PERIOD, ACTIVE_PERIODS, BIN };

static const op_class op_active_users_count;

typedef struct active {
    int64_t bin;
    uint32_t group, id;
} active;

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
    const active *x = a, *y = b;
    if (x->bin != y->bin) {
        return x->bin < y->bin ? -1 : 1;
    }
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    return x->id < y->id ? -1 : x->id > y->id;
}

/* The appearances that make their IDs active. periods[i]: how many periods begin up to sighting i of the sorted list. */
static uint32_t find_active(const timeline *info, const sightings *s, active *out, uint32_t *periods)
{
    uint32_t n = 0, first = 0; /* the window's first sighting */
    for (uint32_t i = 0; i < s->n; i++) {
        const sighting *at = &s->items[i], *before = i ? at - 1 : NULL;
        bool same = before && before->group == at->group && before->id == at->id;
        int64_t period = timeline_bin(at->time, info->start, info->width[PERIOD]);
        bool fresh = !same || timeline_bin(before->time, info->start, info->width[PERIOD]) != period;
        periods[i] = (i ? periods[i - 1] : 0) + fresh;
        first = same ? first : i;
        while (s->items[first].time <= timeline_add(at->time, -info->width[LOOKBACK])) {
            first++;
        }
        if (at->time >= info->start && periods[i] - periods[first] + 1 >= info->width[ACTIVE_PERIODS]) {
            out[n++] = (active){timeline_bin(at->time, info->start, info->width[BIN]), at->group, at->id};
        }
    }
    return n;
}

static bool active_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    const timeline *info = n->info;
    arena *mem = in->mem;
    sightings s;
    if (n->cols.cols[0].type == T_DATETIME && info->start % info->width[PERIOD] != 0) {
        return timeline_unsettled(x, n, "a Start that is no Period's start");
    }
    if (!timeline_read(x, n, in, timeline_add(info->start, -info->width[LOOKBACK]), timeline_add(info->end, 1), mem, &s)) {
        return false;
    }
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.items[i].time == info->end) {
            return timeline_unsettled(x, n, "a row at End");
        }
    }
    qsort(s.items, s.n, sizeof *s.items, by_id_and_time);
    active *found = ARENA_ARRAY(mem, active, s.n + 1);
    uint32_t total = find_active(info, &s, found, ARENA_ARRAY(mem, uint32_t, s.n + 1));
    qsort(found, total, sizeof *found, by_bin);
    for (uint32_t i = 0; i < total;) {
        uint32_t from = i, ids = 0;
        for (; i < total && found[i].bin == found[from].bin && found[i].group == found[from].group; i++) {
            ids += i == from || found[i].id != found[i - 1].id;
        }
        timeline_put(n, &s, found[from].group, info->start + found[from].bin * info->width[BIN], out);
        whole_put(out, 1 + info->n_dims, whole_long(ids));
        whole_row(out);
    }
    return true;
}

static plan_node *active_bind(binder *b, const plugin_call *c)
{
    timeline *info = ARENA_NEW(b->mem, timeline);
    info->whole.run = active_run;
    plan_node *n = timeline_bind(b, c, &op_active_users_count, 4, 1u << ACTIVE_PERIODS, info);
    if (n) {
        schema_add(b->mem, &n->cols, STR("dcount"), T_LONG);
    }
    return n;
}

static const op_class op_active_users_count = {.name = "active_users_count", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_active_users_count = {
    .name = "active_users_count", .bind = active_bind,
    .sig = "(IdColumn, TimelineColumn, Start, End, LookbackWindow, Period, ActivePeriodsCount, Bin, [dimension...])",
    .help = "Distinct IDs a bin that were seen in enough periods before",
    .example = "range t from 1 to 6 step 1 | extend id = 'a' | evaluate active_users_count(id, t, 1, 7, 3, 1, 3, 3)", .gives = "1, 1; 4, 1",
    .page = "active-users-count-plugin"};
