/* flags: reading a command line. */
#ifndef CLI_FLAGS_H
#define CLI_FLAGS_H

#include "cli/cli.h"

typedef struct flag {
    char letter;       /* -t, or 0 */
    const char *name;  /* --table, or NULL */
    const char *value; /* what its value is called, NULL: it has none */
    int commands;      /* CMD_ bits */
    const char *help;
    bool (*set)(options *o, const char *value); /* false: the value is wrong; o->wrong says why */
} flag;

extern const flag flags[]; /* ended by a row without letter and name */

/* Reads argv[0..argc), the words behind the command with that bit. Prints what is wrong; false then. */
bool flags_read(options *o, int bit, int argc, char **argv);

/* ---- for the files of setters */

bool flags_add_source(options *o, source s);
bool flags_wrong(options *o, const char *fmt, ...) __attribute__((format(printf, 2, 3))); /* says why; false */

/* flags_ways.c: explain, why and learn. */
bool set_explain_format(options *o, const char *v);
bool set_rows(options *o, const char *v);
bool set_stage(options *o, const char *v);
bool set_text_or_json(options *o, const char *v);
bool set_table_line(options *o, const char *v);
bool set_why_row(options *o, const char *v);
bool set_why_match(options *o, const char *v);
bool set_out_row(options *o, const char *v);
bool set_hint(options *o, const char *v);
bool set_solution(options *o, const char *v);
bool set_reset(options *o, const char *v);

#endif
