/* command: kql rule, and which of its words. */
#include "cli/rule/commands.h"

static const struct {
    const char *name;
    int (*run)(options *o);
} verbs[] = {{"check", rule_check_files}, {"simulate", rule_simulate}};

int rule_command(options *o)
{
    if (!o->n_words)
        return usage_error("say what to do with the rules: kql rule check FILE..., kql rule simulate RULE -d DIR");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(o->words[0], verbs[i].name) == 0)
            return verbs[i].run(o);
    }
    return usage_error("kql rule cannot '%s'; it can check and simulate", o->words[0]);
}
