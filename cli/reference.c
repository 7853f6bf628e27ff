/* reference: kql functions --reference DIR: a Markdown page a function, from the rows that the functions are made of. */
#include "cli/entries.h"
#include "cli/signature_text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static bool is_word(const char *name)
{
    return (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') || *name == '_';
}

static void write_entry(FILE *f, const entry *e)
{
    buf sig = {0};
    signature_write(&sig, e->sig);
    fprintf(f, "    %s" STR_FMT "\n\n", e->name, STR_ARG(buf_view(&sig)));
    buf_drop(&sig);
    if (e->help)
        fprintf(f, "%s.\n\n", e->help);
    if (e->example)
        fprintf(f, "```kusto\n%s\n```\n\n", e->example);
    if (e->gives)
        fprintf(f, "gives `%s`\n\n", e->gives);
    if (e->page)
        fprintf(f, "Follows the documentation page `%s`.\n\n", e->page);
}

/* All overloads of one name on one page; false: it could not be written. */
static bool write_page(const char *dir, uint32_t first)
{
    entry e = entry_at(first);
    char path[512];
    snprintf(path, sizeof path, "%s/%s.md", dir, e.name);
    FILE *f = fopen(path, "w");
    if (!f)
        return false;
    fprintf(f, "# %s (%s)\n\n", e.name, e.kind);
    for (uint32_t i = first; i < entry_count(); i++) {
        entry other = entry_at(i);
        if (!other.hidden && strcmp(other.name, e.name) == 0 && other.kind == e.kind)
            write_entry(f, &other);
    }
    return fclose(f) == 0;
}

static bool is_first(uint32_t i)
{
    entry e = entry_at(i);
    for (uint32_t k = 0; k < i; k++)
        if (strcmp(entry_at(k).name, e.name) == 0)
            return false;
    return true;
}

int write_reference(const char *dir)
{
    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return usage_error("cannot make the folder %s: %s", dir, strerror(errno));
    uint32_t pages = 0;
    for (uint32_t i = 0; i < entry_count(); i++) {
        entry e = entry_at(i);
        if (e.hidden || !is_word(e.name) || !is_first(i))
            continue;
        if (!write_page(dir, i))
            return usage_error("cannot write into %s: %s", dir, strerror(errno));
        pages++;
    }
    fprintf(stderr, "%u pages in %s\n", pages, dir);
    return ST_OK;
}
