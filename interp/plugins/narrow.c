/* narrow: a row for each cell. Source: narrow-plugin.md, whose example shows what booleans, numbers, times, texts and nulls look like;
 * the text of other types is not settled. */
#include "interp/plugins/whole.h"

static const op_class op_narrow;

/* 2017-03-14 10:59:18.9263023 */
static str time_text(arena *mem, datum d)
{
    str s = datum_text(mem, d);
    char *text = arena_dup(mem, s.p, s.n);
    if (s.n > 11 && text[10] == 'T') {
        text[10] = ' ';
    }
    return (str){text, s.n && text[s.n - 1] == 'Z' ? s.n - 1 : s.n};
}

static bool narrow_run(exec *x, const plan_node *n, const rows *in, whole_out *out)
{
    (void)x;
    const schema *cols = &n->in[0]->cols;
    for (uint32_t row = 0; row < in->n; row++) {
        for (uint32_t i = 0; i < cols->n; i++) {
            datum d = rows_get(in, row, i);
            str value = d.null ? STR("[null]") : d.type == T_DATETIME ? time_text(out->batch, d) : datum_text(out->batch, d);
            whole_put(out, 0, whole_long(row));
            whole_put(out, 1, whole_text(cols->cols[i].name));
            whole_put(out, 2, whole_text(value));
            whole_row(out);
        }
    }
    return true;
}

static plan_node *narrow_bind(binder *b, const plugin_call *c)
{
    whole *info = ARENA_NEW(b->mem, whole);
    info->run = narrow_run;
    plan_node *n = plugin_arg_count(b, c, 0, 0) ? whole_node(b, &op_narrow, c, info) : NULL;
    if (!n) {
        return NULL;
    }
    for (uint32_t i = 0; i < c->in->cols.n && !b->bind_only; i++) {
        kql_type t = c->in->cols.cols[i].type;
        if (t == T_REAL || t == T_DECIMAL || t == T_DYNAMIC || t == T_TIMESPAN || t == T_GUID) {
            diag_error(b->ds, ST_UNSUPPORTED, NULL, c->args->at, "narrow() of a %s column ('" STR_FMT "') is not supported: how it is written is not known",
                       type_name(t), STR_ARG(c->in->cols.cols[i].name));
            return NULL;
        }
    }
    schema_add(b->mem, &n->cols, STR("Row"), T_LONG);
    schema_add(b->mem, &n->cols, STR("Column"), T_STRING);
    schema_add(b->mem, &n->cols, STR("Value"), T_STRING);
    return n;
}

static const op_class op_narrow = {.name = "narrow", .code = -1, WHOLE_FUNCTIONS};

const plugin plugin_narrow = {.name = "narrow", .bind = narrow_bind, .sig = "()", .help = "A row for each cell of the table",
                              .example = "print a = 1, b = 'x' | evaluate narrow()", .gives = "0, a, 1; 0, b, x", .page = "narrow-plugin"};
