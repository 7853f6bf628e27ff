/* parse, parse-where: running. A row that has not the pattern's form, or (but for kind=relaxed) a value not of its column's type, has no
 * values at all: "" in text columns, null in others; parse-where drops it. */
#include "interp/ops/parse.h"

#include "interp/convert.h"
#include "interp/ops/operators.h"

typedef struct state {
    arena *batch;
    regex_span *spans;
    datum *values;
    vec **made;        /* by the pattern's column; NULL: nobody reads it */
    const vec **cols;
    uint16_t kept[BATCH_ROWS];
} state;

bool parse_open(exec *x, const plan_node *n, void **out)
{
    const parse_info *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    s->spans = ARENA_ARRAY(x->mem, regex_span, info->pattern.n_columns + 1);
    s->values = ARENA_ARRAY(x->mem, datum, info->pattern.n_columns + 1);
    s->made = ARENA_ARRAY(x->mem, vec *, info->pattern.n_columns + 1);
    s->cols = ARENA_ARRAY(x->mem, const vec *, n->cols.n + 1);
    *out = s;
    return exec_open(x, n->in[0]);
}

typedef enum outcome { ROW_PARSED, ROW_OTHER, ROW_UNKNOWN } outcome;

/* Text that is no JSON is a dynamic string, as parse_json() has it. */
static datum value_of(arena *mem, str part, kql_type t)
{
    const dyn *d;
    if (t == T_DYNAMIC && dyn_parse(mem, part, &d)) {
        return (datum){.type = T_DYNAMIC, .null = d == NULL, .dy = d};
    }
    return convert_datum(mem, (datum){.type = T_STRING, .s = part}, t);
}

/* The values of one text. ROW_UNKNOWN: the engine takes a datetime off the front of the last column's text when more stands behind it; how
 * much it takes nobody has measured. */
static outcome parse_text(const parse_info *info, state *s, str text)
{
    const parse_pattern *p = &info->pattern;
    if (!parse_pattern_match(p, text, s->spans)) {
        return ROW_OTHER;
    }
    uint32_t nth = 0;
    outcome got = ROW_PARSED;
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->parts[i].kind != PART_COLUMN) {
            continue;
        }
        regex_span at = s->spans[nth];
        bool there = at.start != UINT32_MAX && at.len;
        str part = there ? str_sub(text, at.start, at.len) : (str){"", 0};
        datum *value = &s->values[nth++];
        *value = value_of(s->batch, part, p->parts[i].type);
        if (value->null && info->date && i + 1 == p->n && regex_matches(info->date, part)) {
            return ROW_UNKNOWN;
        }
        if (value->null && p->kind != PARSE_RELAXED) {
            got = ROW_OTHER;
        }
    }
    return got;
}

static void clear_row(const parse_info *info, state *s, uint32_t row)
{
    for (uint32_t c = 0; c < info->pattern.n_columns; c++) {
        if (s->made[c]) {
            vec_set(s->batch, s->made[c], row, datum_null(s->made[c]->type));
        }
    }
}

static void fill_row(const parse_info *info, state *s, uint32_t row)
{
    for (uint32_t c = 0; c < info->pattern.n_columns; c++) {
        if (s->made[c]) {
            vec_set(s->batch, s->made[c], row, s->values[c]);
        }
    }
}

static bool make_columns(const plan_node *n, state *s, const batch *in)
{
    const parse_info *info = n->info;
    bool any = n->op == &op_parse_where;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        s->cols[i] = info->from[i] >= 0 ? in->cols[info->from[i]] : NULL;
    }
    for (uint32_t c = 0; c < info->pattern.n_columns; c++) {
        uint32_t at = info->column[c];
        bool read = !n->need.bits || colset_has(&n->need, at);
        s->made[c] = read ? vec_new(s->batch, n->cols.cols[at].type) : NULL;
        s->cols[at] = s->made[c];
        any |= read;
    }
    return any;
}

step parse_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    const parse_info *info = n->info;
    batch in;
    step got = exec_next(x, n->in[0], &in);
    if (got != STEP_ROWS) {
        return got;
    }
    arena_reset(s->batch);
    *out = (batch){.n_rows = in.n_rows, .sel = in.sel, .n_cols = n->cols.n, .cols = s->cols};
    if (!make_columns(n, s, &in)) {
        return STEP_ROWS;
    }
    const vec *text = eval(x, info->source, &in, in.sel, s->batch);
    uint32_t kept = 0;
    for (uint32_t k = 0; k < in.sel.n; k++) {
        uint32_t row = sel_row(in.sel, k);
        switch (parse_text(info, s, text->s[vec_ix(text, row)])) {
        case ROW_PARSED:
            fill_row(info, s, row);
            s->kept[kept++] = (uint16_t)row;
            break;
        case ROW_OTHER: clear_row(info, s, row); break;
        case ROW_UNKNOWN:
            return exec_fail(x, ST_UNSUPPORTED, n->at, "a datetime at the end of the pattern, with more text behind it, is not supported: "
                             "how the engine answers is not known");
        }
    }
    if (n->op == &op_parse_where) {
        out->sel = (sel){s->kept, kept};
    }
    return STEP_ROWS;
}

void parse_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
}
