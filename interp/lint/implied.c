/* implied: conditions that another one has said already. A implies B when every value that satisfies A satisfies B. */
#include "interp/lint/conditions.h"

#include <strings.h>

static bool contains_text(str s, str part)
{
    for (uint32_t i = 0; part.n <= s.n && i <= s.n - part.n; i++) {
        if (strncasecmp(s.p + i, part.p, part.n) == 0)
            return true;
    }
    return false;
}

static bool same_text(str a, str b) { return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0; }

/* Does a text satisfy B? Only where that can be told without the engine's notion of terms. */
static bool satisfies(str s, const lint_condition *b)
{
    for (uint32_t i = 0; i < b->n; i++) {
        str t = b->values[i]->text;
        switch (b->op) {
        case SC_EQ:
        case SC_IN:
            if (str_eq(s, t)) return true;
            break;
        case SC_EQ_TILDE:
        case SC_IN_TILDE:
            if (same_text(s, t)) return true;
            break;
        case SC_CONTAINS:
            if (contains_text(s, t)) return true;
            break;
        case SC_STARTSWITH:
            if (t.n <= s.n && strncasecmp(s.p, t.p, t.n) == 0) return true;
            break;
        case SC_ENDSWITH:
            if (t.n <= s.n && strncasecmp(s.p + s.n - t.n, t.p, t.n) == 0) return true;
            break;
        default: return false;
        }
    }
    return false;
}

/* One of B's needles is this one. */
static bool names_needle(const lint_condition *b, str needle)
{
    for (uint32_t i = 0; i < b->n; i++) {
        if (same_text(b->values[i]->text, needle))
            return true;
    }
    return false;
}

static bool implies_each(const lint_condition *a, const lint_condition *b)
{
    bool folded = a->op == SC_EQ_TILDE || a->op == SC_IN_TILDE;
    if (folded && (b->op == SC_EQ || b->op == SC_IN))
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        if (!satisfies(a->values[i]->text, b))
            return false;
    }
    return true;
}

static bool implies(const lint_condition *a, const lint_condition *b)
{
    if (!str_eq(a->column, b->column) || lint_is_text(a->values[0]) != lint_is_text(b->values[0]))
        return false;
    if (lint_is_equality(a->op))
        return implies_each(a, b);
    bool b_has = b->op == SC_HAS || b->op == SC_HAS_ANY;
    str first = a->values[0]->text;
    switch (a->op) {
    case SC_HAS: return (b_has && names_needle(b, first)) || (b->op == SC_CONTAINS && contains_text(first, b->values[0]->text));
    case SC_HAS_ALL:
        for (uint32_t i = 0; i < a->n; i++) {
            if (b_has && names_needle(b, a->values[i]->text))
                return true;
        }
        return false;
    case SC_HAS_ANY:
        for (uint32_t i = 0; i < a->n; i++) {
            if (b->op != SC_HAS_ANY || !names_needle(b, a->values[i]->text))
                return false;
        }
        return true;
    case SC_CONTAINS: return b->op == SC_CONTAINS && contains_text(first, b->values[0]->text);
    case SC_STARTSWITH: return (b->op == SC_STARTSWITH && satisfies(first, b)) || (b->op == SC_CONTAINS && contains_text(first, b->values[0]->text));
    case SC_ENDSWITH: return (b->op == SC_ENDSWITH && satisfies(first, b)) || (b->op == SC_CONTAINS && contains_text(first, b->values[0]->text));
    default: return false;
    }
}

static void compare_all(lint *l, const lint_condition *all, uint32_t n)
{
    for (uint32_t b = 0; b < n; b++) {
        for (uint32_t a = 0; a < n; a++) {
            bool both = implies(&all[b], &all[a]);
            if (a == b || !implies(&all[a], &all[b]) || (both && a > b))
                continue; /* of two that say the same the second is too much */
            span at = all[a].node->at;
            lint_report(l, all[b].node->at, "this is true whenever `" STR_FMT "` is", (int)at.len, l->text.p + at.start);
            break;
        }
    }
}

static void look_implied(lint *l) { lint_conditions(l, compare_all); }

const lint_row lint_rows_implied[] = {
    {"KL502", "implied-predicate", LINT_INFO,
     "Another condition on the same column is stronger: every row that passes that one passes this one, too. It costs time, and readers think that it does something.",
     "take it out, or say what it was meant to add", look_implied},
    {0},
};
