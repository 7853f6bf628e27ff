/* overload_errors: what is said of a call that no overload fits. Codes and places are Microsoft's. */
#include "interp/bind/call_site.h"

/* Kinds of parameters: the code of an argument that is none, and the kind in words. */
static const struct {
    const char *kind, *code, *words;
} kinds[] = {
    {"integer", "KS134", "a whole number"},
    {"realordecimal", "KS135", "a real or decimal"},
    {"number", "KS137", "a number"},
    {"summable", "KS138", "a number, datetime or timespan"},
    {"orderable", "KS206", "a number, datetime, timespan, string or bool"},
    {"array", "KS234", "an array"},
    {"bag", "KS235", "a bag"},
    {"notdynamic", "KS116", "a value that is not dynamic"},
    {"notbool", "KS116", "a value that is not bool"},
    {"notrealorbool", "KS116", "a value that is neither real nor bool"},
    {"numberorbool", "KS137", "a number or bool"},
    {"stringordynamic", "KS141", "a string or dynamic"},
    {"arrayorstring", "KS141", "a string or an array"},
    {"integerorarray", "KS141", "a whole number or an array"},
    {"commonnumber", "KS137", "a number"},
    {"commonsummable", "KS138", "a number, datetime or timespan"},
    {"commonorderable", "KS206", "a number, datetime, timespan, string or bool"},
    {"typeliteral", "KS107", "typeof(...)"},
};

static str type_list(const call_site *c)
{
    buf types = {0};
    for (uint32_t k = 0; k < c->n; k++) buf_printf(&types, "%s%s", k ? ", " : "", type_name(c->args[k]->type));
    str s = arena_str(c->b->mem, buf_view(&types));
    buf_drop(&types);
    return s;
}

void report_types(const call_site *c)
{
    for (uint32_t k = 0; k < c->n; k++)
        if (c->args[k]->type == T_UNKNOWN) return; /* reported already */
    str types = type_list(c), name = c->name;
    if (c->place.is_operator) {
        if (name.n == 2 && name.p[0] == 'u') name = str_sub(name, 1, 1); /* the unary ones */
        diag_error(c->b->ds, ST_COMPILE, "KS106", c->place.word, "the operator '" STR_FMT "' is not defined for " STR_FMT, STR_ARG(name),
                   STR_ARG(types));
    } else {
        diag_error(c->b->ds, ST_COMPILE, "KS127", c->place.word, "'" STR_FMT "' takes no arguments of the types (" STR_FMT ")",
                   STR_ARG(name), STR_ARG(types));
    }
}

void report_count(const call_site *c, const candidate *list, uint32_t n)
{
    uint32_t least = UINT32_MAX, most = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (list[i].sig.min_args < least) least = list[i].sig.min_args;
        if (list[i].sig.max_args > most) most = list[i].sig.max_args;
    }
    bool repeats = false;
    for (uint32_t i = 0; i < n; i++) repeats |= list[i].sig.n && list[i].sig.params[list[i].sig.n - 1].repeated;
    const char *code = repeats || (n > 1 && c->n == 0) ? "KS120" : "KS119";
    if (least == most) {
        diag_error(c->b->ds, ST_COMPILE, code, c->place.word, "'" STR_FMT "' takes %u argument%s, not %u", STR_ARG(c->name), least,
                   least == 1 ? "" : "s", c->n);
    } else if (most == UINT32_MAX) {
        diag_error(c->b->ds, ST_COMPILE, code, c->place.word, "'" STR_FMT "' takes at least %u argument%s, not %u", STR_ARG(c->name), least,
                   least == 1 ? "" : "s", c->n);
    } else {
        diag_error(c->b->ds, ST_COMPILE, code, c->place.word, "'" STR_FMT "' takes %u to %u arguments, not %u", STR_ARG(c->name), least,
                   most, c->n);
    }
}

void report_no_common(const call_site *c)
{
    diag_error(c->b->ds, ST_COMPILE, "KS232", c->place.word, "'" STR_FMT "' takes values of one type, and these are " STR_FMT, STR_ARG(c->name),
               STR_ARG(type_list(c)));
}

void report_argument(const call_site *c, const parameter *p, uint32_t k)
{
    const char *code = "KS107";
    str words = p->type;
    kql_type t = c->args[k]->type;
    if (p->star) {
        diag_error(c->b->ds, ST_COMPILE, "KS191", c->args[k]->at, "* is wanted here");
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(p->type, kinds[i].kind)) {
            code = kinds[i].code;
            words = str_of(kinds[i].words);
        }
    if (p->same_as >= 0 && (uint32_t)p->same_as < c->n) {
        code = "KS141";
        words = str_of(type_name(c->args[p->same_as]->type));
    }
    diag *d = diag_error(c->b->ds, ST_COMPILE, code, c->args[k]->at, "'" STR_FMT "' wants " STR_FMT " for '" STR_FMT "', and this is %s",
                         STR_ARG(c->name), STR_ARG(words), STR_ARG(p->name), type_name(t));
    if (t == T_DYNAMIC) diag_hint(c->b->ds, d, "convert it first: tostring(), tolong(), todatetime() ...");
}

bool check_constant(const call_site *c, const parameter *p, uint32_t k)
{
    const expr *e = c->args[k];
    if (!p->constant || e->type == T_UNKNOWN) return true;
    if (p->literal && bind_is_constant(e) && !e->literal) {
        diag_error(c->b->ds, ST_COMPILE, "KS131", e->at, "'" STR_FMT "' of '" STR_FMT "' must be written out here, as a literal",
                   STR_ARG(p->name), STR_ARG(c->name));
    } else if (!bind_is_constant(e)) {
        diag_error(c->b->ds, ST_COMPILE, p->literal ? "KS131" : "KS129", e->at, "'" STR_FMT "' of '" STR_FMT "' must be a constant",
                   STR_ARG(p->name), STR_ARG(c->name));
    } else if (p->nonempty && e->type == T_STRING && e->value.s.n == 0) {
        diag_error(c->b->ds, ST_COMPILE, "KS133", e->at, "'" STR_FMT "' of '" STR_FMT "' must not be empty", STR_ARG(p->name),
                   STR_ARG(c->name));
    } else {
        return true;
    }
    return false;
}
