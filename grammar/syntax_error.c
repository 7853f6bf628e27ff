/* syntax_error: what was found, what could stand there, in plain words, with Microsoft's code for that kind of mistake.
 */
#include "grammar/syntax_error.h"

#include "kql.tab.h"

static bool expects(const int *expected, int n, int kind)
{
    for (int i = 0; i < n; i++)
        if (expected[i] == kind) return true;
    return false;
}

static str found(parse *p, span at)
{
    if (at.len == 0) return STR("the end of the query");
    str text = str_sub(p->text, at.start, at.len);
    uint32_t n = 0;
    while (n < text.n && n < 40 && text.p[n] != '\n' && text.p[n] != '\r') n++;
    while (n < text.n && n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80) n--; /* never half a character */
    return arena_printf(p->mem, "'%.*s'%s", (int)n, text.p, n < text.n ? "..." : "");
}

static const token *token_at(parse *p, span at)
{
    for (uint32_t i = p->next ? p->next - 1 : 0; i < p->tokens.n; i++)
        if (p->tokens.items[i].at.start == at.start) return &p->tokens.items[i];
    return &p->tokens.items[p->tokens.n - 1];
}

/* What only continues an expression that is already complete. */
static bool continues(int kind)
{
    switch (kind) {
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case '<':
    case '>':
    case '.':
    case '[':
    case '(':
    case '=':
    case ':':
    case T_COMPARE:
    case T_EQUAL:
    case T_STRING_OP:
    case T_IN_OP:
    case T_BETWEEN:
    case T_NOT_BETWEEN:
    case T_AND:
    case T_OR:
    case T_STRING:
    case 0:
        return true;
    default:
        return false;
    }
}

/* "a, b or c" of the few things that could stand there, without what goes on with an expression as long as there is
 * anything else; empty when they are many. */
static str list_of(parse *p, const int *expected, int n)
{
    int kept[6], shown = 0, others = 0;
    for (int i = 0; i < n; i++) others += !continues(expected[i]);
    for (int i = 0; i < n && shown < 6; i++)
        if (others ? !continues(expected[i]) : expected[i] != 0) kept[shown++] = expected[i];
    if (shown > 5 || shown == 0 || expects(expected, n, ';')) return (str){0};
    buf b = {0};
    for (int i = 0; i < shown; i++) {
        const char *name = token_kind_name(kept[i]);
        bool category = strncmp(name, "a ", 2) == 0;
        buf_text(&b, i == 0 ? "" : i + 1 == shown ? " or " : ", ");
        buf_printf(&b, category ? "%s" : "'%s'", name);
    }
    str s = arena_str(p->mem, buf_view(&b));
    buf_drop(&b);
    return s;
}

/* The operator the writer may have meant. */
static void operator_hint(parse *p, diag *d, const token *t)
{
    str words[OP_COUNT_];
    for (int op = 0; op < OP_COUNT_; op++) words[op] = str_of(ast_operator_word((ast_operator)op));
    str near = diag_nearest(t->text, words, OP_COUNT_);
    if (t->at.len && near.n) diag_hint(p->ds, d, "did you mean " STR_FMT "?", STR_ARG(near));
}

static void bracket_hint(parse *p, diag *d, const token *t)
{
    if (t->word) diag_hint(p->ds, d, "a name spelled like a keyword is written ['" STR_FMT "']", STR_ARG(t->text));
}

void syntax_error(parse *p, span at, const int *expected, int n)
{
    if (p->stopped) return;
    p->stopped = true;
    const token *t = token_at(p, at);
    str what = found(p, at), list = list_of(p, expected, n);
    bool value = expects(expected, n, T_LONG) && expects(expected, n, '('), name = expects(expected, n, T_NAME);
    bool tabular = expects(expected, n, T_PROJECT_AWAY);
    diag *d;
    if (tabular && !expects(expected, n, T_LONG)) {
        d = diag_error(p->ds, ST_COMPILE, "KS176", at, "a tabular operator is expected here, not " STR_FMT,
                       STR_ARG(what));
        operator_hint(p, d, t);
        return;
    }
    if (tabular)
        d = diag_error(p->ds, ST_COMPILE, "KS006", at, "a query or a value is missing before " STR_FMT, STR_ARG(what));
    else if (value && name)
        d = diag_error(p->ds, ST_COMPILE, "KS006", at, "an expression is missing before " STR_FMT, STR_ARG(what));
    else if (expects(expected, n, T_LONG) && expects(expected, n, T_STRING))
        d = diag_error(p->ds, ST_COMPILE, "KS006", at, "a literal is missing before " STR_FMT, STR_ARG(what));
    else if (list.n)
        d = diag_error(p->ds, ST_COMPILE, "KS005", at, "expected " STR_FMT ", found " STR_FMT, STR_ARG(list),
                       STR_ARG(what));
    else if (name)
        d = diag_error(p->ds, ST_COMPILE, "KS006", at, "a name is missing before " STR_FMT, STR_ARG(what));
    else
        d = diag_error(p->ds, ST_COMPILE, "KS198", at,
                       STR_FMT " is unexpected: the query should go on with | or ; or end here", STR_ARG(what));
    if (name) bracket_hint(p, d, t);
}
