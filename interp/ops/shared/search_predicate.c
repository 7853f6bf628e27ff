#include "interp/ops/shared/search_predicate.h"

#include "interp/ops/shared/syntax.h"

typedef struct rewrite {
    binder *b;
    const search_rules *rules;
} rewrite;

static ast *rewritten(const rewrite *r, const ast *node, bool term);

static ast *refuse(const rewrite *r, span at, const char *what)
{
    bind_unsupported(r->b, at, what);
    return NULL;
}

/* The operator that ignores no case; -1: none is known. */
static int case_sensitive(int op)
{
    static const struct {
        ast_scalar op, cs;
    } all[] = {{SC_HAS, SC_HAS_CS},           {SC_NOT_HAS, SC_NOT_HAS_CS},
               {SC_HASPREFIX, SC_HASPREFIX_CS}, {SC_NOT_HASPREFIX, SC_NOT_HASPREFIX_CS},
               {SC_HASSUFFIX, SC_HASSUFFIX_CS}, {SC_NOT_HASSUFFIX, SC_NOT_HASSUFFIX_CS},
               {SC_CONTAINS, SC_CONTAINS_CS},   {SC_NOT_CONTAINS, SC_NOT_CONTAINS_CS},
               {SC_STARTSWITH, SC_STARTSWITH_CS}, {SC_NOT_STARTSWITH, SC_NOT_STARTSWITH_CS},
               {SC_ENDSWITH, SC_ENDSWITH_CS},   {SC_NOT_ENDSWITH, SC_NOT_ENDSWITH_CS}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if ((int)all[i].op == op) {
            return (int)all[i].cs;
        }
    }
    bool ignores = op == SC_EQ_TILDE || op == SC_NE_TILDE || op == SC_IN_TILDE || op == SC_NOT_IN_TILDE || op == SC_HAS_ANY || op == SC_HAS_ALL;
    return ignores ? -1 : op;
}

static ast *text_literal(const rewrite *r, const ast *like, str text)
{
    ast *node = syntax_node(r->b, AST_LITERAL, like->at, 0, NULL);
    node->op = LIT_STRING;
    node->text = text;
    return node;
}

/* `of op text`, the operator told by the asterisks around the text. */
static ast *bind_term(const rewrite *r, const ast *literal, ast *of)
{
    str text = literal->text;
    bool front = text.n && text.p[0] == '*', back = text.n > 1 && text.p[text.n - 1] == '*';
    str core = str_sub(text, front, text.n - front - back);
    bool odd = (front || back) && core.n == 0;
    for (uint32_t i = 0; i < core.n; i++) {
        odd |= core.p[i] == '*';
    }
    if (odd || (!r->rules->wildcards && (front || back))) {
        return refuse(r, literal->at, "an asterisk at this place of a search term");
    }
    int op = front && back ? SC_CONTAINS : front ? SC_HASSUFFIX : back ? SC_HASPREFIX : SC_HAS;
    ast *kids[] = {of, text_literal(r, literal, core)};
    ast *node = syntax_node(r->b, AST_BINARY, literal->at, 2, kids);
    node->op = (uint16_t)(r->rules->case_sensitive ? case_sensitive(op) : op);
    return node;
}

static bool is_text(const ast *node) { return node->kind == AST_LITERAL && node->op == LIT_STRING; }

static ast *copied(const rewrite *r, const ast *node, bool term)
{
    ast *copy = syntax_node(r->b, (ast_kind)node->kind, node->at, node->n, node->kid);
    ast **kids = copy->kid;
    *copy = *node;
    copy->kid = kids;
    for (uint32_t i = 0; i < node->n; i++) {
        kids[i] = rewritten(r, node->kid[i], term);
        if (!kids[i]) {
            return NULL;
        }
    }
    if (r->rules->case_sensitive && (node->kind == AST_BINARY || node->kind == AST_IN)) {
        int op = case_sensitive(node->op);
        if (op < 0) {
            return refuse(r, node->at, "this operator with kind=case_sensitive");
        }
        copy->op = (uint16_t)op;
    }
    return copy;
}

/* term: a text alone is one here. */
static ast *rewritten(const rewrite *r, const ast *node, bool term)
{
    if (term && is_text(node) && node->flags & ASTF_JOINED) {
        diag *d = diag_error(r->b->ds, ST_COMPILE, "KS141", node->at, "texts in a row are no search term");
        diag_hint(r->b->ds, d, "put `and` or `or` between them, or write one text");
        return NULL;
    }
    if (term && is_text(node)) {
        return bind_term(r, node, syntax_node(r->b, AST_STAR, node->at, 0, NULL));
    }
    if (term && node->kind == AST_STAR) {
        ast *yes = syntax_node(r->b, AST_LITERAL, node->at, 0, NULL);
        yes->op = LIT_BOOL;
        yes->text = STR("true");
        return yes;
    }
    if (node->kind == AST_BINARY && node->op == SC_SEARCH_COLON) {
        if (!is_text(node->kid[1])) {
            diag_error(r->b->ds, ST_COMPILE, "KS106", node->at, "':' is followed by a text");
            return NULL;
        }
        return bind_term(r, node->kid[1], node->kid[0]);
    }
    bool logic = node->kind == AST_BINARY && (node->op == SC_AND || node->op == SC_OR);
    bool negation = node->kind == AST_CALL && str_is(node->text, "not") && node->n == 1;
    return copied(r, node, term && (logic || negation));
}

ast *search_predicate(binder *b, const ast *node, const search_rules *rules)
{
    rewrite r = {b, rules};
    return rewritten(&r, node, true);
}
