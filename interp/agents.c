#include "interp/agents.h"

#include "base/buf.h"
#include "interp/scalar/regex.h"

typedef struct entry {
    agent_rule rule;
    const regex *regex;
    struct entry *next;
} entry;

struct agents {
    arena *mem;
    entry *first[AGENT_PARTS], *last[AGENT_PARTS];
};

/* A field: its name in the answer, and the group that gives it where the rule has no text for it; 0: none does. */
typedef struct field {
    const char *name;
    uint32_t group;
} field;

static const struct {
    const char *name;
    field fields[AGENT_FIELDS];
    uint32_t n;
} parts[AGENT_PARTS] = {
    [AGENT_BROWSER] = {"browser", {{"Family", 1}, {"MajorVersion", 2}, {"MinorVersion", 3}, {"Patch", 4}}, 4},
    [AGENT_OS] = {"os", {{"Family", 1}, {"MajorVersion", 2}, {"MinorVersion", 3}, {"Patch", 4}, {"PatchMinor", 5}}, 5},
    [AGENT_DEVICE] = {"device", {{"Family", 1}, {"Brand", 0}, {"Model", 1}}, 3},
};

const char *agents_part_name(agent_part part) { return parts[part].name; }

agents *agents_new(arena *mem)
{
    agents *a = ARENA_NEW(mem, agents);
    a->mem = mem;
    return a;
}

bool agents_add(agents *a, const agent_rule *rule, str *why)
{
    regex_error err = {0};
    str pattern = rule->any_case ? arena_printf(a->mem, "(?i)" STR_FMT, STR_ARG(rule->pattern)) : rule->pattern;
    entry *e = ARENA_NEW(a->mem, entry);
    *e = (entry){.rule = *rule, .regex = regex_new(a->mem, pattern, REGEX_FIND, &err)};
    if (!e->regex) {
        *why = err.message;
        return false;
    }
    if (a->last[rule->part]) a->last[rule->part]->next = e;
    else a->first[rule->part] = e;
    a->last[rule->part] = e;
    return true;
}

/* ---- what a match says */

#define GROUPS 10 /* $0 is the whole match, and no rule asks for it */

static str group_text(str agent, const regex_span *groups, uint32_t k)
{
    if (k == 0 || groups[k].start == UINT32_MAX) return (str){0};
    return (str){agent.p + groups[k].start, groups[k].len};
}

static str trimmed(str s)
{
    while (s.n && s.p[0] == ' ') s = (str){s.p + 1, s.n - 1};
    while (s.n && s.p[s.n - 1] == ' ') s.n--;
    return s;
}

static str filled(arena *mem, str text, str agent, const regex_span *groups)
{
    buf out = {0};
    for (uint32_t i = 0; i < text.n; i++) {
        bool is_group = text.p[i] == '$' && i + 1 < text.n && text.p[i + 1] >= '1' && text.p[i + 1] <= '9';
        if (is_group) buf_str(&out, group_text(agent, groups, (uint32_t)(text.p[++i] - '0')));
        else buf_char(&out, text.p[i]);
    }
    str copy = arena_str(mem, trimmed(buf_view(&out)));
    buf_drop(&out);
    return copy;
}

static str field_text(arena *mem, const agent_rule *rule, uint32_t k, str agent, const regex_span *groups)
{
    if (rule->text[k].p) return filled(mem, rule->text[k], agent, groups);
    return arena_str(mem, trimmed(group_text(agent, groups, parts[rule->part].fields[k].group)));
}

const dyn *agents_find(const agents *a, arena *mem, agent_part part, str agent)
{
    uint32_t n = parts[part].n;
    str *keys = ARENA_ARRAY(mem, str, n);
    const dyn **values = ARENA_ARRAY(mem, const dyn *, n);
    regex_span groups[GROUPS];
    const entry *e = a->first[part];
    for (uint32_t k = 0; k < GROUPS; k++) groups[k] = (regex_span){UINT32_MAX, 0};
    while (e && !regex_find(e->regex, agent, 0, groups, GROUPS)) e = e->next;
    for (uint32_t k = 0; k < n; k++) {
        keys[k] = str_of(parts[part].fields[k].name);
        str text = e ? field_text(mem, &e->rule, k, agent, groups) : k == 0 ? STR("Other") : (str){0};
        values[k] = dyn_string(mem, text);
    }
    return dyn_bag(mem, keys, values, n);
}
