/* functions: kql functions [NAME], from the rows that the functions and aggregates are made of. */
#include "cli/output.h"

#include "interp/agg.h"
#include "interp/fn.h"

/* What both kinds of row say to a reader. */
typedef struct entry {
    const char *kind, *name, *sig, *help, *example, *gives, *page;
    bool hidden;
} entry;

static uint32_t entry_count(void)
{
    return fn_count() + agg_count();
}

static entry entry_at(uint32_t i)
{
    if (i < fn_count()) {
        const fn_row *f = fn_at(i);
        return (entry){"scalar", f->name, f->sig, f->help, f->example, f->gives, f->page, f->hidden || f->same_as};
    }
    const agg_row *a = agg_at(i - fn_count());
    return (entry){"aggregate", a->name, a->sig, a->help, a->example, a->gives, a->page, a->hidden || a->same_as};
}

static str text_or_empty(const char *z)
{
    return z ? str_of(z) : (str){0};
}

static void write_entries(writer *w, arena *mem)
{
    uint32_t total = entry_count();
    for (uint32_t at = 0; at < total;) {
        vec *cols[4];
        uint32_t n = 0;
        for (int c = 0; c < 4; c++)
            cols[c] = vec_new(mem, T_STRING);
        for (; at < total && n < BATCH_ROWS; at++) {
            entry e = entry_at(at);
            if (e.hidden)
                continue;
            cols[0]->s[n] = text_or_empty(e.name);
            cols[1]->s[n] = text_or_empty(e.kind);
            cols[2]->s[n] = text_or_empty(e.sig);
            cols[3]->s[n++] = text_or_empty(e.help);
        }
        const vec *view[] = {cols[0], cols[1], cols[2], cols[3]};
        batch b = {.n_rows = n, .sel = {NULL, n}, .n_cols = 4, .cols = view};
        writer_rows(w, &b);
    }
}

static int list_all(const options *o)
{
    static column head[] = {{STR("name"), T_STRING}, {STR("kind"), T_STRING}, {STR("signature"), T_STRING}, {STR("help"), T_STRING}};
    const schema cols = {head, 4};
    arena *mem = arena_new();
    writer *w = output_open(o, 1);
    writer_begin(w, &cols, (str){0});
    write_entries(w, mem);
    writer_end(w);
    arena_drop(mem);
    return output_close(w) ? ST_OK : ST_DATA;
}

static void print_entry(const entry *e, bool first)
{
    printf("%s%s%s\n", first ? "" : "\n", e->name, e->sig ? e->sig : "");
    if (e->help)
        printf("    %s (%s)\n", e->help, e->kind);
    if (e->example)
        printf("    example:  %s\n", e->example);
    if (e->gives)
        printf("    gives:    %s\n", e->gives);
    if (e->page)
        printf("    page:     %s\n", e->page);
}

static int unknown(const options *o, const char *name)
{
    str *names = ARENA_ARRAY(o->mem, str, entry_count() + 1);
    for (uint32_t i = 0; i < entry_count(); i++)
        names[i] = text_or_empty(entry_at(i).name);
    str near = diag_nearest(str_of(name), names, entry_count());
    if (near.n)
        return usage_error("no function named '%s'; did you mean " STR_FMT "?", name, STR_ARG(near));
    return usage_error("no function named '%s'", name);
}

static bool print_named(const char *name)
{
    bool found = false;
    for (uint32_t i = 0; i < entry_count(); i++) {
        entry e = entry_at(i);
        if (e.name && strcmp(e.name, name) == 0) {
            print_entry(&e, !found);
            found = true;
        }
    }
    return found;
}

int show_functions(options *o)
{
    if (!o->n_words)
        return list_all(o);
    for (uint32_t i = 0; i < o->n_words; i++) {
        if (!print_named(o->words[i]))
            return unknown(o, o->words[i]);
    }
    return fflush(stdout) == 0 ? ST_OK : ST_DATA;
}
