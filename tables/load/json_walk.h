/* json_walk: moving over JSON text without building anything. `e` ends the text; WINDOW_PAD bytes behind it are
 * readable. A function that gives NULL met text that is not structured as JSON, or its end. */
#ifndef TABLES_LOAD_JSON_WALK_H
#define TABLES_LOAD_JSON_WALK_H

#include "base/arena.h"

static inline const char *json_blank(const char *p, const char *e)
{
    while (p < e && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')) {
        p++;
    }
    return p;
}

/* p is behind the opening quote; the closing quote. *escaped is set when a backslash stands between. */
const char *json_string_end(const char *p, const char *e, bool *escaped);

/* p is at the first byte of an array or object; the byte behind it. Strings and brackets are matched, scalars are not
 * looked at. */
const char *json_tree_end(const char *p, const char *e);

/* p is at a number, true, false, null, or what a careless writer put there (NaN); the byte behind the word. */
const char *json_scalar_end(const char *p, const char *e);

/* Any value. */
const char *json_value_end(const char *p, const char *e);

/* The text of a string, escapes undone, in `a`. Lone surrogates and broken escapes become U+FFFD; \u0000 stays a NUL.
 */
str json_unescape(arena *a, const char *p, const char *e);

/* The same value without blanks between its tokens; `json` itself when it has none. */
str json_compact(arena *a, str json);

/* Whole text is one JSON value, to the letter of RFC 8259, nested at most 2,048 deep (blanks around are allowed). */
bool json_is_value(str json);

static inline bool json_is_ascii(str s)
{
    uint64_t w, any = 0;
    uint32_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        memcpy(&w, s.p + i, 8);
        any |= w;
    }
    for (; i < s.n; i++) {
        any |= (uint8_t)s.p[i];
    }
    return (any & 0x8080808080808080ULL) == 0;
}

#endif
