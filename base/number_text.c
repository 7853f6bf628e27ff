/* number_text: whole numbers. Reals are in real_parse.c and real_print.c. */
#include "base/number_text.h"

static bool hex_parse(str s, bool negative, int64_t *out)
{
    uint64_t v = 0;
    if (s.n == 0 || s.n > 16) return false;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i], l = (char)(c | 32);
        if (c >= '0' && c <= '9') {
            v = v << 4 | (uint64_t)(c - '0');
        } else if (l >= 'a' && l <= 'f') {
            v = v << 4 | (uint64_t)(l - 'a' + 10);
        } else {
            return false;
        }
    }
    *out = (int64_t)(negative ? 0 - v : v);
    return true;
}

bool int64_parse(str s, int64_t *out)
{
    bool negative = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) s = str_sub(s, 1, s.n - 1);
    if (s.n > 2 && s.p[0] == '0' && (s.p[1] | 32) == 'x') return hex_parse(str_sub(s, 2, s.n - 2), negative, out);
    int64_t v = 0;
    if (s.n == 0) return false;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, s.p[i] - '0', &v)) return false;
    }
    if (!negative && v == INT64_MIN) return false; /* counted downwards, since the least number has no positive twin */
    *out = negative ? v : -v;
    return true;
}

uint32_t int64_print(int64_t v, char out[NUMBER_TEXT])
{
    char back[24];
    uint32_t n = 0, at = 0;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do back[n++] = (char)('0' + u % 10);
    while (u /= 10);
    if (v < 0) out[at++] = '-';
    while (n) out[at++] = back[--n];
    out[at] = 0;
    return at;
}
