/* project-by-names: the columns whose names or patterns are given as values, each once, in that order; names that no column has are passed
 * over. Source: project-by-names-operator.md */
#include "interp/ops/operators.h"
#include "interp/ops/shared/projection.h"

typedef struct choice {
    const schema *from;
    uint32_t *columns;
    uint32_t n;
} choice;

static void choose(choice *c, str pattern)
{
    for (uint32_t i = 0; i < c->from->n; i++) {
        bool chosen = !bind_pattern_matches(pattern, c->from->cols[i].name);
        for (uint32_t k = 0; k < c->n; k++) {
            chosen = chosen || c->columns[k] == i;
        }
        if (!chosen) {
            c->columns[c->n++] = i;
        }
    }
}

/* A text, or an array of texts. */
static bool choose_all(choice *c, const datum *d)
{
    if (d->type == T_STRING) {
        choose(c, d->s);
        return true;
    }
    if (d->type != T_DYNAMIC || d->null || (d->dy->kind != DYN_ARRAY && d->dy->kind != DYN_STRING)) {
        return false;
    }
    if (d->dy->kind == DYN_STRING) {
        choose(c, d->dy->s);
        return true;
    }
    for (uint32_t i = 0; i < d->dy->n; i++) {
        if (d->dy->item[i]->kind == DYN_STRING) {
            choose(c, d->dy->item[i]->s);
        }
    }
    return true;
}

static plan_node *project_by_names_bind(binder *b, const ast *node, plan_node *in)
{
    choice c = {&in->cols, ARENA_ARRAY(b->mem, uint32_t, in->cols.n + 1), 0};
    const schema *old = bind_rows(b, NULL);
    bool ok = true;
    for (uint32_t i = 1; ok && i < node->n; i++) {
        expr *e = bind_expr(b, node->kid[i]);
        if (e->type == T_UNKNOWN) {
            ok = false;
        } else if (e->kind != EX_CONST || !choose_all(&c, &e->value)) {
            ok = bind_unsupported(b, node->kid[i]->at, "project-by-names of what is no constant text or array of texts") != NULL;
        }
    }
    bind_rows(b, old);
    if (ok && c.n == 0) {
        return bind_unsupported(b, node->at, "project-by-names that leaves no column");
    }
    plan_node *out = ok ? projection_of(b, &op_project_by_names, node->at, in, c.columns, c.n) : NULL;
    if (out) {
        out->open_columns = in->open_columns;
    }
    return out;
}

const op_class op_project_by_names = {.name = "project-by-names", .code = OP_PROJECT_BY_NAMES, .bind = project_by_names_bind, PROJECTION_FUNCTIONS};
