#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void buf_reserve(buf *b, size_t more)
{
    if (b->cap - b->n >= more) return;
    size_t cap = b->cap ? b->cap : 256;
    while (cap - b->n < more && cap <= SIZE_MAX / 2) cap *= 2;
    char *p = cap - b->n < more ? NULL : realloc(b->p, cap);
    if (!p) {
        fprintf(stderr, "kql: out of memory (%zu bytes were needed)\n", cap);
        _exit(6);
    }
    b->p = p;
    b->cap = cap;
}

void buf_put(buf *b, const void *p, size_t n)
{
    buf_reserve(b, n);
    if (n) memcpy(b->p + b->n, p, n);
    b->n += n;
}

void buf_str(buf *b, str s) { buf_put(b, s.p, s.n); }
void buf_text(buf *b, const char *z) { buf_put(b, z, strlen(z)); }
void buf_char(buf *b, char c) { buf_put(b, &c, 1); }

void buf_printf(buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    if (!fmt) fmt = ""; /* never so; gcc with UBSan warns of it otherwise */
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n > 0) {
        buf_reserve(b, (size_t)n + 1);
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}

void buf_drop(buf *b)
{
    free(b->p);
    *b = (buf){0};
}
