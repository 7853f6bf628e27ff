/* agents: what a user agent says of its browser, system and device, by patterns in the form of ua-parser's uap-core: parts in turn, in each the
 * first pattern that fits. kql ships no patterns: the user gives a file (--user-agents regexes.yaml), read by cli/agents_read.
 * Sources: parse-user-agent-function.md; the specification that comes with uap-core */
#ifndef INTERP_AGENTS_H
#define INTERP_AGENTS_H

#include "tables/dyn.h"

typedef enum agent_part { AGENT_BROWSER, AGENT_OS, AGENT_DEVICE, AGENT_PARTS } agent_part;

#define AGENT_FIELDS 5 /* browser: family, major, minor, patch; system: one more, patch minor; device: family, brand, model */

typedef struct agent_rule {
    agent_part part;
    str pattern;
    bool any_case;
    str text[AGENT_FIELDS]; /* in place of what was matched, with $1 to $9 in it; p NULL: not given */
} agent_rule;

typedef struct agents agents;

agents *agents_new(arena *mem);
bool agents_add(agents *a, const agent_rule *rule, str *why); /* at the end; texts must outlive it; false: *why says what is wrong */

const char *agents_part_name(agent_part part); /* as the function's second argument says it: "browser" */

/* {"Family":..., "MajorVersion":...}: as the page shows it, with "" for what is not known and "Other" for an unknown family. */
const dyn *agents_find(const agents *a, arena *mem, agent_part part, str agent);

#endif
