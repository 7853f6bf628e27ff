/* like: `like`, `notlike` and their _cs forms. Microsoft's analyzer knows them, but no page says what their patterns
 * mean, so they are refused by name. */
#include "interp/fn.h"

static bool refuse(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    diag *d = diag_error(ds, ST_UNSUPPORTED, NULL, call->at,
                         "the operator '%s' is not built: its patterns are not documented", call->row->name);
    diag_hint(ds, d, "startswith, endswith, contains and matches regex say it exactly");
    return false;
}

#define REFUSED(NAME)                                                                                                  \
    {                                                                                                                  \
        .name = NAME, .sig = "(text: stringordynamic, pattern: stringordynamic) -> bool", .prepare = refuse,           \
        .hidden = true                                                                                                 \
    }

const fn_row fn_rows_like[] = {REFUSED("like"), REFUSED("notlike"), REFUSED("likecs"), REFUSED("notlikecs"), {0}};
