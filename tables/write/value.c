/* value: one value as JSON and as text. */
#include "tables/write/writer.h"

#include "base/number_text.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "tables/dyn.h"
#include "tables/json_text.h"

_Static_assert(DECIMAL_TEXT >= NUMBER_TEXT && DECIMAL_TEXT >= TIME_TEXT, "one buffer fits every scalar");

/* The text of everything but bool, string and dynamic. */
static str scalar_text(datum v, char text[DECIMAL_TEXT])
{
    uint32_t n = 0;
    switch (v.type) {
    case T_INT: n = int64_print(v.i, text); break;
    case T_LONG: n = int64_print(v.l, text); break;
    case T_REAL: n = double_print(v.r, text); break;
    case T_DECIMAL: n = decimal_print(v.dec, text); break;
    case T_DATETIME: n = datetime_print(v.l, text); break;
    case T_TIMESPAN: n = timespan_print(v.l, text); break;
    case T_GUID: guid_print(v.g, text); n = 36; break;
    default: break;
    }
    return (str){text, n};
}

static bool is_json_number(datum v)
{
    return type_is_integer(v.type) || (v.type == T_REAL && __builtin_isfinite(v.r));
}

void value_json(buf *out, datum v)
{
    char text[DECIMAL_TEXT];
    if (v.null)
        buf_text(out, "null");
    else if (v.type == T_BOOL)
        buf_text(out, v.b ? "true" : "false");
    else if (v.type == T_STRING)
        json_quote(out, v.s);
    else if (v.type == T_DYNAMIC)
        dyn_json(out, v.dy);
    else if (is_json_number(v))
        buf_str(out, scalar_text(v, text));
    else
        json_quote(out, scalar_text(v, text));
}

void value_plain(buf *out, datum v)
{
    char text[DECIMAL_TEXT];
    if (v.null)
        return;
    if (v.type == T_STRING)
        buf_str(out, v.s);
    else if (v.type == T_BOOL || v.type == T_DYNAMIC)
        value_json(out, v);
    else
        buf_str(out, scalar_text(v, text));
}

void value_shown(buf *out, datum v)
{
    if (!v.null && v.type == T_DYNAMIC && v.dy && v.dy->kind == DYN_STRING)
        buf_str(out, v.dy->s);
    else
        value_plain(out, v);
}

/* Characters that move the cursor or the reading direction instead of being seen. */
static bool steers(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x200E && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0x061C || cp == 0xFEFF;
}

static void put_code(buf *out, uint32_t cp)
{
    if (cp == '\n')
        buf_text(out, "\\n");
    else if (cp == '\t')
        buf_text(out, "\\t");
    else if (cp == '\r')
        buf_text(out, "\\r");
    else
        buf_printf(out, cp < 0x100 ? "\\x%02x" : "\\u%04x", cp);
}

void show_text(buf *out, str s)
{
    for (uint32_t i = 0; i < s.n;) {
        uint32_t start = i;
        while (i < s.n && (unsigned char)s.p[i] >= 0x20 && (unsigned char)s.p[i] < 0x7F)
            i++;
        if (i > start)
            buf_put(out, s.p + start, i - start);
        if (i == s.n)
            break;
        uint32_t cp = utf8_next(s, &i);
        char text[4];
        if (steers(cp))
            put_code(out, cp);
        else
            buf_put(out, text, utf8_put(cp, text));
    }
}
