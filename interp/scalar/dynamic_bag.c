/* dynamic_bag: property bags made, merged and looked into. */
#include "base/hash.h"
#include "interp/scalar/args.h"
#include "interp/scalar/json_path.h"
#include "tables/dyn_build.h"

/* ---- making one */

static void pack(fn_ctx *cx, const datum *args, datum *out, bool skip_empty)
{
    dyn_stack s = {0};
    for (uint32_t i = 0; i + 1 < cx->call->n_args; i += 2) {
        datum v = args[i + 1];
        if (skip_empty && (v.null || (v.type == T_STRING && v.s.n == 0))) continue;
        dyn_stack_push(&s, args[i].s, dyn_from_datum(cx->mem, v));
    }
    fn_out_dyn(out, dyn_stack_bag(&s, cx->mem, 0));
    dyn_stack_drop(&s);
}

static void bag_pack(fn_ctx *cx, const datum *args, datum *out)
{
    pack(cx, args, out, false);
}
static void pack_nonempty(fn_ctx *cx, const datum *args, datum *out)
{
    pack(cx, args, out, true);
}

/* Keys and values take turns, so the signature can only say "string, scalar, then anything": the rest is checked here.
 */
static bool prepare_pack(fn_call *call, arena *mem, diags *ds)
{
    (void)mem;
    bool ok = call->n_args % 2 == 0;
    for (uint32_t i = 0; i < call->n_args; i += 2) ok = ok && call->arg_types[i] == T_STRING;
    if (!ok)
        diag_error(ds, ST_COMPILE, NULL, call->at, "%s() takes pairs of a string key and a value", call->row->name);
    return ok;
}

static void bag_zip(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *keys = args[0].null ? NULL : args[0].dy, *values = args[1].null ? NULL : args[1].dy;
    if (!keys || keys->kind != DYN_ARRAY) return;
    dyn_stack s = {0};
    for (uint32_t i = 0; i < keys->n; i++)
        if (keys->item[i]->kind == DYN_STRING) dyn_stack_push(&s, keys->item[i]->s, dyn_at(values, i));
    fn_out_dyn(out, dyn_stack_bag(&s, cx->mem, 0));
    dyn_stack_drop(&s);
}

static bool push_bag(dyn_stack *s, datum d)
{
    const dyn *b = d.null ? NULL : d.dy;
    if (!b || b->kind != DYN_BAG) return false;
    for (uint32_t i = 0; i < b->n; i++) dyn_stack_push(s, b->key[i], b->item[i]);
    return true;
}

/* Of a key in several bags the leftmost value counts; what is no bag has no keys. The stack keeps a key's first place
 * and last value, so the bags go on it once forwards, for the places, and once backwards, for the values. */
static void bag_merge(fn_ctx *cx, const datum *args, datum *out)
{
    dyn_stack s = {0};
    bool any = false;
    for (uint32_t k = 0; k < cx->call->n_args; k++) any |= push_bag(&s, args[k]);
    for (uint32_t k = cx->call->n_args; k-- > 0;) push_bag(&s, args[k]);
    if (any) fn_out_dyn(out, dyn_stack_bag(&s, cx->mem, 0));
    dyn_stack_drop(&s);
}

/* ---- looking */

static void bag_keys(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *b = args[0].dy;
    if (b->kind != DYN_BAG) return;
    const dyn **keys = ARENA_ARRAY(cx->mem, const dyn *, b->n + 1);
    for (uint32_t i = 0; i < b->n; i++) keys[i] = dyn_string(cx->mem, b->key[i]);
    fn_out_dyn(out, dyn_array(cx->mem, keys, b->n));
}

static bool has_key(arena *mem, const dyn *b, str key)
{
    json_path p;
    if (!json_path_or_key(mem, key, &p) || p.n == 0) return false;
    for (uint32_t i = 0; i < p.n; i++) {
        int64_t at = p.steps[i].indexed ? -1 : bag_slot(b, p.steps[i].key);
        if (at < 0) return false;
        b = b->item[at];
    }
    return true;
}

static void bag_has_key(fn_ctx *cx, const datum *args, datum *out)
{
    if (args[0].dy->kind == DYN_BAG) fn_out_bool(out, has_key(cx->mem, args[0].dy, args[1].s));
}

/* ---- changing: a copy of the bags along the path, the rest is shared */

static const dyn *without(arena *mem, const dyn *b, const json_step *steps, uint32_t n)
{
    int64_t at = n && !steps[0].indexed ? bag_slot(b, steps[0].key) : -1;
    if (at < 0) return b;
    str *keys = ARENA_ARRAY(mem, str, b->n);
    const dyn **items = ARENA_ARRAY(mem, const dyn *, b->n);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        if (i == at && n == 1) continue;
        keys[kept] = b->key[i];
        items[kept++] = i == at ? without(mem, b->item[i], steps + 1, n - 1) : b->item[i];
    }
    return dyn_bag(mem, keys, items, kept);
}

static void bag_remove_keys(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *b = args[0].dy, *keys = args[1].dy;
    json_path p;
    if (b->kind != DYN_BAG || keys->kind != DYN_ARRAY) return;
    for (uint32_t i = 0; i < keys->n; i++)
        if (keys->item[i]->kind == DYN_STRING && json_path_or_key(cx->mem, keys->item[i]->s, &p))
            b = without(cx->mem, b, p.steps, p.n);
    fn_out_dyn(out, b);
}

/* b with value at the path; bags that are missing on the way are made, what is no bag is replaced by one. */
static const dyn *with(arena *mem, const dyn *b, const json_step *steps, uint32_t n, const dyn *value)
{
    if (n == 0) return value;
    uint32_t have = b && b->kind == DYN_BAG ? b->n : 0;
    int64_t at = bag_slot(b, steps[0].key);
    str *keys = ARENA_ARRAY(mem, str, have + 1);
    const dyn **items = ARENA_ARRAY(mem, const dyn *, have + 1);
    for (uint32_t i = 0; i < have; i++) {
        keys[i] = b->key[i];
        items[i] = i == at ? with(mem, b->item[i], steps + 1, n - 1, value) : b->item[i];
    }
    if (at < 0) {
        keys[have] = steps[0].key;
        items[have++] = with(mem, NULL, steps + 1, n - 1, value);
    }
    return dyn_bag(mem, keys, items, have);
}

static void bag_set_key(fn_ctx *cx, const datum *args, datum *out)
{
    json_path p;
    if (args[0].null || args[0].dy->kind != DYN_BAG || args[1].null || !json_path_or_key(cx->mem, args[1].s, &p) ||
        p.n == 0)
        return;
    for (uint32_t i = 0; i < p.n; i++)
        if (p.steps[i].indexed) return; /* "Array indexing or root JSON paths aren't supported" */
    fn_out_dyn(out, with(cx->mem, args[0].dy, p.steps, p.n, dyn_from_datum(cx->mem, args[2])));
}

/* ---- treepath: every path once; the items of an array share one, [0] */

typedef struct paths {
    arena *mem;
    dyn_stack found;
} paths;

static void add_path(paths *p, str path)
{
    dyn_stack_push(&p->found, path, dyn_string(p->mem, path)); /* keyed, so that a repeated one falls away */
}

static void walk(paths *p, const dyn *v, str path)
{
    if (path.n) add_path(p, path);
    for (uint32_t i = 0; v->kind == DYN_ARRAY && i < v->n; i++)
        walk(p, v->item[i], arena_printf(p->mem, STR_FMT "[0]", STR_ARG(path)));
    for (uint32_t i = 0; v->kind == DYN_BAG && i < v->n; i++)
        walk(p, v->item[i], arena_printf(p->mem, STR_FMT "['" STR_FMT "']", STR_ARG(path), STR_ARG(v->key[i])));
}

static void treepath(fn_ctx *cx, const datum *args, datum *out)
{
    paths p = {.mem = cx->mem};
    walk(&p, args[0].dy, (str){0});
    const dyn *bag = dyn_stack_bag(&p.found, cx->mem, 0);
    dyn_stack_drop(&p.found);
    fn_out_dyn(out, dyn_array(cx->mem, bag->item, bag->n));
}

#define PACK(NAME)                                                                                                     \
    .name = NAME, .sig = "(key: string, value: scalar, [rest: scalar...]) -> dynamic", .prepare = prepare_pack,        \
    .nulls = NULLS_SEEN

const fn_row fn_rows_dynamic_bag[] = {
    {PACK("bag_pack"), .each = bag_pack, .help = "A bag of keys and values",
     .example = "print bag_pack('Level', 'Information', 'ProcessID', 1234)",
     .gives = "{\"Level\":\"Information\",\"ProcessID\":1234}", .page = "pack-function"},
    {PACK("pack"), .each = bag_pack, .hidden = true, .same_as = "bag_pack"},
    {PACK("pack_dictionary"), .each = bag_pack, .hidden = true, .same_as = "bag_pack"},
    {PACK("pack_nonempty"), .each = pack_nonempty, .hidden = true}, /* what pack_all(true) becomes */
    {.name = "bag_zip",
     .sig = "(keys: array, values: array) -> dynamic",
     .each = bag_zip,
     .nulls = NULLS_SEEN,
     .help = "A bag of keys from one array and values from another",
     .example = "print bag_zip(dynamic(['a', 8, 'b']), dynamic([1, '2', 2.5]))",
     .gives = "{\"a\":1,\"b\":2.5}",
     .page = "bag-zip-function"},
    {.name = "bag_merge",
     .sig = "(bag: bag, bag: bag, [rest: bag...64]) -> dynamic",
     .each = bag_merge,
     .nulls = NULLS_SEEN,
     .help = "All keys of the bags; of a repeated one the leftmost value",
     .example = "print bag_merge(dynamic({'A': 12, 'B': 2}), dynamic({'C': 81, 'A': 1}))",
     .gives = "{\"A\":12,\"B\":2,\"C\":81}",
     .page = "bag-merge-function"},
    {.name = "bag_keys",
     .sig = "(object: bag) -> dynamic",
     .each = bag_keys,
     .help = "The keys of a bag as an array",
     .example = "print bag_keys(dynamic({'a': 'b', 'c': {'d': 1}}))",
     .gives = "[\"a\",\"c\"]",
     .page = "bag-keys-function"},
    {.name = "bag_has_key",
     .sig = "(bag: bag, key: string) -> bool",
     .each = bag_has_key,
     .help = "True when the bag has the key, or the JSON path",
     .example = "print bag_has_key(dynamic({'k': {'p': 1}}), '$.k.p'), bag_has_key(dynamic({'k': 1}), 'x')",
     .gives = "true, false",
     .page = "bag-has-key-function"},
    {.name = "bag_remove_keys",
     .sig = "(bag: bag, keys: array) -> dynamic",
     .each = bag_remove_keys,
     .help = "The bag without some keys or JSON paths",
     .example = "print bag_remove_keys(dynamic({'a': 1, 'b': {'c': 2, 'd': 3}}), dynamic(['a', '$.b.c']))",
     .gives = "{\"b\":{\"d\":3}}",
     .page = "bag-remove-keys-function"},
    {.name = "bag_set_key",
     .sig = "(bag: bag, key: const string, value: scalar) -> dynamic",
     .each = bag_set_key,
     .nulls = NULLS_SEEN,
     .help = "The bag with one key, or JSON path, set",
     .example = "print bag_set_key(dynamic({'a': 1}), '$.b.c', 3)",
     .gives = "{\"a\":1,\"b\":{\"c\":3}}",
     .page = "bag-set-key-function"},
    {.name = "treepath",
     .sig = "(object: bag) -> dynamic",
     .each = treepath,
     .naming = NAMING_PREFIX_ARG0,
     .naming_prefix = "tree",
     .help = "The paths that there are in a dynamic value",
     .example = "print treepath(parse_json('{\"a\":[1,2], \"b\":3}'))",
     .gives = "[\"['a']\",\"['a'][0]\",\"['b']\"]",
     .page = "treepath-function"},
    {0}};
