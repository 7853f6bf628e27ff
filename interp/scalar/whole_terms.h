/* whole_terms: needles that are one ASCII term each, sought in a text. The text is cut into words of ASCII letters, digits and whatever is
 * beyond ASCII, 64 bytes at a time; a word is looked up only where some needle has its first byte and its length:
 *
 *   text     net.exe user /add
 *   words    111.111.1111..111     one mask a block; a word ends where ones do
 *
 * Words with a byte beyond ASCII, which may be letters, dashes or anything, are left to the caller. */
#ifndef INTERP_SCALAR_WHOLE_TERMS_H
#define INTERP_SCALAR_WHOLE_TERMS_H

#include "base/arena.h"

#define WHOLE_TERM_MOST 63 /* bytes of a needle */

typedef struct whole_terms {
    uint64_t lengths[128]; /* by first byte, folded: a bit for each length that a needle with it has */
    uint32_t *head, *next; /* 1 + needle, by the hash of first byte, second byte and length */
    const str *texts;
} whole_terms;

bool whole_terms_fit(str text); /* one ASCII term, not too long */
whole_terms *whole_terms_make(arena *mem, const str *texts, uint32_t n);

typedef bool whole_terms_other(const void *ctx, str word); /* whether a needle stands in such a word */
bool whole_terms_any(const whole_terms *t, str hay, whole_terms_other *other, const void *ctx);

#endif
