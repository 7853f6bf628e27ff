/* text_basic: length, case, order and emptiness of one text. */
#include "interp/scalar/text.h"

static str reversed(fn_ctx *cx, str s)
{
    char *out = arena_alloc(cx->mem, s.n + 1u);
    for (uint32_t at = 0; at < s.n;) {
        uint32_t from = at;
        utf8_next(s, &at);
        memcpy(out + s.n - at, s.p + from, at - from);
    }
    return (str){out, s.n};
}

TEXT_TO_TEXT(tolower_body, utf8_lower(cx->mem, x))
TEXT_TO_TEXT(toupper_body, utf8_upper(cx->mem, x))
TEXT_TO_TEXT(reverse_body, reversed(cx, x))
TEXT_TO(strlen_body, l, (int64_t)utf8_count(x))
TEXT_TO(string_size_body, l, (int64_t)x.n)
TEXT_TO(isascii_body, b, utf8_is_ascii(x))
TEXT_TO(isutf8_body, b, utf8_valid(x))

/* A null is empty, and so is what has no text; a number never is. */
static void mark_empty(fn_ctx *cx, const vec *v, sel rows, vec *out, bool when_empty)
{
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        bool empty = vec_is_null(v, row);
        if (!empty && v->type == T_STRING) empty = v->s[vec_ix(v, row)].n == 0;
        if (!empty && v->type == T_DYNAMIC) {
            const dyn *d = v->dy[vec_ix(v, row)];
            empty = !d || d->kind == DYN_NULL || (d->kind == DYN_STRING && d->s.n == 0);
        }
        out->b[row] = empty == when_empty;
    }
    (void)cx;
}

static void isempty_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out) { mark_empty(cx, args[0], rows, out, true); }
static void isnotempty_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out) { mark_empty(cx, args[0], rows, out, false); }

static void strcmp_each(fn_ctx *cx, const datum *args, datum *out)
{
    int c = str_cmp(datum_text(cx->mem, args[0]), datum_text(cx->mem, args[1]));
    fn_out_long(out, (c > 0) - (c < 0));
}

#define ONE(NAME, ARG, RESULT, BODY) .name = NAME, .sig = "(" ARG ") -> " RESULT, .body = BODY, .nulls = NULLS_SEEN

const fn_row fn_rows_text_basic[] = {
    {ONE("isempty", "value: scalar", "bool", isempty_body), .help = "True when the text is empty or the value null",
     .example = "print isempty(''), isempty('x'), isempty(parse_json('')), isempty(parse_json('[]')), isempty(int(null))",
     .gives = "true, false, true, false, true", .page = "isempty-function"},
    {ONE("isnotempty", "value: scalar", "bool", isnotempty_body), .help = "True when the value is neither null nor an empty text",
     .example = "print isnotempty(''), isnotempty('x'), isnotempty(0)", .gives = "false, true, true", .page = "isnotempty-function"},
    {ONE("notempty", "value: scalar", "bool", isnotempty_body), .hidden = true, .same_as = "isnotempty"},
    {ONE("strlen", "string: stringordynamic", "long", strlen_body), .naming = NAMING_NAME_ARG0, .help = "How many characters (code points) the text has",
     .example = "print strlen('hello'), strlen('⒦⒰⒮⒯⒪')", .gives = "5, 5", .page = "strlen-function"},
    {ONE("string_size", "string: stringordynamic", "long", string_size_body), .naming = NAMING_NAME_ARG0, .help = "How many bytes the text has in UTF-8",
     .example = "print string_size('hello'), string_size('⒦⒰⒮⒯⒪')", .gives = "5, 15", .page = "string-size-function"},
    {ONE("tolower", "value: scalar", "string", tolower_body), .help = "The text in small letters", .example = "print tolower('HELLO')", .gives = "hello",
     .page = "tolower-function"},
    {ONE("toupper", "value: scalar", "string", toupper_body), .help = "The text in capital letters", .example = "print toupper('hello')",
     .gives = "HELLO", .page = "toupper-function"},
    {ONE("reverse", "value: scalar", "string", reverse_body), .help = "The text backwards",
     .example = "print reverse('ABC'), reverse(12345), reverse(datetime(2017-10-15 12:00)), reverse(3h)",
     .gives = "CBA, 54321, Z0000000.00:00:21T51-01-7102, 00:00:30", .page = "reverse-function"},
    {.name = "strcmp", .sig = "(s1: scalar, s2: scalar) -> long", .each = strcmp_each, .nulls = NULLS_SEEN,
     .help = "-1, 0 or 1: the first text stands before, is, or stands behind the second",
     .example = "print strcmp('ABC', 'ABC'), strcmp('abc', 'ABC'), strcmp('ABC', 'abc'), strcmp('abcde', 'abc')", .gives = "0, 1, -1, 1",
     .page = "strcmp-function"},
    {ONE("isascii", "value: scalar", "bool", isascii_body), .help = "True when all characters are ASCII",
     .example = "print isascii('some string'), isascii('é')", .gives = "true, false", .page = "isascii"},
    {ONE("isutf8", "value: scalar", "bool", isutf8_body), .help = "True when the text is valid UTF-8", .example = "print isutf8('some string')",
     .gives = "true", .page = "isutf8-function"},
    {0}};
