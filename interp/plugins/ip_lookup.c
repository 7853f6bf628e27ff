/* ipv4_lookup, ipv6_lookup: joins rows to the networks that their addresses are in. Source: ipv4-lookup-plugin.md, ipv6-lookup-plugin.md
 *
 * Columns: those of the rows, then those of the lookup table without the extra keys, names that are taken get a number; ipv6_lookup gives
 * the lookup table's first, as its page's examples do. */
#include "interp/plugins/ip_lookup.h"

#include "interp/plugins/plugin.h"
#include "interp/scalar/ip4.h"

static const op_class op_ip_lookup;

/* ---- arguments */

static bool bind_flag(binder *b, const ast *arg, bool *out)
{
    const ast *value = arg->kind == AST_NAMED ? arg->kid[0] : arg;
    if (arg->kind == AST_NAMED && !str_is(arg->text, "return_unmatched")) {
        diag_error(b->ds, ST_COMPILE, "KS142", arg->at, "there is no argument '" STR_FMT "'", STR_ARG(arg->text));
        return false;
    }
    datum d;
    const schema *former = bind_rows(b, NULL);
    bool ok = bind_const(b, value, T_BOOL, &d);
    bind_rows(b, former);
    *out = ok && !d.null && d.b;
    return ok;
}

static bool is_flag(const ast *arg) { return arg->kind == AST_NAMED || (arg->kind == AST_LITERAL && arg->op == LIT_BOOL); }

/* A column of the lookup table. */
static int lookup_column(binder *b, const ast *arg, const schema *cols)
{
    const schema *former = bind_rows(b, cols);
    expr *e = bind_expr(b, arg);
    bind_rows(b, former);
    if (e->kind == EX_COLUMN) {
        return (int)e->column;
    }
    if (e->type != T_UNKNOWN) {
        diag_error(b->ds, ST_COMPILE, "KS109", arg->at, "a column's name is wanted here");
    }
    return -1;
}

static bool check_address(binder *b, const schema *cols, uint32_t at, span place)
{
    kql_type t = cols->cols[at].type;
    if (t == T_STRING || t == T_UNKNOWN || b->bind_only) {
        return true;
    }
    bind_unsupported(b, place, "an address that is no string");
    return false;
}

static bool add_key(binder *b, const plugin_call *c, uint32_t k, const schema *right, ip_lookup_info *info)
{
    int left = plugin_column(b, c, k);
    if (left < 0) {
        return false;
    }
    int at = schema_find(right, c->in->cols.cols[left].name);
    if (at < 0) {
        diag_error(b->ds, ST_COMPILE, "KS145", c->args->kid[k]->at, "'" STR_FMT "' must be a column of both tables", STR_ARG(c->args->kid[k]->text));
        return false;
    }
    if (right->cols[at].type != c->in->cols.cols[left].type && !b->bind_only) {
        bind_unsupported(b, c->args->kid[k]->at, "a key of two types");
        return false;
    }
    info->keys[info->n_keys] = (uint32_t)left;
    info->lookup_keys[info->n_keys++] = (uint32_t)at;
    return true;
}

static bool bind_arguments(binder *b, const plugin_call *c, bool extra_keys, const schema *right, ip_lookup_info *info)
{
    int source = plugin_column(b, c, 1), lookup = lookup_column(b, c->args->kid[2], right);
    if (source < 0 || lookup < 0) {
        return false;
    }
    info->source = (uint32_t)source;
    info->lookup = (uint32_t)lookup;
    info->keys = ARENA_ARRAY(b->mem, uint32_t, c->args->n);
    info->lookup_keys = ARENA_ARRAY(b->mem, uint32_t, c->args->n);
    bool ok = check_address(b, &c->in->cols, info->source, c->args->kid[1]->at) && check_address(b, right, info->lookup, c->args->kid[2]->at);
    for (uint32_t k = 3; ok && k < c->args->n; k++) {
        const ast *arg = c->args->kid[k];
        if (k + 1 == c->args->n && is_flag(arg)) {
            return bind_flag(b, arg, &info->unmatched);
        }
        if (!extra_keys) {
            diag_error(b->ds, ST_COMPILE, "KS119", arg->at, "'" STR_FMT "' takes no keys beside the address", STR_ARG(c->args->text));
            return false;
        }
        ok = add_key(b, c, k, right, info);
    }
    return ok;
}

/* ---- columns */

static void add_source(binder *b, plan_node *n, ip_lookup_info *info)
{
    const schema *in = &n->in[0]->cols;
    for (uint32_t i = 0; i < in->n; i++) {
        info->from[n->cols.n] = i;
        schema_add(b->mem, &n->cols, in->cols[i].name, in->cols[i].type);
    }
}

static bool is_key(const ip_lookup_info *info, uint32_t i)
{
    for (uint32_t k = 0; k < info->n_keys; k++) {
        if (info->lookup_keys[k] == i) {
            return true;
        }
    }
    return false;
}

/* Names that the rows have keep to them: the lookup table's get the number, whichever comes first. */
static void add_lookup(binder *b, plan_node *n, ip_lookup_info *info)
{
    const schema *in = &n->in[1]->cols;
    schema taken = {0};
    for (uint32_t i = 0; i < n->in[0]->cols.n; i++) {
        schema_add(b->mem, &taken, n->in[0]->cols.cols[i].name, T_STRING);
    }
    for (uint32_t i = 0; i < in->n; i++) {
        if (is_key(info, i)) {
            continue;
        }
        str name = bind_unique_name(b, &taken, in->cols[i].name);
        schema_add(b->mem, &taken, name, T_STRING);
        info->from[n->cols.n] = i;
        info->from_lookup[n->cols.n] = true;
        schema_add(b->mem, &n->cols, name, in->cols[i].type);
    }
}

static plan_node *lookup_bind(binder *b, const plugin_call *c, bool (*parse)(str, ip6 *), bool lookup_first)
{
    if (!plugin_arg_count(b, c, 3, lookup_first ? 4 : 64)) {
        return NULL;
    }
    ip_lookup_info *info = ARENA_NEW(b->mem, ip_lookup_info);
    info->parse = parse;
    plan_node *right = bind_table(b, c->args->kid[0]);
    if (!right || !bind_arguments(b, c, !lookup_first, &right->cols, info)) {
        return NULL;
    }
    plan_node **ins = ARENA_ARRAY(b->mem, plan_node *, 2);
    ins[0] = c->in;
    ins[1] = right;
    plan_node *n = bind_node(b, &op_ip_lookup, c->op->at, 2, ins, info);
    if (!n) {
        return NULL;
    }
    info->from = ARENA_ARRAY(b->mem, uint32_t, c->in->cols.n + right->cols.n + 1);
    info->from_lookup = ARENA_ARRAY(b->mem, bool, c->in->cols.n + right->cols.n + 1);
    if (lookup_first) {
        add_lookup(b, n, info);
        add_source(b, n, info);
    } else {
        add_source(b, n, info);
        add_lookup(b, n, info);
    }
    n->serialized = c->in->serialized;
    return n;
}

/* An IPv4 network as the IPv6 one that holds it; other texts are none. */
static bool parse_ip4(str s, ip6 *ip)
{
    ip4 net;
    if (!ip4_parse(s, &net)) {
        return false;
    }
    *ip = (ip6){.byte = {[10] = 0xff, [11] = 0xff}, .prefix = 96u + net.prefix, .dotted = true};
    for (int k = 0; k < 4; k++) {
        ip->byte[12 + k] = (uint8_t)(net.addr >> (24 - 8 * k));
    }
    return true;
}

static plan_node *ipv4_bind(binder *b, const plugin_call *c) { return lookup_bind(b, c, parse_ip4, false); }
static plan_node *ipv6_bind(binder *b, const plugin_call *c) { return lookup_bind(b, c, ip6_parse, true); }

static void lookup_need(plan_node *n)
{
    const ip_lookup_info *info = n->info;
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (colset_has(&n->need, i)) {
            colset_add(&n->in[info->from_lookup[i]]->need, info->from[i]);
        }
    }
    colset_add(&n->in[0]->need, info->source);
    colset_add(&n->in[1]->need, info->lookup);
    for (uint32_t k = 0; k < info->n_keys; k++) {
        colset_add(&n->in[0]->need, info->keys[k]);
        colset_add(&n->in[1]->need, info->lookup_keys[k]);
    }
}

static void lookup_describe(buf *out, const plan_node *n)
{
    const ip_lookup_info *info = n->info;
    buf_printf(out, STR_FMT " in " STR_FMT, STR_ARG(n->in[0]->cols.cols[info->source].name), STR_ARG(n->in[1]->cols.cols[info->lookup].name));
}

static const op_class op_ip_lookup = {.name = "ip_lookup", .code = -1, .need = lookup_need, .open = ip_lookup_open, .next = ip_lookup_next,
                                      .close = ip_lookup_close, .describe = lookup_describe};

const plugin plugin_ipv4_lookup = {
    .name = "ipv4_lookup", .bind = ipv4_bind, .sig = "(LookupTable, SourceIPv4Key, IPv4LookupKey, [ExtraKey...], [return_unmatched: bool])",
    .help = "Joins rows to the IPv4 networks that their addresses are in",
    .example = "print ip = '10.1.2.3' | evaluate ipv4_lookup((datatable(net: string, site: string)['10.1.0.0/16', 'home']), ip, net)",
    .gives = "10.1.2.3, 10.1.0.0/16, home", .page = "ipv4-lookup-plugin"};
const plugin plugin_ipv6_lookup = {
    .name = "ipv6_lookup", .bind = ipv6_bind, .sig = "(LookupTable, SourceIPv6Key, IPv6LookupKey, [return_unmatched: bool])",
    .help = "Joins rows to the IPv6 networks that their addresses are in",
    .example = "print ip = 'fe80::1' | evaluate ipv6_lookup((datatable(net: string, site: string)['fe80::/10', 'link']), ip, net)",
    .gives = "fe80::/10, link, fe80::1", .page = "ipv6-lookup-plugin"};
