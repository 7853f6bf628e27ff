/* agents_read: the patterns of parse_user_agent() from a file in the form of uap-core's regexes.yaml (--user-agents). */
#ifndef CLI_AGENTS_READ_H
#define CLI_AGENTS_READ_H

#include "interp/agents.h"

agents *agents_read(arena *mem, const char *path, str *why); /* NULL: *why says what is wrong, with its line */

#endif
