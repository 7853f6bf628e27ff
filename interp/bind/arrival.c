/* arrival: when the service had a row. Exports carry it in a column of one of these names, or not at all; a row that does not say took
 * the delay that the engine was told (--ingest-delay, else none). */
#include "interp/bind/parts.h"
#include "interp/kql.h"

/* The time of ingestion as `extend ingestion_time()` calls it, and the time at which the service's entry received the row, a little before. */
static const char *const columns[] = {"$IngestionTime", "ingestion_time", "_TimeReceived"};

static int time_column(const schema *row, const char *name)
{
    int at = schema_find(row, str_of(name));
    return at >= 0 && row->cols[at].type == T_DATETIME ? at : -1;
}

static expr *generated(binder *b, span at)
{
    int time = time_column(b->row, "TimeGenerated");
    time = time < 0 ? time_column(b->row, "Timestamp") : time;
    if (time < 0)
        return NULL;
    expr *e = bind_column(b, (uint32_t)time, at);
    if (!b->arrival || !b->arrival->delay)
        return e;
    expr **args = ARENA_ARRAY(b->mem, expr *, 2);
    args[0] = e;
    args[1] = bind_constant(b, (datum){.type = T_TIMESPAN, .l = b->arrival->delay}, at);
    return bind_function(b, STR("+"), at, 2, args);
}

expr *bind_arrival(binder *b, span at, const char **from)
{
    int in = -1;
    *from = NULL;
    for (size_t i = 0; b->row && i < sizeof columns / sizeof *columns && in < 0; i++) {
        in = time_column(b->row, columns[i]);
        *from = in < 0 ? NULL : columns[i];
    }
    expr *otherwise = b->row ? generated(b, at) : NULL;
    if (in < 0 || !otherwise)
        return in < 0 ? otherwise : bind_column(b, (uint32_t)in, at);
    expr **args = ARENA_ARRAY(b->mem, expr *, 2);
    args[0] = bind_column(b, (uint32_t)in, at);
    args[1] = otherwise;
    return bind_function(b, STR("coalesce"), at, 2, args);
}
