/* regexes: patterns that a plain operator equals. Source: re2-library.md, best-practices.md. */
#include "interp/lint/parts.h"

typedef struct plain {
    bool from_start, to_end, no_case;
    str text;
} plain;

/* Text between the anchors without anything special: escapes of punctuation stand for themselves, and so are left to the reader. */
static bool is_plain(str pattern, plain *out)
{
    *out = (plain){0};
    if (pattern.n >= 4 && memcmp(pattern.p, "(?i)", 4) == 0) {
        out->no_case = true;
        pattern = str_sub(pattern, 4, pattern.n - 4);
    }
    if (pattern.n && pattern.p[0] == '^') {
        out->from_start = true;
        pattern = str_sub(pattern, 1, pattern.n - 1);
    } else if (pattern.n >= 2 && memcmp(pattern.p, ".*", 2) == 0) {
        pattern = str_sub(pattern, 2, pattern.n - 2);
    }
    if (pattern.n && pattern.p[pattern.n - 1] == '$') {
        out->to_end = true;
        pattern.n--;
    } else if (pattern.n >= 2 && memcmp(pattern.p + pattern.n - 2, ".*", 2) == 0) {
        pattern.n -= 2;
    }
    for (uint32_t i = 0; i < pattern.n; i++) {
        if (strchr("\\.+*?()|[]{}^$\n\"", pattern.p[i]))
            return false;
    }
    out->text = pattern;
    return pattern.n > 0;
}

static const char *operator_for(const plain *p)
{
    if (p->from_start && p->to_end)
        return p->no_case ? "=~" : "==";
    if (p->from_start)
        return p->no_case ? "startswith" : "startswith_cs";
    if (p->to_end)
        return p->no_case ? "endswith" : "endswith_cs";
    return p->no_case ? "contains" : "contains_cs";
}

static void regex(lint *l, const ast *node, const lint_up *up)
{
    plain p;
    (void)up;
    if (node->kind != AST_BINARY || node->op != SC_MATCHES_REGEX || !lint_is_text(node->kid[1]) || !is_plain(node->kid[1]->text, &p))
        return;
    const char *word = operator_for(&p);
    lint_finding *f = lint_report(l, node->kid[1]->at, "this pattern is plain text: %s \"" STR_FMT "\" is the same", word, STR_ARG(p.text));
    lint_mend(l, f, node->name_at, "%s", word);
    lint_mend(l, f, node->kid[1]->at, "\"" STR_FMT "\"", STR_ARG(p.text));
}

static void look(lint *l) { lint_walk(l, regex); }

const lint_row lint_rows_regexes[] = {
    {"KL111", "plain-regex", LINT_INFO,
     "The pattern has nothing in it that only a regular expression could say. A plain operator says it faster and more clearly.",
     "use the operator", look},
    {0},
};
