/* guid: hex digits with hyphens between the groups, each hyphen there or not. */
#include "base/guid.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* Reads the 32 digits; gives how many bytes they took, 0 when they are not there. */
static uint32_t read_digits(str s, guid *out)
{
    guid g;
    uint32_t at = 0;
    for (int i = 0; i < 16; i++) {
        bool may_part = i == 4 || i == 6 || i == 8 || i == 10;
        if (may_part && at < s.n && s.p[at] == '-') at++;
        if (s.n < at + 2) return 0;
        int high = hex(s.p[at]), low = hex(s.p[at + 1]);
        if (high < 0 || low < 0) return 0;
        g.byte[i] = (uint8_t)(high << 4 | low);
        at += 2;
    }
    *out = g;
    return at;
}

bool guid_parse_start(str text, guid *out) { return read_digits(text, out) != 0; }

bool guid_parse(str s, guid *out)
{
    while (s.n && is_blank(s.p[0])) s = str_sub(s, 1, s.n - 1);
    while (s.n && is_blank(s.p[s.n - 1])) s.n--;
    if (s.n < 32 || s.n > 38) return false;
    char open = s.p[0], close = s.p[s.n - 1];
    if ((open == '{' && close == '}') || (open == '(' && close == ')')) s = str_sub(s, 1, s.n - 2);
    guid g;
    if (read_digits(s, &g) != s.n) return false;
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
