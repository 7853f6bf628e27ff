/* text_join: strcat and its kind: several values, their texts one behind the other. */
#include "interp/scalar/args.h"
#include "interp/scalar/text.h"

#define MAX_ARGS 64 /* their pages, and their signatures below */

/* The texts with the delimiter between them. */
static str join(fn_ctx *cx, const str *parts, uint32_t n, str delimiter)
{
    uint64_t size = n ? (uint64_t)delimiter.n * (n - 1) : 0;
    char *p;
    for (uint32_t i = 0; i < n; i++) size += parts[i].n;
    if (!text_room(cx, size, &p)) return (str){0};
    str out = {p, (uint32_t)size};
    for (uint32_t i = 0; i < n; i++) {
        if (i && delimiter.n) {
            memcpy(p, delimiter.p, delimiter.n);
            p += delimiter.n;
        }
        if (parts[i].n) memcpy(p, parts[i].p, parts[i].n);
        p += parts[i].n;
    }
    return out;
}

static str text_at(fn_ctx *cx, const vec *v, uint32_t row)
{
    return v->type == T_STRING ? v->s[vec_ix(v, row)] : datum_text(cx->mem, vec_get(v, row));
}

static void strcat_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    str parts[MAX_ARGS];
    uint32_t n = cx->call->n_args < MAX_ARGS ? cx->call->n_args : MAX_ARGS;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        for (uint32_t i = 0; i < n; i++) parts[i] = text_at(cx, args[i], row);
        out->s[row] = join(cx, parts, n, (str){0});
    }
}

static void strcat_delim_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    str parts[MAX_ARGS];
    uint32_t n = cx->call->n_args - 1 < MAX_ARGS ? cx->call->n_args - 1 : MAX_ARGS;
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        for (uint32_t i = 0; i < n; i++) parts[i] = text_at(cx, args[i + 1], row);
        out->s[row] = join(cx, parts, n, text_at(cx, args[0], row));
    }
}

static void strcat_array_each(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *d = args[0].dy;
    if (d->kind != DYN_ARRAY) { /* the engine takes it whole */
        fn_out_str(out, dyn_text(cx->mem, d));
        return;
    }

    str *parts = ARENA_ARRAY(cx->mem, str, d->n + 1u);
    for (uint32_t i = 0; i < d->n; i++) parts[i] = dyn_text(cx->mem, d->item[i]->kind == DYN_NULL ? NULL : d->item[i]);
    fn_out_str(out, join(cx, parts, d->n, datum_text(cx->mem, args[1])));
}

#define MOST_TIMES 1024 /* strrep-function.md */

static void strrep_each(fn_ctx *cx, const datum *args, datum *out)
{
    int64_t n = args[1].l > MOST_TIMES ? MOST_TIMES : args[1].l;
    str s = datum_text(cx->mem, args[0]), parts[MOST_TIMES];
    if (n < 0) arg_refuse(cx, "a negative multiplier");
    if (n < 1) return;
    for (int64_t i = 0; i < n; i++) parts[i] = s;
    fn_out_str(out, join(cx, parts, (uint32_t)n, cx->call->n_args > 2 ? datum_text(cx->mem, args[2]) : (str){0}));
}

const fn_row fn_rows_text_join[] = {
    {.name = "strcat",
     .sig = "(arg: scalar...64) -> string",
     .body = strcat_body,
     .nulls = NULLS_SEEN,
     .help = "The texts of up to 64 values, one behind the other",
     .example = "print strcat('hello', ' ', 'world', 1, true, 1s)",
     .gives = "hello world1True00:00:01",
     .page = "strcat-function"},
    {.name = "strcat_delim",
     .sig = "(delimiter: scalar, first: scalar, arg: scalar...65) -> string",
     .body = strcat_delim_body,
     .nulls = NULLS_SEEN,
     .help = "The same with a delimiter between them",
     .example = "print strcat_delim('-', 1, '2', 'A', 1s)",
     .gives = "1-2-A-00:00:01",
     .page = "strcat-delim-function"},
    {.name = "strcat_array",
     .sig = "(array: array, delimiter: scalar) -> string",
     .each = strcat_array_each,
     .help = "The texts of an array's items with a delimiter between them",
     .example =
         "print strcat_array(dynamic([1, 2, 3]), '->'), strcat_array(dynamic(['a', 2.5, true, null, {'x': 1}]), '-')",
     .gives = "1->2->3, a-2.5-true--{\"x\":1}",
     .page = "strcat-array-function"},
    {.name = "array_strcat",
     .sig = "(array: array, delimiter: scalar) -> string",
     .each = strcat_array_each,
     .hidden = true,
     .same_as = "strcat_array"},
    {.name = "strrep",
     .sig = "(value: scalar, multiplier: long, [delimiter: scalar]) -> string",
     .each = strrep_each,
     .help = "The text so many times, at most 1024, with a delimiter between",
     .example = "print strrep('ABC', 2), strrep(123, 3, '.'), strrep(3s, 2, ' ')",
     .gives = "ABCABC, 123.123.123, 00:00:03 00:00:03",
     .page = "strrep-function"},
    {0}};
