/* overload: which row of a name a call means, as Microsoft's binder chooses: the right number of arguments, then the most arguments that
 * fit, then the signature whose worst fit is best, then whose best fit is best. */
#include "interp/bind/parts.h"

#define CANDIDATES 24

typedef struct candidate {
    const void *row;
    signature sig;
} candidate;

typedef struct call_site {
    binder *b;
    str name;
    span at;
    uint32_t n;
    expr **args;
    const bool *stars; /* which arguments are `*`; NULL: none */
    bool is_operator;
} call_site;

static bool is_star(const call_site *c, uint32_t k) { return c->stars && c->stars[k]; }

/* ---- how arguments fit */

/* The type that all arguments of `common` parameters have in common. */
static bool common_of(const call_site *c, const signature *s, kql_type *out)
{
    bool any = false;
    *out = T_UNKNOWN;
    for (uint32_t k = 0; k < c->n; k++) {
        const parameter *p = signature_parameter(s, k);
        kql_type t = c->args[k]->type;
        if (!p || !p->common || t == T_UNKNOWN || !(p->accepts & TYPE_BIT(t))) continue;
        if (!any) {
            *out = t;
        } else if (!type_common(*out, t, out)) {
            return false;
        }
        any = true;
    }
    return true;
}

static fit fit_common(const call_site *c, const signature *s, const parameter *p, kql_type t)
{
    kql_type common;
    if (!common_of(c, s, &common)) return FIT_NONE;
    if (common == t || common == T_UNKNOWN) return FIT_EXACT;
    if (type_is_wider(common, t)) return FIT_PROMOTED;
    if (common == T_DYNAMIC) return FIT_DYNAMIC;
    return p->common_dynamic && t == T_DYNAMIC ? FIT_EXACT : FIT_NONE;
}

static fit fit_declared(const parameter *p, kql_type t)
{
    if (p->accepts & TYPE_BIT(t)) return p->fits;
    for (int to = 0; to < T_COUNT_; to++)
        if ((p->accepts & TYPE_BIT(to)) && type_is_wider((kql_type)to, t)) return FIT_PROMOTED;
    return FIT_NONE;
}

static fit fit_of(const call_site *c, const signature *s, uint32_t k)
{
    const parameter *p = signature_parameter(s, k);
    if (!p) return FIT_NONE;
    if (is_star(c, k) || p->star) return is_star(c, k) && p->star ? FIT_EXACT : FIT_NONE;
    if (p->typeliteral) return c->args[k]->is_type ? FIT_EXACT : FIT_NONE;
    if (p->same_as >= 0 && p->same_as < (int)s->n) p = &s->params[p->same_as];
    kql_type t = c->args[k]->type;
    if (t == T_UNKNOWN) return FIT_UNKNOWN;
    if (p->common) return p->accepts & TYPE_BIT(t) ? fit_common(c, s, p, t) : FIT_NONE;
    if (p->declared) return fit_declared(p, t);
    return p->accepts & TYPE_BIT(t) ? p->fits : FIT_NONE;
}

static uint32_t fit_count(const call_site *c, const signature *s)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < c->n; k++) n += fit_of(c, s, k) != FIT_NONE;
    return n;
}

static fit worst_fit(const call_site *c, const signature *s)
{
    fit worst = FIT_EXACT;
    for (uint32_t k = 0; k < c->n; k++) {
        fit f = fit_of(c, s, k);
        if (f < worst) worst = f;
    }
    return worst;
}

static fit best_fit(const call_site *c, const signature *s)
{
    fit best = FIT_NONE;
    for (uint32_t k = 0; k < c->n; k++) {
        fit f = fit_of(c, s, k);
        if (f > best) best = f;
    }
    return best;
}

/* >0: a is the better match */
static int compare(const call_site *c, const signature *a, const signature *b)
{
    uint32_t na = fit_count(c, a), nb = fit_count(c, b);
    if (na == c->n && nb < c->n) return 1;
    int d = (int)worst_fit(c, a) - (int)worst_fit(c, b);
    if (d == 0) d = (int)best_fit(c, a) - (int)best_fit(c, b);
    return d ? d : (int)na - (int)nb;
}

/* ---- choosing */

static bool takes(const signature *s, uint32_t n) { return n >= s->min_args && n <= s->max_args; }

/* Keeps the candidates with the most fitting arguments; *n of them. */
static void keep_best_counts(const call_site *c, candidate *list, uint32_t *n)
{
    uint32_t most = 0, kept = 0;
    for (uint32_t i = 0; i < *n; i++) {
        uint32_t f = fit_count(c, &list[i].sig);
        if (f > most) most = f;
    }
    for (uint32_t i = 0; i < *n; i++)
        if (fit_count(c, &list[i].sig) == most) list[kept++] = list[i];
    *n = kept;
}

static const candidate *choose(const call_site *c, candidate *list, uint32_t n)
{
    if (n == 1) return &list[0];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (takes(&list[i].sig, c->n)) list[kept++] = list[i];
    if (kept == 0) return NULL;
    keep_best_counts(c, list, &kept);
    const candidate *best = &list[0];
    for (uint32_t i = 1; i < kept; i++)
        if (compare(c, &list[i].sig, &best->sig) > 0) best = &list[i];
    return best;
}

/* ---- errors */

static void list_types(const call_site *c, buf *out)
{
    for (uint32_t k = 0; k < c->n; k++) buf_printf(out, "%s%s", k ? ", " : "", is_star(c, k) ? "*" : type_name(c->args[k]->type));
}

static void report_types(const call_site *c)
{
    buf types = {0};
    for (uint32_t k = 0; k < c->n; k++)
        if (!is_star(c, k) && c->args[k]->type == T_UNKNOWN) return; /* reported already */
    list_types(c, &types);
    if (c->is_operator) {
        diag_error(c->b->ds, ST_COMPILE, "KS106", c->at, "the operator '" STR_FMT "' is not defined for %s", STR_ARG(c->name),
                   arena_str(c->b->mem, buf_view(&types)).p);
    } else {
        diag_error(c->b->ds, ST_COMPILE, "KS127", c->at, "'" STR_FMT "' takes no arguments of the types (%s)", STR_ARG(c->name),
                   arena_str(c->b->mem, buf_view(&types)).p);
    }
    buf_drop(&types);
}

static void report_count(const call_site *c, const candidate *list, uint32_t n)
{
    uint32_t least = UINT32_MAX, most = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (list[i].sig.min_args < least) least = list[i].sig.min_args;
        if (list[i].sig.max_args > most) most = list[i].sig.max_args;
    }
    if (least == most) {
        diag_error(c->b->ds, ST_COMPILE, "KS119", c->at, "'" STR_FMT "' takes %u argument%s, not %u", STR_ARG(c->name), least,
                   least == 1 ? "" : "s", c->n);
    } else if (most == UINT32_MAX) {
        diag_error(c->b->ds, ST_COMPILE, "KS120", c->at, "'" STR_FMT "' takes at least %u arguments, not %u", STR_ARG(c->name), least, c->n);
    } else {
        diag_error(c->b->ds, ST_COMPILE, "KS120", c->at, "'" STR_FMT "' takes %u to %u arguments, not %u", STR_ARG(c->name), least, most, c->n);
    }
}

static void report_argument(const call_site *c, const parameter *p, uint32_t k)
{
    static const struct {
        const char *word, *code;
    } codes[] = {{"integer", "KS134"}, {"realordecimal", "KS135"}, {"number", "KS137"}, {"summable", "KS138"}, {"orderable", "KS206"},
                 {"array", "KS234"},   {"bag", "KS235"},           {"notdynamic", "KS116"}, {"common", "KS232"}};
    const char *code = "KS107";
    kql_type t = c->args[k]->type;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (str_is(p->type, codes[i].word)) code = codes[i].code;
    if (p->star || is_star(c, k)) {
        diag_error(c->b->ds, ST_COMPILE, "KS191", c->args[k]->at, "* cannot stand here");
        return;
    }
    diag *d = diag_error(c->b->ds, ST_COMPILE, code, c->args[k]->at, "'" STR_FMT "' wants " STR_FMT " for '" STR_FMT "', and this is %s",
                         STR_ARG(c->name), STR_ARG(p->type), STR_ARG(p->name), type_name(t));
    if (t == T_DYNAMIC) diag_hint(c->b->ds, d, "convert it first: tostring(), tolong(), todatetime() ...");
}

/* `between (low .. high)`: both ends are of the type of the value, conversions apart. */
static bool is_same(const call_site *c, const signature *s, uint32_t k)
{
    int other = signature_parameter(s, k)->same_as;
    if (other < 0 || (uint32_t)other >= c->n) return true;
    kql_type a = c->args[other]->type, t = c->args[k]->type;
    return a == t || a == T_UNKNOWN || t == T_UNKNOWN;
}

static bool check_constant(const call_site *c, const parameter *p, uint32_t k)
{
    const expr *e = c->args[k];
    if (!p->constant || is_star(c, k) || e->type == T_UNKNOWN) return true;
    if (p->literal && bind_is_constant(e) && !e->literal) {
        diag_error(c->b->ds, ST_COMPILE, "KS131", e->at, "'" STR_FMT "' of '" STR_FMT "' must be written out here, as a literal", STR_ARG(p->name),
                   STR_ARG(c->name));
    } else if (!bind_is_constant(e)) {
        diag_error(c->b->ds, ST_COMPILE, p->literal ? "KS131" : "KS129", e->at, "'" STR_FMT "' of '" STR_FMT "' must be a constant",
                   STR_ARG(p->name), STR_ARG(c->name));
    } else if (p->nonempty && e->type == T_STRING && e->value.s.n == 0) {
        diag_error(c->b->ds, ST_COMPILE, "KS133", e->at, "'" STR_FMT "' of '" STR_FMT "' must not be empty", STR_ARG(p->name), STR_ARG(c->name));
    } else {
        return true;
    }
    return false;
}

/* Everything about the chosen signature that does not hold. True: it all holds. */
static bool check(const call_site *c, const signature *s)
{
    bool ok = true;
    for (uint32_t k = 0; k < c->n; k++) {
        const parameter *p = signature_parameter(s, k);
        if (fit_of(c, s, k) == FIT_NONE || !is_same(c, s, k)) {
            report_argument(c, p, k);
            ok = false;
        } else {
            ok &= check_constant(c, p, k);
        }
    }
    return ok;
}

/* ---- what the chosen one makes of its arguments */

static void convert_arguments(const call_site *c, const signature *s)
{
    kql_type types[SIGNATURE_MAX * 4], common, widest;
    uint32_t n = c->n < SIGNATURE_MAX * 4 ? c->n : SIGNATURE_MAX * 4;
    for (uint32_t k = 0; k < n; k++) types[k] = c->args[k]->type;
    widest = type_widest(types, n);
    if (widest == T_INT) widest = T_LONG;
    common_of(c, s, &common);
    for (uint32_t k = 0; k < c->n; k++) {
        const parameter *p = signature_parameter(s, k);
        if (is_star(c, k) || p->typeliteral) continue;
        if (p->same_as >= 0 && p->same_as < (int)s->n) p = &s->params[p->same_as];
        kql_type t = c->args[k]->type;
        if (p->common) {
            c->args[k] = bind_cast(c->b, c->args[k], common);
        } else if (s->rule == RESULT_WIDEST && type_is_number(t)) {
            c->args[k] = bind_cast(c->b, c->args[k], widest);
        } else if (p->declared && t != T_UNKNOWN && !(p->accepts & TYPE_BIT(t))) {
            for (int to = 0; to < T_COUNT_; to++)
                if ((p->accepts & TYPE_BIT(to)) && type_is_wider((kql_type)to, t)) {
                    c->args[k] = bind_cast(c->b, c->args[k], (kql_type)to);
                    break;
                }
        }
    }
}

kql_type overload_result(const overload *o, kql_type (*custom)(const kql_type *types, uint32_t n), uint32_t n, expr **args)
{
    const signature *s = &o->sig;
    kql_type *types = n ? __builtin_alloca(n * sizeof *types) : NULL, t = T_UNKNOWN;
    for (uint32_t k = 0; k < n; k++) types[k] = args[k] ? args[k]->type : T_UNKNOWN;
    switch (s->rule) {
    case RESULT_TYPE: return s->result;
    case RESULT_ARGUMENT: return s->argument < n ? types[s->argument] : T_UNKNOWN;
    case RESULT_PROMOTED: t = s->argument < n ? types[s->argument] : T_UNKNOWN; return t == T_INT ? T_LONG : t;
    case RESULT_WIDEST: t = type_widest(types, n); return t == T_INT ? T_LONG : t;
    case RESULT_COMMON: return o->result;
    case RESULT_LITERAL:
        if (s->argument < n && args[s->argument]->kind == EX_CONST) type_find(args[s->argument]->value.s, &t);
        return t;
    default: return custom ? custom(types, n) : T_DYNAMIC;
    }
}

static bool overload_choose(call_site *c, candidate *list, uint32_t n, overload *out)
{
    const candidate *best = choose(c, list, n);
    if (!best || !takes(&best->sig, c->n)) {
        report_count(c, list, n);
        return false;
    }
    if (n > 1 && fit_count(c, &best->sig) < c->n) {
        report_types(c);
        return false;
    }
    if (c->is_operator && fit_count(c, &best->sig) < c->n) {
        report_types(c);
        return false;
    }
    if (!check(c, &best->sig)) return false;
    out->row = best->row;
    out->sig = best->sig;
    kql_type common;
    common_of(c, &best->sig, &common);
    convert_arguments(c, &best->sig);
    out->result = common;
    return true;
}

static bool looks_like_operator(str name)
{
    char c = name.n ? name.p[0] : 0;
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_');
}

bool overload_function(binder *b, str name, span at, uint32_t n, expr **args, const bool *stars, overload *out)
{
    candidate *list = ARENA_ARRAY(b->mem, candidate, CANDIDATES);
    uint32_t found = 0;
    for (const fn_row *r = NULL; (r = fn_next_overload(name, r)) && found < CANDIDATES;) {
        list[found].row = r;
        if (r->sig && signature_read(r->sig, &list[found].sig)) found++;
    }
    call_site c = {b, name, at, n, args, stars, looks_like_operator(name)};
    return found && overload_choose(&c, list, found, out);
}

bool overload_aggregate(binder *b, str name, span at, uint32_t n, expr **args, const bool *stars, overload *out)
{
    candidate *list = ARENA_ARRAY(b->mem, candidate, CANDIDATES);
    uint32_t found = 0;
    for (const agg_row *r = NULL; (r = agg_next_overload(name, r)) && found < CANDIDATES;) {
        list[found].row = r;
        if (r->sig && signature_read(r->sig, &list[found].sig)) found++;
    }
    call_site c = {b, name, at, n, args, stars, false};
    return found && overload_choose(&c, list, found, out);
}
