/* Rows that are JSON objects: one a line, or cut from a document. */
#include "tables/load/json_walk.h"
#include "tables/load/reader.h"

static cut cut_line(reader *r, record *rec)
{
    return window_line(&r->w, rec);
}

bool object_put(reader *r, const record *rec, uint32_t row)
{
    return json_rows_put(&r->keys, r->cells, rec, row);
}

static str trimmed(const record *rec)
{
    const char *e = rec->p + rec->n, *p = json_blank(rec->p, e);
    while (e > p && (e[-1] == ' ' || e[-1] == '\t' || e[-1] == '\r' || e[-1] == '\n')) {
        e--;
    }
    return (str){p, (uint32_t)(e - p)};
}

bool object_put_raw(reader *r, const record *rec, uint32_t row)
{
    str t = trimmed(rec);
    const char *e = t.p + t.n;
    if (t.n == 0 || *t.p != '{' || json_tree_end(t.p, e) != e || (r->cells->strict && !json_is_value(t))) {
        return false;
    }
    if (r->cells->n) {
        cell_put_tree(r->cells, &r->cells->slots[0], row, t);
    }
    return true;
}

bool object_each_raw(reader *r, const record *rec, field_fn *fn, void *ctx)
{
    (void)r, (void)rec, (void)fn, (void)ctx;
    return true;
}

bool object_each(reader *r, const record *rec, field_fn *fn, void *ctx)
{
    const char *e = rec->p + rec->n, *p = json_blank(rec->p, e);
    bool escaped, first = true;
    if (p >= e || *p++ != '{') {
        return false;
    }
    for (;; first = false) {
        p = json_blank(p, e);
        if (first && p < e && *p == '}') {
            break;
        }
        const char *key = p + 1, *end = p < e && *p == '"' ? json_string_end(key, e, &escaped) : NULL;
        if (!end) {
            return false;
        }
        str name = escaped ? json_unescape(r->scratch, key, end) : (str){key, (uint32_t)(end - key)};
        p = json_blank(end + 1, e);
        if (p >= e || *p != ':') {
            return false;
        }
        const char *value = json_blank(p + 1, e);
        if (!(p = json_value_end(value, e))) {
            return false;
        }
        fn(ctx, name, (str){value, (uint32_t)(p - value)}, false);
        p = json_blank(p, e);
        if (p >= e || *p != ',') {
            break;
        }
        p++;
    }
    return p < e && *p == '}' && json_blank(p + 1, e) == e;
}

const form form_lines = {"a JSON object", cut_line, object_put, object_each};
const form form_raw_lines = {"a JSON object", cut_line, object_put_raw, object_each_raw};
