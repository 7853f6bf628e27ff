#include "cli/entries.h"

#include "interp/plugins/plugin.h"

uint32_t entry_count(void)
{
    return fn_count() + agg_count() + plugin_count();
}

entry entry_at(uint32_t i)
{
    if (i < fn_count()) {
        const fn_row *f = fn_at(i);
        return (entry){"scalar", f->name, f->sig, f->help, f->example, f->gives, f->page, f->hidden || f->same_as};
    }
    if (i >= fn_count() + agg_count()) {
        const plugin *p = plugin_at(i - fn_count() - agg_count());
        return (entry){"plugin", p->name, p->sig, p->help, p->example, p->gives, p->page, p->refused};
    }
    const agg_row *a = agg_at(i - fn_count());
    return (entry){"aggregate", a->name, a->sig, a->help, a->example, a->gives, a->page, a->hidden || a->same_as};
}
