/* utf8: code points in bytes, and what Unicode says of them (through libutf8proc). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/arena.h"

/* Decodes one code point at *at < s.n and moves *at behind it; an invalid byte gives U+FFFD and moves one byte. */
uint32_t utf8_next(str s, uint32_t *at);
uint32_t utf8_put(uint32_t cp, char out[4]);         /* bytes written; surrogates and > 10FFFF become U+FFFD */
bool utf8_valid(str s);
str utf8_repair(arena *a, str s);                    /* every invalid byte run becomes U+FFFD; s itself when valid */
uint32_t utf8_count(str s);                          /* code points */
uint32_t utf8_width(str s);                          /* display cells */
bool utf8_is_ascii(str s);
bool utf8_is_term(uint32_t cp);                      /* letter or digit: what a Kusto term is made of */
uint32_t utf8_fold(uint32_t cp);                     /* simple case folding: equal for cases of one letter */
str utf8_lower(arena *a, str s);                     /* invariant culture, one code point to one */
str utf8_upper(arena *a, str s);
int utf8_cmp_fold(str a, str b);                     /* 0 when equal ignoring case (=~) */

#endif
