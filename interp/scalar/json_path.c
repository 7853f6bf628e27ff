#include "interp/scalar/json_path.h"

#include "base/number_text.h"

static bool take_name(str text, uint32_t *at, json_step *s)
{
    uint32_t from = *at;
    while (*at < text.n && text.p[*at] != '.' && text.p[*at] != '[') ++*at;
    s->key = str_sub(text, from, *at - from);
    return s->key.n > 0;
}

/* Behind the opening bracket. */
static bool take_bracket(str text, uint32_t *at, json_step *s)
{
    char quote = *at < text.n ? text.p[*at] : 0;
    bool quoted = quote == '\'' || quote == '"';
    uint32_t from = *at + quoted, end = from;
    while (end < text.n && text.p[end] != (quoted ? quote : ']')) end++;
    str inside = str_sub(text, from, end - from);
    *at = end + quoted;
    if (*at >= text.n || text.p[*at] != ']') return false;
    ++*at;
    s->key = inside;
    s->indexed = !quoted;
    return quoted || int64_parse(inside, &s->index);
}

bool json_path_parse(arena *a, str text, json_path *out)
{
    *out = (json_path){.steps = ARENA_ARRAY(a, json_step, text.n < DYN_MAX_DEPTH ? text.n : DYN_MAX_DEPTH)};
    if (text.n == 0 || text.p[0] != '$') return false;
    for (uint32_t at = 1; at < text.n;) {
        if (out->n == DYN_MAX_DEPTH) return false; /* deeper than any value is */
        json_step *s = &out->steps[out->n++];
        char c = text.p[at++];
        if (c == '.' && at < text.n && text.p[at] == '[') c = text.p[at++]; /* $.['name'] */
        if (c == '.' ? !take_name(text, &at, s) : c != '[' || !take_bracket(text, &at, s)) return false;
    }
    return true;
}

bool json_path_or_key(arena *a, str text, json_path *out)
{
    if (text.n > 1 && text.p[0] == '$' && (text.p[1] == '.' || text.p[1] == '[')) return json_path_parse(a, text, out);
    *out = (json_path){.steps = ARENA_ARRAY(a, json_step, 1), .n = 1};
    out->steps[0].key = text;
    return true;
}

const dyn *json_path_find(const json_path *p, const dyn *v)
{
    for (uint32_t i = 0; i < p->n && v; i++)
        v = p->steps[i].indexed ? dyn_at(v, p->steps[i].index) : dyn_find(v, p->steps[i].key);
    return v;
}

int64_t bag_slot(const dyn *v, str key)
{
    if (!v || v->kind != DYN_BAG) return -1;
    for (uint32_t i = 0; i < v->n; i++)
        if (str_eq(v->key[i], key)) return i;
    return -1;
}
