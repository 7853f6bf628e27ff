/* text: what the families on strings share. Places and lengths count code points, as strlen() does. */
#ifndef INTERP_SCALAR_TEXT_H
#define INTERP_SCALAR_TEXT_H

#include "base/buf.h"
#include "base/utf8.h"
#include "interp/scalar/args.h"
#include "interp/warnings.h"

#define TEXT_MAX (256u << 20) /* no function makes a longer one */

/* The byte where code point n begins; s.n behind the last. n is not negative. */
static inline uint32_t text_byte_at(str s, int64_t n)
{
    uint32_t at = 0;
    if (n >= s.n) return s.n;
    for (int64_t i = 0; i < n && at < s.n; i++) {
        if ((uint8_t)s.p[at] < 0x80) {
            at++;
        } else {
            utf8_next(s, &at);
        }
    }
    return at;
}

/* Room for a result; false when it would be longer than any text may be (counted as a warning). */
static inline bool text_room(fn_ctx *cx, uint64_t bytes, char **out)
{
    if (bytes > TEXT_MAX) {
        warnings_count(cx->warn, "a text would be longer than 256 MiB; it is empty instead", cx->call->at);
        return false;
    }
    *out = arena_alloc(cx->mem, bytes + 1);
    return true;
}

/* A body over one text that gives another: an argument of any type is taken as its text, a null as none. */
#define TEXT_TO_TEXT(NAME, EXPR)                                                                                       \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                           \
    {                                                                                                                  \
        for (uint32_t k = 0; k < rows.n; k++) {                                                                        \
            uint32_t row = sel_row(rows, k);                                                                           \
            str x = args[0]->type == T_STRING ? args[0]->s[vec_ix(args[0], row)]                                       \
                                              : datum_text(cx->mem, vec_get(args[0], row));                            \
            out->s[row] = (EXPR);                                                                                      \
        }                                                                                                              \
    }

/* The same with another result: MEMBER is the vec's. */
#define TEXT_TO(NAME, MEMBER, EXPR)                                                                                    \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                           \
    {                                                                                                                  \
        for (uint32_t k = 0; k < rows.n; k++) {                                                                        \
            uint32_t row = sel_row(rows, k);                                                                           \
            str x = args[0]->type == T_STRING ? args[0]->s[vec_ix(args[0], row)]                                       \
                                              : datum_text(cx->mem, vec_get(args[0], row));                            \
            out->MEMBER[row] = (EXPR);                                                                                 \
        }                                                                                                              \
    }

#endif
