/* render: how the result wants to be drawn. Its rows go on as they are. Source: render-operator.md */
#include "interp/ops/render.h"

#include "interp/bind/parts.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/ops/shared/pass.h"

#include <stddef.h>

typedef enum prop_kind { PROP_TEXT, PROP_WORD, PROP_BOOL, PROP_NUMBER, PROP_ANY, PROP_COLUMN, PROP_COLUMNS } prop_kind;

typedef struct prop_rule {
    const char *name;
    prop_kind kind;
    size_t to;         /* where in render_spec */
    const char *words; /* PROP_WORD: those there are */
} prop_rule;

#define TO(member) offsetof(render_spec, member)
static const prop_rule props[] = {
    {"kind", PROP_WORD, TO(kind), "default, unstacked, stacked, stacked100, map"},
    {"title", PROP_TEXT, TO(title), NULL},
    {"accumulate", PROP_BOOL, TO(accumulate), NULL},
    {"xcolumn", PROP_COLUMN, TO(xcolumn), NULL},
    {"ycolumns", PROP_COLUMNS, TO(ycolumns), NULL},
    {"anomalycolumns", PROP_COLUMNS, TO(anomalycolumns), NULL},
    {"series", PROP_COLUMNS, TO(series), NULL},
    {"by", PROP_COLUMNS, TO(series), NULL}, /* `render timechart by x`: the old form of series */
    {"xtitle", PROP_TEXT, TO(xtitle), NULL},
    {"ytitle", PROP_TEXT, TO(ytitle), NULL},
    {"xaxis", PROP_WORD, TO(xaxis), "linear, log"},
    {"yaxis", PROP_WORD, TO(yaxis), "linear, log"},
    {"legend", PROP_WORD, TO(legend), "visible, hidden"},
    {"ysplit", PROP_WORD, TO(ysplit), "none, axes, panels"},
    {"ymin", PROP_NUMBER, TO(ymin), NULL},
    {"ymax", PROP_NUMBER, TO(ymax), NULL},
    {"xmin", PROP_ANY, 0, NULL},
    {"xmax", PROP_ANY, 0, NULL},
};

static const char charts[] = "table, list, barchart, piechart, ladderchart, timechart, linechart, anomalychart, pivotchart, areachart, "
                             "stackedareachart, scatterchart, timepivot, columnchart, timeline, 3Dchart, card, treemap, plotly, graph, sankey";

/* Is the word in "a, b, c"? */
static bool is_listed(const char *words, str word)
{
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, ",");
        if (word.n == n && memcmp(word.p, p, n) == 0)
            return true;
        p += n;
        p += strspn(p, ", ");
    }
    return false;
}

static bool word_of(binder *b, const ast *v, const char *words, str *out)
{
    *out = v->text;
    if ((v->kind == AST_NAME || v->kind == AST_LITERAL) && is_listed(words, v->text))
        return true;
    diag_error(b->ds, ST_COMPILE, "KS005", v->at, "one of these is wanted here: %s", words);
    return false;
}

/* A text may be a `let` or a call, as long as it needs no row. */
static bool text_of(binder *b, const ast *v, str *out)
{
    expr *e = bind_expr(b, v);
    if (e->type == T_UNKNOWN)
        return false;
    if (e->type != T_STRING && e->type != T_DYNAMIC) {
        diag_error(b->ds, ST_COMPILE, "KS141", v->at, "a string is wanted here, and this is %s", type_name(e->type));
        return false;
    }
    if (e->kind == EX_CONST && e->type == T_STRING)
        *out = e->value.s;
    return true;
}

static bool number_of(binder *b, const ast *v, render_spec *spec, double *out)
{
    expr *e = v->kind == AST_NAME ? NULL : bind_expr(b, v);
    bool is_number = e && e->kind == EX_CONST && type_is_number(e->type);
    if (!is_number) {
        diag_error(b->ds, ST_COMPILE, "KS224", v->at, "a number is wanted here");
        return false;
    }
    if (e->value.null)
        return true;
    *out = e->type == T_REAL ? e->value.r : e->type == T_INT ? e->value.i : e->type == T_LONG ? (double)e->value.l : decimal_to_double(e->value.dec);
    *(out == &spec->ymin ? &spec->has_ymin : &spec->has_ymax) = true;
    return true;
}

static bool column_of(binder *b, const ast *v, str *out)
{
    expr *e = bind_expr(b, v);
    if (e->kind == EX_COLUMN)
        *out = b->row->cols[e->column].name;
    return e->type != T_UNKNOWN && check_is_column(b, v);
}

static bool columns_of(binder *b, const ast *v, render_names *out)
{
    bool many = v->kind == AST_LIST, ok = true;
    uint32_t n = many ? v->n : 1;
    str *names = ARENA_ARRAY(b->mem, str, n);
    for (uint32_t i = 0; i < n; i++)
        ok &= column_of(b, many ? v->kid[i] : v, &names[i]);
    *out = (render_names){names, n};
    return ok;
}

static bool take(binder *b, const prop_rule *rule, const ast *v, render_spec *spec)
{
    void *to = (char *)spec + rule->to;
    switch (rule->kind) {
    case PROP_TEXT: return text_of(b, v, to);
    case PROP_WORD: return word_of(b, v, rule->words, to);
    case PROP_NUMBER: return number_of(b, v, spec, to);
    case PROP_COLUMN: return column_of(b, v, to);
    case PROP_COLUMNS: return columns_of(b, v, to);
    case PROP_ANY: return true;
    case PROP_BOOL: break;
    }
    if (v->kind == AST_LITERAL && v->op == LIT_BOOL) {
        expr *e = bind_expr(b, v);
        spec->accumulate = e->kind == EX_CONST && e->value.b;
        return true;
    }
    diag_error(b->ds, ST_COMPILE, "KS005", v->at, "true or false is wanted here");
    return false;
}

static bool read_props(binder *b, const ast *params, render_spec *spec)
{
    bool ok = true;
    for (uint32_t k = 0; k < params->n; k++) {
        const ast *p = params->kid[k];
        for (uint32_t j = 0; j < k; j++) {
            if (str_eq(params->kid[j]->text, p->text)) {
                diag_error(b->ds, ST_COMPILE, "KS180", p->at, "'" STR_FMT "' stands here twice", STR_ARG(p->text));
                ok = false;
            }
        }
        for (size_t r = 0; r < sizeof props / sizeof *props; r++) {
            if (str_is(p->text, props[r].name))
                ok &= take(b, &props[r], p->kid[0], spec);
        }
    }
    return ok;
}

static plan_node *render_bind(binder *b, const ast *node, plan_node *in)
{
    render_spec *spec = ARENA_NEW(b->mem, render_spec);
    spec->type = node->text;
    bool ok = is_listed(charts, node->text);
    if (!ok)
        diag_error(b->ds, ST_COMPILE, "KS005", node->name_at, "'" STR_FMT "' is no chart; there are %s", STR_ARG(node->text), charts);
    ok &= read_props(b, node->kid[0], spec);
    return ok ? node_over(b, &op_render, node->at, in, spec) : NULL;
}

static void describe(buf *out, const plan_node *n) { buf_str(out, ((const render_spec *)n->info)->type); }

const op_class op_render = {.name = "render", .code = OP_RENDER, .bind = render_bind, .need = pass_need, .next = pass_next, .describe = describe};
