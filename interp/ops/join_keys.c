/* Join conditions. Which texts are accepted, and the codes of those that are not, follow Microsoft's binder; keys of type dynamic
 * are refused as the engine does, also where both sides have them. */
#include "interp/ops/join.h"

typedef struct sides {
    binder *b;
    const schema *left, *right;
    schema *open_left, *open_right; /* the same, when naming a column makes it one; else NULL */
    join_info *info;
} sides;

/* The name in $left.name or $right.name; NULL when it is not of that side. */
static const ast *member_of(const ast *node, const char *side)
{
    if (node->kind == AST_PATH && node->kid[0]->kind == AST_NAME && str_is(node->kid[0]->text, side)) {
        return node;
    }
    return NULL;
}

static expr *column_of(sides *s, const schema *row, const ast *node, span at)
{
    binder *b = s->b;
    schema *open = b->open_row;
    b->open_row = row == s->left ? s->open_left : s->open_right;
    ast name = {.kind = AST_NAME, .at = at, .name_at = at, .text = node->text, .kid = NULL};
    const schema *old = bind_rows(b, row);
    expr *e = bind_expr(b, &name);
    bind_rows(b, old);
    b->open_row = open;
    return e->kind == EX_COLUMN ? e : NULL;
}

static bool add_key(sides *s, expr *l, expr *r, span at, bool common)
{
    join_info *info = s->info;
    if (l->type == T_DYNAMIC && r->type == T_DYNAMIC) {
        diag_error(s->b->ds, ST_COMPILE, "KS241", at, "join keys cannot be dynamic");
        return false;
    }
    bool integers = type_is_integer(l->type) && type_is_integer(r->type), known = l->type != T_UNKNOWN && r->type != T_UNKNOWN;
    if (known && l->type != r->type && (common || !integers)) {
        bool dynamic = l->type == T_DYNAMIC || r->type == T_DYNAMIC;
        diag_error(s->b->ds, ST_COMPILE, common ? "KS227" : dynamic ? "KS241" : "KS242", at, "the keys of a join have one type, and these are %s and %s",
                   type_name(l->type), type_name(r->type));
        return false;
    }
    kql_type type = l->type == r->type ? l->type : T_LONG;
    info->left[info->n_keys] = bind_cast(s->b, l, type);
    info->right[info->n_keys++] = bind_cast(s->b, r, type);
    return true;
}

static expr *position(binder *b, const schema *row, int ix, span at)
{
    const schema *old = bind_rows(b, row);
    expr *e = bind_column(b, (uint32_t)ix, at);
    bind_rows(b, old);
    return e;
}

static bool add_common(sides *s, const ast *node)
{
    int l = schema_find(s->left, node->text), r = schema_find(s->right, node->text);
    if (l < 0 && s->open_left && column_of(s, s->left, node, node->at)) {
        l = schema_find(s->left, node->text);
    }
    if (r < 0 && s->open_right && l >= 0 && column_of(s, s->right, node, node->at)) {
        r = schema_find(s->right, node->text);
    }
    if (l < 0 && r < 0) {
        return column_of(s, s->left, node, node->at) != NULL; /* reports the unknown name */
    }
    if (l < 0 || r < 0) {
        diag_error(s->b->ds, ST_COMPILE, "KS145", node->at, "'" STR_FMT "' must be a column of both sides of the join", STR_ARG(node->text));
        return false;
    }
    return add_key(s, position(s->b, s->left, l, node->at), position(s->b, s->right, r, node->at), node->at, true);
}

static bool add_equality(sides *s, const ast *node)
{
    const ast *l = member_of(node->kid[0], "$left"), *r = member_of(node->kid[1], "$right");
    if (!l) {
        diag_error(s->b->ds, ST_COMPILE, "KS183", node->kid[0]->at, "this side of a join condition is written $left.<column>");
    }
    if (!r) {
        diag_error(s->b->ds, ST_COMPILE, "KS183", node->kid[1]->at, "this side of a join condition is written $right.<column>");
    }
    if (!l || !r) {
        return false;
    }
    expr *a = column_of(s, s->left, l, l->name_at), *c = column_of(s, s->right, r, r->name_at);
    return a && c && add_key(s, a, c, node->at, false);
}

static bool add_condition(sides *s, const ast *node)
{
    if (node->kind == AST_BINARY && node->op == SC_AND) {
        bool ok = add_condition(s, node->kid[0]);
        return add_condition(s, node->kid[1]) && ok;
    }
    if (node->kind == AST_BINARY && node->op == SC_EQ) {
        return add_equality(s, node);
    }
    if (node->kind == AST_NAME) {
        return add_common(s, node);
    }
    diag_error(s->b->ds, ST_COMPILE, "KS182", node->at, "a join condition is a column that both sides have, or $left.<column> == $right.<column>");
    return false;
}

static uint32_t count_conditions(const ast *node)
{
    bool both = node->kind == AST_BINARY && node->op == SC_AND;
    return both ? count_conditions(node->kid[0]) + count_conditions(node->kid[1]) : 1;
}

bool bind_join_keys(binder *b, const ast *list, plan_node *left, plan_node *right, join_info *info)
{
    sides s = {b, &left->cols, &right->cols, left->open_columns ? &left->cols : NULL, right->open_columns ? &right->cols : NULL, info};
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        n += count_conditions(list->kid[i]->kid[0]);
    }
    info->left = ARENA_ARRAY(b->mem, expr *, n + 1);
    info->right = ARENA_ARRAY(b->mem, expr *, n + 1);
    bool ok = true;
    for (uint32_t i = 0; i < list->n; i++) {
        ok = add_condition(&s, list->kid[i]->kid[0]) && ok;
    }
    return ok;
}
