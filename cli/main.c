/* main: which command. */
#include "cli/flags.h"

#include <stdarg.h>

static const char run_details[] =
    "examples:\n"
    "  kql run -t T=events.jsonl -e 'T | summarize count() by EventID'\n"
    "  kql run -d data/ --now max -o csv detection.kql\n"
    "  zcat logs.gz | kql run -t Logs=- -e 'Logs | take 5'\n"
    "\n"
    "exit codes: 0 ok, 2 wrong usage, 3 the query does not compile, 4 bad or\n"
    "unreadable data, 5 valid KQL that is not supported yet, 6 a resource limit\n";

static const char check_details[] =
    "FILE is a query, a Sentinel rule (.yaml, its `query`), an ARM template or exported\n"
    "rule (.json, `query` among `properties`), or Markdown with blocks of kql or kusto;\n"
    "places are those of the file.\n"
    "\n"
    "Nothing is run and no data is needed: tables are those of the built-in schemas,\n"
    "of --schema, and of -t and -d. With -o json there is one object a file:\n"
    "{file, ok, columns: [{name, type}] of the last result, or null,\n"
    " errors: [{severity, code, message, line, column, length}]}\n"
    "\n"
    "exit codes: 0 all compile, 3 one does not, 5 one is valid but not supported yet\n";

static const char rule_details[] =
    "check: FILE is a Sentinel rule: the YAML of the public collections, or the JSON of an ARM\n"
    "template, an export or the API; one file may hold several. Every field is held\n"
    "against Sentinel's documented limits, the query is compiled, and the columns that\n"
    "entities, custom details and alert formats name are looked for in its result.\n"
    "\n"
    "With -o json there is one object a file: {file, ok, rules: [{id, name, kind}],\n"
    " errors: [{severity, code, message, line, column, length}]}\n"
    "\n"
    "simulate: runs the rule over the data of -d and -t as the scheduler would, 50 times\n"
    "at its queryFrequency, each time over its queryPeriod, and shows the alerts with\n"
    "their entities, and the events that no run could have seen.\n"
    "  kql rule simulate rule.yaml -d data/ --ingest-delay 10m\n"
    "\n"
    "exit codes: 0 all could be deployed, 3 one could not, 5 a query is not supported yet\n";

static const char lint_details[] =
    "FILE is a query, or a rule, template or page that holds some. What is found has a\n"
    "code, a place, a reason and a mend; with data (-t, -d) the query is also run as it\n"
    "is and mended, and the rows are compared. A comment waves a finding through, on\n"
    "its line or alone on the line above:\n"
    "  // kql:disable=KL201 one row a key is what we want\n"
    "\n"
    "exit codes: 0 nothing or only notes, 1 warnings, 3 a query does not compile\n";

static const char test_details[] =
    "Every *.test.yaml below the folders given (or here) is a list of cases: a rule, the\n"
    "events it is given, and what is expected of it. docs/test-your-rules.md tells all.\n"
    "Cases run side by side; a failed one is shown with what was got beside what was\n"
    "expected, and the command that runs it alone.\n"
    "\n"
    "exit codes: 0 all passed, 1 one failed, 2 a test file is wrong\n";

static const char diff_details[] =
    "Runs both versions on the same data and shows the rows that were lost, are new or\n"
    "changed, and the columns that came or went; each row with the part of the edit that\n"
    "decided it. Rows are compared whatever their order; with --key those of one key\n"
    "are compared cell by cell.\n"
    "  kql diff old.kql new.kql -d data/ --now max\n"
    "  kql diff --git HEAD~1 rules/rule.yaml -t SecurityEvent=events.jsonl\n"
    "\n"
    "exit codes: 0 the same, 1 they differ, 3 one does not run\n";

static const char explain_details[] =
    "Shows the query operator by operator: its text, the columns that came and went, how\n"
    "many rows went in and came out, and some of them; lets, legs of a union, sides of a\n"
    "join, subqueries and functions as pipelines of their own. `+` marks a new column or\n"
    "value, `-` a row that a filter leaves out. The page of -o html is one file to step\n"
    "through, and needs nothing but a browser.\n"
    "  kql explain detection.kql -d data/ --now max -o html >explain.html\n"
    "\n"
    "exit codes: 0 ok, 3 the query does not compile, 4 bad or unreadable data\n";

static const char why_details[] =
    "Follows events through a query: from each place where the query reads their table,\n"
    "operator by operator, to the rows of the result that they became, or to the\n"
    "condition that dropped them, with the values it looked at; through joins, groups,\n"
    "unions, expansions. --out-row goes back from a row of the result to its events.\n"
    "  kql why detection.kql -t SecurityEvent=events.jsonl:12 --now max\n"
    "  kql why detection.kql -d data/ --row 'EventID == 4732'\n"
    "  kql why detection.kql -d data/ --out-row 3\n"
    "docs/why.md says what it means that an event is part of a row.\n"
    "\n"
    "exit codes: 0 ok, 3 the query does not compile, 4 there is no such event, 5 rows are\n"
    "not followed through one of its operators\n";

static const char learn_details[] =
    "A course of lessons, each with a text, some data and a task. A query that is tried\n"
    "is run over the lesson's data and compared with what is asked for; what is different\n"
    "is told, and the one small change that would do, if there is one.\n"
    "  kql learn\n"
    "  kql learn where\n"
    "  kql learn where -e 'Logons | where EventID == 4624'\n"
    "\n"
    "exit codes: 0 right, 1 not quite, 2 wrong usage, 3 the query does not compile\n";

const command commands[] = {
    {"run", CMD_RUN, "[FLAGS] QUERY.kql | -e TEXT | -", "run a query and print its results", run_details, run_query},
    {"check", CMD_CHECK, "[FLAGS] FILE...", "say whether queries compile, and what columns they give", check_details, check_queries},
    {"test", CMD_TEST, "[FLAGS] [PATH...]", "run the cases of detection rules", test_details, test_rules},
    {"rule", CMD_RULE, "check [FLAGS] FILE... | simulate [FLAGS] RULE", "check and simulate Sentinel's analytics rules", rule_details, rule_command},
    {"lint", CMD_LINT, "[FLAGS] FILE...", "find traps in queries that compile", lint_details, lint_queries},
    {"diff", CMD_DIFF, "[FLAGS] OLD NEW | --git REV FILE", "compare what two versions of a query give", diff_details, diff_queries},
    {"explain", CMD_EXPLAIN, "[FLAGS] QUERY.kql | -e TEXT | -", "show what each operator of a query does to the rows", explain_details, explain_queries},
    {"why", CMD_WHY, "[FLAGS] QUERY.kql | -e TEXT", "follow events through a query, and rows back to their events", why_details, explain_why},
    {"learn", CMD_LEARN, "[FLAGS] [LESSON [-e QUERY | FILE | -]]", "a course in KQL, from where to a whole detection", learn_details, learn},
    {"schema", CMD_SCHEMA, "[FLAGS] [TABLE...] | --infer FILE", "show the columns of tables", NULL, show_schema},
    {"functions", CMD_FUNCTIONS, "[FLAGS] [NAME...]", "show the functions there are", NULL, show_functions},
    {"help", CMD_HELP, "[COMMAND | CODE]", "explain a command, or a code such as KS142", NULL, show_help},
    {0},
};

const command *command_find(str name)
{
    for (const command *c = commands; c->name; c++) {
        if (str_is(name, c->name))
            return c;
    }
    return NULL;
}

str command_nearest(str name)
{
    str list[16];
    uint32_t n = 0;
    for (const command *c = commands; c->name && n < 16; c++)
        list[n++] = str_of(c->name);
    return diag_nearest(name, list, n);
}

int usage_error(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("kql: error: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputs("\n", stderr);
    va_end(ap);
    return ST_USAGE;
}

static int run_command(options *o, const command *c, int argc, char **argv)
{
    if (!flags_read(o, c->bit, argc, argv)) {
        fprintf(stderr, "`kql help %s` shows the flags\n", c->name);
        return ST_USAGE;
    }
    if (o->help) {
        print_command_help(stdout, c);
        return ST_OK;
    }
    return c->run(o);
}

static int dispatch(options *o, int argc, char **argv)
{
    if (argc < 2) {
        print_overview(stderr);
        return ST_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        puts("kql " KQL_VERSION);
        return ST_OK;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_overview(stdout);
        return ST_OK;
    }
    const command *c = command_find(str_of(argv[1]));
    if (c)
        return run_command(o, c, argc - 2, argv + 2);
    str near = command_nearest(str_of(argv[1]));
    if (near.n)
        return usage_error("no command '%s'; did you mean " STR_FMT "?", argv[1], STR_ARG(near));
    return usage_error("no command '%s'; `kql --help` lists them", argv[1]);
}

int main(int argc, char **argv)
{
    options o = {.mem = arena_new()};
    int st = dispatch(&o, argc, argv);
    if (fflush(stdout) != 0 && st == ST_OK) {
        fputs("kql: error: the output could not be written\n", stderr);
        st = ST_DATA;
    }
    arena_drop(o.mem);
    return st;
}
