/* excuses: `excused` of a test file: changes that no case can notice, each with the line, the change and the reason. */
#include "cli/test/suite.h"

static str line_of(str file, uint32_t at)
{
    uint32_t from = at, to = at;
    while (from && file.p[from - 1] != '\n')
        from--;
    while (to < file.n && file.p[to] != '\n')
        to++;
    return str_sub(file, from, to - from);
}

static bool holds(str s, str part)
{
    for (uint32_t i = 0; part.n <= s.n && i <= s.n - part.n; i++) {
        if (memcmp(s.p + i, part.p, part.n) == 0)
            return true;
    }
    return false;
}

/* An excuse is for one change on a line that holds its text. */
static bool excuses(const doc *excuse, const studied_rule *r, const mutant *m)
{
    str line = line_of(r->rule->file, query_text_place(r->rule->query, m->at).start);
    return str_is(doc_text(doc_find(excuse, "change")), m->what) && holds(line, doc_text(doc_find(excuse, "at")));
}

/* The first excuse of a case's file; NULL: it has none. */
static const doc *excuses_of(const test_case *c)
{
    const doc *list = doc_find(c->of->doc.first, "excused");
    return list && list->kind == DOC_LIST ? list->first : NULL;
}

bool mutant_excused(const suite *s, const study *st, const studied_rule *r, const mutant *m)
{
    for (uint32_t i = 0; i < s->n; i++) {
        for (const doc *d = study_find(st, s->cases[i].rule) == r ? excuses_of(&s->cases[i]) : NULL; d; d = d->next) {
            if (excuses(d, r, m))
                return true;
        }
    }
    return false;
}

/* Is there a mutant that the excuse is for? Of the rules that its file's cases are about. */
static bool is_needed(const suite *s, const study *st, const test_file *of, const doc *excuse)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const studied_rule *r = s->cases[i].of == of ? study_find(st, s->cases[i].rule) : NULL;
        for (uint32_t m = 0; r && m < r->mutants.n; m++) {
            if (r->fate[m] == MUTANT_EXCUSED && excuses(excuse, r, &r->mutants.items[m]))
                return true;
        }
    }
    return false;
}

void excuses_unneeded(const suite *s, const study *st)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const test_case *c = &s->cases[i];
        bool seen = i && s->cases[i - 1].of == c->of;
        for (const doc *d = seen ? NULL : excuses_of(c); d; d = d->next) {
            uint32_t line, col;
            diag_place(c->of->doc.file, d->at.start, &line, &col);
            if (!is_needed(s, st, c->of, d))
                fprintf(stderr, "%s:%u:%u: warning: nothing is excused by this: every such change is noticed, or there is none\n", c->of->path, line, col);
        }
    }
}
