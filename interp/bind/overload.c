/* overload: which row of a name a call means, as Microsoft's binder chooses: the right number of arguments, then the most arguments that
 * fit, then the signature whose worst fit is best, then whose best fit is best. */
#include "interp/bind/call_site.h"

#define CANDIDATES 24

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
    if (!p->common_dynamic) return FIT_NONE; /* coalesce(): other values beside dynamic ones are refused */
    return common == T_DYNAMIC ? FIT_DYNAMIC : t == T_DYNAMIC ? FIT_EXACT : FIT_NONE;
}

static fit fit_declared(const parameter *p, kql_type t)
{
    if (p->accepts & TYPE_BIT(t)) return p->fits;
    for (int to = 0; to < T_COUNT_; to++)
        if ((p->accepts & TYPE_BIT(to)) && type_is_wider((kql_type)to, t)) return FIT_PROMOTED;
    return FIT_NONE;
}

/* typeof(...) where a value is wanted: no scalar type, yet Microsoft's binder takes it for one where any would do. */
static fit fit_type(const parameter *p)
{
    bool any = p->accepts == (uint16_t)(TYPE_BIT(T_COUNT_) - 1);
    return any ? p->fits : FIT_NONE;
}

static fit fit_of(const call_site *c, const signature *s, uint32_t k)
{
    const parameter *p = signature_parameter(s, k);
    if (!p) return FIT_NONE;
    if (p->star) return FIT_NONE;
    if (p->typeliteral) return c->args[k]->is_type ? FIT_EXACT : FIT_NONE;
    if (c->args[k]->is_type) return fit_type(p);
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

/* The best candidate; *n of them are left, more than one when none is clearly better. NULL: none takes so many arguments. */
static const candidate *choose(const call_site *c, candidate *list, uint32_t *n)
{
    if (*n == 1) return &list[0];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *n; i++)
        if (takes(&list[i].sig, c->n)) list[kept++] = list[i];
    if (kept == 0) return NULL;
    keep_best_counts(c, list, &kept);
    const candidate *best = &list[0];
    *n = 1;
    for (uint32_t i = 1; i < kept; i++) {
        int d = compare(c, &list[i].sig, &best->sig);
        if (d == 0) *n = kept;
        if (d > 0) best = &list[i];
    }
    return best;
}

/* ---- what must hold beside */

/* `between (low .. high)`: both ends are of the type of the value, conversions apart. */
static bool is_same(const call_site *c, const signature *s, uint32_t k)
{
    int other = signature_parameter(s, k)->same_as;
    if (other < 0 || (uint32_t)other >= c->n) return true;
    kql_type a = c->args[other]->type, t = c->args[k]->type;
    return a == t || a == T_UNKNOWN || t == T_UNKNOWN;
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
        } else if (c->args[k]->is_type && !p->typeliteral) {
            bind_unsupported(c->b, c->args[k]->at, "typeof() as a value");
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
        if (p->typeliteral) continue;
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
    uint32_t left = n;
    const candidate *best = choose(c, list, &left);
    if (!best || !takes(&best->sig, c->n)) {
        report_count(c, list, n);
        return false;
    }
    if ((left > 1 || c->place.all_fit) && fit_count(c, &best->sig) < c->n) {
        report_types(c);
        return false;
    }
    kql_type common;
    if (!common_of(c, &best->sig, &common)) {
        report_no_common(c);
        return false;
    }
    if (!check(c, &best->sig)) return false;
    out->row = best->row;
    out->sig = best->sig;
    convert_arguments(c, &best->sig);
    out->result = common;
    return true;
}

bool overload_function(binder *b, str name, call_place place, uint32_t n, expr **args, overload *out)
{
    candidate list[CANDIDATES]; /* large, and gone before anything deeper is bound */
    uint32_t found = 0;
    for (const fn_row *r = NULL; (r = fn_next_overload(name, r)) && found < CANDIDATES;) {
        list[found].row = r;
        if (r->sig && signature_read(r->sig, &list[found].sig)) found++;
    }
    call_site c = {b, name, place, n, args};
    return found && overload_choose(&c, list, found, out);
}

bool overload_aggregate(binder *b, str name, call_place place, uint32_t n, expr **args, overload *out)
{
    candidate list[CANDIDATES]; /* large, and gone before anything deeper is bound */
    uint32_t found = 0;
    for (const agg_row *r = NULL; (r = agg_next_overload(name, r)) && found < CANDIDATES;) {
        list[found].row = r;
        if (r->sig && signature_read(r->sig, &list[found].sig)) found++;
    }
    call_site c = {b, name, place, n, args};
    return found && overload_choose(&c, list, found, out);
}
