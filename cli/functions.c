/* functions: kql functions [NAME], from the rows that the functions and aggregates are made of. */
#include "cli/entries.h"
#include "cli/output.h"
#include "cli/signature_text.h"

static str text_or_empty(const char *z)
{
    return z ? str_of(z) : (str){0};
}

static str signature_of(arena *mem, const entry *e)
{
    buf text = {0};
    signature_write(&text, e->sig);
    str copy = arena_str(mem, buf_view(&text));
    buf_drop(&text);
    return copy;
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
            cols[2]->s[n] = signature_of(mem, &e);
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
    buf sig = {0};
    signature_write(&sig, e->sig);
    printf("%s%s" STR_FMT "\n", first ? "" : "\n", e->name, STR_ARG(buf_view(&sig)));
    buf_drop(&sig);
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
    if (o->coverage)
        return show_coverage();
    if (o->reference)
        return write_reference(o->reference);
    if (!o->n_words)
        return list_all(o);
    for (uint32_t i = 0; i < o->n_words; i++) {
        if (!print_named(o->words[i]))
            return unknown(o, o->words[i]);
    }
    return fflush(stdout) == 0 ? ST_OK : ST_DATA;
}
