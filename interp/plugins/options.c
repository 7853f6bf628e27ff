#include "interp/plugins/options.h"

static bool check_option(binder *b, const ast *arg, char kind)
{
    expr *e = bind_expr(b, arg);
    if (e->type == T_UNKNOWN) {
        return false;
    }
    if (e->kind == EX_CONST && e->type == T_STRING && str_is(e->value.s, "~")) {
        return true;
    }
    if (kind == 'r' && !type_is_number(e->type)) {
        diag_error(b->ds, ST_COMPILE, "KS107", arg->at, "a real is wanted here, and this is %s", type_name(e->type));
    } else if (kind == 'c' && e->kind != EX_COLUMN) {
        diag_error(b->ds, ST_COMPILE, "KS109", arg->at, "a column name is wanted here");
    } else if (kind == 'i' && !type_is_integer(e->type)) {
        diag_error(b->ds, ST_COMPILE, "KS134", arg->at, "a whole number is wanted here, and this is %s", type_name(e->type));
    } else {
        return true;
    }
    return false;
}

bool plugin_options(binder *b, const plugin_call *c, uint32_t first, const char *kinds)
{
    bool ok = true;
    size_t n = strlen(kinds);
    for (uint32_t k = first; k < c->args->n; k++) {
        ok = check_option(b, c->args->kid[k], k - first < n ? kinds[k - first] : '*') && ok;
    }
    return ok;
}
