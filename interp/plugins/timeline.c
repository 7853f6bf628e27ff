#include "interp/plugins/timeline.h"

#include <stdlib.h>

/* ---- binding */

static bool constant(binder *b, const plugin_call *c, uint32_t k, kql_type t, int64_t *out)
{
    datum d;
    if (!plugin_constant(b, c, k, t == T_INT ? T_LONG : t, &d)) {
        return false;
    }
    *out = d.l;
    if (d.null) {
        diag_error(b->ds, ST_COMPILE, "KS129", c->args->kid[k]->at, "this cannot be null");
    }
    return !d.null;
}

static bool bind_columns_of(binder *b, const plugin_call *c, timeline *info)
{
    int id = plugin_column(b, c, 0), time = plugin_column(b, c, 1);
    if (id < 0 || time < 0) {
        return false;
    }
    info->id = (uint32_t)id;
    info->time = (uint32_t)time;
    if (c->in->cols.cols[id].type == T_DYNAMIC) {
        diag_error(b->ds, ST_COMPILE, "KS116", c->args->kid[0]->at, "a dynamic value is no ID");
        return false;
    }
    return true;
}

static bool bind_widths(binder *b, const plugin_call *c, kql_type t, uint32_t widths, uint32_t counts, timeline *info)
{
    kql_type width = t == T_DATETIME ? T_TIMESPAN : t;
    bool ok = constant(b, c, 2, t, &info->start) && constant(b, c, 3, t, &info->end);
    for (uint32_t k = 0; ok && k < widths; k++) {
        ok = constant(b, c, 4 + k, counts >> k & 1 ? T_LONG : width, &info->width[k]);
        if (ok && info->width[k] <= 0) {
            diag_error(b->ds, ST_COMPILE, "KS140", c->args->kid[4 + k]->at, "this must be more than 0");
            ok = false;
        }
    }
    return ok;
}

plan_node *timeline_bind(binder *b, const plugin_call *c, const op_class *op, uint32_t widths, uint32_t counts, timeline *info)
{
    if (!plugin_arg_count(b, c, 4 + widths, 64) || !bind_columns_of(b, c, info)) {
        return NULL;
    }
    kql_type t = c->in->cols.cols[info->time].type;
    if (t == T_UNKNOWN && b->bind_only) {
        t = T_DATETIME;
    }
    if (!type_is_ticks(t) && !type_is_integer(t)) {
        return bind_unsupported(b, c->args->kid[1]->at, "a timeline that is neither time nor whole number");
    }
    info->dims = plugin_columns(b, c, 4 + widths, &info->n_dims);
    if (!info->dims || !bind_widths(b, c, t, widths, counts, info)) {
        return NULL;
    }
    plan_node *n = whole_node(b, op, c, &info->whole);
    if (!n) {
        return NULL;
    }
    schema_add(b->mem, &n->cols, c->in->cols.cols[info->time].name, c->in->cols.cols[info->time].type);
    for (uint32_t i = 0; i < info->n_dims; i++) {
        schema_add(b->mem, &n->cols, c->in->cols.cols[info->dims[i]].name, c->in->cols.cols[info->dims[i]].type);
    }
    return n;
}

/* ---- reading */

bool timeline_unsettled(exec *x, const plan_node *n, const char *what)
{
    exec_fail(x, ST_UNSUPPORTED, n->at, "%s with %s is not supported: how the engine answers is not known", n->op->name, what);
    return false;
}

static int by_group_and_time(const void *a, const void *b)
{
    const sighting *x = a, *y = b;
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    return x->time < y->time ? -1 : x->time > y->time ? 1 : 0;
}

bool timeline_read(exec *x, const plan_node *n, const rows *in, int64_t from, int64_t to, arena *mem, sightings *out)
{
    const timeline *info = n->info;
    groups ids;
    *out = (sightings){.items = ARENA_ARRAY(mem, sighting, in->n + 1)};
    const uint32_t *group = group_rows(in, info->dims, info->n_dims, mem, &out->dims), *id = group_rows(in, &info->id, 1, mem, &ids);
    for (uint32_t row = 0; row < in->n; row++) {
        datum time = rows_get(in, row, info->time);
        int64_t at = time.type == T_INT ? time.i : time.l;
        if (time.null || at < from || at >= to) {
            continue;
        }
        if (rows_get(in, row, info->id).null) {
            return timeline_unsettled(x, n, "an ID that is null");
        }
        out->items[out->n++] = (sighting){group[row], id[row], at};
    }
    qsort(out->items, out->n, sizeof *out->items, by_group_and_time);
    return true;
}

bool timeline_windows(exec *x, const plan_node *n, const rows *in, int64_t width, sightings *out, int64_t *last)
{
    const timeline *info = n->info;
    uint32_t kept = 0;
    *last = timeline_bin(info->end, info->start, width);
    if (!timeline_read(x, n, in, info->start, timeline_add(info->end, width), in->mem, out)) {
        return false;
    }
    for (uint32_t i = 0; i < out->n; i++) {
        bool behind = out->items[i].time > info->end;
        if (behind && timeline_bin(out->items[i].time, info->start, width) == *last) {
            return timeline_unsettled(x, n, "rows behind End, in its window");
        }
        if (!behind) {
            out->items[kept++] = out->items[i];
        }
    }
    out->n = kept;
    return true;
}

void timeline_put(const plan_node *n, const sightings *s, uint32_t group, int64_t time, whole_out *out)
{
    const timeline *info = n->info;
    kql_type t = n->cols.cols[0].type;
    datum d = {.type = t, .l = time};
    if (t == T_INT) {
        d = (datum){.type = T_INT, .i = (int32_t)time};
    }
    whole_put(out, 0, d);
    for (uint32_t i = 0; i < info->n_dims; i++) {
        whole_put(out, 1 + i, rows_get(&s->dims.keys, group, i));
    }
}

void id_set_init(id_set *s, arena *mem, const sightings *of)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < of->n; i++) {
        most = of->items[i].id > most ? of->items[i].id : most;
    }
    *s = (id_set){.seen = ARENA_ARRAY(mem, uint32_t, (size_t)most + 1), .round = 1};
}

void id_set_clear(id_set *s)
{
    s->round++;
    s->n = 0;
}

bool id_set_add(id_set *s, uint32_t id)
{
    bool fresh = s->seen[id] != s->round;
    s->seen[id] = s->round;
    s->n += fresh;
    return fresh;
}
