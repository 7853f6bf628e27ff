/* grammar_help: a tree as one short line, so that a test shows query and tree side by side.
 *   x == 1 and y has "a"      (and (== x 1) (has y "a"))
 *   T | where x | take 5      (pipe T (where x) (take 5))
 * Names are bare (['a b'] keeps its brackets), strings quoted, an absent part is `-`, other nodes go by their kind. */
#ifndef TESTS_GRAMMAR_HELP_H
#define TESTS_GRAMMAR_HELP_H

#include "tests/unit/unit.h"

#include "grammar/ast.h"

#include <stdio.h>

static void tree_line(buf *out, const ast *n);

static void tree_kids(buf *out, const ast *n, uint32_t from)
{
    for (uint32_t i = from; i < n->n; i++) {
        buf_char(out, ' ');
        tree_line(out, n->kid[i]);
    }
    buf_char(out, ')');
}

static void tree_head(buf *out, const ast *n, const char *head)
{
    buf_printf(out, "(%s", head);
    if (n->text.n) buf_printf(out, ":" STR_FMT, STR_ARG(n->text));
    for (unsigned i = 0; i < 10; i++)
        if (n->kind != AST_CALL && n->kind != AST_OP && (n->flags & ~(unsigned)(ASTF_PAREN | ASTF_QUOTED) & (1u << i)))
            buf_printf(
                out, " %s",
                (const char *[]){"", "hidden", "asc", "desc", "first", "last", "granny", "view", "", "optional"}[i]);
}

static void tree_literal(buf *out, const ast *n)
{
    static const char *const kinds[] = {"bool", "int",      "",         "real", "decimal",
                                        "",     "datetime", "timespan", "guid", "dynamic"};
    if (n->op == LIT_STRING)
        buf_printf(out, "%s\"" STR_FMT "\"", n->flags & ASTF_HIDDEN ? "h" : "", STR_ARG(n->text));
    else if (n->op == LIT_LONG)
        buf_str(out, n->text);
    else
        buf_printf(out, "%s(" STR_FMT ")", kinds[n->op], STR_ARG(n->text));
}

static void tree_line(buf *out, const ast *n)
{
    switch (n->kind) {
    case AST_NONE:
        buf_char(out, '-');
        return;
    case AST_STAR:
        buf_char(out, '*');
        return;
    case AST_NAME:
        buf_printf(out, n->flags & ASTF_QUOTED ? "['" STR_FMT "']" : STR_FMT, STR_ARG(n->text));
        return;
    case AST_WILDCARD:
        buf_printf(out, "~" STR_FMT, STR_ARG(n->text));
        return;
    case AST_TYPE:
        buf_printf(out, "`" STR_FMT, STR_ARG(n->text));
        return;
    case AST_LITERAL:
        tree_literal(out, n);
        return;
    case AST_UNARY:
    case AST_BINARY:
    case AST_BETWEEN:
    case AST_IN:
        buf_printf(out, "(%s", ast_scalar_text((ast_scalar)n->op));
        tree_kids(out, n, 0);
        return;
    case AST_OP:
        tree_head(out, n, ast_operator_word((ast_operator)n->op));
        tree_kids(out, n, n->kid[0]->n ? 0 : 1);
        return;
    case AST_EXPRESSION:
        tree_line(out, n->kid[0]);
        return;
    case AST_QUERY:
        for (uint32_t i = 0; i < n->n; i++) {
            buf_text(out, i ? "; " : "");
            tree_line(out, n->kid[i]);
        }
        return;
    default:
        break;
    }
    char head[32];
    uint32_t i = 0;
    for (const char *k = ast_kind_name((ast_kind)n->kind); *k && i + 1 < sizeof head; k++)
        head[i++] = (char)(*k >= 'A' && *k <= 'Z' ? *k | 32 : *k);
    head[i] = 0;
    tree_head(out, n, head);
    tree_kids(out, n, 0);
}

/* The query parses to this tree. */
static inline void parses(const char *query, const char *want)
{
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    ast *tree = kql_parse(str_of(query), mem, &ds);
    buf out = {0};
    if (!tree) fail_msg("%s\n  does not parse: " STR_FMT, query, STR_ARG(ds.items[0].message));
    tree_line(&out, tree);
    if (!str_is(buf_view(&out), want))
        fail_msg("%s\n  got  " STR_FMT "\n  want %s", query, STR_ARG(buf_view(&out)), want);
    buf_drop(&out);
    arena_drop(mem);
}

/* An expression, through `print`. */
static inline void reads(const char *expression, const char *want)
{
    char query[2000], tree[2000];
    snprintf(query, sizeof query, "print %s", expression);
    snprintf(tree, sizeof tree, "(print %s)", want);
    parses(query, tree);
}

/* The query is refused with this code, at this stretch of its text. */
static inline void refuses(const char *query, const char *code, const char *at)
{
    arena *mem = arena_new();
    diags ds = {.mem = mem};
    if (kql_parse(str_of(query), mem, &ds)) fail_msg("%s\n  parses, want %s", query, code);
    assert_true(ds.n > 0);
    diag d = ds.items[0];
    if (!d.code || strcmp(d.code, code) != 0)
        fail_msg("%s\n  got %s " STR_FMT ", want %s", query, d.code ? d.code : "no code", STR_ARG(d.message), code);
    str place = str_sub(str_of(query), d.span.start, d.span.len);
    if (!str_is(place, at)) fail_msg("%s\n  points at \"" STR_FMT "\", want \"%s\"", query, STR_ARG(place), at);
    arena_drop(mem);
}

#endif
