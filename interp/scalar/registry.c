/* registry: finding scalar functions and operators by name. The only place that sees all their row tables. */
#include "interp/fn.h"

#define FAMILY(x) extern const fn_row fn_rows_##x[];
#include "interp/scalar/families.def"
#undef FAMILY

static const fn_row *const families[] = {
#define FAMILY(x) fn_rows_##x,
#include "interp/scalar/families.def"
#undef FAMILY
};

const fn_row *fn_at(uint32_t i)
{
    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        for (const fn_row *r = families[f]; r->name; r++)
            if (i-- == 0) return r;
    return NULL;
}

uint32_t fn_count(void)
{
    uint32_t n = 0;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        for (const fn_row *r = families[f]; r->name; r++) n++;
    return n;
}

const fn_row *fn_next_overload(str name, const fn_row *after)
{
    bool behind = after == NULL;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        for (const fn_row *r = families[f]; r->name; r++) {
            if (behind && name.n && name.p[0] == r->name[0] && str_is(name, r->name)) return r;
            behind = behind || r == after;
        }
    return NULL;
}
