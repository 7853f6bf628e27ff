/* read: records of a text, taken apart into slots. */
#include "interp/external/external.h"

#include "tables/load/json_walk.h"

void external_reader_init(external_reader *r, arena *mem, const schema *cols, const colset *need)
{
    colset all = colset_new(mem, cols->n);
    for (uint32_t i = 0; i < cols->n; i++) {
        if (!need || !need->bits || colset_has(need, i)) {
            colset_add(&all, i);
        }
    }
    cells_init(&r->cells, mem, cols, &all);
    r->cells.mem = mem;
    json_rows_init(&r->keys, mem, &r->cells);
    r->scratch = arena_new();
}

void external_reader_text(external_reader *r, const whole_text *t)
{
    r->name = r->cells.file = t->name;
    r->p = t->text.p;
    r->e = t->text.p + t->text.n;
    r->line = 1;
    r->fresh = true;
    r->done = false;
}

void external_reader_drop(external_reader *r) { arena_drop(r->scratch); }

uint64_t external_reader_bad(const external_reader *r)
{
    uint64_t bad = 0;
    for (uint32_t i = 0; i < r->cells.n; i++) {
        bad += r->cells.slots[i].bad.count;
    }
    return bad;
}

static status fail(const external_reader *r, diags *ds, const char *what)
{
    diag_plain(ds, SEV_ERROR, ST_DATA, "%s:%llu: %s", r->name, (unsigned long long)r->line, what);
    return ST_DATA;
}

/* ---- lines and cells */

static void skip_empty_lines(external_reader *r)
{
    while (r->p < r->e && (*r->p == '\n' || (*r->p == '\r' && r->p + 1 < r->e && r->p[1] == '\n'))) {
        r->line += *r->p == '\n';
        r->p++;
    }
}

static str take_line(external_reader *r)
{
    const char *from = r->p, *end = memchr(from, '\n', (size_t)(r->e - from));
    end = end ? end : r->e;
    r->p = end < r->e ? end + 1 : end;
    r->line++;
    return (str){from, (uint32_t)(end - from) - (end > from && end[-1] == '\r')};
}

/* A quoted cell, r->p behind its opening quote; what follows the closing quote belongs to it. False: the quote is not closed. */
static bool take_quoted(external_reader *r, arena *mem, char separator, str *out)
{
    char *text = NULL;
    const char *from = r->p;
    uint32_t n = 0;
    bool open = true;
    for (; r->p < r->e; r->p++) {
        char c = *r->p;
        r->line += c == '\n';
        if (open && c == '"') {
            bool doubled = r->p + 1 < r->e && r->p[1] == '"';
            text = text ? text : memcpy(arena_alloc(mem, (size_t)(r->e - from) + 1), from, n);
            open = doubled;
            r->p += doubled;
            if (!doubled) {
                continue;
            }
        } else if (!open && (c == separator || c == '\n')) {
            r->line -= c == '\n';
            break;
        }
        if (text) {
            text[n] = *r->p;
        }
        n++;
    }
    n -= text && n && text[n - 1] == '\r' && (r->p == r->e || *r->p == '\n');
    *out = (str){text ? text : from, n};
    return !open;
}

static bool take_cell(external_reader *r, arena *mem, char separator, str *out)
{
    if (r->p < r->e && *r->p == '"') {
        r->p++;
        return take_quoted(r, mem, separator, out);
    }
    const char *from = r->p;
    while (r->p < r->e && *r->p != separator && *r->p != '\n') {
        r->p++;
    }
    bool ends = r->p == r->e || *r->p == '\n';
    *out = (str){from, (uint32_t)(r->p - from) - (ends && r->p > from && r->p[-1] == '\r')};
    return true;
}

uint32_t external_header(arena *mem, const whole_text *t, char separator, str **out)
{
    external_reader r = {.p = t->text.p, .e = t->text.p + t->text.n};
    uint32_t n = 0, cap = 1;
    for (uint32_t i = 0; i < t->text.n && t->text.p[i] != '\n'; i++) {
        cap += t->text.p[i] == separator;
    }
    *out = ARENA_ARRAY(mem, str, cap);
    while (n < cap && take_cell(&r, mem, separator, &(*out)[n])) {
        n++;
        if (r.p >= r.e || *r.p++ != separator) {
            break;
        }
    }
    return n;
}

static void put_cell(external_reader *r, uint32_t row, uint32_t number, str text)
{
    for (uint32_t i = 0; i < r->cells.n; i++) {
        slot *s = &r->cells.slots[i];
        uint32_t wanted = r->places ? r->places[s->column].ordinal : s->column;
        if (wanted == number) {
            cell_put_text(&r->cells, s, row, text);
        }
    }
}

static status put_cells(external_reader *r, arena *mem, uint32_t row, bool keep, diags *ds)
{
    char separator = r->format->separator;
    for (uint32_t number = 0;; number++) {
        str text;
        if (!take_cell(r, keep ? mem : r->scratch, separator, &text)) {
            return fail(r, ds, "a quoted cell is not closed");
        }
        if (keep) {
            put_cell(r, row, number, text);
        }
        bool more = r->p < r->e && *r->p == separator;
        r->p += r->p < r->e;
        if (!more) {
            r->line++;
            return ST_OK;
        }
    }
}

/* ---- JSON */

/* The value of a member, its end in *end; NULL: there is none. */
static const char *find_member(external_reader *r, const char *p, const char *e, str name, const char **end)
{
    if (p >= e || *p != '{') {
        return NULL;
    }
    for (p = json_blank(p + 1, e); p < e && *p == '"';) {
        bool escaped;
        const char *key = p + 1, *key_end = json_string_end(key, e, &escaped);
        if (!key_end) {
            return NULL;
        }
        str text = escaped ? json_unescape(r->scratch, key, key_end) : (str){key, (uint32_t)(key_end - key)};
        p = json_blank(key_end + 1, e);
        p = p < e && *p == ':' ? json_blank(p + 1, e) : e;
        *end = p < e ? json_value_end(p, e) : NULL;
        if (!*end || str_eq(text, name)) {
            return *end ? p : NULL;
        }
        p = json_blank(*end, e);
        p = p < e && *p == ',' ? json_blank(p + 1, e) : e;
    }
    return NULL;
}

static const char *find_item(const char *p, const char *e, str digits, const char **end)
{
    uint64_t skip = 0;
    for (uint32_t i = 0; i < digits.n && skip < UINT32_MAX; i++) {
        skip = skip * 10 + (uint64_t)(digits.p[i] - '0');
    }
    if (p >= e || *p != '[') {
        return NULL;
    }
    for (p = json_blank(p + 1, e); p < e && *p != ']'; skip--) {
        *end = json_value_end(p, e);
        if (!*end || skip == 0) {
            return *end ? p : NULL;
        }
        p = json_blank(*end, e);
        p = p < e && *p == ',' ? json_blank(p + 1, e) : e;
    }
    return NULL;
}

static void put_path(external_reader *r, slot *s, uint32_t row, const external_place *place, const char *p, const char *e)
{
    const char *end = e;
    for (uint32_t i = 0; p && i < place->n; i++) {
        p = place->index[i] ? find_item(p, end, place->step[i], &end) : find_member(r, p, end, place->step[i], &end);
    }
    if (p) {
        cell_put_json(&r->cells, s, row, p, end);
    }
}

static status put_object(external_reader *r, uint32_t row, bool keep, diags *ds)
{
    const char *end = r->p < r->e && *r->p == '{' ? json_tree_end(r->p, r->e) : NULL;
    if (!end) {
        return fail(r, ds, "a JSON object is wanted here");
    }
    record rec = {r->p, (size_t)(end - r->p), r->line};
    if (keep && !r->places && !json_rows_put(&r->keys, &r->cells, &rec, row)) {
        return fail(r, ds, "this is no JSON object");
    }
    for (uint32_t i = 0; keep && r->places && i < r->cells.n; i++) {
        const external_place *place = &r->places[r->cells.slots[i].column];
        if (place->is_path) {
            put_path(r, &r->cells.slots[i], row, place, rec.p, end);
        }
    }
    for (; r->p < end; r->p++) {
        r->line += *r->p == '\n';
    }
    return ST_OK;
}

/* Between objects: blanks, commas, and the brackets of arrays around them. */
static void skip_between(external_reader *r)
{
    while (r->p < r->e && strchr(" \t\r\n,[]", *r->p) && *r->p) {
        r->line += *r->p == '\n';
        r->p++;
    }
}

/* ---- records */

static bool at_end(external_reader *r)
{
    switch (r->format->kind) {
    case EXTERNAL_WHOLE: return r->done;
    case EXTERNAL_JSON: skip_between(r); break;
    default: skip_empty_lines(r); break;
    }
    return r->p >= r->e;
}

static status put_record(external_reader *r, arena *mem, uint32_t row, bool keep, diags *ds)
{
    str text;
    switch (r->format->kind) {
    case EXTERNAL_CELLS: return put_cells(r, mem, row, keep, ds);
    case EXTERNAL_JSON: return put_object(r, row, keep, ds);
    case EXTERNAL_WHOLE:
        text = (str){r->p, (uint32_t)(r->e - r->p)};
        r->done = true;
        break;
    default: text = take_line(r); break;
    }
    if (keep) {
        put_cell(r, row, 0, text);
    }
    return ST_OK;
}

status external_reader_fill(external_reader *r, arena *mem, uint32_t *n, diags *ds)
{
    status st = ST_OK;
    r->cells.mem = mem;
    cells_begin(&r->cells);
    for (*n = 0; st == ST_OK && *n < BATCH_ROWS && !at_end(r);) {
        bool keep = !(r->fresh && r->ignore_first);
        r->fresh = false;
        r->cells.line = r->line;
        arena_reset(r->scratch);
        st = put_record(r, mem, *n, keep, ds);
        *n += keep;
    }
    cells_finish(&r->cells, *n);
    return st;
}
