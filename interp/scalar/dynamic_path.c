/* dynamic_path: text to dynamic, and what lies in a dynamic. `path` and `index` are what the binder makes of a.b,
 * a["b"] and a[0]. */
#include "interp/scalar/args.h"
#include "interp/scalar/json_path.h"

#include <stdlib.h>

/* ---- text to dynamic */

/* Text that is no JSON is kept as a string; the empty text is null (gettype-function.md). */
static const dyn *parse(arena *mem, str s)
{
    const dyn *v;
    if (s.n == 0) return NULL;
    return dyn_parse(mem, s, &v) ? v : dyn_string(mem, s);
}

static void parse_json(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    const vec *v = args[0];
    if (v->type == T_DYNAMIC) {
        convert_vec(cx->mem, v, rows, out);
        return;
    }
    KERNEL_LOOP (rows, out->dy[row] = parse(cx->mem, v->s[vec_ix(v, row)]); if (!out->dy[row]) fn_set_null(out, row))
        ;
}

/* ---- what lies in it */

KERNEL_2_STMT(path_k, dy, s, dy, *r = dyn_find(x, y); if (!*r) KERNEL_NULL)
KERNEL_2_STMT(index_long, dy, l, dy, *r = dyn_at(x, y); if (!*r) KERNEL_NULL)
KERNEL_2_STMT(index_bool, dy, b, dy, *r = dyn_at(x, y != 0); if (!*r) KERNEL_NULL)

/* A subscript that is itself dynamic: what it holds decides. */
static void index_dynamic(fn_ctx *cx, const datum *args, datum *out)
{
    (void)cx;
    const dyn *i = args[1].dy;
    if (i->kind == DYN_STRING) fn_out_dyn(out, dyn_find(args[0].dy, i->s));
    if (i->kind == DYN_LONG) fn_out_dyn(out, dyn_at(args[0].dy, i->l));
}

/* ---- extract_json */

static bool prepare_path(fn_call *call, arena *mem, diags *ds)
{
    json_path *p = ARENA_NEW(mem, json_path);
    call->prepared = p;
    const datum *text = call->constants[0];
    if (!text) {
        diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "%s() needs a constant path", call->row->name);
        return false;
    }
    if (json_path_parse(mem, text->s, p)) return true;
    diag_error(ds, ST_COMPILE, NULL, call->at, "'" STR_FMT "' is no JSON path that %s() knows", STR_ARG(text->s),
               call->row->name);
    return false;
}

/* The page wants strings untouched, so one that looks like a time must not become a datetime: read as a literal, which
 * makes none, but only when it is JSON at all. */
static void extract_json(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *v, *raw;
    if (!dyn_parse(cx->mem, args[1].s, &v)) return;
    if (dyn_parse_literal(cx->mem, args[1].s, &raw)) v = raw;
    v = json_path_find(cx->call->prepared, v);
    if (v) out_datum(out, convert_datum(cx->mem, (datum){.type = T_DYNAMIC, .dy = v}, out->type));
}

/* ---- text of it */

typedef struct slot {
    str key;
    const dyn *value;
} slot;

static int by_key(const void *a, const void *b)
{
    return str_cmp(((const slot *)a)->key, ((const slot *)b)->key);
}

static const dyn *sorted(arena *mem, const dyn *v)
{
    if (v->kind != DYN_ARRAY && v->kind != DYN_BAG) return v;
    bool bag = v->kind == DYN_BAG;
    slot *slots = ARENA_ARRAY(mem, slot, v->n + 1);
    for (uint32_t i = 0; i < v->n; i++) slots[i] = (slot){bag ? v->key[i] : (str){0}, sorted(mem, v->item[i])};
    if (bag) qsort(slots, v->n, sizeof *slots, by_key);
    const dyn **items = ARENA_ARRAY(mem, const dyn *, v->n + 1);
    str *keys = ARENA_ARRAY(mem, str, v->n + 1);
    for (uint32_t i = 0; i < v->n; i++) {
        items[i] = slots[i].value;
        keys[i] = slots[i].key;
    }
    return bag ? dyn_bag(mem, keys, items, v->n) : dyn_array(mem, items, v->n);
}

static void dynamic_to_json(fn_ctx *cx, const datum *args, datum *out)
{
    if (args[0].type != T_DYNAMIC) {
        fn_out_str(out, datum_text(cx->mem, args[0]));
        return;
    }
    buf text = {0};
    dyn_json(&text, sorted(cx->mem, args[0].dy));
    fn_out_str(out, arena_str(cx->mem, buf_view(&text)));
    buf_drop(&text);
}

#define PARSE(NAME, ARG) .name = NAME, .sig = "(json: " ARG ") -> dynamic", .body = parse_json, .naming = NAMING_ARG0
#define EXTRACT(NAME)                                                                                                  \
    {.name = NAME,                                                                                                     \
     .sig = "(jsonPath: const string, jsonText: string) -> string",                                                    \
     .each = extract_json,                                                                                             \
     .prepare = prepare_path,                                                                                          \
     .help = "The value at a JSON path of a text, converted to a type when one is given",                              \
     .example = "print " NAME "('$.name', '{\"name\": \"John\", \"age\": 30}'), " NAME                                 \
                "('$.age', '{\"age\": 30}', typeof(long))",                                                            \
     .gives = "John, 30",                                                                                              \
     .page = "extract-json-function"},                                                                                 \
    {                                                                                                                  \
        .name = NAME, .sig = "(jsonPath: const string, jsonText: string, type: typeliteral) -> T2literal",             \
        .each = extract_json, .prepare = prepare_path                                                                  \
    }

const fn_row fn_rows_dynamic_path[] = {
    {PARSE("parse_json", "stringordynamic"), .help = "JSON text as a dynamic value; text that is none stays a string",
     .example = "print parse_json('{\"a\": [1, 2.5]}').a[1], parse_json('no json')", .gives = "2.5, no json",
     .page = "parse-json-function"},
    {PARSE("todynamic", "stringordynamic"), .help = "The same as parse_json()",
     .example = "print todynamic('{\"a\":1}').a", .gives = "1", .page = "parse-json-function"},
    {PARSE("parsejson", "stringordynamic"), .hidden = true, .same_as = "parse_json"},
    {PARSE("toobject", "stringordynamic"), .hidden = true, .same_as = "parse_json"},
    {.name = "path", .sig = "(value: dynamic, key: string) -> dynamic", .body = path_k, .hidden = true},
    {.name = "index", .sig = "(value: dynamic, key: string) -> dynamic", .body = path_k, .hidden = true},
    {.name = "index", .sig = "(value: dynamic, index: long) -> dynamic", .body = index_long, .hidden = true},
    {.name = "index", .sig = "(value: dynamic, index: bool) -> dynamic", .body = index_bool, .hidden = true},
    {.name = "index", .sig = "(value: dynamic, index: dynamic) -> dynamic", .each = index_dynamic, .hidden = true},
    EXTRACT("extract_json"),
    EXTRACT("extractjson"),
    {.name = "dynamic_to_json",
     .sig = "(dynamic: scalar) -> string",
     .each = dynamic_to_json,
     .help = "The value as JSON with its keys in order",
     .example = "print dynamic_to_json(dynamic({'b': 1, 'a': [2]}))",
     .gives = "{\"a\":[2],\"b\":1}",
     .page = "dynamic-to-json-function"},
    {0}};
