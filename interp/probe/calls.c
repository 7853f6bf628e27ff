/* calls: decisions within functions that the query defines: asked with the arguments of each call. */
#include "interp/probe/probe_parts.h"

const ast *probe_function(const finder *f, const place *in, str name)
{
    for (uint32_t i = in->statement; i-- > 0;) {
        const ast *s = f->tree->kid[i];
        if (s->kind == AST_LET && str_eq(s->text, name))
            return s->kid[0]->kind == AST_FUNCTION ? s->kid[0] : NULL;
    }
    return NULL;
}

/* What the parameter of that number is; empty: nothing was said. */
static str argument(const finder *f, const ast *function, const ast *call, str input, uint32_t number)
{
    const ast *parameter = function->kid[0]->kid[number];
    uint32_t first = input.n ? 1 : 0;
    if (number < first)
        return input;
    for (uint32_t i = 0; i < call->n; i++) {
        if (call->kid[i]->kind == AST_NAMED && str_eq(call->kid[i]->text, parameter->text))
            return probe_source(f, call->kid[i]->kid[0]);
    }
    if (number - first < call->n && call->kid[number - first]->kind != AST_NAMED)
        return probe_source(f, call->kid[number - first]);
    return parameter->n > 1 && parameter->kid[1]->kind != AST_NONE ? probe_source(f, parameter->kid[1]) : (str){0};
}

place probe_called(const finder *f, const place *in, const ast *function, const ast *call, str input)
{
    const ast *body = function->kid[1], *last = body->kid[body->n - 1];
    buf b = {0};
    buf_str(&b, in->lets);
    for (uint32_t i = 0; i < function->kid[0]->n; i++) {
        str name = function->kid[0]->kid[i]->text, value = argument(f, function, call, input, i);
        if (value.n && !str_eq(name, value))
            buf_printf(&b, "\nlet ['" STR_FMT "'] = " STR_FMT ";", STR_ARG(name), STR_ARG(value));
    }
    buf_text(&b, "\n");
    buf_str(&b, str_sub(f->text, body->kid[0]->at.start, last->at.start - body->kid[0]->at.start));
    place p = {.lets = arena_str(f->mem, buf_view(&b)), .statement = in->statement, .calls = in->calls + 1, .reached = in->reached};
    buf_drop(&b);
    return p;
}

str probe_called_on(const finder *f, str rows, const ast *function, const ast *call)
{
    const ast *body = function->kid[1];
    buf b = {0};
    for (uint32_t i = 0; i < function->kid[0]->n; i++) {
        str name = function->kid[0]->kid[i]->text, value = argument(f, function, call, (str){0}, i);
        if (value.n && !str_eq(name, value))
            buf_printf(&b, "%s ['" STR_FMT "'] = " STR_FMT, b.n ? "," : "extend", STR_ARG(name), STR_ARG(value));
    }
    if (b.n)
        rows = probe_then(f, rows, buf_view(&b));
    buf_drop(&b);
    for (uint32_t i = 0; i + 1 < body->n; i++) {
        if (body->kid[i]->kind == AST_LET)
            rows = probe_then(f, rows, arena_printf(f->mem, "extend ['" STR_FMT "'] = " STR_FMT, STR_ARG(body->kid[i]->text), STR_ARG(probe_source(f, body->kid[i]->kid[0]))));
    }
    return rows;
}
