#include "interp/convert_text.h"

#include "base/number_text.h"

static bool blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

str text_trim(str s)
{
    while (s.n && blank(s.p[0])) s = str_sub(s, 1, s.n - 1);
    while (s.n && blank(s.p[s.n - 1])) s.n--;
    return s;
}

/* s is `word` (lower case ASCII letters), in any case. */
static bool is_word(str s, const char *word)
{
    if (s.n != strlen(word)) return false;
    for (uint32_t i = 0; i < s.n; i++)
        if ((s.p[i] | 32) != word[i]) return false;
    return true;
}

bool bool_from_text(str s, bool *out)
{
    int64_t l;
    s = text_trim(s);
    *out = is_word(s, "true");
    if (*out || is_word(s, "false")) return true;
    if (!int64_parse(s, &l)) return false;
    *out = l != 0;
    return true;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool guid_from_text(str s, guid *out)
{
    char digits[32];
    uint32_t n = 0;
    if (guid_parse(s, out)) return true;
    s = text_trim(s);
    for (uint32_t i = 0; i < s.n && n < 32; i++) {
        if (s.p[i] == '-' && n > 0 && n % 2 == 0) continue;
        if (hex(s.p[i]) < 0) return false;
        digits[n++] = s.p[i];
    }
    return n == 32 && guid_parse((str){digits, 32}, out);
}
