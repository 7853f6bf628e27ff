/* build_parts: the nodes with a rule of their own. */
#include "grammar/build.h"

ast *build_body(parse *p, span at, nodes *statements, ast *last)
{
    if (last->kind == AST_NONE && statements->n && statements->p[statements->n - 1]->kind == AST_EXPRESSION)
        last = statements->p[--statements->n];
    for (uint32_t i = 0; i < statements->n; i++) {
        ast *s = statements->p[i];
        if (s->kind != AST_LET && s->kind != AST_DECLARE_PARAMETERS)
            parse_error(p, "KS198", s->at, "only let statements may stand before the last expression of a function");
    }
    if (last->kind != AST_EXPRESSION && last->kind != AST_NONE)
        parse_error(p, "KS005", (span){last->at.start + last->at.len, 0}, "a ; is missing behind the statement");
    return build_list(p, AST_BODY, at, list_add(p, statements, last));
}

ast *build_wildcard(parse *p, token t)
{
    return str_is(t.text, "*") ? build(p, AST_STAR, t.at) : build_text(p, AST_WILDCARD, t.at, t);
}

ast *build_cast(parse *p, ast *type_of)
{
    if (type_of->n == 1 && type_of->kid[0]->kind == AST_TYPE) return type_of->kid[0];
    parse_error(p, "KS160", type_of->at, "one type is expected here, as in typeof(long)");
    return type_of;
}

ast *build_series_in(parse *p, span word, span at, ast *params, ast *items, ast *on, ast *range, nodes *by)
{
    ast *none = build_none(p, (span){at.start + at.len, 0});
    if (range->n > 3) parse_error(p, "KS119", range->at, "range takes three values: from, to and step");
    nodes *kids = list_add(p, list_new(p, items), on);
    for (uint32_t i = 0; i < 3; i++) list_add(p, kids, i < range->n ? range->kid[i] : none);
    list_add(p, kids, build_list(p, AST_LIST, none->at, by));
    ast *op = build_op_list(p, OP_MAKE_SERIES, word, at, params, kids);
    op->flags |= ASTF_PAREN;
    return op;
}

ast *build_step(parse *p, span at, ast *head, ast *condition, nodes *assigns)
{
    ast *step = build_list(p, AST_STEP, at, list_join(p, list_new(p, condition), assigns));
    step->text = head->text;
    step->name_at = head->name_at;
    step->flags = head->flags;
    step->op = head->op;
    return step;
}

uint16_t step_output_code(parse *p, token word)
{
    if (str_is(word.text, "all")) return STEP_OUTPUT_ALL;
    if (str_is(word.text, "last")) return STEP_OUTPUT_LAST;
    if (!str_is(word.text, "none")) parse_error(p, "KS005", word.at, "output of a step is all, last or none");
    return STEP_OUTPUT_NONE;
}

ast *join_params(parse *p, ast *params, ast *more)
{
    if (!more || !more->n) return params;
    nodes *all = list_new(p, NULL);
    for (uint32_t i = 0; i < params->n; i++) list_add(p, all, params->kid[i]);
    for (uint32_t i = 0; i < more->n; i++) list_add(p, all, more->kid[i]);
    return build_list(p, AST_PARAMS, span_join(params->n ? params->at : more->at, more->at), all);
}

void check_unoptimized(parse *p, const ast *params)
{
    for (uint32_t i = 0; params && i < params->n; i++) {
        const ast *one = params->kid[i];
        bool known = str_is(one->text, "kind") && one->n && str_is(one->kid[0]->text, "nooptimization");
        if (!known) parse_error(p, "KS005", one->at, "only kind=nooptimization may stand here");
    }
}

void check_find(parse *p, const ast *params, const ast *scope, const ast *condition)
{
    bool bare = (!params || params->n == 0) && (!scope || scope->kind == AST_NONE || scope->n == 0);
    if (!bare) parse_error(p, "KS005", (span){condition->at.start, 0}, "where is missing before the condition");
}
