#include "cli/agents_read.h"

#include "cli/document/document.h"
#include "cli/load.h"

#include <errno.h>
#include <string.h>

static const struct {
    const char *list, *texts[AGENT_FIELDS];
} forms[AGENT_PARTS] = {
    [AGENT_BROWSER] = {"user_agent_parsers", {"family_replacement", "v1_replacement", "v2_replacement", "v3_replacement"}},
    [AGENT_OS] = {"os_parsers", {"os_replacement", "os_v1_replacement", "os_v2_replacement", "os_v3_replacement", "os_v4_replacement"}},
    [AGENT_DEVICE] = {"device_parsers", {"device_replacement", "brand_replacement", "model_replacement"}},
};

static str wrong_at(arena *mem, const document *d, span at, const char *what)
{
    uint32_t line = 1;
    for (uint32_t i = 0; i < at.start && i < d->file.n; i++) line += d->file.p[i] == '\n';
    return arena_printf(mem, "line %u: %s", line, what);
}

static bool add_rule(agents *a, arena *mem, const document *d, agent_part part, const doc *item, str *why)
{
    agent_rule r = {.part = part, .pattern = doc_text(doc_find(item, "regex"))};
    const doc *flag = doc_find(item, "regex_flag");
    r.any_case = flag && str_is(doc_text(flag), "i");
    if (r.pattern.n == 0 || (flag && !r.any_case)) {
        *why = wrong_at(mem, d, item->at, "a pattern has a regex, and regex_flag 'i' or none");
        return false;
    }
    for (int k = 0; k < AGENT_FIELDS && forms[part].texts[k]; k++) {
        const doc *text = doc_find(item, forms[part].texts[k]);
        if (text) r.text[k] = doc_text(text).p ? doc_text(text) : STR("");
    }
    str reason;
    if (agents_add(a, &r, &reason)) return true;
    *why = wrong_at(mem, d, item->at, arena_printf(mem, STR_FMT, STR_ARG(reason)).p);
    return false;
}

agents *agents_read(arena *mem, const char *path, str *why)
{
    buf b = {0};
    if (!load_file(path, &b)) {
        *why = str_of(strerror(errno));
        buf_drop(&b);
        return NULL;
    }
    document d = document_read(mem, STR(".yaml"), arena_str(mem, buf_view(&b)));
    buf_drop(&b);
    agents *a = agents_new(mem);
    bool any = false;
    if (d.wrong) {
        *why = wrong_at(mem, &d, d.wrong_at, d.wrong);
        return NULL;
    }
    for (int p = 0; p < AGENT_PARTS; p++) {
        const doc *list = doc_find(d.first, forms[p].list);
        for (const doc *item = list && list->kind == DOC_LIST ? list->first : NULL; item; item = item->next, any = true)
            if (!add_rule(a, mem, &d, (agent_part)p, item, why)) return NULL;
    }
    if (!any) *why = STR("there is no pattern in it: user_agent_parsers, os_parsers, device_parsers are lists of them");
    return any ? a : NULL;
}
