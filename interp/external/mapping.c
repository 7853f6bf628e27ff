/* mapping: ingestionMapping, a JSON array of objects, each a column and where its value stands:
 *   {"Column":"TenantId","Properties":{"Path":"$.data.tenant"}}      {"column":"a","Properties":{"Ordinal":"2"}}
 * The older form has path and ordinal beside the column. Names of the members are read in any case. */
#include "interp/external/external.h"

#include "base/number_text.h"
#include "base/utf8.h"

static const dyn *member(const dyn *bag, const char *name)
{
    for (uint32_t i = 0; bag && bag->kind == DYN_BAG && i < bag->n; i++) {
        if (utf8_cmp_fold(bag->key[i], str_of(name)) == 0) {
            return bag->item[i];
        }
    }
    return NULL;
}

static void add_step(external_place *p, str step, bool index)
{
    p->step[p->n] = step;
    p->index[p->n++] = index;
}

/* What stands between brackets at *i, which moves behind them. */
static bool bracket_step(str path, uint32_t *i, external_place *p)
{
    uint32_t from = *i + 1, end = from;
    char quote = from < path.n && (path.p[from] == '\'' || path.p[from] == '"') ? path.p[from] : 0;
    from += quote != 0;
    for (end = from; end < path.n && path.p[end] != (quote ? quote : ']'); end++) {
    }
    uint32_t close = end + (quote != 0);
    if (close >= path.n || path.p[close] != ']') {
        return false;
    }
    int64_t number;
    str text = str_sub(path, from, end - from);
    if (!quote && (!int64_parse(text, &number) || number < 0)) {
        return false;
    }
    add_step(p, text, !quote);
    *i = close + 1;
    return true;
}

static bool read_path(arena *mem, str path, external_place *p)
{
    p->is_path = true;
    p->step = ARENA_ARRAY(mem, str, path.n + 1);
    p->index = ARENA_ARRAY(mem, bool, path.n + 1);
    if (path.n == 0 || path.p[0] != '$') {
        return false;
    }
    for (uint32_t i = 1; i < path.n;) {
        if (path.p[i] == '[') {
            if (!bracket_step(path, &i, p)) {
                return false;
            }
            continue;
        }
        uint32_t from = i + 1, end = from;
        while (end < path.n && path.p[end] != '.' && path.p[end] != '[') {
            end++;
        }
        if (path.p[i] != '.' || end == from) {
            return false;
        }
        add_step(p, str_sub(path, from, end - from), false);
        i = end;
    }
    return true;
}

static bool read_place(arena *mem, const dyn *entry, external_place *out)
{
    const dyn *properties = member(entry, "Properties"), *path = member(properties, "Path"), *ordinal = member(properties, "Ordinal");
    path = path ? path : member(entry, "path");
    ordinal = ordinal ? ordinal : member(entry, "ordinal");
    if (path && path->kind == DYN_STRING) {
        return read_path(mem, path->s, out);
    }
    int64_t n = ordinal && ordinal->kind == DYN_LONG ? ordinal->l : -1;
    if (ordinal && ordinal->kind == DYN_STRING && !int64_parse(ordinal->s, &n)) {
        return false;
    }
    out->ordinal = (uint32_t)n;
    return n >= 0 && n < 100000;
}

bool external_mapping(arena *mem, str mapping, str name, external_place *out, bool *broken)
{
    const dyn *list;
    *out = (external_place){0};
    *broken = !dyn_parse(mem, mapping, &list) || !list || list->kind != DYN_ARRAY;
    for (uint32_t i = 0; !*broken && i < list->n; i++) {
        const dyn *of = member(list->item[i], "Column");
        if (of && of->kind == DYN_STRING && str_eq(of->s, name)) {
            *broken = !read_place(mem, list->item[i], out);
            return !*broken;
        }
    }
    return false;
}
