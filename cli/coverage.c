/* coverage: kql functions --coverage: what Microsoft's analyzer knows and kql does not, by kind, honestly. */
#include "cli/entries.h"

#include "interp/known.h"
#include "interp/ops/operators.h"
#include "interp/plugins/plugin.h"
#include "interp/refusals.h"

#include <string.h>

/* The binder expands these itself; they have no row. */
static bool is_special(const char *name)
{
    static const char *const special[] = {"cluster", "database", "table", "materialize", "toscalar", "pack_all", "bag_pack_columns", "column_names_of",
                                          "column_ifexists", "columnifexists", "iscolumnexists", "iff", "iif", "case"};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (strcmp(name, special[i]) == 0)
            return true;
    return false;
}

static bool is_built(known_name k)
{
    str name = str_of(k.name);
    if (strcmp(k.kind, "aggregate") == 0)
        return agg_next_overload(name, NULL) != NULL;
    if (strcmp(k.kind, "plugin") == 0)
        return plugin_find(name) && !plugin_find(name)->refused;
    const fn_row *row = fn_next_overload(name, NULL);
    return is_special(k.name) || (row && !row->unbuilt);
}

static bool is_operator(const char *word, int code)
{
    return op_find(code) && !refusal_why(str_of(word));
}

static void show_missing(const char *name)
{
    const char *why = refusal_why(str_of(name));
    printf(why ? "  %s: %s\n" : "  %s\n", name, why);
}

static void show_kind(const char *kind)
{
    uint32_t all = 0, built = 0;
    for (uint32_t i = 0; i < known_count(); i++) {
        if (strcmp(known_at(i).kind, kind) != 0)
            continue;
        all++;
        built += is_built(known_at(i));
    }
    printf("%s: %u of %u\n", kind, built, all);
    for (uint32_t i = 0; i < known_count(); i++) {
        known_name k = known_at(i);
        if (strcmp(k.kind, kind) == 0 && !is_built(k))
            show_missing(k.name);
    }
}

static void show_operators(void)
{
    static const struct {
        const char *word;
        int code;
    } all[] = {
#define OPERATOR(id, word, help) {word, OP_##id},
#include "grammar/operators.def"
#undef OPERATOR
    };
    uint32_t n = sizeof all / sizeof *all, built = 0;
    for (uint32_t i = 0; i < n; i++)
        built += is_operator(all[i].word, all[i].code);
    printf("operator: %u of %u\n", built, n);
    for (uint32_t i = 0; i < n; i++)
        if (!is_operator(all[i].word, all[i].code))
            show_missing(all[i].word);
}

int show_coverage(void)
{
    show_kind("scalar");
    show_kind("aggregate");
    show_kind("plugin");
    show_operators();
    return fflush(stdout) == 0 ? ST_OK : ST_DATA;
}
