/* check_query: the query compiles, and is one that a rule may have. */
#include "cli/rule/check.h"

#include "base/utf8.h"

/* Past what is no code: comments, and texts in quotes. */
static uint32_t skip_text(str q, uint32_t at)
{
    char c = q.p[at];
    if (c == '/' && at + 1 < q.n && q.p[at + 1] == '/') {
        while (at < q.n && q.p[at] != '\n')
            at++;
        return at;
    }
    bool verbatim = at && q.p[at - 1] == '@';
    for (at++; at < q.n && q.p[at] != c && q.p[at] != '\n'; at++) {
        if (q.p[at] == '\\' && !verbatim)
            at++;
    }
    return at < q.n ? at + 1 : q.n;
}

static bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/* `search *`, `union *`: how long that is at `at`, or 0. */
static uint32_t star_length(str q, uint32_t at)
{
    static const char *const words[] = {"search", "union"};
    for (int i = 0; i < 2; i++) {
        uint32_t n = (uint32_t)strlen(words[i]), end = at + n;
        if (end > q.n || memcmp(q.p + at, words[i], n) != 0 || (at && is_name(q.p[at - 1])))
            continue;
        while (end < q.n && strchr(" \t\r\n", q.p[end]))
            end++;
        if (end > at + n && end < q.n && q.p[end] == '*' && (end + 1 == q.n || !is_name(q.p[end + 1])))
            return end + 1 - at;
    }
    return 0;
}

static bool names_elsewhere(str q, uint32_t at)
{
    static const char *const words[] = {"workspace", "cluster", "app", "adx", "arg"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t n = (uint32_t)strlen(words[i]);
        if (at + n < q.n && memcmp(q.p + at, words[i], n) == 0 && q.p[at + n] == '(' && !(at && is_name(q.p[at - 1])))
            return true;
    }
    return false;
}

static void check_text(rule_checking *c, const query_text *text)
{
    str q = text->text;
    for (uint32_t at = 0; at < q.n;) {
        bool comment = q.p[at] == '/' && at + 1 < q.n && q.p[at + 1] == '/';
        if (comment || q.p[at] == '"' || q.p[at] == '\'') {
            at = skip_text(q, at);
            continue;
        }
        uint32_t n = star_length(q, at);
        if (n)
            rule_find(c, FOUND_QUERY_STAR, query_text_place(text, (span){at, n}), "a rule's query cannot contain '" STR_FMT "'", n, q.p + at);
        if (c->r->kind == RULE_NRT && names_elsewhere(q, at))
            rule_find(c, FOUND_NRT_WORKSPACES, query_text_place(text, (span){at, 1}), "a near-real-time rule reads one workspace, nothing beyond it");
        at++;
    }
}

static void take_messages(rule_checking *c, kql_query *q, const query_text *text)
{
    const diags *from = kql_query_diags(q);
    for (uint32_t i = 0; i < from->n; i++) {
        const diag *d = &from->items[i];
        span at = d->has_span ? query_text_place(text, d->span) : (span){0, 0};
        diag *mine = d->severity == SEV_ERROR ? diag_error(c->ds, d->status, d->code, at, STR_FMT, STR_ARG(d->message))
                                              : diag_warn(c->ds, d->code, at, STR_FMT, STR_ARG(d->message));
        mine->has_span = d->has_span;
        if (d->hint.n)
            diag_hint(c->ds, mine, STR_FMT, STR_ARG(d->hint));
    }
}

kql_query *rule_check_query(rule_checking *c)
{
    const doc *d = c->r->field[FIELD_QUERY];
    if (!d || d->kind != DOC_SCALAR || rule_is_expression(c->r, d))
        return NULL;
    uint32_t n = utf8_count(doc_text(d));
    if (n < 1 || n > 10000)
        rule_find(c, FOUND_QUERY_LENGTH, (span){d->at.start, 0}, "the query has %u characters; 1 to 10000 are possible", n);
    if (!n)
        return NULL;
    check_text(c, &d->value);
    kql_query *q = kql_prepare(c->engine, doc_text(d));
    take_messages(c, q, &d->value);
    uint32_t results = kql_query_results(q);
    if (kql_query_status(q) == ST_OK && results && kql_query_ends_in_table(q) && !kql_query_open(q, results - 1))
        c->columns = kql_query_columns(q, results - 1);
    return q;
}
