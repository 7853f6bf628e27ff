/* project-reorder: named columns first, in the order of the list; a pattern's columns in their own order or sorted by name
 * (asc, desc; granny-asc and granny-desc take runs of digits as numbers). The rest follows. Source: project-reorder-operator.md */
#include "interp/ops/operators.h"
#include "interp/ops/shared/projection.h"

#include <ctype.h>

static int skip_zeros(str s, uint32_t *at)
{
    while (*at < s.n && s.p[*at] == '0') {
        ++*at;
    }
    uint32_t n = 0;
    while (*at + n < s.n && isdigit((unsigned char)s.p[*at + n])) {
        n++;
    }
    return (int)n;
}

/* Names are sorted without regard to case; '_' stands behind the letters, as in .NET. */
static int letter(char c)
{
    return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : (unsigned char)c;
}

static int plain_cmp(str a, str b)
{
    for (uint32_t i = 0; i < a.n && i < b.n; i++) {
        if (letter(a.p[i]) != letter(b.p[i])) {
            return letter(a.p[i]) - letter(b.p[i]);
        }
    }
    return (int)a.n - (int)b.n;
}

/* "a10" after "a9": digits compare as numbers. */
static int granny_cmp(str a, str b)
{
    uint32_t i = 0, j = 0;
    while (i < a.n && j < b.n) {
        if (isdigit((unsigned char)a.p[i]) && isdigit((unsigned char)b.p[j])) {
            int n = skip_zeros(a, &i), m = skip_zeros(b, &j);
            int c = n != m ? n - m : memcmp(a.p + i, b.p + j, (size_t)n);
            if (c) {
                return c;
            }
            i += (uint32_t)n;
            j += (uint32_t)m;
        } else if (letter(a.p[i]) != letter(b.p[j])) {
            return letter(a.p[i]) - letter(b.p[j]);
        } else {
            i++;
            j++;
        }
    }
    return (int)(a.n - i) - (int)(b.n - j);
}

static void sort_names(const schema *cols, uint32_t *list, uint32_t n, uint16_t flags)
{
    for (uint32_t i = 1; i < n; i++) {
        for (uint32_t j = i; j > 0; j--) {
            str a = cols->cols[list[j - 1]].name, b = cols->cols[list[j]].name;
            int c = flags & ASTF_GRANNY ? granny_cmp(a, b) : plain_cmp(a, b);
            if ((flags & ASTF_DESC ? -c : c) <= 0) {
                break;
            }
            uint32_t swap = list[j];
            list[j] = list[j - 1];
            list[j - 1] = swap;
        }
    }
}

/* As Microsoft's binder: what names one column, be it by a pattern, names it once. */
static bool names_anew(binder *b, const ast *item, const schema *in, colset *named, uint32_t at)
{
    if (colset_has(named, at)) {
        str name = in->cols[at].name;
        diag_error(b->ds, ST_COMPILE, "KS171", item->at, "the column '" STR_FMT "' is in the list already", STR_ARG(name));
        return false;
    }
    colset_add(named, at);
    return true;
}

/* One item of the list: the columns that it names and that none before it took. */
static bool take_item(binder *b, const ast *item, const schema *in, colset *taken, colset *named, uint32_t *list, uint32_t *n)
{
    const ast *pattern = item->kind == AST_ORDERED ? item->kid[0] : item;
    uint32_t *found, n_found, first = *n;
    if (!bind_patterns(b, pattern, &found, &n_found)) {
        return false;
    }
    if (n_found == 1 && !names_anew(b, item, in, named, found[0])) {
        return false;
    }
    for (uint32_t i = 0; i < n_found; i++) {
        if (!colset_has(taken, found[i])) {
            colset_add(taken, found[i]);
            list[(*n)++] = found[i];
        }
    }
    if (item->flags & (ASTF_ASC | ASTF_DESC | ASTF_GRANNY)) {
        sort_names(in, list + first, *n - first, item->flags);
    }
    return true;
}

static plan_node *reorder_bind(binder *b, const ast *node, plan_node *in)
{
    uint32_t room = in->cols.n + node->n, n = 0; /* in an open row a name may come to be a column */
    uint32_t *list = ARENA_ARRAY(b->mem, uint32_t, room);
    colset taken = colset_new(b->mem, room), named = colset_new(b->mem, room);
    const schema *old = bind_rows(b, &in->cols);
    bool ok = true;
    for (uint32_t i = 1; i < node->n; i++) {
        ok = take_item(b, node->kid[i], &in->cols, &taken, &named, list, &n) && ok;
    }
    bind_rows(b, old);
    for (uint32_t i = 0; i < in->cols.n; i++) {
        if (!colset_has(&taken, i)) {
            list[n++] = i;
        }
    }
    plan_node *out = ok ? projection_of(b, &op_project_reorder, node->at, in, list, n) : NULL;
    if (out) {
        out->open_columns = in->open_columns;
    }
    return out;
}

const op_class op_project_reorder = {.name = "project-reorder", .code = OP_PROJECT_REORDER, .bind = reorder_bind, PROJECTION_FUNCTIONS};
