/* str: a view of bytes somebody else owns. Not terminated, may hold NUL, valid UTF-8 unless a header says otherwise. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct str {
    const char *p; /* may be NULL when n is 0 */
    uint32_t n;    /* bytes */
} str;

#define STR(literal) ((str){("" literal), sizeof(literal) - 1})
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, ((s).p ? (s).p : "")

static inline str str_of(const char *z) { return (str){z, z ? (uint32_t)strlen(z) : 0}; }
static inline str str_sub(str s, uint32_t from, uint32_t n) { return (str){s.p + from, n}; }

static inline bool str_eq(str a, str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
static inline bool str_is(str a, const char *z) { return str_eq(a, str_of(z)); }

/* Order of bytes, shorter first on a tie: <0, 0, >0. It is also the order of code points. */
static inline int str_cmp(str a, str b)
{
    uint32_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

#endif
