/* Text of one value -> its place in a typed column. Source: scalar-data-types pages; null for what does not fit. */
#include "base/number_text.h"
#include "base/time_text.h"
#include "base/utf8.h"
#include "tables/load/cells.h"
#include "tables/load/json_walk.h"
#include "tables/load/sift.h"

#include <math.h>

/* Counts a bad value of a column; where the row may still fall out, when it did not. */
static void note(cells *c, fault *f, str text)
{
    if (c->line_of) {
        sift_doubt(c, f, text);
    } else {
        cell_note(c, f, text, c->line);
    }
}

void cell_put_bad(cells *c, slot *s, uint32_t row, str text)
{
    note(c, &s->bad, text);
    cell_put_null(s, row);
}

/* Makes `row` the next to be written: what was skipped before it is null. */
static void reach(slot *s, uint32_t row)
{
    if (s->rows < row) {
        cell_put_null(s, row - 1);
    }
    s->rows = row + 1;
    s->null[row] = 0;
}

static str good_utf8(cells *c, slot *s, str text)
{
    if (json_is_ascii(text) || utf8_valid(text)) {
        return text;
    }
    str fixed = utf8_repair(c->mem, text);
    note(c, &s->bytes, fixed);
    return fixed;
}

static str trim(str t)
{
    while (t.n && (t.p[0] == ' ' || t.p[0] == '\t')) {
        t = str_sub(t, 1, t.n - 1);
    }
    while (t.n && (t.p[t.n - 1] == ' ' || t.p[t.n - 1] == '\t')) {
        t.n--;
    }
    return t;
}

static bool parse_bool(str t, uint8_t *out)
{
    bool yes = str_is(t, "1") || (t.n == 4 && strncasecmp(t.p, "true", 4) == 0);
    bool no = str_is(t, "0") || (t.n == 5 && strncasecmp(t.p, "false", 5) == 0);
    *out = yes;
    return yes || no;
}

/* Whole numbers, also as 3.0 or 2e3. */
static bool parse_long(str t, int64_t *out)
{
    double d;
    if (int64_parse(t, out)) {
        return true;
    }
    if (memchr(t.p, '.', t.n) == NULL && memchr(t.p, 'e', t.n) == NULL && memchr(t.p, 'E', t.n) == NULL) {
        return false;
    }
    if (!double_parse(t, &d) || !(d >= -9007199254740992.0 && d <= 9007199254740992.0) || d != floor(d)) {
        return false;
    }
    *out = (int64_t)d;
    return true;
}

static bool parse_int(str t, int32_t *out)
{
    int64_t v;
    if (!parse_long(t, &v) || v < INT32_MIN || v > INT32_MAX) {
        return false;
    }
    *out = (int32_t)v;
    return true;
}

/* A number too large for a double is no value; "NaN" and "Infinity" spelled out are. */
static bool parse_real(str t, double *out)
{
    return double_parse(t, out) && (isfinite(*out) || !(t.p[t.n - 1] >= '0' && t.p[t.n - 1] <= '9'));
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
/* Eight bytes that are digits where `form` has 0, and else as it is. Without the form's bits a digit is its value and
 * everything else too much: `room` is what fills the greatest byte allowed to 0x7f. Byte i of pairs becomes digit i
 * times ten and digit i + 1. */
static inline bool eight_bytes(const char *p, const char *form, const char *room, uint8_t pairs[8])
{
    uint64_t text, like, fill;
    memcpy(&text, p, 8);
    memcpy(&like, form, 8);
    memcpy(&fill, room, 8);
    uint64_t left = text ^ like, of_two = left * 10 + (left >> 8);
    memcpy(pairs, &of_two, 8);
    return (((left + fill) | left) & 0x8080808080808080ULL) == 0;
}

/* The day that begins at p, whose last two digits were read. */
static inline bool day_of(day_memo *memo, const char *p, uint8_t day)
{
    uint8_t month[8];
    if (memcmp(memo->text, p, sizeof memo->text) == 0) {
        return true;
    }
    if (!eight_bytes(p, "0000-00-", "\x76\x76\x76\x76\x7f\x76\x76\x7f", month)) {
        return false;
    }
    civil v = {.year = month[0] * 100 + month[2], .month = month[5], .day = day};
    int64_t ticks;
    if (!civil_to_ticks(&v, &ticks)) {
        return false;
    }
    memcpy(memo->text, p, sizeof memo->text);
    memo->ticks = ticks;
    return true;
}

/* The form nearly every event has, yyyy-MM-ddTHH:mm:ss[.f{1,7}]Z, without the general parser's choices. */
static bool parse_iso(day_memo *memo, str t, int64_t *out)
{
    char whole[29] = "0000-00-00T00:00:00.0000000Z";
    const char *p = t.n == 28 ? t.p : whole;
    uint8_t minute[8], second[8], ticks[8];
    if (t.n < 20 || t.n == 21 || t.n > 28 || t.p[t.n - 1] != 'Z') {
        return false;
    }
    if (t.n < 28) {
        memcpy(whole, t.p, t.n - 1);
    }
    if (!eight_bytes(p + 8, "00T00:00", "\x76\x76\x7f\x76\x76\x7f\x76\x76", minute) ||
        !eight_bytes(p + 16, ":00.0000", "\x7f\x76\x76\x7f\x76\x76\x76\x76", second) ||
        !eight_bytes(p + 20, "0000000Z", "\x76\x76\x76\x76\x76\x76\x76\x7f", ticks)) {
        return false;
    }
    if (minute[3] > 23 || minute[6] > 59 || second[1] > 59 || !day_of(memo, p, minute[0])) {
        return false;
    }
    *out = memo->ticks + minute[3] * TICKS_PER_HOUR + minute[6] * TICKS_PER_MINUTE + second[1] * TICKS_PER_SECOND +
           ((ticks[0] * 100 + ticks[2]) * 100 + ticks[4]) * 10 + ticks[6] / 10;
    return true;
}
#else
static bool parse_iso(day_memo *memo, str t, int64_t *out)
{
    (void)memo;
    (void)t;
    (void)out;
    return false; /* the general parser takes it */
}
#endif

static void put_dynamic(cells *c, slot *s, uint32_t row, str text)
{
    const dyn *d = NULL;
    str t = trim(text);
    if (t.n == 0 || (t.p[0] != '{' && t.p[0] != '[') || !dyn_parse(c->mem, t, &d)) {
        d = dyn_string(c->mem, text);
    }
    reach(s, row);
    s->v.dy[row] = d;
}

/* Parses `text` as the slot's type straight into the column. A failed parse may leave bytes behind: the caller nulls
 * them. */
static bool parse_as(slot *s, uint32_t row, str t)
{
    switch (s->v.type) {
    case T_BOOL:
        return parse_bool(t, &s->v.b[row]);
    case T_INT:
        return parse_int(t, &s->v.i[row]);
    case T_LONG:
        return parse_long(t, &s->v.l[row]);
    case T_REAL:
        return parse_real(t, &s->v.r[row]);
    case T_DECIMAL:
        return decimal_parse(t, &s->v.dec[row]);
    case T_DATETIME:
        return parse_iso(&s->day, t, &s->v.l[row]) || datetime_parse(t, &s->v.l[row]);
    case T_TIMESPAN:
        return timespan_parse(t, &s->v.l[row]);
    case T_GUID:
        return guid_parse(t, &s->v.g[row]);
    default:
        return false;
    }
}

static void put_parsed(cells *c, slot *s, uint32_t row, str text)
{
    str t = trim(text);
    reach(s, row);
    if (t.n == 0) {
        cell_put_null(s, row);
    } else if (!parse_as(s, row, t)) {
        cell_put_bad(c, s, row, text);
    }
}

void cell_put_text(cells *c, slot *s, uint32_t row, str text)
{
    if (s->v.type == T_STRING) {
        text = good_utf8(c, s, text);
        reach(s, row);
        s->v.s[row] = text;
    } else if (s->v.type == T_DYNAMIC && text.n) {
        put_dynamic(c, s, row, good_utf8(c, s, text));
    } else {
        put_parsed(c, s, row, text);
    }
}

void cell_put_number(cells *c, slot *s, uint32_t row, str t)
{
    const dyn *d;
    bool number = t.n && (t.p[0] == '-' || (t.p[0] >= '0' && t.p[0] <= '9'));
    if (str_is(t, "null")) {
        cell_put_null(s, row);
    } else if (s->v.type == T_STRING) {
        reach(s, row);
        s->v.s[row] = t;
    } else if (s->v.type == T_DYNAMIC) {
        if (!json_is_value(t) || !dyn_parse(c->mem, t, &d)) {
            cell_put_bad(c, s, row, t);
            return;
        }
        reach(s, row);
        s->v.dy[row] = d;
    } else if ((s->v.type == T_BOOL || number || s->v.type == T_REAL) && !type_is_ticks(s->v.type) &&
               s->v.type != T_GUID) {
        put_parsed(c, s, row, t);
    } else {
        cell_put_bad(c, s, row, t);
    }
}

void cell_put_tree(cells *c, slot *s, uint32_t row, str json)
{
    const dyn *d;
    if (s->v.type == T_STRING) {
        str text = good_utf8(c, s, json_compact(c->mem, json));
        reach(s, row);
        s->v.s[row] = text;
    } else if (s->v.type == T_DYNAMIC && dyn_parse(c->mem, good_utf8(c, s, json), &d)) {
        reach(s, row);
        s->v.dy[row] = d;
    } else {
        cell_put_bad(c, s, row, json);
    }
}
