/* text_codes: texts and the code points they are made of. */
#include "interp/scalar/text.h"

static void from_string_each(fn_ctx *cx, const datum *args, datum *out)
{
    str s = datum_text(cx->mem, args[0]);
    const dyn **items = ARENA_ARRAY(cx->mem, const dyn *, utf8_count(s) + 1u);
    uint32_t n = 0;
    for (uint32_t at = 0; at < s.n;) items[n++] = dyn_long(cx->mem, utf8_next(s, &at));
    fn_out_dyn(out, dyn_array(cx->mem, items, n));
}

static bool put_code(buf *to, int64_t cp)
{
    char bytes[4];
    if (cp < 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) return false;
    buf_put(to, bytes, utf8_put((uint32_t)cp, bytes));
    return true;
}

static bool put_argument(buf *to, datum d)
{
    if (d.null) return false;
    if (d.type != T_DYNAMIC) return put_code(to, arg_long(d));
    if (d.dy->kind == DYN_LONG) return put_code(to, d.dy->l);
    if (d.dy->kind != DYN_ARRAY) return false;
    for (uint32_t i = 0; i < d.dy->n; i++)
        if (d.dy->item[i]->kind != DYN_LONG || !put_code(to, d.dy->item[i]->l)) return false;
    return true;
}

/* One argument that is no code point, and the whole text is missing. */
static void to_string_each(fn_ctx *cx, const datum *args, datum *out)
{
    buf made = {0};
    bool ok = true;
    for (uint32_t i = 0; i < cx->call->n_args && ok; i++) ok = put_argument(&made, args[i]);
    if (ok) fn_out_str(out, arena_str(cx->mem, buf_view(&made)));
    buf_drop(&made);
}

const fn_row fn_rows_text_codes[] = {
    {.name = "unicode_codepoints_from_string", .sig = "(value: scalar) -> dynamic", .each = from_string_each, .nulls = NULLS_SEEN,
     .help = "An array of the text's code points", .example = "print unicode_codepoints_from_string('⒦⒰⒮⒯⒪')", .gives = "[9382,9392,9390,9391,9386]",
     .page = "unicode-codepoints-from-string-function"},
    {.name = "to_utf8", .sig = "(value: scalar) -> dynamic", .each = from_string_each, .nulls = NULLS_SEEN, .hidden = true,
     .same_as = "unicode_codepoints_from_string"},
    {.name = "unicode_codepoints_to_string", .sig = "(value: integerorarray...64) -> string", .each = to_string_each, .nulls = NULLS_SEEN,
     .help = "The text made of the code points", .example = "print unicode_codepoints_to_string(75, 117), unicode_codepoints_to_string(dynamic([75, 117, 115]), 116, 111)",
     .gives = "Ku, Kusto", .page = "unicode-codepoints-to-string-function"},
    {.name = "make_string", .sig = "(value: integerorarray...64) -> string", .each = to_string_each, .nulls = NULLS_SEEN, .hidden = true,
     .same_as = "unicode_codepoints_to_string"},
    {0}};
