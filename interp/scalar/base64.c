#include "interp/scalar/base64.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

str base64_encode(arena *mem, str bytes)
{
    char *out = arena_alloc(mem, ((size_t)bytes.n + 2) / 3 * 4 + 1), *p = out;
    const uint8_t *b = (const uint8_t *)bytes.p;
    for (uint32_t i = 0; i < bytes.n; i += 3) {
        uint32_t left = bytes.n - i;
        uint32_t v = (uint32_t)b[i] << 16 | (left > 1 ? (uint32_t)b[i + 1] << 8 : 0) | (left > 2 ? b[i + 2] : 0u);
        *p++ = alphabet[v >> 18];
        *p++ = alphabet[v >> 12 & 63];
        *p++ = left > 1 ? alphabet[v >> 6 & 63] : '=';
        *p++ = left > 2 ? alphabet[v & 63] : '=';
    }
    return (str){out, (uint32_t)(p - out)};
}

static int value_of(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool base64_decode(arena *mem, str text, str *out)
{
    if (text.n % 4 != 0) return false;
    char *made = arena_alloc(mem, (size_t)text.n / 4 * 3 + 1);
    uint32_t n = 0, padding = 0;
    while (padding < 2 && padding < text.n && text.p[text.n - 1 - padding] == '=') padding++;
    for (uint32_t i = 0; i < text.n; i += 4) {
        uint32_t v = 0, digits = i + 4 == text.n ? 4 - padding : 4;
        for (uint32_t k = 0; k < 4; k++) {
            int d = k < digits ? value_of(text.p[i + k]) : 0;
            if (d < 0) return false;
            v = v << 6 | (uint32_t)d;
        }
        for (uint32_t k = 0; k + 1 < digits; k++) made[n++] = (char)(v >> (16 - 8 * k));
    }
    *out = (str){made, n};
    return true;
}
