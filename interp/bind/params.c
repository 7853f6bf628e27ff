/* params: the `name=value` words of an operator, and the name patterns of project-away and its kind. */
#include "interp/bind/parts.h"

/* `hint.*` matches hint.strategy. */
static bool is_rule(const char *rule, str name)
{
    size_t n = strlen(rule);
    if (n && rule[n - 1] == '*') return name.n >= n - 1 && memcmp(name.p, rule, n - 1) == 0;
    return str_is(name, rule);
}

static bool is_hint(const char *rule) { return strncmp(rule, "hint.", 5) == 0; }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c; }

static bool is_word(str word, const char *p, size_t n, bool any_case)
{
    bool same = word.n == n;
    for (size_t i = 0; same && i < n; i++) same = any_case ? lower(word.p[i]) == lower(p[i]) : word.p[i] == p[i];
    return same;
}

/* "inner|outer|..." holds the word. Those of hints are written in any case. */
static bool is_listed(const char *values, str word, bool any_case)
{
    for (const char *p = values; *p;) {
        const char *bar = strchr(p, '|');
        size_t n = bar ? (size_t)(bar - p) : strlen(p);
        if (is_word(word, p, n, any_case)) return true;
        p += n + (bar != NULL);
    }
    return false;
}

/* A `#` at the front of a list: or a number. */
static bool value_fits(const char *values, const ast *v, bool any_case)
{
    if (values[0] == '#' && v->kind == AST_LITERAL && v->op == LIT_LONG) return true;
    if (str_is(STR("any"), values) || v->kind == AST_NONE) return true;
    if (str_is(STR("name"), values)) return v->kind == AST_NAME || v->kind == AST_LITERAL;
    if (str_is(STR("bool"), values)) return v->kind == AST_LITERAL && v->op == LIT_BOOL;
    if (str_is(STR("long"), values)) return v->kind == AST_LITERAL && (v->op == LIT_LONG || v->op == LIT_INT);
    if (str_is(STR("summable"), values))
        return v->kind == AST_LITERAL && v->op != LIT_BOOL && v->op != LIT_STRING && v->op != LIT_GUID && v->op != LIT_DYNAMIC;
    if (str_is(STR("string"), values)) return v->kind == AST_LITERAL && v->op == LIT_STRING;
    return (v->kind == AST_NAME || (v->kind == AST_LITERAL && v->op != LIT_STRING)) && is_listed(values, v->text, any_case);
}

static void report_value(binder *b, const ast *p, const char *values)
{
    diag *d = diag_error(b->ds, ST_COMPILE, "KS005", p->kid[0]->at, "'" STR_FMT "' cannot be this", STR_ARG(p->text));
    if (strchr(values, '|')) diag_hint(b->ds, d, "one of: %s", values + (values[0] == '#' ? 2 : 0));
    else if (str_is(STR("summable"), values)) diag_hint(b->ds, d, "a literal number or time is wanted");
    else diag_hint(b->ds, d, "a %s is wanted", values);
}

bool bind_params(binder *b, const ast *params, const param_rule *rules, uint32_t n_rules)
{
    bool ok = true;
    for (uint32_t k = 0; k < params->n; k++) {
        const ast *p = params->kid[k];
        const param_rule *rule = NULL;
        for (uint32_t r = 0; r < n_rules && !rule; r++)
            if (is_rule(rules[r].name, p->text)) rule = &rules[r];
        if (!rule) {
            diag_warn(b->ds, "KS179", p->at, "'" STR_FMT "' is no parameter of this operator, and is passed over", STR_ARG(p->text));
            continue;
        }
        if (!value_fits(rule->values, p->kid[0], is_hint(rule->name))) {
            report_value(b, p, rule->values);
            ok = false;
        }
        for (uint32_t j = 0; j < k; j++)
            if (str_eq(params->kid[j]->text, p->text) && !str_is(p->text, "hint.shufflekey")) { /* a key of several columns */
                diag_error(b->ds, ST_COMPILE, "KS180", p->at, "'" STR_FMT "' stands here twice", STR_ARG(p->text));
                ok = false;
            }
    }
    return ok;
}

void bind_shuffle_keys(binder *b, const ast *params, const plan_node *in)
{
    const schema *old = bind_rows(b, &in->cols);
    for (uint32_t k = 0; k < params->n; k++)
        if (str_is(params->kid[k]->text, "hint.shufflekey") && params->kid[k]->kid[0]->kind == AST_NAME) bind_expr(b, params->kid[k]->kid[0]);
    bind_rows(b, old);
}

const ast *bind_param(const ast *params, const char *name)
{
    for (uint32_t k = 0; k < params->n; k++)
        if (str_is(params->kid[k]->text, name)) return params->kid[k]->kid[0];
    return NULL;
}

/* ---- name patterns */

bool bind_pattern_matches(str pattern, str name)
{
    uint32_t p = 0, n = 0, star = UINT32_MAX, back = 0;
    while (n < name.n) {
        if (p < pattern.n && pattern.p[p] == '*') {
            star = p++;
            back = n;
        } else if (p < pattern.n && pattern.p[p] == name.p[n]) {
            p++;
            n++;
        } else if (star != UINT32_MAX) { /* let the last star take one more */
            p = star + 1;
            n = ++back;
        } else {
            return false;
        }
    }
    while (p < pattern.n && pattern.p[p] == '*') p++;
    return p == pattern.n;
}

bool bind_patterns(binder *b, const ast *node, uint32_t **cols, uint32_t *n)
{
    *n = 0;
    *cols = ARENA_ARRAY(b->mem, uint32_t, b->row->n + 1);
    if (node->kind == AST_NAME || node->kind == AST_PATH) {
        expr *e = bind_expr(b, node);
        if (e->kind == EX_COLUMN) (*cols)[(*n)++] = e->column;
        if (e->kind != EX_COLUMN && e->type != T_UNKNOWN) diag_error(b->ds, ST_COMPILE, "KS109", node->at, "a column name is wanted here");
        return e->kind == EX_COLUMN;
    }
    if (node->kind != AST_WILDCARD && node->kind != AST_STAR) {
        diag_error(b->ds, ST_COMPILE, "KS109", node->at, "a column name is wanted here");
        return false;
    }
    str pattern = node->kind == AST_STAR ? STR("*") : node->text;
    for (uint32_t c = 0; c < b->row->n; c++)
        if (bind_pattern_matches(pattern, b->row->cols[c].name)) (*cols)[(*n)++] = c;
    if (*n == 0 && node->kind == AST_WILDCARD && b->row != b->open_row) {
        diag_error(b->ds, ST_COMPILE, "KS142", node->at, "no column's name fits '" STR_FMT "'", STR_ARG(pattern));
        return false;
    }
    return true;
}
