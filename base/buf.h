/* buf: a growing run of bytes that its owner drops. Start with `buf b = {0}`. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

#include <stddef.h>

typedef struct buf {
    char *p;
    size_t n, cap;
} buf;

void buf_reserve(buf *b, size_t more); /* room for `more` bytes behind n */
void buf_put(buf *b, const void *p, size_t n);
void buf_str(buf *b, str s);
void buf_text(buf *b, const char *z);
void buf_char(buf *b, char c);
void buf_printf(buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_drop(buf *b); /* frees and zeroes */

static inline void buf_clear(buf *b) { b->n = 0; }
static inline str buf_view(const buf *b) { return (str){b->p, (uint32_t)b->n}; }

#endif
