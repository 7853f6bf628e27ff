#include "cli/entries.h"

uint32_t entry_count(void)
{
    return fn_count() + agg_count();
}

entry entry_at(uint32_t i)
{
    if (i < fn_count()) {
        const fn_row *f = fn_at(i);
        return (entry){"scalar", f->name, f->sig, f->help, f->example, f->gives, f->page, f->hidden || f->same_as};
    }
    const agg_row *a = agg_at(i - fn_count());
    return (entry){"aggregate", a->name, a->sig, a->help, a->example, a->gives, a->page, a->hidden || a->same_as};
}
