/* bag_unpack: each slot of a bag becomes a column. Source: bag-unpack-plugin.md
 *
 *   name  d                        name  Age  Name        slots in the order of their names; a slot whose values differ in type is
 *   x     {"Name":"J","Age":20}    x     20   J           dynamic; null values say nothing about the type
 *
 * With an output schema the columns are known, and rows go through as they come. Without one the input is read first (early.h). */
#include "interp/exec.h"
#include "interp/convert.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/plugins/early.h"
#include "interp/plugins/plugin.h"

typedef enum conflict { CONFLICT_ERROR, CONFLICT_REPLACE, CONFLICT_KEEP } conflict;

/* An output column: one of the input's, or a slot. */
typedef struct out_column {
    int32_t from; /* -1: slot */
    str slot;
} out_column;

typedef struct bag_info {
    uint32_t bag;      /* the input's column */
    str prefix;
    conflict conflict;
    const dyn *ignored;
    out_column *cols;
} bag_info;

static const op_class op_bag_unpack;

/* ---- arguments: by place or by name */

static bool bind_prefix(binder *b, const plugin_call *c, uint32_t k, bag_info *info)
{
    datum d;
    if (!plugin_constant(b, c, k, T_STRING, &d)) {
        return false;
    }
    if (d.s.n == 0) {
        diag_error(b->ds, ST_COMPILE, "KS133", c->args->kid[k]->at, "the prefix cannot be empty");
        return false;
    }
    info->prefix = d.s;
    return true;
}

static bool bind_conflict(binder *b, const plugin_call *c, uint32_t k, bag_info *info)
{
    static const char *const names[] = {[CONFLICT_ERROR] = "error", [CONFLICT_REPLACE] = "replace_source", [CONFLICT_KEEP] = "keep_source"};
    datum d;
    if (!plugin_constant(b, c, k, T_STRING, &d)) {
        return false;
    }
    for (int i = CONFLICT_ERROR; i <= CONFLICT_KEEP; i++) {
        if (str_is(d.s, names[i])) {
            info->conflict = (conflict)i;
            return true;
        }
    }
    diag *e = diag_error(b->ds, ST_COMPILE, NULL, c->args->kid[k]->at, "columnsConflict cannot be '" STR_FMT "'", STR_ARG(d.s));
    diag_hint(b->ds, e, "one of: error, replace_source, keep_source");
    return false;
}

static bool bind_ignored(binder *b, const plugin_call *c, uint32_t k, bag_info *info)
{
    datum d;
    if (!plugin_constant(b, c, k, T_DYNAMIC, &d)) {
        return false;
    }
    info->ignored = d.null ? NULL : d.dy;
    return true;
}

static bool bind_arguments(binder *b, const plugin_call *c, bag_info *info)
{
    static const char *const names[] = {"columnPrefix", "columnsConflict", "ignoredProperties"};
    static bool (*const binds[])(binder *, const plugin_call *, uint32_t, bag_info *) = {bind_prefix, bind_conflict, bind_ignored};
    if (!plugin_arg_count(b, c, 1, 4)) {
        return false;
    }
    int bag = plugin_column(b, c, 0);
    info->bag = (uint32_t)bag;
    for (uint32_t k = 1; bag >= 0 && k < c->args->n; k++) {
        const ast *arg = c->args->kid[k];
        uint32_t which = k - 1;
        for (uint32_t i = 0; arg->kind == AST_NAMED && i < 3; i++) {
            which = str_is(arg->text, names[i]) || (i == 0 && str_is(arg->text, "OutputColumnPrefix")) ? i : which;
        }
        if (!binds[which](b, c, k, info)) {
            return false;
        }
    }
    return bag >= 0;
}

static bool is_ignored(const bag_info *info, str slot)
{
    const dyn *list = info->ignored;
    for (uint32_t i = 0; list && list->kind == DYN_ARRAY && i < list->n; i++) {
        if (list->item[i]->kind == DYN_STRING && str_eq(list->item[i]->s, slot)) {
            return true;
        }
    }
    return false;
}

/* ---- columns from the data */

typedef struct slot {
    str name;
    kql_type type; /* T_UNKNOWN: only nulls so far */
} slot;

typedef struct slots {
    arena *mem;
    slot *items; /* by name */
    uint32_t n, cap;
} slots;

static slot *slot_at(slots *s, str name)
{
    uint32_t low = 0, high = s->n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        int cmp = str_cmp(name, s->items[mid].name);
        if (cmp == 0) {
            return &s->items[mid];
        }
        if (cmp < 0) {
            high = mid;
        } else {
            low = mid + 1;
        }
    }
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 32;
        slot *more = ARENA_ARRAY(s->mem, slot, s->cap);
        if (s->n) {
            memcpy(more, s->items, s->n * sizeof *more);
        }
        s->items = more;
    }
    memmove(s->items + low + 1, s->items + low, (s->n - low) * sizeof *s->items);
    s->items[low] = (slot){arena_str(s->mem, name), T_UNKNOWN};
    s->n++;
    return &s->items[low];
}

static void add_slots(slots *s, const bag_info *info, const dyn *bag)
{
    for (uint32_t i = 0; bag && bag->kind == DYN_BAG && i < bag->n; i++) {
        if (is_ignored(info, bag->key[i])) {
            continue;
        }
        slot *at = slot_at(s, bag->key[i]);
        datum value = dyn_to_datum(bag->item[i]);
        if (!value.null) {
            at->type = at->type == T_UNKNOWN || at->type == value.type ? value.type : T_DYNAMIC;
        }
    }
}

static bool find_slots(binder *b, const plugin_call *c, const bag_info *info, const rows *r, slots *out)
{
    *out = (slots){.mem = b->mem};
    for (uint32_t row = 0; row < r->n; row++) {
        datum d = rows_get(r, row, info->bag);
        add_slots(out, info, d.null ? NULL : d.dy);
        if (out->n > 10000) {
            diag_error(b->ds, ST_LIMIT, NULL, c->args->at, "the bags have more than 10000 different slots");
            return false;
        }
    }
    for (uint32_t i = 0; i < out->n; i++) {
        if (out->items[i].name.n == 0) {
            bind_unsupported(b, c->args->at, "a bag with an empty name for a slot");
            return false;
        }
    }
    return true;
}

static void add_output(binder *b, plan_node *n, bag_info *info, str name, kql_type t, out_column from)
{
    uint32_t at = n->cols.n;
    schema_add(b->mem, &n->cols, name, t);
    info->cols[at] = from;
}

static bool add_slot(binder *b, const plugin_call *c, plan_node *n, bag_info *info, const slot *s)
{
    str name = info->prefix.n ? arena_printf(b->mem, STR_FMT STR_FMT, STR_ARG(info->prefix), STR_ARG(s->name)) : s->name;
    kql_type t = s->type == T_UNKNOWN ? T_DYNAMIC : s->type;
    int at = schema_find(&n->cols, name);
    if (at < 0) {
        add_output(b, n, info, name, t, (out_column){-1, s->name});
    } else if (info->conflict == CONFLICT_REPLACE && info->cols[at].from >= 0) {
        n->cols.cols[at].type = t;
        info->cols[at] = (out_column){-1, s->name};
    } else if (info->conflict != CONFLICT_KEEP) {
        diag *d = diag_error(b->ds, ST_DATA, NULL, c->args->at, "bag_unpack would make a second column '" STR_FMT "'", STR_ARG(name));
        diag_hint(b->ds, d, "give a prefix, or columnsConflict = 'replace_source' or 'keep_source'");
        return false;
    }
    return true;
}

static void add_source_columns(binder *b, plan_node *n, const schema *in, bag_info *info)
{
    for (uint32_t i = 0; i < in->n; i++) {
        if (i != info->bag) {
            add_output(b, n, info, in->cols[i].name, in->cols[i].type, (out_column){(int32_t)i, {0}});
        }
    }
}

static plan_node *bind_by_data(binder *b, const plugin_call *c, bag_info *info)
{
    slots found = {0};
    plan_node *in = c->in;
    schema cols = in->cols;
    bool run = !b->bind_only && !b->trial;
    if (run) {
        const rows *r = early_rows(b, in);
        if (!r || !find_slots(b, c, info, r, &found)) {
            return NULL;
        }
        in = early_source(b, c->op->at, r, &cols);
    }
    plan_node *n = in ? node_over(b, &op_bag_unpack, c->op->at, in, info) : NULL;
    if (!n) {
        return NULL;
    }
    n->cols = (schema){0};
    n->open_columns = !run;
    info->cols = ARENA_ARRAY(b->mem, out_column, cols.n + found.n + 1);
    add_source_columns(b, n, &cols, info);
    for (uint32_t i = 0; i < found.n; i++) {
        if (!add_slot(b, c, n, info, &found.items[i])) {
            return NULL;
        }
    }
    return n;
}

/* ---- columns from the output schema */

static bool declares(const ast *list, str name)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (list->kid[i]->kind != AST_STAR && str_eq(list->kid[i]->text, name)) {
            return true;
        }
    }
    return false;
}

/* The slot that a declared column shows: its name without the prefix. */
static str slot_of(const bag_info *info, str name)
{
    bool prefixed = info->prefix.n && name.n > info->prefix.n && memcmp(name.p, info->prefix.p, info->prefix.n) == 0;
    return prefixed ? str_sub(name, info->prefix.n, name.n - info->prefix.n) : name;
}

static plan_node *bind_by_schema(binder *b, const plugin_call *c, bag_info *info)
{
    const ast *list = c->schema;
    const schema *in = &c->in->cols;
    plan_node *n = node_over(b, &op_bag_unpack, c->op->at, c->in, info);
    if (!n) {
        return NULL;
    }
    n->cols = (schema){0};
    n->open_columns = false;
    info->cols = ARENA_ARRAY(b->mem, out_column, in->n + list->n + 1);
    bool all = list->n && list->kid[0]->kind == AST_STAR;
    for (uint32_t i = 0; all && i < in->n; i++) {
        if (i != info->bag && !declares(list, in->cols[i].name)) {
            add_output(b, n, info, in->cols[i].name, in->cols[i].type, (out_column){(int32_t)i, {0}});
        }
    }
    for (uint32_t k = 0; k < list->n; k++) {
        const ast *col = list->kid[k];
        if (col->kind == AST_STAR) {
            continue;
        }
        int source = schema_find(in, col->text);
        kql_type t = bind_type(b, col->kid[0]);
        bool same = source >= 0 && (uint32_t)source != info->bag;
        if (same && in->cols[source].type != t) {
            return bind_unsupported(b, col->at, "an output schema that gives a source column another type");
        }
        add_output(b, n, info, col->text, t, same ? (out_column){source, {0}} : (out_column){-1, slot_of(info, col->text)});
    }
    return n;
}

static plan_node *bag_bind(binder *b, const plugin_call *c)
{
    bag_info *info = ARENA_NEW(b->mem, bag_info);
    if (!bind_arguments(b, c, info)) {
        return NULL;
    }
    kql_type t = c->in->cols.cols[info->bag].type;
    if (t != T_DYNAMIC && t != T_UNKNOWN && !b->bind_only) {
        diag *d = diag_error(b->ds, ST_UNSUPPORTED, NULL, c->args->kid[0]->at, "bag_unpack of a %s column is not supported", type_name(t));
        diag_hint(b->ds, d, "make it dynamic first: parse_json()");
        return NULL;
    }
    return c->schema ? bind_by_schema(b, c, info) : bind_by_data(b, c, info);
}

/* ---- running */

typedef struct state {
    arena *batch;
    const vec **cols;
} state;

static void bag_need(plan_node *n)
{
    const bag_info *info = n->info;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (colset_has(&n->need, i)) {
            colset_add(&n->in[0]->need, info->cols[i].from >= 0 ? (uint32_t)info->cols[i].from : info->bag);
        }
    }
}

static bool bag_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    s->cols = ARENA_ARRAY(x->mem, const vec *, n->cols.n + 1);
    *out = s;
    return exec_open(x, n->in[0]);
}

static const vec *slot_column(arena *mem, const vec *bags, sel which, str name, kql_type t)
{
    vec *v = vec_new(mem, t);
    for (uint32_t k = 0; k < which.n; k++) {
        uint32_t row = sel_row(which, k), ix = vec_ix(bags, row);
        const dyn *bag = bags->type == T_DYNAMIC ? bags->dy[ix] : NULL, *value = bag && bag->kind == DYN_BAG ? dyn_find(bag, name) : NULL;
        datum d = t == T_DYNAMIC ? (datum){.type = T_DYNAMIC, .null = !value, .dy = value} : dyn_to_datum(value);
        vec_set(mem, v, row, d.type == t ? d : convert_datum(mem, d, t));
    }
    return v;
}

/* "The plugin ignores null values", says the page; what it makes of an array or a number it does not. An empty text is what parse_json('')
 * leaves of nothing. */
static bool only_bags(const vec *bags, sel which)
{
    for (uint32_t k = 0; k < which.n && bags && bags->type == T_DYNAMIC; k++) {
        const dyn *v = bags->dy[vec_ix(bags, sel_row(which, k))];
        if (v && v->kind != DYN_BAG && v->kind != DYN_NULL && !(v->kind == DYN_STRING && v->s.n == 0)) return false;
    }
    return true;
}

static step bag_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    const bag_info *info = n->info;
    batch in;
    step got = exec_next(x, n->in[0], &in);
    if (got != STEP_ROWS) {
        return got;
    }
    arena_reset(s->batch);
    if (!only_bags(in.cols[info->bag], in.sel))
        return exec_fail(x, ST_UNSUPPORTED, n->at, "bag_unpack of a value that is no bag is not supported: how the engine answers is not known");
    for (uint32_t i = 0; i < n->cols.n; i++) {
        const out_column *c = &info->cols[i];
        bool read = !n->need.bits || colset_has(&n->need, i);
        s->cols[i] = !read ? NULL : c->from >= 0 ? in.cols[c->from] : slot_column(s->batch, in.cols[info->bag], in.sel, c->slot, n->cols.cols[i].type);
    }
    *out = (batch){.n_rows = in.n_rows, .sel = in.sel, .n_cols = n->cols.n, .cols = s->cols};
    return STEP_ROWS;
}

static void bag_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
}

static void bag_describe(buf *out, const plan_node *n)
{
    const bag_info *info = n->info;
    buf_printf(out, STR_FMT, STR_ARG(n->in[0]->cols.cols[info->bag].name));
}

static const op_class op_bag_unpack = {.name = "bag_unpack", .code = -1, .need = bag_need, .open = bag_open, .next = bag_next, .close = bag_close,
                                       .describe = bag_describe};

const plugin plugin_bag_unpack = {
    .name = "bag_unpack", .bind = bag_bind, .takes_schema = true,
    .sig = "(column: dynamic, [columnPrefix: string], [columnsConflict: string], [ignoredProperties: dynamic])",
    .help = "Makes a column of each slot of a bag", .example = "print d = dynamic({'Name': 'John', 'Age': 20}) | evaluate bag_unpack(d)",
    .gives = "20, John", .page = "bag-unpack-plugin"};
