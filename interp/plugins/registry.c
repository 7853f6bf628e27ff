/* registry: finding plugins by name, and what their arguments have in common. */
#include "interp/plugins/plugin.h"

#define PLUGIN(name) extern const plugin plugin_##name;
#include "interp/plugins/plugins.def"
#undef PLUGIN

static const plugin *const plugins[] = {
#define PLUGIN(name) &plugin_##name,
#include "interp/plugins/plugins.def"
#undef PLUGIN
};

uint32_t plugin_count(void) { return sizeof plugins / sizeof *plugins; }

const plugin *plugin_at(uint32_t i) { return plugins[i]; }

const plugin *plugin_find(str name)
{
    for (uint32_t i = 0; i < plugin_count(); i++) {
        if (str_is(name, plugins[i]->name)) {
            return plugins[i];
        }
    }
    return NULL;
}

bool plugin_arg_count(binder *b, const plugin_call *c, uint32_t least, uint32_t most)
{
    if (c->args->n >= least && c->args->n <= most) {
        return true;
    }
    diag_error(b->ds, ST_COMPILE, "KS119", c->args->at, "'" STR_FMT "' takes %u%s argument%s", STR_ARG(c->args->text), least,
               least == most ? "" : " or more", most == 1 ? "" : "s");
    return false;
}

static const ast *unnamed(const ast *arg) { return arg->kind == AST_NAMED ? arg->kid[0] : arg; }

int plugin_column(binder *b, const plugin_call *c, uint32_t k)
{
    const ast *arg = unnamed(c->args->kid[k]);
    const schema *former = bind_rows(b, &c->in->cols);
    expr *e = bind_expr(b, arg);
    bind_rows(b, former);
    if (e->kind == EX_COLUMN && arg->kind != AST_CALL) {
        return (int)e->column;
    }
    if (e->type != T_UNKNOWN) {
        diag_error(b->ds, ST_COMPILE, "KS109", arg->at, "a column's name is wanted here");
    }
    return -1;
}

bool plugin_constant(binder *b, const plugin_call *c, uint32_t k, kql_type want, datum *out)
{
    const ast *arg = unnamed(c->args->kid[k]);
    const schema *former = bind_rows(b, NULL);
    expr *e = want == T_UNKNOWN ? bind_expr(b, arg) : bind_typed(b, arg, want);
    bind_rows(b, former);
    if (e->type == T_UNKNOWN) {
        return false;
    }
    if (e->kind != EX_CONST) {
        diag_error(b->ds, ST_COMPILE, "KS129", arg->at, "a constant is wanted here");
        return false;
    }
    *out = e->value;
    return true;
}

uint32_t *plugin_columns(binder *b, const plugin_call *c, uint32_t k, uint32_t *n)
{
    uint32_t *list = ARENA_ARRAY(b->mem, uint32_t, c->args->n + 1);
    for (*n = 0; k < c->args->n; k++) {
        int at = plugin_column(b, c, k);
        if (at < 0) {
            return NULL;
        }
        list[(*n)++] = (uint32_t)at;
    }
    return list;
}
