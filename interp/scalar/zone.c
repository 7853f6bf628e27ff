/* zone: reading TZif files. Layout (RFC 8536): a header and a block with 32-bit times, which is skipped; a second
 * header and block with 64-bit times; a line with the rule for later times. Everything is big-endian. */
#include "interp/scalar/zone.h"

#include <stdio.h>
#include <sys/stat.h>

#define FOLDER "/usr/share/zoneinfo/"
#define MOST   (1 << 20) /* bytes of a file: the largest is a few thousand */

struct zone {
    uint32_t n;           /* transitions */
    const uint8_t *times; /* n of 8 bytes */
    const uint8_t *types; /* n of 1 byte */
    const uint8_t *infos; /* 6 bytes a type: offset, summer, abbreviation */
    bool has_rule;
    zone_rule rule;
};

static int64_t big(const uint8_t *p, int n)
{
    uint64_t v = p[0] & 0x80 ? ~0ULL : 0;
    for (int i = 0; i < n; i++) v = v << 8 | p[i];
    return (int64_t)v;
}

bool zone_data_present(void)
{
    struct stat st;
    return stat(FOLDER, &st) == 0;
}

/* Letters, digits, _ + - and single slashes between: nothing that leaves the folder. */
static bool is_name(str s)
{
    if (s.n == 0 || s.n > 64) return false;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool word = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '+' || c == '-';
        if (!word && !(c == '/' && i > 0 && i + 1 < s.n && s.p[i - 1] != '/')) return false;
    }
    return true;
}

static bool read_file(arena *a, str name, str *out)
{
    str path = arena_printf(a, FOLDER STR_FMT, STR_ARG(name));
    struct stat st;
    if (stat(path.p, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > MOST) return false;
    FILE *f = fopen(path.p, "rb");
    if (!f) return false;
    char *p = arena_alloc(a, (size_t)st.st_size);
    size_t n = fread(p, 1, (size_t)st.st_size, f);
    fclose(f);
    *out = (str){p, (uint32_t)n};
    return true;
}

typedef struct counts {
    uint64_t utc, standard, leaps, times, types, chars;
} counts;

static bool read_header(str file, uint64_t at, counts *c)
{
    if (at + 44 > file.n || memcmp(file.p + at, "TZif", 4) != 0 || file.p[at + 4] < '2') return false;
    const uint8_t *p = (const uint8_t *)file.p + at + 20;
    uint64_t *fields[] = {&c->utc, &c->standard, &c->leaps, &c->times, &c->types, &c->chars};
    for (int i = 0; i < 6; i++) *fields[i] = (uint64_t)big(p + 4 * i, 4) & 0xffffffff;
    return true;
}

static uint64_t block_size(const counts *c, uint64_t time_size)
{
    return c->times * (time_size + 1) + c->types * 6 + c->chars + c->leaps * (time_size + 4) + c->standard + c->utc;
}

static bool valid(const zone *z, const counts *c)
{
    for (uint32_t i = 0; i < z->n; i++)
        if (z->types[i] >= c->types) return false;
    return c->types > 0;
}

const zone *zone_load(arena *a, str name)
{
    str file;
    counts c;
    if (!is_name(name) || !read_file(a, name, &file) || !read_header(file, 0, &c)) return NULL;
    uint64_t at = 44 + block_size(&c, 4);
    if (!read_header(file, at, &c)) return NULL;
    at += 44;
    uint64_t size = block_size(&c, 8);
    if (at + size > file.n) return NULL;
    zone *z = ARENA_NEW(a, zone);
    z->n = (uint32_t)c.times;
    z->times = (const uint8_t *)file.p + at;
    z->types = z->times + c.times * 8;
    z->infos = z->types + c.times;
    str rule = str_sub(file, (uint32_t)(at + size), file.n - (uint32_t)(at + size));
    while (rule.n && rule.p[0] == '\n') rule = str_sub(rule, 1, rule.n - 1);
    while (rule.n && rule.p[rule.n - 1] == '\n') rule.n--;
    z->has_rule = zone_rule_parse(rule, &z->rule);
    return valid(z, &c) ? z : NULL;
}

int64_t zone_offset(const zone *z, int64_t unix_seconds)
{
    uint32_t low = 0, high = z->n; /* the transitions at or before the moment are [0, low) */
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (big(z->times + 8 * mid, 8) <= unix_seconds)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == z->n && z->has_rule) return zone_rule_offset(&z->rule, unix_seconds);
    return big(z->infos + 6 * (low ? z->types[low - 1] : 0), 4);
}
