/* cli: the program kql. main picks a command, flags.c reads its flags, one file holds each command.
 * Results go to standard output, everything else to standard error. Exit codes are the values of `status`. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/diag.h"
#include "interp/kql.h"
#include "interp/workspace.h"

#define KQL_VERSION "0.1.0"

/* Commands, also as bits: which flags belong to which. */
enum {
    CMD_RUN = 1,
    CMD_SCHEMA = 2,
    CMD_FUNCTIONS = 4,
    CMD_HELP = 8,
    CMD_CHECK = 16,
    CMD_RULE = 32,
    CMD_LINT = 64,
    CMD_TEST = 128,
    CMD_DIFF = 256,
    CMD_EXPLAIN = 512,
    CMD_WHY = 1024,
    CMD_LEARN = 2048,
};

typedef enum source_kind { SOURCE_TABLE, SOURCE_FOLDER, SOURCE_RAW, SOURCE_SCHEMA } source_kind;

/* Something to load, in the order given. */
typedef struct source {
    source_kind kind;
    str name; /* of a table */
    const char *path;
} source;

/* An event named by where it stands. */
typedef struct why_line {
    str table;
    const char *path;
    uint32_t line;
} why_line;

typedef enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color_mode;

typedef struct options {
    arena *mem;
    source *sources;
    uint32_t n_sources;
    const char **words; /* what stands beside the flags */
    uint32_t n_words;
    const char *geoip;  /* --geoip */
    const char *user_agents; /* --user-agents */
    kql_parameter *params; /* --param */
    uint32_t n_params;
    external_file *externals; /* --external */
    uint32_t n_externals;
    const char *watchlists, *functions; /* --watchlists, --functions */
    workspace around;    /* what the engine is given of them; set by load_engine */
    const char *map;    /* --map, NULL: detect */
    const char *text;   /* -e */
    const char *format; /* -o, NULL: by the terminal */
    const char *views;  /* -d letters */
    const char *infer;  /* --infer */
    bool coverage;         /* --coverage */
    const char *reference; /* --reference */
    bool fix;           /* --fix */
    const char *run;    /* --run */
    bool test_coverage, mutate;             /* test: --coverage, --mutate */
    uint32_t coverage_min, mutate_min;      /* percent */
    uint32_t mutants;                       /* test: --mutants; 0: all of them */
    uint64_t seed;                          /* test: --seed, for their choice */
    const char *coverage_out;               /* --coverage-out */
    const char *git;    /* --git */
    const char *key;    /* --key */
    const char *why_row, *why_match;        /* why: --row, --match */
    why_line *lines;                        /* -t T=FILE:LINE */
    uint32_t n_lines, out_row;              /* --out-row; 0: not given */
    const char *junit;  /* --junit */
    bool update;        /* --update */
    uint32_t hint;           /* learn: --hint; 0: not given */
    bool solution, reset;    /* learn: --solution, --reset */
    uint32_t rows, stage; /* explain: --rows, --stage; 0: not given */
    bool no_chart;      /* --no-chart */
    bool help;
    bool as_written;    /* set by why: plans are not rewritten */
    bool bind_only;     /* set by commands that run nothing */
    bool has_now, now_max;
    int64_t now;
    bool has_from, has_to; /* rule simulate: when runs are due */
    int64_t from, to;      /* ticks */
    uint32_t runs;         /* --runs; 0: not given */
    int64_t ingest_delay;  /* --ingest-delay, ticks */
    bool timing;        /* --timing */
    uint32_t repeat;    /* --repeat; 0: not given */
    color_mode color;
    uint32_t width;     /* --width; 0: by the terminal */
    load_options load;
    str wrong;          /* after a setter said no: why */
} options;

typedef struct command {
    const char *name;
    int bit;
    const char *usage;   /* what follows the name */
    const char *summary; /* one line */
    const char *details; /* paragraphs below it, or NULL */
    int (*run)(options *o);
} command;

extern const command commands[]; /* ended by a row without a name */
const command *command_find(str name);
int usage_error(const char *fmt, ...) __attribute__((format(printf, 1, 2))); /* prints it; gives ST_USAGE */
str command_nearest(str name);

int run_query(options *o);
int check_queries(options *o);
int rule_command(options *o);
int lint_queries(options *o);
int test_rules(options *o);
int diff_queries(options *o);
int explain_why(options *o);
int explain_queries(options *o);
int learn(options *o);
int show_schema(options *o);
int show_functions(options *o);
int show_coverage(void);
int write_reference(const char *dir);
int show_help(options *o);
bool help_is_code(const char *word); /* KS142, KL201, KR022, in any case */
int help_code(const options *o, const char *word);
void print_overview(FILE *out);
void print_command_help(FILE *out, const command *c);

#endif
