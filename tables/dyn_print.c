/* dyn_print: dynamic values as text. */
#include "tables/dyn.h"

#include "base/number_text.h"
#include "base/time_text.h"
#include "tables/json_text.h"

/* The text of a scalar that has no JSON spelling of its own, or none beyond a string. Returns its length. */
static uint32_t scalar_text(const dyn *v, char out[DECIMAL_TEXT])
{
    switch ((dyn_kind)v->kind) {
    case DYN_LONG: return int64_print(v->l, out);
    case DYN_REAL: return double_print(v->r, out);
    case DYN_DECIMAL: return decimal_print(v->dec, out);
    case DYN_DATETIME: return datetime_print(v->l, out);
    case DYN_TIMESPAN: return timespan_print(v->l, out);
    case DYN_GUID: guid_print(v->g, out); return 36;
    default: return 0;
    }
}

_Static_assert(DECIMAL_TEXT >= NUMBER_TEXT && DECIMAL_TEXT >= TIME_TEXT, "scalar_text needs room for every form");

static bool is_json_number(const dyn *v)
{
    return v->kind == DYN_LONG || (v->kind == DYN_REAL && __builtin_isfinite(v->r));
}

static void put_items(buf *out, const dyn *v)
{
    bool bag = v->kind == DYN_BAG;
    buf_char(out, bag ? '{' : '[');
    for (uint32_t i = 0; i < v->n; i++) {
        if (i)
            buf_char(out, ',');
        if (bag) {
            json_quote(out, v->key[i]);
            buf_char(out, ':');
        }
        dyn_json(out, v->item[i]);
    }
    buf_char(out, bag ? '}' : ']');
}

void dyn_json(buf *out, const dyn *v)
{
    if (!v || v->kind == DYN_NULL) {
        buf_text(out, "null");
    } else if (v->kind == DYN_BOOL) {
        buf_text(out, v->b ? "true" : "false");
    } else if (v->kind == DYN_STRING) {
        json_quote(out, v->s);
    } else if (v->kind == DYN_ARRAY || v->kind == DYN_BAG) {
        put_items(out, v);
    } else {
        char text[DECIMAL_TEXT];
        str s = {text, scalar_text(v, text)};
        if (is_json_number(v))
            buf_str(out, s);
        else
            json_quote(out, s);
    }
}

str dyn_text(arena *a, const dyn *v)
{
    if (!v || v->kind == DYN_NULL)
        return (str){0};
    if (v->kind == DYN_STRING)
        return v->s;
    if (v->kind == DYN_BOOL)
        return v->b ? STR("true") : STR("false");
    if (v->kind != DYN_ARRAY && v->kind != DYN_BAG) {
        char text[DECIMAL_TEXT];
        uint32_t n = scalar_text(v, text);
        return (str){arena_dup(a, text, n), n};
    }
    buf b = {0};
    dyn_json(&b, v);
    str s = arena_str(a, buf_view(&b));
    buf_drop(&b);
    return s;
}
