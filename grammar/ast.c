/* ast: names of kinds and operators, and the tree as text. */
#include "grammar/token.h"

const char *ast_kind_name(ast_kind k)
{
    static const char *const names[] = {
#define AST(kind, layout) #kind,
#include "grammar/ast.def"
#undef AST
    };
    return k < AST_KIND_COUNT ? names[k] : "?";
}

const char *ast_operator_word(ast_operator op)
{
    static const char *const words[] = {
#define OPERATOR(id, word, layout) word,
#include "grammar/operators.def"
#undef OPERATOR
    };
    return op < OP_COUNT_ ? words[op] : "?";
}

const char *ast_scalar_text(ast_scalar sc)
{
    static const char *const texts[] = {
#define SCALAR(id, text) text,
#include "grammar/scalars.def"
#undef SCALAR
    };
    return sc < SC_COUNT_ ? texts[sc] : "?";
}

static const char *literal_name(uint16_t op)
{
    static const char *const names[] = {"bool",   "int",      "long",     "real", "decimal",
                                        "string", "datetime", "timespan", "guid", "dynamic"};
    return op < sizeof names / sizeof *names ? names[op] : "?";
}

/* On one line whatever it holds. */
static void dump_text(buf *out, str s)
{
    buf_char(out, '"');
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", c);
        else if (c < 0x20)
            buf_printf(out, "\\x%02X", c);
        else
            buf_char(out, (char)c);
    }
    buf_char(out, '"');
}

static void dump_flags(buf *out, uint16_t flags)
{
    static const char *const names[] = {"quoted",     "hidden", "asc",  "desc",  "nulls-first",
                                        "nulls-last", "granny", "view", "paren", "optional"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & (1u << i)) buf_printf(out, " %s", names[i]);
}

static void dump_node(buf *out, const ast *node, unsigned level)
{
    for (unsigned i = 0; i < level; i++) buf_text(out, "  ");
    if (node->kind == AST_OP)
        buf_text(out, ast_operator_word((ast_operator)node->op));
    else
        buf_text(out, ast_kind_name((ast_kind)node->kind));
    if (node->kind == AST_LITERAL)
        buf_printf(out, " %s", literal_name(node->op));
    else if (node->kind == AST_STEP)
        buf_printf(out, " output=%u", node->op);
    else if (node->op && node->kind != AST_OP)
        buf_printf(out, " %s", ast_scalar_text((ast_scalar)node->op));
    if (node->text.n || node->kind == AST_LITERAL) {
        buf_char(out, ' ');
        dump_text(out, node->text);
    }
    dump_flags(out, node->flags);
    buf_printf(out, " @%u+%u\n", node->at.start, node->at.len);
    for (uint32_t i = 0; i < node->n && level <= AST_MAX_DEPTH; i++) dump_node(out, node->kid[i], level + 1);
}

void ast_dump(buf *out, const ast *node)
{
    if (node) dump_node(out, node, 0);
}

void ast_dump_tokens(buf *out, str text)
{
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    token_list list = kql_scan(text, mem, &ds);
    tokens_shape(&list, mem, &ds);
    uint32_t line = 1, line_start = 0, at = 0;
    for (uint32_t i = 0; i < list.n; i++) {
        token *t = &list.items[i];
        for (; at < t->at.start; at++)
            if (text.p[at] == '\n') {
                line++;
                line_start = at + 1;
            }
        buf_printf(out, "%u:%u\t%s", line, t->at.start - line_start + 1, token_kind_name(t->kind));
        if (t->at.len) {
            buf_char(out, '\t');
            dump_text(out, str_sub(text, t->at.start, t->at.len));
        }
        buf_char(out, '\n');
    }
    arena_drop(mem);
}
