/* chart_roles: the kind of chart, and which column plays which part in it. */
#include "tables/write/chart_roles.h"

#include "tables/dyn.h"

typedef struct chart_name {
    const char *name;
    chart_kind kind;
    chart_stack stack;
} chart_name;

static const chart_name drawn[] = {
    {"barchart", CHART_BAR, STACK_NONE},   {"columnchart", CHART_COLUMN, STACK_NONE},   {"piechart", CHART_PIE, STACK_NONE},
    {"timechart", CHART_LINE, STACK_NONE}, {"linechart", CHART_LINE, STACK_NONE},       {"areachart", CHART_AREA, STACK_NONE},
    {"card", CHART_CARD, STACK_NONE},      {"stackedareachart", CHART_AREA, STACK_SUM}, {"scatterchart", CHART_SCATTER, STACK_NONE},
    {"table", CHART_NONE, STACK_NONE},
};

static bool is_text(kql_type t) { return t == T_STRING || t == T_BOOL || t == T_GUID; }

static bool find_kind(chart *c)
{
    const render_spec *s = c->spec;
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        if (str_is(s->type, drawn[i].name) && !str_is(s->kind, "map")) {
            c->kind = drawn[i].kind;
            c->stack = str_is(s->kind, "stacked") ? STACK_SUM : str_is(s->kind, "stacked100") ? STACK_SHARE : drawn[i].stack;
            return true;
        }
    }
    c->unsupported = true;
    c->wrong = arena_printf(c->mem, "%s" STR_FMT " is not drawn", str_is(s->kind, "map") ? "the map of a " : "", STR_ARG(s->type));
    return false;
}

/* What the items of an array are; any other value is of its own type. */
static kql_type item_type(kql_type t, const datum *first)
{
    if (t != T_DYNAMIC || !first || first->null || first->dy->kind != DYN_ARRAY || !first->dy->n)
        return t;
    const dyn *item = first->dy->item[0];
    for (uint32_t i = 0; i < first->dy->n && item->kind == DYN_NULL; i++)
        item = first->dy->item[i];
    return dyn_to_datum(item).type;
}

static int first_of(const schema *cols, const datum *first, bool (*fits)(kql_type))
{
    for (uint32_t i = 0; i < cols->n; i++)
        if (fits(item_type(cols->cols[i].type, first ? &first[i] : NULL)))
            return (int)i;
    return -1;
}

static bool is_time(kql_type t) { return t == T_DATETIME; }
static bool is_measure(kql_type t) { return type_is_number(t) || type_is_ticks(t); }
static bool is_any(kql_type t) { return t != T_UNKNOWN; }

static int find_x(const chart *c, const schema *cols, const datum *first)
{
    if (c->spec->xcolumn.n)
        return schema_find(cols, c->spec->xcolumn);
    if (str_is(c->spec->type, "timechart"))
        return first_of(cols, first, is_time);
    if (c->kind == CHART_BAR || c->kind == CHART_COLUMN || c->kind == CHART_PIE)
        return first_of(cols, first, is_any);
    /* make-series puts its axis behind the arrays of numbers. */
    int x = first_of(cols, first, is_measure), time = first_of(cols, first, is_time);
    return x >= 0 && time >= 0 && cols->cols[x].type == T_DYNAMIC ? time : x;
}

static bool is_named(render_names names, str name)
{
    for (uint32_t i = 0; i < names.n; i++)
        if (str_eq(names.p[i], name))
            return true;
    return false;
}

static void mark(const chart *c, const schema *cols, const datum *first, roles *r)
{
    const render_spec *s = c->spec;
    bool arrays = r->x >= 0 && cols->cols[r->x].type == T_DYNAMIC;
    for (uint32_t i = 0; i < cols->n; i++) {
        str name = cols->cols[i].name;
        kql_type t = cols->cols[i].type;
        if ((int)i == r->x)
            continue;
        bool series = is_named(s->series, name);
        bool number = type_is_number(arrays ? item_type(t, first ? &first[i] : NULL) : t);
        bool y = s->ycolumns.n ? is_named(s->ycolumns, name) : number && !series && !is_named(s->anomalycolumns, name);
        if (!s->series.n && !y && is_text(t) && !r->n_series && c->kind != CHART_PIE)
            series = true;
        r->is_y[i] = y && (c->kind != CHART_PIE || !r->n_y);
        r->is_series[i] = series;
        r->n_y += r->is_y[i];
        r->n_series += series;
    }
}

bool chart_find_roles(chart *c, const schema *cols, const datum *first, roles *out)
{
    *out = (roles){.x = -1, .is_y = ARENA_ARRAY(c->mem, bool, cols->n), .is_series = ARENA_ARRAY(c->mem, bool, cols->n)};
    if (!find_kind(c))
        return false;
    if (c->kind == CHART_CARD || c->kind == CHART_NONE)
        return true;
    out->x = find_x(c, cols, first);
    if (out->x < 0) {
        c->wrong = arena_printf(c->mem, STR_FMT " needs a column of %s for its x axis, and the result has none", STR_ARG(c->spec->type),
                                str_is(c->spec->type, "timechart") ? "type datetime" : "numbers or times");
        return false;
    }
    mark(c, cols, first, out);
    if (!out->n_y)
        c->wrong = arena_printf(c->mem, STR_FMT " needs a column of numbers beside " STR_FMT, STR_ARG(c->spec->type),
                                STR_ARG(cols->cols[out->x].name));
    return out->n_y != 0;
}
