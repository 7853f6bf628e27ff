/* Expressions as text for the debug views: operators between their arguments, calls as calls. */
#include "interp/plan/exprs.h"

#include <ctype.h>

static void constant_text(buf *out, datum d)
{
    arena *mem = arena_new();
    if (d.null) {
        buf_printf(out, "%s(null)", type_name(d.type));
    } else if (d.type == T_STRING) {
        buf_printf(out, "\"" STR_FMT "\"", STR_ARG(d.s));
    } else if (d.type == T_DATETIME || d.type == T_TIMESPAN || d.type == T_GUID || d.type == T_DYNAMIC || d.type == T_DECIMAL) {
        buf_printf(out, "%s(" STR_FMT ")", type_name(d.type), STR_ARG(datum_text(mem, d)));
    } else {
        buf_str(out, datum_text(mem, d));
    }
    arena_drop(mem);
}

static void list_text(buf *out, const expr *e, uint32_t from, const char *between, const schema *cols)
{
    for (uint32_t i = from; i < e->n_args; i++) {
        buf_text(out, i > from ? between : "");
        expr_text(out, e->args[i], cols);
    }
}

static bool is_word(const char *name) { return isalpha((unsigned char)name[0]) || name[0] == '_'; }

static bool starts(const char *name, const char *with) { return strncmp(name, with, strlen(with)) == 0; }

static bool takes_list(const char *name)
{
    name += name[0] == '!';
    return strcmp(name, "in") == 0 || strcmp(name, "in~") == 0 || strcmp(name, "has_any") == 0 || strcmp(name, "has_all") == 0;
}

static bool stands_between(const char *name)
{
    return !is_word(name) || takes_list(name) || starts(name, "has") || starts(name, "contains") || starts(name, "startswith") ||
           starts(name, "endswith") || starts(name, "matches ") || strcmp(name, "between") == 0;
}

static void call_text(buf *out, const expr *e, const schema *cols)
{
    const char *name = e->call->row->name;
    if (e->n_args >= 2 && stands_between(name)) {
        bool list = e->n_args > 2 || takes_list(name);
        expr_text(out, e->args[0], cols);
        buf_printf(out, " %s %s", name, list ? "(" : "");
        list_text(out, e, 1, ", ", cols);
        buf_text(out, list ? ")" : "");
        return;
    }
    buf_printf(out, "%s(", name);
    list_text(out, e, 0, ", ", cols);
    buf_char(out, ')');
}

static void group_text(buf *out, const expr *e, const char *word, const schema *cols)
{
    for (uint32_t i = 0; i < e->n_args; i++) {
        bool paren = e->args[i]->kind == EX_AND || e->args[i]->kind == EX_OR;
        buf_printf(out, "%s%s", i ? word : "", paren ? "(" : "");
        expr_text(out, e->args[i], cols);
        buf_text(out, paren ? ")" : "");
    }
}

void expr_text(buf *out, const expr *e, const schema *cols)
{
    switch (e->kind) {
    case EX_CONST: constant_text(out, e->value); break;
    case EX_COLUMN:
        if (cols && e->column < cols->n) {
            buf_str(out, cols->cols[e->column].name);
        } else {
            buf_printf(out, "$%u", e->column);
        }
        break;
    case EX_CALL: call_text(out, e, cols); break;
    case EX_AND: group_text(out, e, " and ", cols); break;
    case EX_OR: group_text(out, e, " or ", cols); break;
    case EX_CASE:
        buf_text(out, "case(");
        list_text(out, e, 0, ", ", cols);
        buf_char(out, ')');
        break;
    case EX_CAST:
        buf_printf(out, "to%s(", type_name(e->type));
        expr_text(out, e->args[0], cols);
        buf_char(out, ')');
        break;
    case EX_TABLE: buf_text(out, "table(...)"); break;
    case EX_SCALAR_TABLE: buf_text(out, "toscalar(...)"); break;
    }
}
