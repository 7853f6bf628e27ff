/* commands: what `kql rule` can do. */
#ifndef CLI_RULE_COMMANDS_H
#define CLI_RULE_COMMANDS_H

#include "cli/cli.h"

int rule_check_files(options *o);
int rule_simulate(options *o);

#endif
