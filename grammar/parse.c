/* parse: the whole way from text to tree. */
#include "grammar/build.h"

#include "kql.tab.h"

ast *kql_parse(str text, arena *mem, diags *ds)
{
    uint32_t before = ds->n;
    parse p = {.mem = mem, .ds = ds, .text = text};
    p.tokens = kql_scan(text, mem, ds);
    if (ds->n == before) tokens_shape(&p.tokens, mem, ds);
    if (ds->n == before && kql_yyparse(&p) == 0 && !p.stopped && ds->n == before) return p.root;
    return NULL;
}
