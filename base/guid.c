#include "base/guid.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static str trim(str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t')) s = str_sub(s, 1, s.n - 1);
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t')) s.n--;
    return s;
}

/* The two dashed and undashed forms: 36 or 32 characters. */
bool guid_parse(str text, guid *out)
{
    str s = trim(text);
    if (s.n == 38 && ((s.p[0] == '{' && s.p[37] == '}') || (s.p[0] == '(' && s.p[37] == ')'))) s = str_sub(s, 1, 36);
    if (s.n != 36 && s.n != 32) return false;
    guid g;
    uint32_t at = 0;
    for (int i = 0; i < 16; i++) {
        bool dash = s.n == 36 && (i == 4 || i == 6 || i == 8 || i == 10);
        if (dash && s.p[at++] != '-') return false;
        int high = hex(s.p[at]), low = hex(s.p[at + 1]);
        if (high < 0 || low < 0) return false;
        g.byte[i] = (uint8_t)(high << 4 | low);
        at += 2;
    }
    *out = g;
    return true;
}

void guid_print(guid g, char out[37])
{
    static const char digits[] = "0123456789abcdef";
    char *p = out;
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) *p++ = '-';
        *p++ = digits[g.byte[i] >> 4];
        *p++ = digits[g.byte[i] & 15];
    }
    *p = 0;
}
