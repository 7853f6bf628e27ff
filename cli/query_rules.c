/* query_rules: the texts called `query` in a rule file, as Sentinel's rules, ARM templates and exported rules have them: at the top, in a list
 * at the top, or among `properties`, however deep those stand. */
#include "cli/document/document.h"

static void look(arena *mem, const doc *d, bool is_rule, bool top, query_texts *out)
{
    if (d->kind == DOC_SCALAR) {
        if (is_rule && str_is(d->key, "query"))
            query_add(mem, out, d->value);
        return;
    }
    for (const doc *e = d->first; e; e = e->next) {
        bool inner = e->kind == DOC_SCALAR ? is_rule && d->kind == DOC_MAP : str_is(e->key, "properties") || (top && d->kind == DOC_LIST);
        look(mem, e, inner, false, out);
    }
}

void query_read_rules(arena *mem, str path, str file, query_texts *out)
{
    document d = document_read(mem, path, file);
    out->file = d.file;
    out->wrong = d.wrong;
    out->wrong_at = d.wrong_at;
    for (const doc *top = d.first; top; top = top->next)
        look(mem, top, true, true, out);
}
