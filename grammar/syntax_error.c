/* syntax_error: what was found, what could stand there, in plain words, with Microsoft's code for that kind of mistake. */
#include "grammar/syntax_error.h"

#include "kql.tab.h"

static bool expects(const int *expected, int n, int kind)
{
    for (int i = 0; i < n; i++)
        if (expected[i] == kind)
            return true;
    return false;
}

static str found(parse *p, span at)
{
    if (at.len == 0)
        return STR("the end of the query");
    str text = str_sub(p->text, at.start, at.len);
    uint32_t n = 0;
    while (n < text.n && n < 40 && text.p[n] != '\n' && text.p[n] != '\r')
        n++;
    while (n < text.n && n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80)
        n--; /* never half a character */
    return arena_printf(p->mem, "'%.*s'%s", (int)n, text.p, n < text.n ? "..." : "");
}

static const token *token_at(parse *p, span at)
{
    for (uint32_t i = p->next ? p->next - 1 : 0; i < p->tokens.n; i++)
        if (p->tokens.items[i].at.start == at.start)
            return &p->tokens.items[i];
    return &p->tokens.items[p->tokens.n - 1];
}

/* "a, b or c" of the few things that could stand there; empty when they are many. */
static str list_of(parse *p, const int *expected, int n)
{
    buf b = {0};
    int shown = 0;
    for (int i = 0; i < n; i++)
        shown += expected[i] != 0;
    if (shown > 5 || shown == 0)
        return (str){0};
    for (int i = 0, k = 0; i < n; i++) {
        if (expected[i] == 0)
            continue;
        const char *name = token_kind_name(expected[i]);
        buf_text(&b, k == 0 ? "" : k + 1 == shown ? " or " : ", ");
        buf_text(&b, name);
        k++;
    }
    str s = arena_str(p->mem, buf_view(&b));
    buf_drop(&b);
    return s;
}

static void bracket_hint(parse *p, diag *d, const token *t)
{
    if (t->word)
        diag_hint(p->ds, d, "a name spelled like a keyword is written ['" STR_FMT "']", STR_ARG(t->text));
}

void syntax_error(parse *p, span at, const int *expected, int n)
{
    if (p->stopped)
        return;
    p->stopped = true;
    const token *t = token_at(p, at);
    str what = found(p, at), list = list_of(p, expected, n);
    bool value = expects(expected, n, T_NAME) && expects(expected, n, T_LONG) && expects(expected, n, '(');
    bool closing = expects(expected, n, ')') && !expects(expected, n, T_NAME);
    diag *d;
    if (expects(expected, n, T_PROJECT_AWAY)) {
        bool first = expects(expected, n, T_LONG) || expects(expected, n, T_DATATABLE);
        d = diag_error(p->ds, ST_COMPILE, first ? "KS006" : "KS176", at, "%s is expected here, not " STR_FMT, first ? "a query or a value" : "a tabular operator", STR_ARG(what));
    } else if (value) {
        d = diag_error(p->ds, ST_COMPILE, "KS006", at, "an expression is missing before " STR_FMT, STR_ARG(what));
        bracket_hint(p, d, t);
    } else if (list.n) {
        d = diag_error(p->ds, ST_COMPILE, "KS005", at, "expected " STR_FMT ", found " STR_FMT, STR_ARG(list), STR_ARG(what));
        bracket_hint(p, d, t);
    } else if (expects(expected, n, T_NAME)) {
        d = diag_error(p->ds, ST_COMPILE, "KS006", at, "a name is missing before " STR_FMT, STR_ARG(what));
        bracket_hint(p, d, t);
    } else if (closing) {
        d = diag_error(p->ds, ST_COMPILE, "KS005", at, "expected ) or a continuation of the expression, found " STR_FMT, STR_ARG(what));
    } else {
        d = diag_error(p->ds, ST_COMPILE, "KS198", at, STR_FMT " is unexpected: the query should go on with | or ; or end here", STR_ARG(what));
    }
}
