#include "interp/scalar/regex_arg.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "interp/refusals.h"

static void report(const fn_call *call, diags *ds, str pattern, const regex_error *e)
{
    status st = e->limit ? ST_LIMIT : ST_COMPILE;
    uint32_t at = e->at < pattern.n ? utf8_count((str){pattern.p, e->at}) + 1 : 0;
    if (at == 0) {
        diag_error(ds, st, NULL, call->at, "the regular expression cannot be used: " STR_FMT, STR_ARG(e->message));
        return;
    }
    diag_error(ds, st, NULL, call->at, "the regular expression cannot be used: " STR_FMT " (at its character %u)", STR_ARG(e->message), at);
}

bool regex_arg_prepare(fn_call *call, arena *mem, diags *ds, uint32_t arg, regex_use use)
{
    const datum *d = arg < call->n_args ? call->constants[arg] : NULL;
    if (!d) return true;
    str pattern = datum_text(mem, *d);
    regex_error e;
    const regex *r = regex_new(mem, pattern, use, &e);
    if (!r) report(call, ds, pattern, &e);
    call->prepared = (void *)(uintptr_t)r;
    return r != NULL;
}

const regex *regex_arg_at(fn_ctx *cx, regex_cache *cache, str pattern)
{
    if (cx->call->prepared) return cx->call->prepared;
    uint32_t slot = (uint32_t)(hash_str(pattern) % REGEX_CACHE);
    if (!cache->known[slot] || !str_eq(cache->pattern[slot], pattern)) {
        regex_error e;
        cache->known[slot] = true;
        cache->pattern[slot] = pattern;
        cache->made[slot] = regex_new(cx->mem, pattern, REGEX_FIND, &e);
    }
    if (!cache->made[slot]) refuse_row(cx->ds, cx->call->at, "a regular expression that rows bring and is not valid");
    return cache->made[slot];
}
