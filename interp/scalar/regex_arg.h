/* regex_arg: a regular expression as an argument: compiled once when it is a constant, else as rows bring it. */
#ifndef INTERP_SCALAR_REGEX_ARG_H
#define INTERP_SCALAR_REGEX_ARG_H

#include "interp/fn.h"
#include "interp/scalar/regex.h"

/* For fn_prepare: call->prepared becomes the regex of argument `arg`, if that is a constant. False: reported. */
bool regex_arg_prepare(fn_call *call, arena *mem, diags *ds, uint32_t arg, regex_use use);

#define REGEX_CACHE 16

/* Patterns met lately in one batch. Start with {0}. */
typedef struct regex_cache {
    str pattern[REGEX_CACHE];
    const regex *made[REGEX_CACHE];
    bool known[REGEX_CACHE];
} regex_cache;

/* The prepared regex, or that of the pattern. NULL: it is not valid, and the row is refused. */
const regex *regex_arg_at(fn_ctx *cx, regex_cache *cache, str pattern);

#endif
