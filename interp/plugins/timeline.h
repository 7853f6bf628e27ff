/* timeline: what the plugins over IDs and times share: (IdColumn, TimelineColumn, Start, End, ..., dimensions...).
 * Times are 64-bit: ticks of datetime and timespan, or whole numbers. Bins begin at Start. */
#ifndef INTERP_PLUGINS_TIMELINE_H
#define INTERP_PLUGINS_TIMELINE_H

#include "interp/plugins/group_rows.h"
#include "interp/plugins/whole.h"

typedef struct timeline {
    whole whole; /* first */
    uint32_t id, time;
    int64_t start, end;
    int64_t width[4]; /* the arguments behind End, as the plugin names them */
    uint32_t *dims, n_dims;
} timeline;

/* Arguments: id, time, start, end, `widths` more (`counts` tells which of them are plain numbers, a bit each), dimensions.
 * Makes the node with the columns time and dimensions. NULL: reported. */
plan_node *timeline_bind(binder *b, const plugin_call *c, const op_class *op, uint32_t widths, uint32_t counts, timeline *info);

/* One appearance of an ID. */
typedef struct sighting {
    uint32_t group, id; /* the dimensions' and the ID's numbers */
    int64_t time;
} sighting;

typedef struct sightings {
    sighting *items; /* by group, then time */
    uint32_t n;
    groups dims; /* keys of the groups */
} sightings;

/* Rows with from <= time < to; those without a time are left out. False: reported (an ID that is null: what it counts is not settled). */
bool timeline_read(exec *x, const plan_node *n, const rows *in, int64_t from, int64_t to, arena *mem, sightings *out);
/* Those from Start to End itself, in windows of that width; `last` is the number of the last window. False: reported (rows behind End that
 * End's window would hold: whether they count is not settled). */
bool timeline_windows(exec *x, const plan_node *n, const rows *in, int64_t width, sightings *out, int64_t *last);
bool timeline_unsettled(exec *x, const plan_node *n, const char *what); /* refuses by name; false */

/* a + b, at most the ends of the range. */
static inline int64_t timeline_add(int64_t a, int64_t b)
{
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? (b < 0 ? INT64_MIN : INT64_MAX) : sum;
}

/* The number of the bin of that width that time is in; bin 0 begins at `start`. */
static inline int64_t timeline_bin(int64_t time, int64_t start, int64_t width)
{
    int64_t from = timeline_add(time, start == INT64_MIN ? INT64_MAX : -start), bin = from / width;
    return bin - (from % width < 0);
}

/* The first columns of a result row: the time and the dimensions. */
void timeline_put(const plan_node *n, const sightings *s, uint32_t group, int64_t time, whole_out *out);

/* Distinct IDs: a set that forgets all at once. */
typedef struct id_set {
    uint32_t *seen, round, n; /* seen[id] == round */
} id_set;
void id_set_init(id_set *s, arena *mem, const sightings *of);
void id_set_clear(id_set *s);
bool id_set_add(id_set *s, uint32_t id); /* true: it is new */
static inline bool id_set_has(const id_set *s, uint32_t id) { return s->seen[id] == s->round; }

#endif
