/* registry: finding aggregates by name. The only place that sees all their row tables. */
#include "interp/agg.h"

#define FAMILY(x) extern const agg_row agg_rows_##x[];
#include "interp/agg/families.def"
#undef FAMILY

static const agg_row *const families[] = {
#define FAMILY(x) agg_rows_##x,
#include "interp/agg/families.def"
#undef FAMILY
};

const agg_row *agg_at(uint32_t i)
{
    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        for (const agg_row *r = families[f]; r->name; r++)
            if (i-- == 0) return r;
    return NULL;
}

uint32_t agg_count(void)
{
    uint32_t n = 0;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        for (const agg_row *r = families[f]; r->name; r++) n++;
    return n;
}

const agg_row *agg_next_overload(str name, const agg_row *after)
{
    bool behind = after == NULL;
    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        for (const agg_row *r = families[f]; r->name; r++) {
            if (behind && name.n && name.p[0] == r->name[0] && str_is(name, r->name)) return r;
            behind = behind || r == after;
        }
    return NULL;
}
