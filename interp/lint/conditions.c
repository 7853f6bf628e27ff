/* conditions: reading the filters of a pipeline. */
#include "interp/lint/conditions.h"

#define CONDITIONS 128 /* of one chain; those behind are not looked at */

typedef struct chain {
    lint *l;
    lint_condition all[CONDITIONS];
    uint32_t n;
} chain;

/* Digits alone, so that two of one value are of one text. */
static bool is_number(const ast *node)
{
    if (node->kind != AST_LITERAL || node->op != LIT_LONG || !node->text.n || node->text.n > 18 || (node->text.p[0] == '0' && node->text.n > 1))
        return false;
    for (uint32_t i = 0; i < node->text.n; i++) {
        if (node->text.p[i] < '0' || node->text.p[i] > '9')
            return false;
    }
    return true;
}

static bool read_condition(const ast *node, lint_condition *c)
{
    bool is = node->kind == AST_BINARY || node->kind == AST_IN;
    if (!is || node->n < 2 || node->kid[0]->kind != AST_NAME)
        return false;
    bool texts = lint_is_text(node->kid[1]);
    for (uint32_t i = 1; i < node->n; i++) {
        if (texts ? !lint_is_text(node->kid[i]) : !is_number(node->kid[i]))
            return false;
    }
    *c = (lint_condition){node, node->kid[0]->text, (ast_scalar)node->op, (const ast *const *)node->kid + 1, node->n - 1};
    return true;
}

static void conjuncts(const ast *node, chain *c)
{
    if (node->kind == AST_BINARY && node->op == SC_AND) {
        conjuncts(node->kid[0], c);
        conjuncts(node->kid[1], c);
    } else if (c->n < CONDITIONS && read_condition(node, &c->all[c->n])) {
        c->n++;
    }
}

static void walk(const ast *node, chain *c, void (*each)(lint *, const lint_condition *, uint32_t))
{
    for (uint32_t i = 0; i < node->n; i++)
        walk(node->kid[i], c, each);
    if (node->kind != AST_PIPE)
        return;
    c->n = 0;
    for (uint32_t i = 1; i <= node->n; i++) {
        const ast *op = i < node->n ? node->kid[i] : NULL;
        if (op && op->kind == AST_OP && op->op == OP_WHERE) {
            conjuncts(op->kid[1], c);
            continue;
        }
        each(c->l, c->all, c->n);
        c->n = 0;
    }
}

void lint_conditions(lint *l, void (*each)(lint *l, const lint_condition *all, uint32_t n))
{
    chain c = {.l = l};
    walk(l->tree, &c, each);
}
