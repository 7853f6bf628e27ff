/* One JSON value in the text -> a typed column. */
#include "tables/load/cells.h"
#include "tables/load/json_walk.h"

static const char *put_string(cells *c, slot *s, uint32_t row, const char *p, const char *e)
{
    bool escaped;
    const char *end = json_string_end(p + 1, e, &escaped);
    if (!end) {
        return NULL;
    }
    str text = escaped ? json_unescape(c->mem, p + 1, end) : (str){p + 1, (uint32_t)(end - p - 1)};
    cell_put_text(c, s, row, text);
    return end + 1;
}

const char *cell_put_json(cells *c, slot *s, uint32_t row, const char *p, const char *e)
{
    if (p >= e) {
        return NULL;
    }
    if (*p == '"') {
        return put_string(c, s, row, p, e);
    }
    bool tree = *p == '{' || *p == '[';
    const char *end = tree ? json_tree_end(p, e) : json_scalar_end(p, e);
    if (end) {
        str text = {p, (uint32_t)(end - p)};
        (tree ? cell_put_tree : cell_put_number)(c, s, row, text);
    }
    return end;
}
