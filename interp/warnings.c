#include "interp/warnings.h"

#define WARNINGS_MAX (sizeof(((warnings *)0)->item) / sizeof(((warnings *)0)->item[0]))

void warnings_count(warnings *w, const char *what, span at)
{
    if (!w) {
        return;
    }
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->item[i].what == what && w->item[i].at.start == at.start) {
            w->item[i].count++;
            return;
        }
    }
    if (w->n < WARNINGS_MAX) {
        w->item[w->n].what = what;
        w->item[w->n].at = at;
        w->item[w->n++].count = 1;
    }
}

void warnings_report(const warnings *w, diags *ds)
{
    for (uint32_t i = 0; i < w->n; i++) {
        unsigned long long n = w->item[i].count;
        diag_warn(ds, NULL, w->item[i].at, "%s (%llu row%s)", w->item[i].what, n, n == 1 ? "" : "s");
    }
}
