/* text_punycode: texts beyond ASCII in ASCII letters, as domain names carry them. RFC 3492; the letters below are its own. */
#include "interp/scalar/text.h"

enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, FIRST_BIAS = 72, FIRST_N = 128, MOST_CODES = 2048 };

static uint32_t adapt(uint32_t delta, uint32_t n_points, bool first)
{
    uint32_t k = 0;
    delta = first ? delta / DAMP : delta / 2;
    for (delta += delta / n_points; delta > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) delta /= BASE - T_MIN;
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static uint32_t threshold(uint32_t k, uint32_t bias) { return k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias; }

static void put_number(buf *to, uint32_t q, uint32_t bias)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    for (uint32_t k = BASE;; k += BASE) {
        uint32_t t = threshold(k, bias);
        if (q < t) break;
        buf_char(to, digits[t + (q - t) % (BASE - t)]);
        q = (q - t) / (BASE - t);
    }
    buf_char(to, digits[q]);
}

static uint32_t least_from(const uint32_t *codes, uint32_t n, uint32_t from)
{
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++)
        if (codes[i] >= from && codes[i] < least) least = codes[i];
    return least;
}

static bool encode(arena *mem, str s, buf *to)
{
    uint32_t n = 0, count = utf8_count(s), basic = 0, delta = 0, bias = FIRST_BIAS, next = FIRST_N;
    if (count > MOST_CODES) return false;
    uint32_t *codes = ARENA_ARRAY(mem, uint32_t, count + 1u);
    for (uint32_t at = 0; at < s.n;) codes[n++] = utf8_next(s, &at);
    for (uint32_t i = 0; i < n; i++)
        if (codes[i] < 128) {
            buf_char(to, (char)codes[i]);
            basic++;
        }
    if (basic) buf_char(to, '-');
    for (uint32_t done = basic; done < n; delta++, next++) {
        uint32_t m = least_from(codes, n, next);
        delta += (m - next) * (done + 1); /* at most 0x10FFFF * 2049: fits */
        next = m;
        for (uint32_t i = 0; i < n; i++) {
            if (codes[i] < next) delta++;
            if (codes[i] != next) continue;
            put_number(to, delta, bias);
            bias = adapt(delta, done + 1, done == basic);
            delta = 0;
            done++;
        }
    }
    return true;
}

static int digit_of(char c)
{
    if (c >= 'a' && c <= 'z') return c - 'a';
    if (c >= 'A' && c <= 'Z') return c - 'A';
    return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
}

static bool take_number(str s, uint32_t *at, uint32_t bias, uint32_t *i)
{
    uint32_t w = 1, part;
    for (uint32_t k = BASE;; k += BASE) {
        int d = *at < s.n ? digit_of(s.p[(*at)++]) : -1;
        uint32_t t = threshold(k, bias);
        if (d < 0 || __builtin_mul_overflow((uint32_t)d, w, &part) || __builtin_add_overflow(*i, part, i)) return false;
        if ((uint32_t)d < t) return true;
        if (__builtin_mul_overflow(w, BASE - t, &w)) return false;
    }
}

static bool decode(arena *mem, str s, buf *to)
{
    uint32_t basic = 0, at = 0, n = FIRST_N, i = 0, bias = FIRST_BIAS, count = 0;
    if (s.n > MOST_CODES || !utf8_is_ascii(s)) return false;
    uint32_t *codes = ARENA_ARRAY(mem, uint32_t, s.n + 1u);
    for (uint32_t k = 0; k < s.n; k++)
        if (s.p[k] == '-') basic = k;
    for (; count < basic; count++) codes[count] = (uint8_t)s.p[count];
    for (at = basic ? basic + 1 : 0; at < s.n; i++) {
        uint32_t before = i;
        if (!take_number(s, &at, bias, &i)) return false;
        bias = adapt(i - before, count + 1, before == 0);
        n += i / (count + 1);
        i %= count + 1;
        if (n > 0x10FFFF || (n >= 0xD800 && n <= 0xDFFF)) return false;
        memmove(codes + i + 1, codes + i, (count - i) * sizeof *codes);
        codes[i] = n;
        count++;
    }
    for (uint32_t k = 0; k < count; k++) {
        char bytes[4];
        buf_put(to, bytes, utf8_put(codes[k], bytes));
    }
    return true;
}

static void finish(fn_ctx *cx, buf *made, bool ok, datum *out)
{
    if (ok) fn_out_str(out, arena_str(cx->mem, buf_view(made)));
    buf_drop(made);
}

static void from_string_each(fn_ctx *cx, const datum *args, datum *out)
{
    buf made = {0};
    finish(cx, &made, encode(cx->mem, args[0].s, &made), out);
}

static void to_string_each(fn_ctx *cx, const datum *args, datum *out)
{
    buf made = {0};
    finish(cx, &made, decode(cx->mem, args[0].s, &made), out);
}

/* ---- names of several labels */

static bool is_dot(uint32_t cp) { return cp == '.' || cp == 0x3002 || cp == 0xFF0E || cp == 0xFF61; }

static bool encode_label(arena *mem, str label, buf *to)
{
    if (utf8_is_ascii(label)) {
        buf_str(to, label);
        return true;
    }
    buf_text(to, "xn--");
    return encode(mem, label, to);
}

static bool decode_label(arena *mem, str label, buf *to)
{
    if (label.n >= 4 && (label.p[0] | 32) == 'x' && (label.p[1] | 32) == 'n' && label.p[2] == '-' && label.p[3] == '-') {
        return decode(mem, str_sub(label, 4, label.n - 4), to);
    }
    buf_str(to, label);
    return true;
}

static void each_label(fn_ctx *cx, str s, bool (*with)(arena *, str, buf *), datum *out)
{
    buf made = {0};
    bool ok = true;
    for (uint32_t from = 0, at = 0, end = 0; ok && from <= s.n; from = at) {
        uint32_t cp = 0;
        for (end = at; at < s.n && !is_dot(cp = utf8_next(s, &at)); end = at) cp = 0;
        ok = with(cx->mem, str_sub(s, from, end - from), &made);
        if (!is_dot(cp)) break;
        buf_char(&made, '.');
    }
    finish(cx, &made, ok, out);
}

static void domain_to_each(fn_ctx *cx, const datum *args, datum *out) { each_label(cx, args[0].s, encode_label, out); }
static void domain_from_each(fn_ctx *cx, const datum *args, datum *out) { each_label(cx, args[0].s, decode_label, out); }

const fn_row fn_rows_text_punycode[] = {
    {.name = "punycode_from_string", .sig = "(string: string) -> string", .each = from_string_each, .help = "The text in punycode, without xn--",
     .example = "print punycode_from_string('académie-française'), punycode_from_string('艺术')", .gives = "acadmie-franaise-npb1a, cqv902d",
     .page = "punycode-from-string-function"},
    {.name = "punycode_to_string", .sig = "(string: string) -> string", .each = to_string_each, .help = "What the punycode, without xn--, stands for; empty when it is none",
     .example = "print punycode_to_string('acadmie-franaise-npb1a')", .gives = "académie-française", .page = "punycode-to-string-function"},
    {.name = "punycode_domain_to_string", .sig = "(string: string) -> string", .each = domain_to_each, .help = "A domain name with its labels beyond ASCII in punycode",
     .example = "print punycode_domain_to_string('Lê Lợi。Thuận Thiên。com'), punycode_domain_to_string('Riðill｡Skáldskaparmál｡org'), "
                "punycode_domain_to_string(\"Kaledvoulc'h.Artorījos.edu\")",
     .gives = "xn--L Li-gpa4517b.xn--Thun Thin-s4a7194f.com, xn--Riill-jta.xn--Skldskaparml-dbbj.org, Kaledvoulc'h.xn--Artorjos-ejb.edu",
     .page = "punycode-domain-to-string-function"},
    {.name = "punycode_domain_from_string", .sig = "(string: string) -> string", .each = domain_from_each, .help = "A domain name with its xn-- labels decoded",
     .example = "print punycode_domain_from_string('xn--Ry-lja8c.xn--Jng-uta63a.xn--Bng-9ka.com')", .gives = "Rúyì.Jīngū.Bàng.com",
     .page = "punycode-domain-from-string-function"},
    {0}};
