/* plugin: what `| evaluate name(...)` can name. A plugin's file holds how it is bound and run, and ends in its row:
 *
 *   const plugin plugin_narrow = {.name = "narrow", .bind = narrow_bind, .sig = "()", .help = "...", .page = "narrow-plugin"};
 *
 * plugins.def lists them. bind makes plan nodes of the plugin's own, or of operators that do the work. */
#ifndef INTERP_PLUGINS_PLUGIN_H
#define INTERP_PLUGINS_PLUGIN_H

#include "interp/bind/binder.h"

typedef struct plugin_call {
    const ast *op;     /* the evaluate operator */
    const ast *args;   /* AST_CALL: the plugin's name and arguments */
    const ast *schema; /* AST_SCHEMA of `: (a:long)`, or NULL */
    plan_node *in;
} plugin_call;

typedef struct plugin {
    const char *name;
    plan_node *(*bind)(binder *b, const plugin_call *c); /* NULL: reported. b->row is c->in's */
    bool takes_schema;                                   /* looks at c->schema; for others it is refused */
    bool refused;                                        /* its columns are known, its answers are not: it binds, and is refused when run */
    const char *sig, *help, *example, *gives, *page;
} plugin;

const plugin *plugin_find(str name);
uint32_t plugin_count(void);
const plugin *plugin_at(uint32_t i);

/* ---- arguments, counted without the named ones where a plugin takes names */

bool plugin_arg_count(binder *b, const plugin_call *c, uint32_t least, uint32_t most); /* KS119 */
/* The column that argument k names: its position in c->in, or -1 after an error (KS109). */
int plugin_column(binder *b, const plugin_call *c, uint32_t k);
/* Argument k as a constant of the type `want` (T_UNKNOWN: of its own). False: reported. */
bool plugin_constant(binder *b, const plugin_call *c, uint32_t k, kql_type want, datum *out);
/* The columns from argument k to the last. */
uint32_t *plugin_columns(binder *b, const plugin_call *c, uint32_t k, uint32_t *n);

#endif
