/* update: the expectations of failed cases become what the rules give now: `rows`, `alert`, `columns`, `exactly`, and of `contains` the rows that are
 * not there, which become the ones that are most like them. Only values are rewritten: comments, order and everything else of the file stay.
 * What `excludes`, `entities` and `error` say is somebody's intention and is left to him. */
#include "cli/test/suite.h"
#include "tables/json_text.h"
#include "tables/write/value.h"

#include <errno.h>

typedef struct edit {
    span at;
    str text;
} edit;

typedef struct edits {
    arena *mem;
    str file;
    edit *items;
    uint32_t n;
} edits;

static void add(edits *e, span at, str text)
{
    if (str_eq(str_sub(e->file, at.start, at.len), text))
        return;
    edit *more = ARENA_ARRAY(e->mem, edit, e->n + 1);
    uint32_t to = e->n;
    if (e->n)
        memcpy(more, e->items, e->n * sizeof *more);
    for (; to && more[to - 1].at.start > at.start; to--)
        more[to] = more[to - 1];
    more[to] = (edit){at, arena_str(e->mem, text)};
    e->items = more;
    e->n++;
}

/* A text as YAML takes it without doubt: in double quotes, as JSON. */
static void put_yaml(buf *out, datum d, arena *mem)
{
    bool number = d.type == T_LONG || d.type == T_INT || d.type == T_REAL || d.type == T_BOOL;
    str t = datum_text(mem, d);
    if (d.null) {
        buf_text(out, "null");
    } else if (d.type == T_DYNAMIC || number) {
        for (uint32_t i = 0; i < t.n; i++) {
            char c = d.type == T_BOOL && t.p[i] >= 'A' && t.p[i] <= 'Z' ? (char)(t.p[i] | 32) : t.p[i];
            buf_put(out, &c, 1);
        }
        if (d.type == T_DYNAMIC && d.dy->kind == DYN_STRING)
            out->n -= t.n;
    }
    if (!d.null && ((d.type == T_DYNAMIC && d.dy->kind == DYN_STRING) || (d.type != T_DYNAMIC && !number))) {
        buf_text(out, "\"");
        for (uint32_t i = 0; i < t.n; i++) {
            unsigned char c = (unsigned char)t.p[i];
            if (c == '"' || c == '\\')
                buf_printf(out, "\\%c", c);
            else if (c < 0x20)
                buf_printf(out, "\\x%02x", c);
            else
                buf_put(out, &t.p[i], 1);
        }
        buf_text(out, "\"");
    }
}

/* One flow map a row, as a block list below its key, or within brackets where all around is. */
static void put_rows(const outcome *o, uint32_t indent, bool flow, buf *out)
{
    if (!o->rows.n) {
        buf_text(out, "[]");
        return;
    }
    for (uint32_t i = 0; i < o->rows.n; i++) {
        bool any = false;
        if (flow)
            buf_text(out, i ? ", {" : "[{");
        else
            buf_printf(out, "\n%*s- {", (int)indent + 2, "");
        for (uint32_t c = 0; c < o->rows.cols.n; c++) {
            datum d = o->rows.cells[(size_t)i * o->rows.cols.n + c];
            arena *mem = arena_new();
            if (!d.null && !(d.type == T_STRING && d.s.n == 0)) {
                buf_text(out, any ? ", " : "");
                put_yaml(out, (datum){.type = T_STRING, .s = o->rows.cols.cols[c].name}, mem);
                buf_text(out, ": ");
                put_yaml(out, d, mem);
                any = true;
            }
            arena_drop(mem);
        }
        buf_text(out, flow && i + 1 == o->rows.n ? "}]" : "}");
    }
}

static uint32_t indent_of(str file, uint32_t at)
{
    uint32_t start = at;
    while (start && file.p[start - 1] != '\n')
        start--;
    uint32_t n = 0;
    while (start + n < at && file.p[start + n] == ' ')
        n++;
    return n;
}

/* A block list ends behind its last item's text: libyaml counts what follows up to the next token in, comments too. */
static span trimmed(str file, const doc *d)
{
    const doc *last = d;
    while (last->kind != DOC_SCALAR && last->last && !strchr("[{", file.p[last->at.start]))
        last = last->last;
    span at = {d->at.start, last->at.start + last->at.len - d->at.start};
    while (at.len && strchr(" \t\r\n", file.p[at.start + at.len - 1]))
        at.len--;
    return at;
}

/* An expected row that was not found takes the values of the nearest one. */
static void update_contains(edits *e, const outcome *o, const doc *contains)
{
    for (const failure *f = o->failures; f; f = f->next) {
        const doc *row = contains->first;
        while (row && row != f->row)
            row = row->next;
        for (const doc *d = row && f->nearest >= 0 ? row->first : NULL; d; d = d->next) {
            int at = schema_find(&o->rows.cols, d->key);
            datum got = at >= 0 ? o->rows.cells[(size_t)f->nearest * o->rows.cols.n + (uint32_t)at] : (datum){.null = true};
            buf b = {0};
            if (at >= 0 && !value_matches(e->mem, d, got)) {
                put_yaml(&b, got, e->mem);
                add(e, d->at, buf_view(&b));
            }
            buf_drop(&b);
        }
    }
}

/* The rows as JSON lines, in the file that the case names. */
static bool write_rows(arena *mem, const outcome *o, const doc *name)
{
    const char *path = test_path(mem, o->of->of, doc_text(name));
    buf b = {0};
    for (uint32_t i = 0; i < o->rows.n; i++) {
        for (uint32_t c = 0; c < o->rows.cols.n; c++) {
            buf_text(&b, c ? "," : "{");
            json_quote(&b, o->rows.cols.cols[c].name);
            buf_text(&b, ":");
            value_json(&b, o->rows.cells[(size_t)i * o->rows.cols.n + c]);
        }
        buf_text(&b, "}\n");
    }
    FILE *f = fopen(path, "wb");
    bool ok = f && (b.n == 0 || fwrite(b.p, 1, b.n, f) == b.n);
    ok = f && fclose(f) == 0 && ok;
    if (!ok)
        fprintf(stderr, "kql: error: cannot write %s: %s\n", path, strerror(errno));
    buf_drop(&b);
    return ok;
}

/* A failure of `exactly`, of which the rows are in a file. */
static bool fails_exactly(const outcome *o)
{
    for (const failure *f = o->failures; f; f = f->next) {
        if (f->what.n > 8 && memcmp(f->what.p, "exactly:", 8) == 0)
            return true;
    }
    return false;
}

static bool says_types(const doc *columns)
{
    for (const doc *d = columns->first; d; d = d->next) {
        if (memchr(doc_text(d).n ? doc_text(d).p : "", ':', doc_text(d).n))
            return true;
    }
    return false;
}

static void update_case(edits *e, const outcome *o)
{
    const doc *expect = o->of->expect, *rows = doc_find(expect, "rows"), *exactly = doc_find(expect, "exactly"), *columns = doc_find(expect, "columns"), *alert = doc_find(expect, "alert");
    str file = o->of->of->doc.file;
    bool said;
    if (rows)
        add(e, rows->at, arena_printf(e->mem, "%u", o->rows.n));
    if (alert && doc_bool(alert, &said)) {
        for (const failure *f = o->failures; f; f = f->next) {
            if (f->what.n > 6 && memcmp(f->what.p, "alert:", 6) == 0)
                add(e, alert->at, said ? STR("false") : STR("true"));
        }
    }
    if (columns && columns->kind == DOC_LIST) {
        buf b = {0};
        buf_text(&b, "[");
        for (uint32_t c = 0; c < o->rows.cols.n; c++)
            buf_printf(&b, "%s\"" STR_FMT "%s%s\"", c ? ", " : "", STR_ARG(o->rows.cols.cols[c].name), says_types(columns) ? ":" : "", says_types(columns) ? type_name(o->rows.cols.cols[c].type) : "");
        buf_text(&b, "]");
        add(e, trimmed(file, columns), buf_view(&b));
        buf_drop(&b);
    }
    if (doc_find(expect, "contains"))
        update_contains(e, o, doc_find(expect, "contains"));
    if (exactly && exactly->kind == DOC_LIST) {
        buf b = {0};
        bool flow = file.p[exactly->at.start] == '[';
        put_rows(o, indent_of(file, exactly->key_at.start), file.p[expect->at.start] == '{', &b);
        span at = trimmed(file, exactly);
        uint32_t from = flow ? at.start : exactly->key_at.start + exactly->key_at.len + 1; /* a block list begins behind `exactly:` */
        if (!flow && b.n && b.p[0] == '[')
            from = at.start;
        add(e, (span){from, at.start + at.len - from}, buf_view(&b));
        buf_drop(&b);
    }
}

static bool write_file(const char *path, str file, const edits *e)
{
    FILE *f = fopen(path, "wb");
    uint32_t at = 0;
    bool ok = f != NULL;
    for (uint32_t i = 0; ok && i < e->n; i++) {
        if (e->items[i].at.start < at)
            continue;
        ok = fwrite(file.p + at, 1, e->items[i].at.start - at, f) == e->items[i].at.start - at;
        ok = ok && fwrite(e->items[i].text.p, 1, e->items[i].text.n, f) == e->items[i].text.n;
        at = e->items[i].at.start + e->items[i].at.len;
    }
    ok = ok && fwrite(file.p + at, 1, file.n - at, f) == file.n - at;
    ok = f && fclose(f) == 0 && ok;
    if (!ok)
        fprintf(stderr, "kql: error: cannot write %s: %s\n", path, strerror(errno));
    return ok;
}

bool suite_update(const suite *s, const outcome *o, uint32_t *updated)
{
    *updated = 0;
    for (uint32_t i = 0; i < s->n;) {
        const test_file *f = o[i].of->of;
        edits e = {.mem = s->mem, .file = f->doc.file};
        for (; i < s->n && o[i].of->of == f; i++) {
            uint32_t before = e.n;
            if (o[i].passed || o[i].errored)
                continue;
            const doc *exactly = doc_find(o[i].of->expect, "exactly");
            bool of_file = exactly && exactly->kind == DOC_SCALAR && fails_exactly(&o[i]);
            if (of_file && !write_rows(s->mem, &o[i], exactly))
                return false;
            update_case(&e, &o[i]);
            *updated += e.n > before || of_file;
        }
        if (e.n && !write_file(f->path, f->doc.file, &e))
            return false;
    }
    return true;
}
