#include "interp/refusals.h"

#include <stdarg.h>
#include <string.h>

static const struct {
    const char *name, *why;
} refusals[] = {
#define REFUSED(name, why) {name, why},
#include "interp/refusals.def"
#undef REFUSED
};

static bool fits(const char *rule, str name)
{
    size_t n = strlen(rule);
    if (rule[n - 1] != '*') return str_is(name, rule);
    return name.n >= n - 1 && memcmp(name.p, rule, n - 1) == 0;
}

const char *refusal_why(str name)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (fits(refusals[i].name, name)) return refusals[i].why;
    return NULL;
}

void refusal_report(diags *ds, span at, const char *what, str name)
{
    const char *why = refusal_why(name);
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, at, "the %s '" STR_FMT "' is not supported yet", what, STR_ARG(name));
    if (why) diag_hint(ds, d, "%s", why);
}

void refuse_row(diags *ds, span at, const char *fmt, ...)
{
    if (!ds || diags_status(ds) != ST_OK) return;
    va_list ap;
    va_start(ap, fmt);
    str message = arena_vprintf(ds->mem, fmt, ap);
    va_end(ap);
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, at, STR_FMT " is not supported", STR_ARG(message));
    diag_hint(ds, d, "how the engine answers is not known; filter such rows out first");
}
