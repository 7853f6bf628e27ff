/* check: is a rule one that Sentinel would take? Findings are diags whose codes are those of findings.def, or the query's own (KS...). */
#ifndef CLI_RULE_CHECK_H
#define CLI_RULE_CHECK_H

#include "cli/rule/rule.h"
#include "interp/kql.h"

typedef enum finding {
#define FINDING(NAME, CODE, SEVERITY, SUMMARY) FOUND_##NAME,
#include "cli/rule/findings.def"
#undef FINDING
    FINDINGS
} finding;

typedef struct rule_checking {
    arena *mem;
    kql *engine;       /* bind_only: what tables there are */
    const rule *r;
    diags *ds;         /* places are those of the file */
    const schema *columns; /* of the query's result; NULL: not known, or not all of them */
} rule_checking;

void rule_check(arena *mem, kql *engine, const rule *r, diags *ds);

/* ---- its parts */

diag *rule_find(rule_checking *c, finding what, span at, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void rule_check_fields(rule_checking *c);    /* which there are, and of which form */
void rule_check_names(rule_checking *c);     /* id, name, description, severity, version */
void rule_check_attack(rule_checking *c);    /* tactics and techniques */
void rule_check_schedule(rule_checking *c);
kql_query *rule_check_query(rule_checking *c); /* sets c->columns, which live as long as the result; NULL: no query */
void rule_check_entities(rule_checking *c);
void rule_check_details(rule_checking *c);   /* custom details, formats of alerts */
void rule_check_incident(rule_checking *c);

bool rule_check_form(rule_checking *c, const doc *d, doc_kind kind, const char *what); /* reports another; false then, and for nothing */
void rule_check_keys(rule_checking *c, const doc *map, const char *keys, const char *what); /* those of words with blanks between */
void rule_check_word(rule_checking *c, const doc *d, finding what, const char *label, const char *words); /* d is one of them, exactly */
void rule_check_bool(rule_checking *c, const doc *d, const char *what);
void rule_check_column(rule_checking *c, const doc *d);                                /* a scalar that names a column of the result */
str rule_nearest_word(rule_checking *c, str name, const char *words);                  /* of words with blanks between */
bool rule_has_word(const char *words, str name);                                       /* exactly */
bool rule_is_severity(str t);
bool rule_are_tactics(str t); /* one or more, with anything but letters between: a list as text or as a dynamic value */

#endif
