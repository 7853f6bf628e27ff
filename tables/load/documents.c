/* Documents that hold all rows in one JSON value. The wrapper is stepped over once, then its elements are cut one by
 * one:
 *
 *   [ {..}, {..} ]     {"records": [ {..}, {..} ] ...}     {"tables": [{"name":.., "columns":[..], "rows": [ [..], [..]
 * ]}] ...} ^ element                      ^                                                                ^ element
 *
 * Objects written over several lines, one after the other, are read the same way without a wrapper. */
#include "tables/load/json_walk.h"
#include "tables/load/reader.h"

typedef enum nesting {
    NEST_ARRAY,   /* [...] */
    NEST_RECORDS, /* {"records": [...]}, perhaps another behind it */
    NEST_TABLE,   /* {"tables": [{... "rows": [...]}]} */
    NEST_NONE,    /* objects, one after the other */
} nesting;

static const form form_elements, form_raw_elements, form_arrays;

/* Moves the window to p, counting the lines passed. */
static void move_to(window *w, const char *p)
{
    for (const char *q = w->p + w->at; q < p && (q = memchr(q, '\n', (size_t)(p - q))); q++) {
        w->line++;
    }
    w->at = (size_t)(p - w->p);
}

/* p is at a key's quote; the value behind its colon, or NULL. */
static const char *member(const char *p, const char *e, str *name)
{
    bool escaped;
    const char *end = p < e && *p == '"' ? json_string_end(p + 1, e, &escaped) : NULL;
    if (!end) {
        return NULL;
    }
    *name = (str){p + 1, (uint32_t)(end - p - 1)};
    p = json_blank(end + 1, e);
    return p < e && *p == ':' ? json_blank(p + 1, e) : NULL;
}

/* The next key behind a value, or NULL. */
static const char *next_member(const char *value, const char *e)
{
    const char *p = json_value_end(value, e);
    p = p ? json_blank(p, e) : NULL;
    return p && p < e && *p == ',' ? json_blank(p + 1, e) : NULL;
}

static bool add_column(reader *r, const dyn *d)
{
    const dyn *name = dyn_find(d, STR("name")), *type = dyn_find(d, STR("type"));
    name = name ? name : dyn_find(d, STR("ColumnName"));
    type = type ? type : dyn_find(d, STR("ColumnType"));
    if (!name || name->kind != DYN_STRING) {
        return false;
    }
    column *c = &r->header.cols[r->header.n++];
    *c = (column){arena_str(r->mem, name->s), T_UNKNOWN};
    if (type && type->kind == DYN_STRING) {
        type_find(type->s, &c->type);
    }
    return true;
}

static bool read_columns(reader *r, const char *p, const char *e)
{
    const char *end = json_value_end(p, e);
    const dyn *d;
    if (!end || !dyn_parse(r->mem, (str){p, (uint32_t)(end - p)}, &d) || d->kind != DYN_ARRAY) {
        return false;
    }
    r->header = (schema){.cols = ARENA_ARRAY(r->mem, column, d->n + 1)};
    for (uint32_t i = 0; i < d->n; i++) {
        if (!add_column(r, d->item[i])) {
            return false;
        }
    }
    return true;
}

/* p is at the first table of "tables"; the byte behind the bracket that opens its rows. */
static const char *enter_table(reader *r, const char *p, const char *e)
{
    str name;
    p = p < e && *p == '{' ? json_blank(p + 1, e) : NULL;
    while (p) {
        const char *v = member(p, e, &name);
        if (!v) {
            return NULL;
        }
        if (str_is(name, "columns") && !read_columns(r, v, e)) {
            return NULL;
        }
        if (str_is(name, "rows") && v < e && *v == '[') {
            return r->header.cols ? v + 1 : NULL;
        }
        p = next_member(v, e);
    }
    return NULL;
}

/* p is at a brace; the byte behind the bracket that opens the rows, if this is a wrapper. `again`: only one like the
 * last. */
static const char *enter_object(reader *r, const char *p, const char *e, bool again)
{
    str name;
    bool odata = false, first = true;
    for (p = json_blank(p + 1, e); p; first = false) {
        const char *v = member(p, e, &name);
        if (!v || v >= e) {
            return NULL;
        }
        const char *in = *v == '[' ? json_blank(v + 1, e) : NULL;
        if (in && first && !again && str_is(name, "tables")) {
            r->nesting = NEST_TABLE;
            return enter_table(r, in, e);
        }
        bool rows = (str_is(name, "records") && first) || (str_is(name, "value") && odata);
        if (in && rows && in < e && (*in == '{' || *in == ']')) {
            r->nesting = NEST_RECORDS;
            return in;
        }
        odata = odata || (name.n > 7 && memcmp(name.p, "@odata.", 7) == 0);
        p = odata ? next_member(v, e) : NULL;
    }
    return NULL;
}

/* An object whose first line ends where a value must go on is written over several lines. */
static bool spans_lines(const char *p, const char *e)
{
    const char *nl = memchr(p, '\n', (size_t)(e - p));
    if (!nl) {
        return false;
    }
    while (nl > p && (nl[-1] == '\r' || nl[-1] == ' ' || nl[-1] == '\t')) {
        nl--;
    }
    return nl > p && (nl[-1] == '{' || nl[-1] == '[' || nl[-1] == ',' || nl[-1] == ':');
}

bool document_open(reader *r)
{
    window *w = &r->w;
    const char *e = w->p + w->n, *p = json_blank(w->p, e), *in = NULL;
    if (p < e && *p == '[') {
        r->nesting = NEST_ARRAY;
        in = p + 1;
    } else if (p < e && *p == '{') {
        in = enter_object(r, p, e, false);
        if (!in && spans_lines(p, e)) {
            r->nesting = NEST_NONE;
            in = p;
        }
    }
    bool table = in && r->nesting == NEST_TABLE;
    if (!table) {
        r->header = (schema){0}; /* of a wrapper that turned out to be none */
    }
    if (!in) {
        return false;
    }
    r->form = table ? &form_arrays : r->raw ? &form_raw_elements : &form_elements;
    move_to(w, in);
    return true;
}

static cut broken(reader *r, const char *why)
{
    diag_plain(r->w.ds, SEV_ERROR, ST_DATA, "%s:%llu: %s", r->part->name, (unsigned long long)r->w.line, why);
    return CUT_ERROR;
}

/* Behind the rows. Another {"records": may follow; what else a wrapper holds is not looked at. */
static cut cut_tail(reader *r)
{
    window *w = &r->w;
    const char *e = w->p + w->n, *p = json_blank(w->p + w->at, e);
    if (r->nesting == NEST_RECORDS && p < e && *p == '}') {
        const char *next = json_blank(p + 1, e), *in = next < e && *next == '{' ? enter_object(r, next, e, true) : NULL;
        if (in) {
            r->closed = r->between = false;
            move_to(w, in);
            return CUT_RECORD;
        }
    }
    if (r->nesting == NEST_ARRAY && p < e) {
        return broken(r, "text behind the end of the JSON array");
    }
    if (r->nesting != NEST_ARRAY && w->eof) {
        while (e > p && (e[-1] == ' ' || e[-1] == '\t' || e[-1] == '\r' || e[-1] == '\n')) {
            e--;
        }
        if (e == p || e[-1] != '}') {
            return broken(r, "the JSON document ends too early");
        }
    } else if (!w->eof && w->n - w->at > WINDOW_BYTES / 2) {
        move_to(w, w->p + w->n - 1);
    }
    return w->eof ? CUT_END : CUT_MORE;
}

/* Moves over the comma before an element and the bracket behind the last. False: there is no element here. */
static bool to_element(reader *r, const char **p, const char *e, cut *c)
{
    *p = json_blank(*p, e);
    if (r->nesting != NEST_NONE && *p < e && **p == ']') {
        r->closed = true;
        move_to(&r->w, *p + 1);
        *c = cut_tail(r);
        return false;
    }
    if (r->nesting != NEST_NONE && r->between && *p < e) {
        if (**p != ',') {
            *c = broken(r, "a comma or the closing bracket is missing");
            return false;
        }
        *p = json_blank(*p + 1, e);
    }
    if (*p < e) {
        return true;
    }
    bool whole = r->nesting == NEST_NONE;
    *c = !r->w.eof ? CUT_MORE : whole ? CUT_END : broken(r, "the JSON document ends too early");
    return false;
}

static cut cut_element(reader *r, record *rec)
{
    window *w = &r->w;
    const char *p, *e;
    cut c;
    do { /* again behind a closing bracket that another {"records": follows */
        c = r->closed ? cut_tail(r) : CUT_RECORD;
        p = w->p + w->at;
        e = w->p + w->n;
    } while (c == CUT_RECORD && !to_element(r, &p, e, &c) && c == CUT_RECORD);
    if (c != CUT_RECORD) {
        return c;
    }
    const char *end = json_value_end(p, e);
    if (!end || (end == e && !w->eof)) {
        return !w->eof ? CUT_MORE : broken(r, "the JSON value that begins here is broken or ends too early");
    }
    move_to(w, p);
    *rec = (record){p, (size_t)(end - p), w->line};
    move_to(w, end);
    r->between = true;
    return CUT_RECORD;
}

static bool put_array(reader *r, const record *rec, uint32_t row)
{
    const char *e = rec->p + rec->n, *p = rec->p;
    if (*p++ != '[') {
        return false;
    }
    for (uint32_t i = 0;; i++) {
        p = json_blank(p, e);
        if (i == 0 && p < e && *p == ']') {
            return true;
        }
        if (i >= r->header.n) {
            return false;
        }
        int32_t s = r->slots[i];
        p = s < 0 ? json_value_end(p, e) : cell_put_json(r->cells, &r->cells->slots[s], row, p, e);
        p = p ? json_blank(p, e) : NULL;
        if (!p || p >= e || *p != ',') {
            return p && p + 1 == e && *p == ']';
        }
        p++;
    }
}

static bool each_in_array(reader *r, const record *rec, field_fn *fn, void *ctx)
{
    const char *e = rec->p + rec->n, *p = rec->p + 1;
    for (uint32_t i = 0; i < r->header.n; i++) {
        const char *v = json_blank(p, e);
        if (!(p = json_value_end(v, e))) {
            break;
        }
        fn(ctx, r->header.cols[i].name, (str){v, (uint32_t)(p - v)}, false);
        p = json_blank(p, e);
        if (p >= e || *p++ != ',') {
            break;
        }
    }
    return *rec->p == '[';
}

static const form form_elements = {"a JSON object", cut_element, object_put, object_each};
static const form form_raw_elements = {"a JSON object", cut_element, object_put_raw, object_each_raw};
static const form form_arrays = {"an array of the table's columns", cut_element, put_array, each_in_array};
