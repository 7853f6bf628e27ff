/* regex_escape: what stands behind a backslash. */
#include "interp/scalar/regex_read.h"

static bool is_octal(uint32_t c) { return c >= '0' && c <= '7'; }

static int hex_digit(uint32_t c)
{
    if (c - '0' < 10) return (int)(c - '0');
    uint32_t low = c | 32;
    return low - 'a' < 6 ? (int)(low - 'a' + 10) : -1;
}

static bool check_code_point(regex_reader *r, uint32_t at, uint32_t cp)
{
    if (cp > CODE_POINT_MAX || (cp >= 0xD800 && cp <= 0xDFFF)) return read_fail(r, at, "there is no such character");
    if (!r->flags.unicode && cp > 127) return read_fail(r, at, "without the flag u only ASCII can be named");
    return true;
}

/* Behind \x, \u, \U: so many digits, or any number in braces. */
static bool read_hex(regex_reader *r, uint32_t at, uint32_t digits, uint32_t *cp)
{
    uint32_t v = 0, n = 0;
    bool braces = read_take(r, "{");
    read_blanks(r);
    for (int d; (braces || n < digits) && (d = hex_digit(read_peek(r))) >= 0; n++) {
        if (v <= CODE_POINT_MAX) v = v * 16 + (uint32_t)d;
        r->at++;
    }
    if (braces ? n == 0 || !read_take(r, "}") : n < digits) return read_fail(r, at, "a hexadecimal code is not complete");
    *cp = v;
    return check_code_point(r, at, v);
}

static bool read_octal(regex_reader *r, uint32_t at, uint32_t first, uint32_t *cp)
{
    uint32_t v = first - '0', n = 1;
    for (; n < 3 && is_octal(read_peek(r)); n++) v = v * 8 + (read_next(r) - '0');
    if (n < 3 && first != '0') return read_fail(r, at, "the backreference \\%c is not supported", (char)first);
    *cp = v;
    return check_code_point(r, at, v);
}

static bool read_property(regex_reader *r, uint32_t at, bool negated, code_set **set)
{
    uint32_t from = r->at;
    str name;
    if (read_take(r, "{")) {
        negated ^= read_take(r, "^");
        from = r->at;
        while (r->at < r->text.n && r->text.p[r->at] != '}') r->at++;
        name = str_sub(r->text, from, r->at - from);
        if (!read_take(r, "}")) return read_fail(r, at, "a \\p{ is not closed");
    } else {
        read_next(r);
        name = str_sub(r->text, from, r->at - from);
    }
    if (!r->flags.unicode) return read_fail(r, at, "without the flag u there are no Unicode classes");
    str key = name, value;
    for (uint32_t i = 0; i + 1 < name.n; i++) {
        if (name.p[i] != '!' || name.p[i + 1] != '=') continue; /* gc!=Lu */
        value = str_sub(name, i + 1, name.n - i - 1);
        key = arena_printf(r->mem, STR_FMT STR_FMT, (int)i, name.p, STR_ARG(value));
        negated = !negated;
    }
    const code_class *c = class_property(r->mem, key);
    if (!c) return read_fail(r, at, "the Unicode class \\p{" STR_FMT "} is not known", STR_ARG(name));
    *set = set_named(r->mem, c, negated, r->flags.fold);
    return true;
}

static bool read_perl_class(regex_reader *r, uint32_t at, uint32_t c, code_set **set)
{
    bool u = r->flags.unicode, negated = c < 'a';
    uint32_t low = c | 32;
    const code_class *named = low == 'd' ? u ? &class_digit : &class_digit_ascii
                              : low == 's' ? u ? &class_space : &class_space_ascii
                                           : u ? &class_word : &class_word_ascii;
    if (negated && !u) return read_fail(r, at, "without the flag u, \\%c could match half a character", (char)c);
    *set = set_named(r->mem, named, negated, u && r->flags.fold && low != 'd' && low != 's' && low != 'w');
    return true;
}

/* \b{start} and its kind: behind the b. */
static bool read_boundary(regex_reader *r, uint32_t at, regex_assert *assert)
{
    static const struct {
        const char *text;
        regex_assert is;
    } kinds[] = {{"{start}", AT_WORD_START}, {"{end}", AT_WORD_END}, {"{start-half}", AT_WORD_START_HALF}, {"{end-half}", AT_WORD_END_HALF}};
    *assert = r->flags.unicode ? AT_WORD : AT_WORD_ASCII;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!read_take(r, kinds[i].text)) continue;
        *assert = kinds[i].is;
        return r->flags.unicode || read_fail(r, at, "\\b%s wants the flag u", kinds[i].text);
    }
    return true;
}

static bool read_assertion(regex_reader *r, uint32_t at, uint32_t c, regex_assert *assert)
{
    switch (c) {
    case 'b': return read_boundary(r, at, assert);
    case 'B': *assert = r->flags.unicode ? AT_NOT_WORD : AT_NOT_WORD_ASCII; return true;
    case 'A': *assert = AT_TEXT_START; return true;
    case 'z': *assert = AT_TEXT_END; return true;
    case '<': *assert = AT_WORD_START; return true;
    case '>': *assert = AT_WORD_END; return true;
    default: return false;
    }
}

/* A letter that means nothing: the ones that mean something in other dialects say so. */
static bool refuse_letter(regex_reader *r, uint32_t at, uint32_t c)
{
    switch (c) {
    case 'k':
    case 'g': return read_fail(r, at, "the backreference \\%c is not supported", (char)c);
    case 'Z': return read_fail(r, at, "\\Z is not supported; \\z is the end of the text");
    case 'G':
    case 'K': return read_fail(r, at, "\\%c is not supported", (char)c);
    case 'Q':
    case 'E': return read_fail(r, at, "quoting with \\Q and \\E is not supported; regex_quote() quotes");
    default: return read_fail(r, at, "the escape \\%c means nothing", (char)c);
    }
}

static bool read_plain_escape(regex_reader *r, uint32_t at, uint32_t c, uint32_t *cp)
{
    static const char letters[] = "aftnrv", values[] = "\a\f\t\n\r\v";
    const char *l = c < 128 && c ? strchr(letters, (int)c) : NULL;
    if (l) {
        *cp = (uint8_t)values[l - letters];
        return true;
    }
    switch (c) {
    case 'x': return read_hex(r, at, 2, cp);
    case 'u': return read_hex(r, at, 4, cp);
    case 'U': return read_hex(r, at, 8, cp);
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': return read_octal(r, at, c, cp);
    case '8': case '9': return read_fail(r, at, "the backreference \\%c is not supported", (char)c);
    default: break;
    }
    if (c > 127) return read_fail(r, at, "a backslash stands before a character that needs none");
    if ((c | 32) - 'a' < 26) return refuse_letter(r, at, c);
    *cp = c;
    return true;
}

bool read_escape(regex_reader *r, bool in_brackets, code_set **set, regex_assert *assert)
{
    uint32_t at = r->at, cp;
    read_take(r, "\\");
    if (r->at >= r->text.n) return read_fail(r, at, "the pattern ends in a backslash");
    uint32_t c = read_next(r);
    *set = NULL;
    if (c == 'p' || c == 'P') return read_property(r, at, c == 'P', set);
    if (c && c < 128 && strchr("dDsSwW", (int)c)) return read_perl_class(r, at, c, set);
    if (c && c < 128 && strchr("bBAz<>", (int)c)) {
        if (in_brackets) return read_fail(r, at, "\\%c has no meaning inside brackets", (char)c);
        return read_assertion(r, at, c, assert);
    }
    if (!read_plain_escape(r, at, c, &cp)) return false;
    *set = set_range(r->mem, cp, cp, r->flags.fold);
    return true;
}
