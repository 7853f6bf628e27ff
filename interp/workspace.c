#include "interp/workspace.h"

#include <stddef.h>

/* Without ?sas and ;managed_identity=... */
static str address_of(str url)
{
    for (uint32_t i = 0; i < url.n; i++) {
        if (url.p[i] == '?' || url.p[i] == ';') {
            return str_sub(url, 0, i);
        }
    }
    return url;
}

const char *workspace_external(const workspace *w, str url)
{
    for (uint32_t i = 0; w && i < w->n_externals; i++) {
        if (str_eq(w->externals[i].url, url)) {
            return w->externals[i].path;
        }
    }
    for (uint32_t i = 0; w && i < w->n_externals; i++) {
        str given = w->externals[i].url;
        if (str_eq(address_of(given), given) && str_eq(given, address_of(url))) {
            return w->externals[i].path;
        }
    }
    return NULL;
}
