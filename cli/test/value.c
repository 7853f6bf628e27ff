/* value: does a value of a result match one written in YAML or JSON? By the type of the result: times as times, numbers as numbers. */
#include "cli/test/suite.h"

#include "base/number_text.h"
#include "base/time_text.h"
#include "tables/json_text.h"

static bool is_plain_json(str t)
{
    double ignored;
    return str_is(t, "true") || str_is(t, "false") || (t.n && (t.p[0] == '-' || (t.p[0] >= '0' && t.p[0] <= '9')) && double_parse(t, &ignored));
}

/* A number that JSON would not take as it is (012, 1_000, .5) stays text. */
static bool is_json_number(str t)
{
    uint32_t i = t.n && t.p[0] == '-';
    if (i == t.n || (t.p[i] == '0' && i + 1 < t.n && t.p[i + 1] >= '0' && t.p[i + 1] <= '9'))
        return false;
    for (; i < t.n; i++) {
        if (!strchr("0123456789.eE+-", t.p[i]))
            return false;
    }
    return t.p[t.n - 1] != '.';
}

static void json_scalar(const doc *d, buf *out)
{
    str t = doc_text(d);
    bool b;
    if (doc_is_null(d))
        buf_text(out, "null");
    else if (!d->quoted && doc_bool(d, &b))
        buf_text(out, b ? "true" : "false");
    else if (!d->quoted && is_plain_json(t) && is_json_number(t))
        buf_str(out, t);
    else
        json_quote(out, t);
}

void doc_json(const doc *d, buf *out)
{
    if (d->kind == DOC_SCALAR) {
        json_scalar(d, out);
        return;
    }
    buf_text(out, d->kind == DOC_MAP ? "{" : "[");
    for (const doc *e = d->first; e; e = e->next) {
        if (e != d->first)
            buf_text(out, ",");
        if (d->kind == DOC_MAP) {
            json_quote(out, e->key);
            buf_text(out, ":");
        }
        doc_json(e, out);
    }
    buf_text(out, d->kind == DOC_MAP ? "}" : "]");
}

static bool dynamic_matches(arena *mem, const doc *want, datum got)
{
    buf text = {0};
    const dyn *d = NULL;
    doc_json(want, &text);
    bool ok = dyn_parse(mem, arena_str(mem, buf_view(&text)), &d);
    buf_drop(&text);
    return ok && datum_same((datum){.type = T_DYNAMIC, .null = !d || d->kind == DYN_NULL, .dy = d}, got);
}

bool value_matches(arena *mem, const doc *want, datum got)
{
    str t = doc_text(want);
    int64_t l;
    double r;
    bool b, is_null = got.null || (got.type == T_STRING && got.s.n == 0);
    if (!want || doc_is_null(want) || (want->kind == DOC_SCALAR && t.n == 0))
        return is_null;
    if (got.type == T_DYNAMIC)
        return !got.null && dynamic_matches(mem, want, got);
    if (got.null || want->kind != DOC_SCALAR)
        return false;
    switch (got.type) {
    case T_STRING: return str_eq(got.s, t);
    case T_BOOL: return doc_bool(want, &b) && b == (got.b != 0);
    case T_INT: return int64_parse(t, &l) && l == got.i;
    case T_LONG: return int64_parse(t, &l) && l == got.l;
    case T_REAL: return double_parse(t, &r) && (r == got.r || (r != r && got.r != got.r));
    case T_DATETIME: return datetime_parse(t, &l) && l == got.l;
    case T_TIMESPAN: return timespan_parse(t, &l) && l == got.l;
    default: return str_eq(datum_text(mem, got), t);
    }
}
