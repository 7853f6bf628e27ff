/* parse-kv: keys and values of a text as columns. A column of a name that is there takes its place, as in parse. The first appearance of a
 * key counts; a key that is not there gives null ("" for text). Source: parse-kv-operator.md */
#include "interp/ops/parse_kv_scan.h"

#include "base/utf8.h"
#include "interp/convert.h"
#include "interp/exec.h"
#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/plan/exprs.h"

typedef struct parse_kv_info {
    expr *source;     /* string */
    kv_rules rules;
    uint32_t *column; /* of the output, by key */
    int32_t *from;    /* by output column: the input's, or -1 */
} parse_kv_info;

/* ---- binding */

static bool wrong(binder *b, span at, const char *what)
{
    diag_error(b->ds, ST_COMPILE, NULL, at, "%s", what);
    return false;
}

static bool text_of(binder *b, const ast *param, str *out)
{
    const ast *v = param->kid[0];
    if (v->kind != AST_LITERAL || v->op != LIT_STRING) {
        diag_error(b->ds, ST_COMPILE, "KS222", v->at, "'" STR_FMT "' wants a text", STR_ARG(param->text));
        return false;
    }
    *out = v->text;
    return out->n || wrong(b, v->at, "an empty text cannot stand here");
}

static bool add_quote(binder *b, const ast *param, kv_rules *r)
{
    str chars;
    if (!text_of(b, param, &chars)) {
        return false;
    }
    uint32_t first = 0;
    utf8_next(chars, &first);
    str open = str_sub(chars, 0, first), close = chars.n > first ? str_sub(chars, first, chars.n - first) : open;
    r->quotes[r->n_quotes++] = (kv_quote){open, close};
    return utf8_count(chars) <= 2 || wrong(b, param->at, "quote= is one character, or an opening and a closing one");
}

static bool add_escape(binder *b, const ast *param, kv_rules *r)
{
    if (!text_of(b, param, &r->escapes[r->n_escapes])) {
        return false;
    }
    return utf8_count(r->escapes[r->n_escapes++]) == 1 || wrong(b, param->at, "escape= is one character");
}

static bool add_regex(binder *b, const ast *param, kv_rules *r)
{
    str text;
    regex_error err;
    if (!text_of(b, param, &text)) {
        return false;
    }
    r->re = regex_new(b->mem, text, REGEX_FIND, &err);
    if (!r->re) {
        diag_error(b->ds, err.limit ? ST_LIMIT : ST_COMPILE, NULL, param->kid[0]->at, "this is no regular expression: " STR_FMT,
                   STR_ARG(err.message));
        return false;
    }
    return regex_groups(r->re) == 2 || wrong(b, param->kid[0]->at, "the regular expression must have two groups: the key and the value");
}

static bool bind_option(binder *b, const ast *param, kv_rules *r)
{
    const ast *v = param->kid[0];
    if (str_is(param->text, "pair_delimiter")) {
        return text_of(b, param, &r->pair);
    }
    if (str_is(param->text, "kv_delimiter")) {
        return text_of(b, param, &r->kv);
    }
    if (str_is(param->text, "quote")) {
        return add_quote(b, param, r);
    }
    if (str_is(param->text, "escape")) {
        return add_escape(b, param, r);
    }
    if (str_is(param->text, "regex")) {
        return add_regex(b, param, r);
    }
    if (!str_is(param->text, "greedy")) {
        diag_error(b->ds, ST_COMPILE, "KS179", param->at, "'" STR_FMT "' is no option of parse-kv", STR_ARG(param->text));
        return false;
    }
    r->greedy = v->kind == AST_LITERAL && v->op == LIT_BOOL && (v->text.n == 4); /* true, True, TRUE */
    return (v->kind == AST_LITERAL && v->op == LIT_BOOL) || wrong(b, v->at, "greedy= is true or false");
}

static bool begins_with(str a, str b) { return a.n >= b.n && memcmp(a.p, b.p, b.n) == 0; }

/* The page shows three forms; what lies between them nobody has seen. */
static bool check_form(binder *b, const ast *params, const kv_rules *r)
{
    const char *what = NULL;
    if (r->re && (r->pair.n || r->kv.n || r->n_quotes || r->n_escapes || r->greedy)) {
        what = "parse-kv with regex= and other options";
    } else if ((r->pair.n > 0) != (r->kv.n > 0)) {
        what = "parse-kv with one delimiter";
    } else if (r->greedy && !r->pair.n) {
        what = "parse-kv with greedy= but without delimiters";
    } else if (r->pair.n && (begins_with(r->pair, r->kv) || begins_with(r->kv, r->pair))) {
        what = "parse-kv with delimiters that begin alike";
    }
    return !what || bind_unsupported(b, params->at, what);
}

static bool bind_options(binder *b, const ast *params, kv_rules *r)
{
    bool ok = true;
    r->quotes = ARENA_ARRAY(b->mem, kv_quote, params->n + 1);
    r->escapes = ARENA_ARRAY(b->mem, str, params->n + 1);
    for (uint32_t k = 0; k < params->n; k++) {
        ok &= bind_option(b, params->kid[k], r);
    }
    return ok && check_form(b, params, r);
}

static bool bind_keys(binder *b, const ast *list, parse_kv_info *info, plan_node *out)
{
    str *keys = ARENA_ARRAY(b->mem, str, list->n + 1);
    bool ok = true;
    for (uint32_t k = 0; k < list->n; k++) {
        const ast *key = list->kid[k];
        kql_type t = bind_type(b, key->kid[0]);
        for (uint32_t i = 0; i < k; i++) {
            if (str_eq(keys[i], key->text)) {
                diag_error(b->ds, ST_COMPILE, "KS171", key->name_at, "a column named '" STR_FMT "' is there already", STR_ARG(key->text));
                ok = false;
            }
        }
        int at = schema_find(&out->cols, key->text);
        if (at < 0) {
            at = (int)out->cols.n;
            schema_add(b->mem, &out->cols, key->text, t);
        }
        out->cols.cols[at].type = t;
        info->from[at] = -1;
        info->column[k] = (uint32_t)at;
        keys[k] = key->text;
        ok &= t != T_UNKNOWN;
    }
    info->rules.keys = keys;
    info->rules.n_keys = list->n;
    return ok;
}

static plan_node *parse_kv_bind(binder *b, const ast *node, plan_node *in)
{
    parse_kv_info *info = ARENA_NEW(b->mem, parse_kv_info);
    expr *source = bind_expr(b, node->kid[1]);
    info->source = bind_cast(b, source, T_STRING);
    plan_node *out = node_over(b, &op_parse_kv, node->at, in, info);
    if (!out) {
        return NULL;
    }
    out->cols = (schema){0};
    schema_copy(b, &out->cols, &in->cols);
    info->column = ARENA_ARRAY(b->mem, uint32_t, node->kid[2]->n + 1);
    info->from = ARENA_ARRAY(b->mem, int32_t, in->cols.n + node->kid[2]->n + 1);
    for (uint32_t i = 0; i < in->cols.n; i++) {
        info->from[i] = (int32_t)i;
    }
    bool ok = bind_keys(b, node->kid[2], info, out);
    ok = bind_options(b, node->kid[0], &info->rules) && ok;
    return ok && (b->bind_only || source->type != T_UNKNOWN) ? out : NULL;
}

static void parse_kv_need(plan_node *n)
{
    const parse_kv_info *info = n->info;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (colset_has(&n->need, i) && info->from[i] >= 0) {
            colset_add(&n->in[0]->need, (uint32_t)info->from[i]);
        }
    }
    expr_columns(info->source, &n->in[0]->need);
}

/* ---- running */

typedef struct state {
    arena *batch;
    vec **made; /* by key */
    bool *seen;
    const vec **cols;
} state;

static bool parse_kv_open(exec *x, const plan_node *n, void **out)
{
    const parse_kv_info *info = n->info;
    state *s = ARENA_NEW(x->mem, state);
    s->batch = arena_new();
    s->made = ARENA_ARRAY(x->mem, vec *, info->rules.n_keys + 1);
    s->seen = ARENA_ARRAY(x->mem, bool, info->rules.n_keys + 1);
    s->cols = ARENA_ARRAY(x->mem, const vec *, n->cols.n + 1);
    *out = s;
    return exec_open(x, n->in[0]);
}

static void fill(arena *mem, vec *v, uint32_t row, str text)
{
    datum d = {.type = T_STRING, .s = text};
    const dyn *json;
    if (v->type == T_DYNAMIC && dyn_parse(mem, text, &json)) {
        d = (datum){.type = T_DYNAMIC, .null = json == NULL, .dy = json};
    } else {
        d = convert_datum(mem, d, v->type);
    }
    vec_set(mem, v, row, d);
}

/* False: the text holds what nobody has settled. */
static bool parse_row(const parse_kv_info *info, state *s, uint32_t row, str text, const char **unknown)
{
    kv_scan pairs;
    uint32_t key;
    str value;
    memset(s->seen, 0, info->rules.n_keys * sizeof *s->seen);
    kv_scan_start(&pairs, &info->rules, text, s->batch);
    while (kv_scan_next(&pairs, &key, &value)) {
        if (!s->seen[key]) {
            fill(s->batch, s->made[key], row, value);
        }
        s->seen[key] = true;
    }
    for (uint32_t k = 0; k < info->rules.n_keys; k++) {
        if (!s->seen[k]) {
            vec_set(s->batch, s->made[k], row, datum_null(s->made[k]->type));
        }
    }
    *unknown = pairs.unknown;
    return !pairs.unknown;
}

static step parse_kv_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    const parse_kv_info *info = n->info;
    batch in;
    const char *unknown;
    step got = exec_next(x, n->in[0], &in);
    if (got != STEP_ROWS) {
        return got;
    }
    arena_reset(s->batch);
    const vec *text = eval(x, info->source, &in, in.sel, s->batch);
    for (uint32_t i = 0; i < n->cols.n; i++) {
        s->cols[i] = info->from[i] >= 0 ? in.cols[info->from[i]] : NULL;
    }
    for (uint32_t k = 0; k < info->rules.n_keys; k++) {
        s->cols[info->column[k]] = s->made[k] = vec_new(s->batch, n->cols.cols[info->column[k]].type);
    }
    for (uint32_t k = 0; k < in.sel.n; k++) {
        uint32_t row = sel_row(in.sel, k);
        if (!parse_row(info, s, row, text->s[vec_ix(text, row)], &unknown)) {
            return exec_fail(x, ST_UNSUPPORTED, n->at, "parse-kv met %s, and what the engine makes of it is not known", unknown);
        }
    }
    *out = (batch){.n_rows = in.n_rows, .sel = in.sel, .n_cols = n->cols.n, .cols = s->cols};
    return STEP_ROWS;
}

static void parse_kv_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    arena_drop(((state *)st)->batch);
}

static void parse_kv_describe(buf *out, const plan_node *n)
{
    const parse_kv_info *info = n->info;
    expr_text(out, info->source, &n->in[0]->cols);
    for (uint32_t k = 0; k < info->rules.n_keys; k++) {
        buf_printf(out, "%s" STR_FMT, k ? ", " : " as ", STR_ARG(info->rules.keys[k]));
    }
}

static void parse_kv_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg) { each(&((parse_kv_info *)n->info)->source, arg); }

const op_class op_parse_kv = {.name = "parse-kv", .code = OP_PARSE_KV, .bind = parse_kv_bind, .need = parse_kv_need, .open = parse_kv_open,
                              .next = parse_kv_next, .close = parse_kv_close, .describe = parse_kv_describe, .visit = parse_kv_visit};
