/* tuple: functions that give several values at once (series_fit_line, array_sort_asc of two arrays). The call gives a dynamic array; each
 * result column takes its item from it. */
#include "interp/bind/parts.h"

static const fn_row *called_row(binder *b, const ast *node)
{
    if (node->kind != AST_CALL) return NULL;
    scope *s = scope_find(b->scope, node->text);
    return s && s->kind == NAME_FUNCTION ? NULL : fn_next_overload(node->text, NULL);
}

static const fn_row *tuple_row(binder *b, const ast *node)
{
    const fn_row *row = called_row(b, node);
    return row && row->tuple ? row : NULL;
}

bool tuple_is(binder *b, const ast *node) { return tuple_row(b, node) != NULL; }

static void grow(binder *b, tuple *t, expr *value, str name)
{
    expr **values = ARENA_ARRAY(b->mem, expr *, t->n + 1);
    str *names = ARENA_ARRAY(b->mem, str, t->n + 1);
    for (uint32_t i = 0; i < t->n; i++) {
        values[i] = t->values[i];
        names[i] = t->names[i];
    }
    values[t->n] = value;
    names[t->n] = name;
    *t = (tuple){t->n + 1, values, names};
}

static expr *item(binder *b, expr *call, uint32_t k, kql_type type)
{
    const char *told_by = call->kind == EX_CALL ? call->call->row->tuple_item : NULL;
    uint32_t n = told_by ? call->n_args : 1;
    expr **args = ARENA_ARRAY(b->mem, expr *, n + 1);
    args[0] = call;
    for (uint32_t i = 0; told_by && i < n; i++) args[i] = call->args[i];
    args[n] = bind_constant(b, (datum){.type = T_LONG, .l = k}, call->at);
    return bind_cast(b, bind_function(b, told_by ? str_of(told_by) : STR("index"), call->at, n + 1, args), type);
}

/* Where a result stands in "rsquare: real, slope: real"; -1: it does not. */
static int place_of(const char *spec, str name)
{
    int k = 0;
    for (const char *p = spec; *p; k++) {
        size_t n = strcspn(p, ":");
        if (name.n == n && memcmp(p, name.p, n) == 0) return k;
        p += strcspn(p, ",");
        p += strspn(p, ", ");
    }
    return -1;
}

expr *tuple_part(binder *b, const ast *node)
{
    str name = node->text;
    const ast *of = node->kid[0];
    if (of->kind == AST_PATH) {
        name = arena_printf(b->mem, STR_FMT "_" STR_FMT, STR_ARG(of->text), STR_ARG(name));
        of = of->kid[0];
    }
    const fn_row *row = called_row(b, of), *all = row && row->bag_of ? fn_next_overload(str_of(row->bag_of), NULL) : NULL;
    int k = all ? place_of(all->tuple, name) : -1;
    if (k < 0) return NULL;
    expr *call = bind_ast_call(b, of);
    if (call->type == T_UNKNOWN || call->kind != EX_CALL) return call;
    expr **args = ARENA_ARRAY(b->mem, expr *, call->n_args + 1);
    for (uint32_t i = 0; i < call->n_args; i++) args[i] = call->args[i];
    args[call->n_args] = bind_constant(b, (datum){.type = T_LONG, .l = k}, node->at);
    return bind_function(b, str_of(all->tuple_item), node->at, call->n_args + 1, args);
}

/* One result a dynamic argument: array_sort_asc(a, b). */
static void an_argument_each(binder *b, const ast *node, expr *call, const char *ending, tuple *out)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < node->n && k < call->n_args; k++) n += call->args[k]->type == T_DYNAMIC;
    for (uint32_t k = 0; k < n; k++) {
        str name = name_of(b, node->kid[k], NULL);
        if (name.n == 0) name = arena_printf(b->mem, "array%u", k);
        grow(b, out, n == 1 ? call : item(b, call, k, T_DYNAMIC), arena_printf(b->mem, STR_FMT "_%s", STR_ARG(name), ending));
    }
}

/* "rsquare: real, slope: real" */
static void named_results(binder *b, const ast *node, expr *call, const char *spec, tuple *out)
{
    str of = node->n ? name_of(b, node->kid[0], NULL) : (str){0};
    for (const char *p = spec; *p;) {
        const char *colon = strchr(p, ':'), *end = strchr(p, ',');
        if (!colon) return;
        if (!end) end = p + strlen(p);
        kql_type type = T_DYNAMIC;
        const char *from = colon + 1;
        while (*from == ' ') from++;
        type_find((str){from, (uint32_t)(end - from)}, &type);
        grow(b, out, item(b, call, out->n, type), arena_printf(b->mem, STR_FMT "_" STR_FMT "_%.*s", STR_ARG(node->text), STR_ARG(of), (int)(colon - p), p));
        for (p = end; *p == ',' || *p == ' ';) p++;
    }
}

bool tuple_bind(binder *b, const ast *node, tuple *out)
{
    *out = (tuple){0};
    const fn_row *row = tuple_row(b, node);
    expr *call = bind_ast_call(b, node);
    if (call->type == T_UNKNOWN) return false;
    size_t n = strlen(row->tuple);
    if (n > 3 && strcmp(row->tuple + n - 3, "...") == 0) {
        expr *folded = call;
        if (call->kind == EX_CONST) { /* folded: how many arrays there were is told by the syntax */
            folded = ARENA_NEW(b->mem, expr);
            *folded = *call;
            folded->n_args = node->n;
            folded->args = ARENA_ARRAY(b->mem, expr *, node->n + 1);
            for (uint32_t k = 0; k < node->n; k++) folded->args[k] = bind_expr(b, node->kid[k]);
        }
        an_argument_each(b, node, folded, arena_printf(b->mem, "%.*s%c", (int)(n - 3), row->tuple, 0).p, out);
    } else {
        named_results(b, node, call, row->tuple, out);
    }
    return out->n > 0;
}
