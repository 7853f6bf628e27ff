/* user_agent: parse_user_agent, by the patterns that the user gives. */
#include "interp/agents.h"
#include "interp/fn.h"

static const char *const part_keys[AGENT_PARTS] = {[AGENT_BROWSER] = "Browser", [AGENT_OS] = "OperatingSystem", [AGENT_DEVICE] = "Device"};

static bool ask_for(str name, bool *asked)
{
    for (int p = 0; p < AGENT_PARTS; p++) {
        if (!str_is(name, agents_part_name((agent_part)p))) continue;
        asked[p] = true;
        return true;
    }
    return false;
}

/* One part, as text, or some, as an array of texts. False: that is not what it is. */
static bool parts_asked(const datum *d, bool *asked)
{
    if (d->null) return false;
    if (d->type == T_STRING) return ask_for(d->s, asked);
    if (d->dy->kind == DYN_STRING) return ask_for(d->dy->s, asked);
    if (d->dy->kind != DYN_ARRAY || d->dy->n == 0) return false;
    for (uint32_t i = 0; i < d->dy->n; i++)
        if (d->dy->item[i]->kind != DYN_STRING || !ask_for(d->dy->item[i]->s, asked)) return false;
    return true;
}

static void refuse(fn_ctx *cx, const char *message, const char *hint)
{
    if (!cx->ds || diags_status(cx->ds) != ST_OK) return; /* said once */
    diag *d = diag_error(cx->ds, ST_UNSUPPORTED, NULL, cx->call->at, "%s", message);
    diag_hint(cx->ds, d, "%s", hint);
}

static void parse_user_agent(fn_ctx *cx, const datum *args, datum *out)
{
    bool asked[AGENT_PARTS] = {false};
    if (!cx->agents) {
        refuse(cx, "parse_user_agent() needs a file of patterns, and none was given", "--user-agents regexes.yaml (ua-parser's uap-core)");
        return;
    }
    if (cx->call->n_args < 2 || !parts_asked(&args[1], asked)) {
        refuse(cx, "parse_user_agent() wants to know what to look for", "'browser', 'os', 'device', or a dynamic array of them");
        return;
    }
    str *keys = ARENA_ARRAY(cx->mem, str, AGENT_PARTS);
    const dyn **values = ARENA_ARRAY(cx->mem, const dyn *, AGENT_PARTS);
    uint32_t n = 0;
    for (int p = 0; p < AGENT_PARTS; p++) {
        if (!asked[p]) continue;
        keys[n] = str_of(part_keys[p]);
        values[n++] = agents_find(cx->agents, cx->mem, (agent_part)p, args[0].s);
    }
    fn_out_dyn(out, dyn_bag(cx->mem, keys, values, n));
}

const fn_row fn_rows_user_agent[] = {
    {.name = "parse_user_agent", .sig = "(user_agent: string, [look_for: arrayorstring]) -> dynamic", .each = parse_user_agent, .nulls = NULLS_SEEN,
     .volatile_ = true, .page = "parse-user-agent-function",
     .help = "Browser, system and device as a user agent tells them, by the patterns given with --user-agents"},
    {0}};
