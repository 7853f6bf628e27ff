/* help: kql help [COMMAND], printed from the rows of commands and flags. */
#include "cli/flags.h"

#include "base/plain.h"

#include <string.h>

void print_overview(FILE *out)
{
    fputs("kql runs Kusto Query Language over files.\n\nusage: kql COMMAND [FLAGS] ...\n\n", out);
    for (const command *c = commands; c->name; c++)
        fprintf(out, "  %-10s %s\n", c->name, c->summary);
    fputs("\n`kql help COMMAND` tells more. `kql --version` prints the version.\n", out);
}

#define LEFT 27  /* where the help of a flag begins */

static void print_flag(FILE *out, const flag *f)
{
    char left[64], letter[4] = "";
    if (f->letter)
        snprintf(letter, sizeof letter, "-%c", f->letter);
    snprintf(left, sizeof left, "%-2s%s%s%s%s%s", letter, f->letter && f->name ? ", " : f->name ? "  " : "", f->name ? "--" : "",
             f->name ? f->name : "", f->value ? " " : "", f->value ? f->value : "");
    fprintf(out, "  %-*s", LEFT - 2, left);
    buf b = {0};
    plain_wrap(&b, str_of(f->help), LEFT, LEFT);
    fprintf(out, STR_FMT "\n", STR_ARG(buf_view(&b)));
    buf_drop(&b);
}

void print_command_help(FILE *out, const command *c)
{
    fprintf(out, "usage: kql %s %s\n\n%s.\n\n", c->name, c->usage, c->summary);
    for (const flag *f = flags; f->letter || f->name; f++) {
        if (f->commands & c->bit)
            print_flag(out, f);
    }
    if (c->details)
        fprintf(out, "\n%s", c->details);
}

int show_help(options *o)
{
    if (!o->n_words) {
        print_overview(stdout);
        return ST_OK;
    }
    if (help_is_code(o->words[0]))
        return help_code(o, o->words[0]);
    const command *c = command_find(str_of(o->words[0]));
    if (!c) {
        str near = command_nearest(str_of(o->words[0]));
        if (near.n)
            return usage_error("no command '%s'; did you mean " STR_FMT "?", o->words[0], STR_ARG(near));
        return usage_error("no command '%s'", o->words[0]);
    }
    print_command_help(stdout, c);
    return ST_OK;
}
