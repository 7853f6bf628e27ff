#include "interp/bind/bind_dump.h"

typedef struct dump {
    buf *out;
    const plan_node *node;
    int depth;
} dump;

static void indent(buf *out, int depth)
{
    for (int i = 0; i < depth; i++) buf_text(out, "  ");
}

static void put_value(buf *out, datum d)
{
    arena *a = arena_new();
    str text = datum_text(a, d);
    buf_printf(out, d.null && d.type != T_STRING ? "null" : d.type == T_STRING ? "'" STR_FMT "'" : STR_FMT, STR_ARG(text));
    arena_drop(a);
}

static void put_expr(dump *d, const expr *e);

static void put_args(dump *d, const expr *e, const char *between)
{
    for (uint32_t k = 0; k < e->n_args; k++) {
        if (k) buf_text(d->out, between);
        put_expr(d, e->args[k]);
    }
}

static void put_column(dump *d, const expr *e)
{
    const plan_node *in = d->node->n_in ? d->node->in[0] : NULL;
    if (in && e->column < in->cols.n) {
        buf_str(d->out, in->cols.cols[e->column].name);
    } else {
        buf_printf(d->out, "#%u", e->column);
    }
}

static void put_expr(dump *d, const expr *e)
{
    switch (e->kind) {
    case EX_CONST: put_value(d->out, e->value); break;
    case EX_COLUMN: put_column(d, e); break;
    case EX_CALL:
        buf_printf(d->out, "%s(", e->call->row->name);
        put_args(d, e, ", ");
        buf_char(d->out, ')');
        break;
    case EX_AND:
    case EX_OR:
        buf_char(d->out, '(');
        put_args(d, e, e->kind == EX_AND ? " and " : " or ");
        buf_char(d->out, ')');
        break;
    case EX_CASE:
    case EX_CAST:
        buf_text(d->out, e->kind == EX_CASE ? "case(" : "cast(");
        put_args(d, e, ", ");
        buf_char(d->out, ')');
        break;
    case EX_TABLE:
    case EX_SCALAR_TABLE: buf_text(d->out, e->kind == EX_TABLE ? "column of a table" : "cell of a table"); break;
    }
    buf_printf(d->out, ":%s", type_name(e->type));
}

static void put_visited(expr **e, void *arg)
{
    dump *d = arg;
    if ((*e)->kind == EX_COLUMN && d->node->cols.n > 1) return; /* handed on as it is */
    indent(d->out, d->depth + 1);
    put_expr(d, *e);
    buf_char(d->out, '\n');
}

void bind_dump(buf *out, const plan_node *root)
{
    struct {
        const plan_node *node;
        int depth;
    } stack[256];
    uint32_t n = 0;
    stack[n].node = root;
    stack[n++].depth = 0;
    while (n) {
        n--;
        dump d = {out, stack[n].node, stack[n].depth};
        indent(out, d.depth);
        buf_printf(out, "%s -> (", d.node->op->name);
        uint32_t shown = d.node->cols.n < 12 ? d.node->cols.n : 12;
        for (uint32_t c = 0; c < shown; c++)
            buf_printf(out, "%s" STR_FMT ":%s", c ? ", " : "", STR_ARG(d.node->cols.cols[c].name), type_name(d.node->cols.cols[c].type));
        if (shown < d.node->cols.n) buf_printf(out, ", and %u more", d.node->cols.n - shown);
        buf_text(out, ")\n");
        if (d.node->op->visit) d.node->op->visit((plan_node *)d.node, put_visited, &d);
        for (uint32_t i = d.node->n_in; i-- > 0 && n < 256;) {
            stack[n].node = d.node->in[i];
            stack[n++].depth = d.depth + 1;
        }
    }
}
