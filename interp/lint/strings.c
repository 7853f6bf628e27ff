/* strings: the operators of text. Sources: string-operators.md, best-practices.md, /has-operator.md and its neighbours. */
#include "interp/lint/parts.h"

#include "base/utf8.h"

static bool is_term(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80; }

static bool has_letter(str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        if ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')
            return true;
    }
    return false;
}

/* ---- contains where has serves */

static bool is_whole_term(str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        if (!is_term(s.p[i]))
            return false;
    }
    return s.n >= 3;
}

static void contains(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    bool is = node->kind == AST_BINARY && (node->op == SC_CONTAINS || node->op == SC_NOT_CONTAINS);
    if (!is || !lint_is_text(node->kid[1]) || !is_whole_term(node->kid[1]->text))
        return;
    bool not = node->op == SC_NOT_CONTAINS;
    lint_finding *f = lint_report(l, node->name_at, "contains looks inside of words for \"" STR_FMT "\"", STR_ARG(node->kid[1]->text));
    lint_mend(l, f, node->name_at, "%s", not ? "!has" : "has");
}

static void look_contains(lint *l) { lint_walk(l, contains); }

/* ---- a needle that is never a term */

static void check_needle(lint *l, const ast *needle, const char *word)
{
    str s = needle->text;
    uint32_t terms = 0;
    for (uint32_t i = 0; i < s.n; i++)
        terms += is_term(s.p[i]);
    if (s.n > 1 && (s.p[0] == '*' || s.p[s.n - 1] == '*'))
        lint_report(l, needle->at, "the * in \"" STR_FMT "\" is a character to %s, not a wildcard", STR_ARG(s), word);
    else if (s.n && !terms)
        lint_report(l, needle->at, "\"" STR_FMT "\" has no letter and no digit: %s looks for terms", STR_ARG(s), word);
}

static void needles(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    bool one = node->kind == AST_BINARY && (node->op == SC_HAS || node->op == SC_NOT_HAS || node->op == SC_HAS_CS || node->op == SC_NOT_HAS_CS);
    bool many = node->kind == AST_IN && (node->op == SC_HAS_ANY || node->op == SC_HAS_ALL);
    for (uint32_t i = 1; (one || many) && i < node->n; i++) {
        if (lint_is_text(node->kid[i]))
            check_needle(l, node->kid[i], ast_scalar_text((ast_scalar)node->op));
    }
}

static void look_needles(lint *l) { lint_walk(l, needles); }

/* ---- case-sensitive comparison of names that have no case */

static bool ends_in(str s, const char *end)
{
    uint32_t n = (uint32_t)strlen(end);
    return s.n >= n && memcmp(s.p + s.n - n, end, n) == 0;
}

/* Names of accounts, computers and files: Windows and the directory do not tell their cases apart, and logs mix them. */
static bool has_no_case(str col)
{
    static const char *const endings[] = {"FileName", "UserName", "AccountName", "Account", "Computer", "DeviceName", "HostName", "Hostname", "DomainName", "Domain",
                                          "UserPrincipalName", "Upn", "UserId", "FolderPath", "ProcessName", "Process", "CommandLine", "WorkstationName", "Image"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (ends_in(col, endings[i]))
            return true;
    }
    return false;
}

static const char *without_case(const ast *node)
{
    switch (node->op) {
    case SC_EQ: return "=~";
    case SC_NE: return "!~";
    case SC_IN: return "in~";
    case SC_NOT_IN: return "!in~";
    case SC_HAS_CS: return "has";
    case SC_CONTAINS_CS: return "contains";
    case SC_STARTSWITH_CS: return "startswith";
    case SC_ENDSWITH_CS: return "endswith";
    default: return NULL;
    }
}

static void cases(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    const char *better = node->kind == AST_BINARY || node->kind == AST_IN ? without_case(node) : NULL;
    const lint_column *c = better && node->n > 1 ? lint_column_at(l, node->kid[0]) : NULL;
    if (!c || c->type != T_STRING || !has_no_case(c->name) || !lint_is_text(node->kid[1]) || !has_letter(node->kid[1]->text))
        return;
    lint_finding *f = lint_report(l, node->name_at, "%s tells the cases of " STR_FMT " apart", ast_scalar_text((ast_scalar)node->op), STR_ARG(c->name));
    lint_mend(l, f, node->name_at, "%s", better);
}

static void look_cases(lint *l) { lint_walk(l, cases); }

/* ---- tolower(x) == "..." */

static bool is_folded(const ast *node) { return lint_is_call(node, "tolower", 1) || lint_is_call(node, "toupper", 1); }

static void folded(lint *l, const ast *node, const lint_up *up)
{
    (void)up;
    const char *better = node->kind == AST_BINARY || node->kind == AST_IN ? without_case(node) : NULL;
    if (!better || node->n < 2 || !is_folded(node->kid[0]) || node->op == SC_HAS_CS)
        return;
    const ast *call = node->kid[0], *inner = call->kid[0];
    bool both = node->kind == AST_BINARY && is_folded(node->kid[1]);
    if (!both && !lint_is_text(node->kid[1]))
        return;
    lint_finding *f = lint_report(l, call->at, STR_FMT "() of every row, to compare without case", STR_ARG(call->text));
    lint_mend(l, f, call->at, STR_FMT, (int)inner->at.len, l->text.p + inner->at.start);
    lint_mend(l, f, node->name_at, "%s", better);
    if (both) {
        const ast *other = node->kid[1]->kid[0];
        lint_mend(l, f, node->kid[1]->at, STR_FMT, (int)other->at.len, l->text.p + other->at.start);
    }
}

static void look_folded(lint *l) { lint_walk(l, folded); }

const lint_row lint_rows_strings[] = {
    {"KL101", "contains-term", LINT_INFO,
     "contains searches every character of every row, and finds the word inside of others, too. has looks for whole terms, which is faster and usually what is meant.",
     "write has, unless parts of words are wanted", look_contains},
    {"KL102", "has-no-term", LINT_WARNING,
     "has, has_any and has_all look for terms: runs of letters and digits. A needle without any, or with a * for a wildcard, does not find what it seems to.",
     "leave the * out; for a prefix there is hasprefix, for parts of words contains", look_needles},
    {"KL103", "case-of-names", LINT_INFO,
     "Windows and the directory do not tell the cases of accounts, computers and files apart, and logs write them as they come. A comparison that does loses rows silently.",
     "compare without case: =~, in~", look_cases},
    {"KL104", "folded-to-compare", LINT_INFO,
     "tolower() makes a new text of every row before it is compared. =~ and in~ compare without case as they are.",
     "compare with =~ or in~", look_folded},
    {"KL105", "never-a-term", LINT_WARNING,
     "has looks for whole terms, and in this data the text stands only inside of longer words. The condition lets nothing through.",
     "look for the whole term, or use hasprefix, hassuffix or contains", NULL}, /* found with data alone: see kql lint -t */
    {0},
};
