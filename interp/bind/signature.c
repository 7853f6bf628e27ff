#include "interp/bind/signature.h"

#define ALL     ((uint16_t)((1u << T_COUNT_) - 1))
#define NUMBER  (TYPE_BIT(T_INT) | TYPE_BIT(T_LONG) | TYPE_BIT(T_REAL) | TYPE_BIT(T_DECIMAL))
#define INTEGER (TYPE_BIT(T_INT) | TYPE_BIT(T_LONG))
#define SUMMABLE (NUMBER | TYPE_BIT(T_DATETIME) | TYPE_BIT(T_TIMESPAN))
#define ORDERABLE (SUMMABLE | TYPE_BIT(T_STRING) | TYPE_BIT(T_BOOL))

/* The kinds a parameter can be of, beside the ten types. */
static const struct {
    const char *word;
    uint16_t accepts;
    fit fits;
    bool common, common_dynamic;
} kinds[] = {
    {.word = "any", .accepts = ALL, .fits = FIT_UNKNOWN},
    {.word = "scalar", .accepts = ALL, .fits = FIT_SCALAR},
    {.word = "number", .accepts = NUMBER, .fits = FIT_NUMBER},
    {.word = "integer", .accepts = INTEGER, .fits = FIT_INTEGER},
    {.word = "summable", .accepts = SUMMABLE, .fits = FIT_SUMMABLE},
    {.word = "orderable", .accepts = ORDERABLE, .fits = FIT_ORDERABLE},
    {.word = "notdynamic", .accepts = ALL & ~TYPE_BIT(T_DYNAMIC), .fits = FIT_NOT_TYPE},
    {.word = "notbool", .accepts = ALL & ~TYPE_BIT(T_BOOL), .fits = FIT_NOT_TYPE},
    {.word = "notrealorbool", .accepts = ALL & ~(TYPE_BIT(T_BOOL) | TYPE_BIT(T_REAL)), .fits = FIT_NOT_TYPE},
    {.word = "numberorbool", .accepts = NUMBER | TYPE_BIT(T_BOOL), .fits = FIT_NUMBER},
    {.word = "stringordynamic", .accepts = TYPE_BIT(T_STRING) | TYPE_BIT(T_DYNAMIC), .fits = FIT_ONE_OF_MANY},
    {.word = "arrayorstring", .accepts = TYPE_BIT(T_STRING) | TYPE_BIT(T_DYNAMIC), .fits = FIT_ONE_OF_MANY},
    {.word = "integerorarray", .accepts = INTEGER | TYPE_BIT(T_DYNAMIC), .fits = FIT_ONE_OF_MANY},
    {.word = "realordecimal", .accepts = TYPE_BIT(T_REAL) | TYPE_BIT(T_DECIMAL), .fits = FIT_ONE_OF_MANY},
    {.word = "array", .accepts = TYPE_BIT(T_DYNAMIC), .fits = FIT_ONE_OF_MANY},
    {.word = "bag", .accepts = TYPE_BIT(T_DYNAMIC), .fits = FIT_ONE_OF_MANY},
    {.word = "common", .accepts = ALL, .fits = FIT_EXACT, .common = true},
    {.word = "commonnumber", .accepts = NUMBER, .fits = FIT_EXACT, .common = true},
    {.word = "commonsummable", .accepts = SUMMABLE, .fits = FIT_EXACT, .common = true},
    {.word = "commonorderable", .accepts = ORDERABLE, .fits = FIT_EXACT, .common = true},
    {.word = "commonordynamic", .accepts = ALL, .fits = FIT_EXACT, .common = true, .common_dynamic = true},
};

typedef struct reader {
    const char *p;
} reader;

static void blanks(reader *r)
{
    while (*r->p == ' ') r->p++;
}

static bool take(reader *r, char c)
{
    blanks(r);
    if (*r->p != c) return false;
    r->p++;
    return true;
}

static bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

static str word(reader *r)
{
    blanks(r);
    const char *from = r->p;
    while (is_word(*r->p)) r->p++;
    return (str){from, (uint32_t)(r->p - from)};
}

/* T0, T1 ...: -1 if it is not one */
static int argument_of(str w)
{
    return w.n == 2 && w.p[0] == 'T' && w.p[1] >= '0' && w.p[1] <= '9' ? w.p[1] - '0' : -1;
}

static bool read_kind(str w, parameter *p)
{
    p->same_as = argument_of(w);
    if (p->same_as >= 0) return true;
    if (str_is(w, "typeliteral")) return p->typeliteral = true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!str_is(w, kinds[i].word)) continue;
        p->accepts |= kinds[i].accepts;
        p->fits = kinds[i].fits;
        p->common = kinds[i].common;
        p->common_dynamic = kinds[i].common_dynamic;
        return true;
    }
    kql_type t;
    if (!type_find(w, &t)) return false;
    p->fits = p->accepts ? FIT_ONE_OF_MANY : FIT_EXACT;
    p->accepts |= TYPE_BIT(t);
    p->declared = true;
    return true;
}

static bool read_parameter(reader *r, signature *s)
{
    if (s->n == SIGNATURE_MAX) return false;
    parameter *p = &s->params[s->n];
    p->same_as = -1;
    p->optional = take(r, '[');
    if (take(r, '*')) {
        p->star = true;
        p->accepts = ALL;
        p->fits = FIT_EXACT;
    } else {
        p->name = word(r);
        if (p->name.n == 0 || !take(r, ':')) return false;
        str w = word(r);
        if (str_is(w, "const")) {
            p->constant = true;
            w = word(r);
        } else if (str_is(w, "lit")) {
            p->literal = p->constant = true;
            w = word(r);
            p->nonempty = str_is(w, "nonempty");
            if (p->nonempty) w = word(r);
        }
        const char *from = w.p;
        do {
            if (!read_kind(w, p)) return false;
        } while (take(r, '|') && (w = word(r)).n);
        p->type = (str){from, (uint32_t)(r->p - from)};
    }
    blanks(r);
    if (strncmp(r->p, "...", 3) == 0) {
        p->repeated = true;
        r->p += 3;
        while (*r->p >= '0' && *r->p <= '9') s->max_args = s->max_args * 10 + (uint32_t)(*r->p++ - '0');
    }
    if (p->optional && !take(r, ']')) return false;
    s->min_args += !p->optional;
    s->n++;
    return true;
}

static bool read_result(reader *r, signature *s)
{
    str w = word(r);
    int arg = argument_of((str){w.p, w.n > 2 ? 2 : w.n});
    if (str_is(w, "widest")) {
        s->rule = RESULT_WIDEST;
    } else if (str_is(w, "common")) {
        s->rule = RESULT_COMMON;
    } else if (str_is(w, "custom")) {
        s->rule = RESULT_CUSTOM;
    } else if (arg >= 0) {
        s->argument = (uint32_t)arg;
        str behind = str_sub(w, 2, w.n - 2);
        s->rule = behind.n == 0 ? RESULT_ARGUMENT : str_is(behind, "promoted") ? RESULT_PROMOTED : RESULT_LITERAL;
    } else {
        s->rule = RESULT_TYPE;
        return type_find(w, &s->result);
    }
    return true;
}

bool signature_read(const char *text, signature *out)
{
    reader r = {text};
    *out = (signature){0};
    if (!take(&r, '(')) return false;
    if (!take(&r, ')')) {
        do {
            if (!read_parameter(&r, out)) return false;
        } while (take(&r, ','));
        if (!take(&r, ')')) return false;
    }
    blanks(&r);
    if (strncmp(r.p, "->", 2) != 0) return false;
    r.p += 2;
    bool repeats = out->n && out->params[out->n - 1].repeated;
    if (!repeats) out->max_args = out->n;
    else if (out->max_args == 0) out->max_args = UINT32_MAX;
    return read_result(&r, out);
}

const parameter *signature_parameter(const signature *s, uint32_t k)
{
    if (k < s->n) return &s->params[k];
    return s->n && s->params[s->n - 1].repeated ? &s->params[s->n - 1] : NULL;
}
