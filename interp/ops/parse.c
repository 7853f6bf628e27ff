/* parse, parse-where: binding. A column of a name that is there takes its place, others are appended. Codes as Microsoft's binder, and the
 * engine's where only that refuses. Source: parse-operator.md, parse-where-operator.md */
#include "interp/ops/parse.h"

#include "interp/ops/operators.h"
#include "interp/ops/shared/exprs_bind.h"
#include "interp/plan/exprs.h"

static bool is_string_column(const ast *part)
{
    kql_type t;
    return part->kind == AST_NAME || (part->kind == AST_TYPED && type_find(part->kid[1]->text, &t) && t == T_STRING);
}

static bool is_column(const ast *part) { return part->kind == AST_NAME || part->kind == AST_TYPED; }

/* Which part may stand behind which. */
static bool check_order(binder *b, const ast *node, uint32_t k)
{
    const ast *part = node->kid[k], *before = k > 2 ? node->kid[k - 1] : NULL, *behind = k + 1 < node->n ? node->kid[k + 1] : NULL;
    if (part->kind == AST_STAR && behind && behind->kind != AST_LITERAL) {
        diag_error(b->ds, ST_COMPILE, "KS102", part->at, "a text must follow a *");
        return false;
    }
    if (part->kind == AST_STAR && before && is_string_column(before)) {
        diag *d = diag_error(b->ds, ST_COMPILE, "KS103", part->at, "where a text column ends and * begins cannot be told");
        diag_hint(b->ds, d, "put the text that ends the column between them");
        return false;
    }
    if (is_column(part) && before && before->kind != AST_LITERAL) {
        diag_error(b->ds, ST_COMPILE, "KS101", part->at, "a column must follow a text");
        return false;
    }
    if (part->kind == AST_LITERAL && part->text.n == 0) {
        diag_error(b->ds, ST_COMPILE, "SEM0476", part->at, "a text of a pattern cannot be empty");
        return false;
    }
    return true;
}

static bool bind_kind(binder *b, const ast *node, parse_pattern *p)
{
    static const param_rule rules[] = {{"kind", "simple|regex|relaxed"}, {"flags", "name"}};
    const ast *params = node->kid[0], *kind = bind_param(params, "kind"), *flags = bind_param(params, "flags");
    bool ok = bind_params(b, params, rules, 2);
    p->kind = !kind || str_is(kind->text, "simple") ? PARSE_SIMPLE : str_is(kind->text, "regex") ? PARSE_REGEX : PARSE_RELAXED;
    if (flags && p->kind != PARSE_REGEX) {
        diag_error(b->ds, ST_COMPILE, "SEM0472", flags->at, "flags belong to kind=regex");
        return false;
    }
    if (p->kind == PARSE_RELAXED && node->op == OP_PARSE_WHERE) {
        diag_error(b->ds, ST_COMPILE, "SEM0477", kind->at, "parse-where knows kind=simple and kind=regex only");
        return false;
    }
    char *once = arena_alloc(b->mem, 8);
    for (uint32_t i = 0; flags && i < flags->text.n; i++) {
        char c = flags->text.p[i];
        if (!memchr("ismUx", c, 5)) {
            diag_error(b->ds, ST_COMPILE, "SEM0476", flags->at, "'%c' is no flag here: there are i, m, s, U and x", c);
            return false;
        }
        if (!memchr(once, c, p->flags.n)) {
            once[p->flags.n++] = c;
        }
    }
    p->flags.p = once;
    return ok;
}

static bool add_column(binder *b, const ast *part, parse_part *to, parse_info *info, plan_node *out, uint32_t nth)
{
    const ast *name = part->kind == AST_TYPED ? part->kid[0] : part;
    to->type = part->kind == AST_TYPED ? bind_type(b, part->kid[1]) : T_STRING;
    for (uint32_t i = 0; i < nth; i++) {
        if (str_eq(out->cols.cols[info->column[i]].name, name->text)) {
            diag_error(b->ds, ST_COMPILE, "KS171", name->at, "a column named '" STR_FMT "' is there already", STR_ARG(name->text));
            return false;
        }
    }
    int at = schema_find(&out->cols, name->text);
    if (at < 0) {
        at = (int)out->cols.n;
        schema_add(b->mem, &out->cols, name->text, to->type);
    }
    out->cols.cols[at].type = to->type;
    info->from[at] = -1;
    info->column[nth] = (uint32_t)at;
    return to->type != T_UNKNOWN;
}

static parse_part *next_part(parse_pattern *p, part_kind kind, span at)
{
    parse_part *part = &p->parts[p->n++];
    *part = (parse_part){.kind = kind, .at = at};
    return part;
}

/* Texts side by side are one text. */
static void add_text(binder *b, parse_pattern *p, const ast *literal)
{
    parse_part *last = p->n ? &p->parts[p->n - 1] : NULL;
    if (last && last->kind == PART_TEXT) {
        last->text = arena_printf(b->mem, STR_FMT STR_FMT, STR_ARG(last->text), STR_ARG(literal->text));
    } else {
        next_part(p, PART_TEXT, literal->at)->text = literal->text;
    }
}

static bool bind_parts(binder *b, const ast *node, parse_info *info, plan_node *out)
{
    parse_pattern *p = &info->pattern;
    uint32_t columns = 0;
    bool ok = true;
    p->parts = ARENA_ARRAY(b->mem, parse_part, node->n);
    for (uint32_t k = 2; k < node->n; k++) {
        const ast *part = node->kid[k];
        ok &= check_order(b, node, k);
        if (part->kind == AST_LITERAL) {
            add_text(b, p, part);
        } else if (part->kind == AST_STAR) {
            next_part(p, PART_SKIP, part->at);
        } else {
            ok &= add_column(b, part, next_part(p, PART_COLUMN, part->at), info, out, columns);
            columns += ok;
        }
    }
    return ok;
}

static bool ends_in_date(const parse_pattern *p)
{
    return p->kind != PARSE_REGEX && p->n && p->parts[p->n - 1].kind == PART_COLUMN && p->parts[p->n - 1].type == T_DATETIME;
}

static plan_node *parse_bind(binder *b, const ast *node, plan_node *in)
{
    const op_class *op = node->op == OP_PARSE ? &op_parse : &op_parse_where;
    parse_info *info = ARENA_NEW(b->mem, parse_info);
    bool ok = bind_kind(b, node, &info->pattern);
    expr *source = bind_expr(b, node->kid[1]);
    info->source = bind_cast(b, source, T_STRING);
    plan_node *out = node_over(b, op, node->at, in, info);
    if (!out || (source->type == T_UNKNOWN && !b->bind_only)) {
        return NULL;
    }
    out->cols = (schema){0};
    schema_copy(b, &out->cols, &in->cols);
    info->column = ARENA_ARRAY(b->mem, uint32_t, node->n);
    info->from = ARENA_ARRAY(b->mem, int32_t, in->cols.n + node->n);
    for (uint32_t i = 0; i < in->cols.n; i++) {
        info->from[i] = (int32_t)i;
    }
    ok = bind_parts(b, node, info, out) && ok;
    if (ok && ends_in_date(&info->pattern)) {
        regex_error err;
        info->date = regex_new(b->mem, STR("\\A\\s*([0-9]{4}-|[0-9]{1,2}/)[0-9]"), REGEX_FIND, &err);
    }
    return ok && parse_pattern_prepare(&info->pattern, b->mem, b->ds, node->at) ? out : NULL;
}

static void parse_need(plan_node *n)
{
    const parse_info *info = n->info;
    bool read = n->op == &op_parse_where;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (colset_has(&n->need, i) && info->from[i] >= 0) {
            colset_add(&n->in[0]->need, (uint32_t)info->from[i]);
        }
        read |= colset_has(&n->need, i) && info->from[i] < 0;
    }
    if (read) {
        expr_columns(info->source, &n->in[0]->need);
    }
}

static void parse_describe(buf *out, const plan_node *n)
{
    const parse_info *info = n->info;
    const parse_pattern *p = &info->pattern;
    uint32_t nth = 0;
    expr_text(out, info->source, &n->in[0]->cols);
    buf_printf(out, " with%s", p->re ? " (regex)" : "");
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->parts[i].kind == PART_COLUMN) {
            str name = n->cols.cols[info->column[nth++]].name;
            buf_printf(out, " " STR_FMT, STR_ARG(name));
        } else if (p->parts[i].kind == PART_TEXT) {
            buf_printf(out, " '" STR_FMT "'", STR_ARG(p->parts[i].text));
        } else {
            buf_text(out, " *");
        }
    }
}

static void parse_visit(plan_node *n, void (*each)(expr **e, void *arg), void *arg) { each(&((parse_info *)n->info)->source, arg); }

#define PARSE_FUNCTIONS                                                                                                                   \
    .bind = parse_bind, .need = parse_need, .open = parse_open, .next = parse_next, .close = parse_close, .describe = parse_describe,      \
    .visit = parse_visit

const op_class op_parse = {.name = "parse", .code = OP_PARSE, PARSE_FUNCTIONS};
const op_class op_parse_where = {.name = "parse-where", .code = OP_PARSE_WHERE, PARSE_FUNCTIONS};
