/* names: what a column is called that the query does not name. The rules are Microsoft's binder's, and queries depend on them. */
#include "interp/bind/parts.h"

static str joined(binder *b, str left, str right)
{
    return left.n ? arena_printf(b->mem, STR_FMT "_" STR_FMT, STR_ARG(left), STR_ARG(right)) : right;
}

/* tostring() of a string and the like changes nothing: the column goes through under its name. */
bool name_is_no_conversion(const ast *node, const expr *value)
{
    static const struct {
        const char *fn;
        kql_type type;
    } conversions[] = {{"tostring", T_STRING}, {"tolong", T_LONG}, {"toint", T_INT}, {"todouble", T_REAL}, {"toreal", T_REAL}, {"tobool", T_BOOL},
                       {"toboolean", T_BOOL}, {"todatetime", T_DATETIME}, {"totimespan", T_TIMESPAN}, {"toguid", T_GUID}, {"todecimal", T_DECIMAL},
                       {"todynamic", T_DYNAMIC}, {"totime", T_TIMESPAN}};
    if (node->kind != AST_CALL || node->n != 1 || value->kind != EX_CALL || value->n_args != 1) return false;
    if (value->args[0]->kind != EX_COLUMN) return false;
    for (size_t i = 0; i < sizeof conversions / sizeof *conversions; i++)
        if (str_is(node->text, conversions[i].fn)) return value->args[0]->type == conversions[i].type;
    return false;
}

static str name_in_index(const ast *node)
{
    if (node->kind != AST_LITERAL) return (str){0};
    return node->op == LIT_STRING || node->op == LIT_LONG || node->op == LIT_INT ? node->text : (str){0};
}

/* column_ifexists('x', ...) is called x where there is such a column. */
static str column_said(const binder *b, const ast *first)
{
    bool there = first && first->kind == AST_LITERAL && b->row && schema_find(b->row, first->text) >= 0;
    return there ? first->text : (str){0};
}

static str call_name(binder *b, const ast *node, const expr *value)
{
    const agg_row *agg = b->aggs ? agg_next_overload(node->text, NULL) : NULL; /* hll_merge() is both */
    const fn_row *fn = agg ? NULL : fn_next_overload(node->text, NULL);
    if (!fn && !agg) agg = agg_next_overload(node->text, NULL);
    scope *s = scope_find(b->scope, node->text);
    bool special = str_is(node->text, "column_ifexists") || str_is(node->text, "columnifexists");
    if (special && !s) return column_said(b, node->n ? node->kid[0] : NULL);
    if ((s && s->kind == NAME_FUNCTION) || (!fn && !agg)) return (str){0};
    fn_naming rule = fn ? fn->naming : agg->naming;
    const char *prefix = fn ? fn->naming_prefix : agg->naming_prefix;
    const ast *first = node->n ? node->kid[0] : NULL;
    switch (rule) {
    case NAMING_ARG0: return first ? name_of(b, first, NULL) : (str){0};
    case NAMING_ONLY_ARG: return node->n == 1 ? name_of(b, first, NULL) : (str){0};
    case NAMING_NAME_ARG0: prefix = fn ? fn->name : agg->name; /* fallthrough */
    case NAMING_PREFIX_ARG0:
        return arena_printf(b->mem, "%s_" STR_FMT, prefix ? prefix : "", STR_ARG(first ? name_of(b, first, NULL) : (str){0}));
    case NAMING_PREFIX_ARG0_ARG1:
        return arena_printf(b->mem, "%s_" STR_FMT "_" STR_FMT, prefix ? prefix : "", STR_ARG(first ? name_of(b, first, NULL) : (str){0}),
                            STR_ARG(node->n > 1 ? name_of(b, node->kid[1], NULL) : (str){0}));
    case NAMING_PREFIX: return str_of(prefix);
    case NAMING_ARG0_IF_COLUMN: return column_said(b, first);
    default: (void)value; return (str){0};
    }
}

str name_of(binder *b, const ast *node, const expr *value)
{
    switch (node->kind) {
    case AST_NAME:
    case AST_NAMED: return node->text;
    case AST_ORDERED: return name_of(b, node->kid[0], value);
    case AST_CALL: return call_name(b, node, value);
    case AST_PATH: {
        const ast *of = node->kid[0];
        bool side = of->kind == AST_NAME && of->text.n && of->text.p[0] == '$';
        return side ? node->text : joined(b, name_of(b, of, NULL), node->text);
    }
    case AST_INDEX: return joined(b, name_of(b, node->kid[0], NULL), name_in_index(node->kid[1]));
    default: return (str){0};
    }
}
