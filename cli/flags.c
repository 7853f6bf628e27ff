/* flags: one definition each, with the function that takes its value. Help is printed from these rows. */
#include "cli/flags.h"

#include "base/number_text.h"
#include "base/time_text.h"
#include "tables/write/write.h"

#include <string.h>
#include <sys/stat.h>

bool flags_wrong(options *o, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    o->wrong = arena_vprintf(o->mem, fmt, ap);
    va_end(ap);
    return false;
}

bool flags_add_source(options *o, source s)
{
    source *more = ARENA_ARRAY(o->mem, source, o->n_sources + 1);
    if (o->n_sources)
        memcpy(more, o->sources, o->n_sources * sizeof *more);
    more[o->n_sources++] = s;
    o->sources = more;
    return true;
}

static bool set_table(options *o, const char *v)
{
    const char *is = strchr(v, '=');
    if (!is || is == v || !is[1])
        return flags_wrong(o, "expected TABLE=FILE, as in -t SecurityEvent=events.jsonl");
    return flags_add_source(o, (source){SOURCE_TABLE, {v, (uint32_t)(is - v)}, is + 1});
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* -d is a folder of data, or, when it is made of their letters only and there is no such folder, the debug views. */
static bool set_folder_or_views(options *o, const char *v)
{
    if (!is_folder(v) && *v && v[strspn(v, "tsbpx")] == 0) {
        o->views = o->views ? arena_printf(o->mem, "%s%s", o->views, v).p : v;
        return true;
    }
    return flags_add_source(o, (source){SOURCE_FOLDER, {0}, v});
}

static bool set_raw(options *o, const char *v)
{
    return flags_add_source(o, (source){SOURCE_RAW, {0}, v});
}

static bool set_schema(options *o, const char *v)
{
    return flags_add_source(o, (source){SOURCE_SCHEMA, {0}, v});
}

static bool set_map(options *o, const char *v)
{
    o->map = v;
    return true;
}

static bool set_text(options *o, const char *v)
{
    if (o->text)
        return flags_wrong(o, "there is one query text already");
    o->text = v;
    return true;
}

static bool set_now(options *o, const char *v)
{
    o->now_max = strcmp(v, "max") == 0;
    o->has_now = !o->now_max;
    if (o->has_now && !datetime_parse(str_of(v), &o->now))
        return flags_wrong(o, "'%s' is no time; give it as 2024-05-14T12:00:00Z, or max for the newest time in the data", v);
    return true;
}

static bool set_format(options *o, const char *v)
{
    const char *const *names;
    str list[16];
    buf all = {0};
    uint32_t n = writer_formats(&names);
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(names[i], v) == 0) {
            o->format = v;
            buf_drop(&all);
            return true;
        }
        list[i] = str_of(names[i]);
        buf_printf(&all, "%s%s", i ? ", " : "", names[i]);
    }
    str near = diag_nearest(str_of(v), list, n);
    if (near.n)
        flags_wrong(o, "no format '%s' (did you mean " STR_FMT "?); there are " STR_FMT, v, STR_ARG(near), STR_ARG(buf_view(&all)));
    else
        flags_wrong(o, "no format '%s'; there are " STR_FMT, v, STR_ARG(buf_view(&all)));
    buf_drop(&all);
    return false;
}

static bool set_lint_format(options *o, const char *v)
{
    static const char *const names[] = {"pretty", "json", "sarif", "github"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(v, names[i]) == 0) {
            o->format = i ? v : NULL;
            return true;
        }
    }
    return flags_wrong(o, "no format '%s'; there are pretty, json, sarif and github", v);
}

static bool number(options *o, const char *v, int64_t most, int64_t *out)
{
    if (int64_parse(str_of(v), out) && *out >= 1 && *out <= most)
        return true;
    return flags_wrong(o, "expected a number from 1 to %lld", (long long)most);
}

static bool set_test_format(options *o, const char *v)
{
    static const char *const names[] = {"pretty", "tap", "json", "github"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(v, names[i]) == 0) {
            o->format = i ? v : NULL;
            return true;
        }
    }
    return flags_wrong(o, "no format '%s'; there are pretty, tap, json and github", v);
}

static bool set_run(options *o, const char *v)
{
    o->run = v;
    return true;
}

static bool set_test_coverage(options *o, const char *v)
{
    (void)v;
    o->test_coverage = true;
    return true;
}

static bool set_mutate(options *o, const char *v)
{
    (void)v;
    o->mutate = true;
    return true;
}

static bool set_coverage_out(options *o, const char *v)
{
    o->test_coverage = true;
    o->coverage_out = v;
    return true;
}

static bool set_coverage_min(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, 100, &n))
        return false;
    o->test_coverage = true;
    o->coverage_min = (uint32_t)n;
    return true;
}

static bool set_mutate_min(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, 100, &n))
        return false;
    o->mutate = true;
    o->mutate_min = (uint32_t)n;
    return true;
}

static bool set_mutants(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, 1000000, &n))
        return false;
    o->mutate = true;
    o->mutants = (uint32_t)n;
    return true;
}

static bool set_seed(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, INT64_MAX, &n))
        return false;
    o->seed = (uint64_t)n;
    return true;
}

static bool set_git(options *o, const char *v)
{
    o->git = v;
    return true;
}

static bool set_key(options *o, const char *v)
{
    o->key = v;
    return true;
}

static bool set_junit(options *o, const char *v)
{
    o->junit = v;
    return true;
}

static bool set_update(options *o, const char *v)
{
    (void)v;
    o->update = true;
    return true;
}

static bool set_color(options *o, const char *v)
{
    static const char *const names[] = {[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
    for (int i = COLOR_AUTO; i <= COLOR_NEVER; i++) {
        if (strcmp(v, names[i]) == 0) {
            o->color = (color_mode)i;
            return true;
        }
    }
    return flags_wrong(o, "expected auto, always or never");
}

static bool set_width(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, 100000, &n))
        return false;
    o->width = (uint32_t)n;
    return true;
}

static bool set_threads(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, 256, &n))
        return false;
    o->load.threads = (int)n;
    return true;
}

static bool time_value(options *o, const char *v, bool *has, int64_t *out)
{
    *has = datetime_parse(str_of(v), out);
    return *has || flags_wrong(o, "'%s' is no time; give it as 2024-05-14T12:00:00Z", v);
}

static bool set_from(options *o, const char *v) { return time_value(o, v, &o->has_from, &o->from); }
static bool set_to(options *o, const char *v) { return time_value(o, v, &o->has_to, &o->to); }

static bool set_runs(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, 1000000, &n))
        return false;
    o->runs = (uint32_t)n;
    return true;
}

static bool set_ingest_delay(options *o, const char *v)
{
    if (timespan_parse(str_of(v), &o->ingest_delay) && o->ingest_delay >= 0)
        return true;
    return flags_wrong(o, "'%s' is no duration; give it as 5m or 00:05:00", v);
}

static bool set_repeat(options *o, const char *v)
{
    int64_t n;
    if (!number(o, v, 1000000, &n))
        return false;
    o->repeat = (uint32_t)n;
    return true;
}

static bool set_timing(options *o, const char *v)
{
    (void)v;
    o->timing = true;
    return true;
}

static bool set_user_agents(options *o, const char *v)
{
    o->user_agents = v;
    return true;
}

static bool set_geoip(options *o, const char *v)
{
    o->geoip = v;
    return true;
}

static bool set_parameter(options *o, const char *v)
{
    const char *is = strchr(v, '=');
    if (!is || is == v)
        return flags_wrong(o, "expected NAME=VALUE, as in --param account=jdoe");
    kql_parameter *more = ARENA_ARRAY(o->mem, kql_parameter, o->n_params + 1);
    if (o->n_params)
        memcpy(more, o->params, o->n_params * sizeof *more);
    more[o->n_params++] = (kql_parameter){{v, (uint32_t)(is - v)}, str_of(is + 1)};
    o->params = more;
    return true;
}

static bool set_external(options *o, const char *v)
{
    const char *is = strrchr(v, '='); /* addresses have some of their own */
    if (!is || is == v || !is[1])
        return flags_wrong(o, "expected URL=FILE, as in --external https://example.org/list.csv=list.csv");
    external_file *more = ARENA_ARRAY(o->mem, external_file, o->n_externals + 1);
    if (o->n_externals)
        memcpy(more, o->externals, o->n_externals * sizeof *more);
    more[o->n_externals++] = (external_file){{v, (uint32_t)(is - v)}, is + 1};
    o->externals = more;
    return true;
}

static bool set_watchlists(options *o, const char *v)
{
    o->watchlists = v;
    return true;
}

static bool set_functions(options *o, const char *v)
{
    o->functions = v;
    return is_folder(v) || flags_wrong(o, "there is no folder %s", v);
}

static bool set_infer(options *o, const char *v)
{
    o->infer = v;
    return true;
}

static bool set_lenient(options *o, const char *v)
{
    (void)v;
    o->load.lenient = true;
    return true;
}

static bool set_strict(options *o, const char *v)
{
    (void)v;
    o->load.strict = true;
    return true;
}

static bool set_quiet(options *o, const char *v)
{
    (void)v;
    o->load.quiet = true;
    return true;
}

static bool set_coverage(options *o, const char *v)
{
    (void)v;
    o->coverage = true;
    return true;
}

static bool set_reference(options *o, const char *v)
{
    o->reference = v;
    return true;
}

static bool set_fix(options *o, const char *v)
{
    (void)v;
    o->fix = true;
    return true;
}

static bool set_no_chart(options *o, const char *v)
{
    (void)v;
    o->no_chart = true;
    return true;
}

static bool set_help(options *o, const char *v)
{
    (void)v;
    o->help = true;
    return true;
}

const flag flags[] = {
    {'t', "table", "TABLE=FILE", CMD_RUN | CMD_SCHEMA | CMD_CHECK | CMD_RULE | CMD_LINT | CMD_DIFF | CMD_EXPLAIN, "read FILE as TABLE; - is standard input; may be repeated", set_table},
    {'t', "table", "TABLE=FILE", CMD_WHY, "read FILE as TABLE; with FILE:LINE also follow the event on that line; may be repeated", set_table_line},
    {'d', NULL, "DIR", CMD_RUN | CMD_SCHEMA | CMD_CHECK | CMD_RULE | CMD_LINT | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "read every data file in DIR as the table it is named after; or, made of these letters, show: "
     "t tokens, s syntax tree, b bound tree, p plan, x trace (write ./p for a folder)", set_folder_or_views},
    {0, "raw", "FILE", CMD_RUN | CMD_SCHEMA | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "read FILE as raw Windows event logs (JSON lines)", set_raw},
    {0, "map", "NAME", CMD_RUN | CMD_SCHEMA | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "the mapping for --raw, instead of detecting it", set_map},
    {0, "schema", "FILE", CMD_RUN | CMD_SCHEMA | CMD_CHECK | CMD_RULE | CMD_LINT | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "add table schemas from a CSV file (table,column,type)", set_schema},
    {'e', NULL, "TEXT", CMD_RUN | CMD_EXPLAIN | CMD_WHY | CMD_LEARN, "the query text itself", set_text},
    {0, "now", "TIME", CMD_RUN | CMD_LINT | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "the time of now() and ago(), or max: the newest time in the data", set_now},
    {0, "runs", "N", CMD_RULE, "simulate: how many runs (50)", set_runs},
    {0, "from", "TIME", CMD_RULE, "simulate: when the first run is due at the earliest", set_from},
    {0, "to", "TIME", CMD_RULE, "simulate: when the last run is due at the latest (after the newest event)", set_to},
    {0, "ingest-delay", "SPAN", CMD_RULE, "simulate: how long events take to come in (none)", set_ingest_delay},
    {0, "geoip", "FILE", CMD_RUN | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "a MaxMind DB (GeoLite2-City.mmdb) for geo_info_from_ip_address()", set_geoip},
    {0, "user-agents", "FILE", CMD_RUN | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "patterns (uap-core's regexes.yaml) for parse_user_agent()", set_user_agents},
    {0, "param", "NAME=VALUE", CMD_RUN | CMD_CHECK | CMD_RULE | CMD_LINT | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "the value of a query parameter (declare query_parameters); may be repeated", set_parameter},
    {0, "external", "URL=FILE", CMD_RUN | CMD_CHECK | CMD_RULE | CMD_LINT | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "the local file that externaldata reads for URL; may be repeated, nothing is ever fetched", set_external},
    {0, "watchlists", "DIR", CMD_RUN | CMD_CHECK | CMD_RULE | CMD_LINT | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "the folder of NAME.csv for _GetWatchlist('NAME') (watchlists beside the query, or here)", set_watchlists},
    {0, "functions", "DIR", CMD_RUN | CMD_CHECK | CMD_RULE | CMD_LINT | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "the folder of .kql files with functions of the workspace (functions beside the query, or here)", set_functions},
    {0, "infer", "FILE", CMD_SCHEMA, "show the columns found in FILE", set_infer},
    {0, "coverage", NULL, CMD_FUNCTIONS, "list what Microsoft's analyzer knows and kql does not", set_coverage},
    {0, "reference", "DIR", CMD_FUNCTIONS, "write a Markdown page a function into DIR", set_reference},
    {'o', "format", "FORMAT", CMD_RUN | CMD_DIFF | CMD_SCHEMA | CMD_FUNCTIONS | CMD_CHECK | CMD_RULE, "table, json, jsonl, csv, tsv or md (table on a terminal, else jsonl); svg or vega (Vega-Lite) draw the result", set_format},
    {'o', "format", "FORMAT", CMD_LINT, "pretty, json (an object a file), sarif, or github (workflow annotations)", set_lint_format},
    {'o', "format", "FORMAT", CMD_TEST, "pretty, tap, json (an object a case), or github (workflow annotations)", set_test_format},
    {'o', "format", "FORMAT", CMD_EXPLAIN, "text, json, html (a page that needs nothing else), mermaid or svg", set_explain_format},
    {0, "rows", "N", CMD_EXPLAIN, "how many rows of each stage are shown (5)", set_rows},
    {0, "stage", "K", CMD_EXPLAIN, "only that stage", set_stage},
    {0, "row", "EXPR", CMD_WHY, "follow the events for which EXPR is true, in every table that has its columns", set_why_row},
    {0, "match", "TEXT", CMD_WHY, "follow the events that have TEXT in one of their values, whatever its case", set_why_match},
    {0, "out-row", "N", CMD_WHY, "the other way: the events that row N of the result is made of", set_out_row},
    {'o', "format", "FORMAT", CMD_WHY, "text or json", set_text_or_json},
    {'o', "format", "FORMAT", CMD_LEARN, "text or json", set_text_or_json},
    {0, "hint", "N", CMD_LEARN, "the lesson's first N hints", set_hint},
    {0, "solution", NULL, CMD_LEARN, "a query that solves the task", set_solution},
    {0, "reset", NULL, CMD_LEARN, "forget which lessons were solved", set_reset},
    {0, "run", "REGEX", CMD_TEST, "only cases whose names it is found in", set_run},
    {0, "coverage", NULL, CMD_TEST, "which decisions of the rules no case ever made", set_test_coverage},
    {0, "coverage-out", "FILE", CMD_TEST, "write the coverage as .html, .json or LCOV", set_coverage_out},
    {0, "coverage-min", "PERCENT", CMD_TEST, "fail below it", set_coverage_min},
    {0, "mutate", NULL, CMD_TEST, "run the cases on small changes of the rules, and list those that none noticed", set_mutate},
    {0, "mutants", "N", CMD_TEST, "try N of them, chosen by --seed (0 unless told; without it: all)", set_mutants},
    {0, "seed", "N", CMD_TEST, "another choice of --mutants for another number", set_seed},
    {0, "mutate-min", "PERCENT", CMD_TEST, "fail below it", set_mutate_min},
    {0, "git", "REV", CMD_DIFF, "the old version is that of a commit", set_git},
    {0, "key", "COLUMNS", CMD_DIFF, "compare rows of one key cell by cell: names with commas between", set_key},
    {0, "junit", "FILE", CMD_TEST, "also write the outcomes as JUnit XML", set_junit},
    {0, "update", NULL, CMD_TEST, "write what the rules give now as what is expected: rows, alert, columns, contains, exactly", set_update},
    {0, "fix", NULL, CMD_LINT, "write the mends into the files that are known to be right in form; the rows may change", set_fix},
    {0, "color", "WHEN", CMD_RUN | CMD_SCHEMA | CMD_FUNCTIONS | CMD_CHECK | CMD_RULE | CMD_LINT | CMD_TEST | CMD_DIFF | CMD_EXPLAIN | CMD_WHY | CMD_LEARN, "auto, always or never (auto heeds NO_COLOR)", set_color},
    {0, "width", "CELLS", CMD_RUN | CMD_SCHEMA | CMD_FUNCTIONS | CMD_EXPLAIN | CMD_LEARN, "how wide a table may be (the terminal's width; unlimited in a pipe)", set_width},
    {0, "no-chart", NULL, CMD_RUN, "no chart below the table of a query that ends in render", set_no_chart},
    {0, "lenient", NULL, CMD_RUN | CMD_SCHEMA | CMD_RULE | CMD_LINT | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "drop and count lines that are no JSON object", set_lenient},
    {0, "strict", NULL, CMD_RUN | CMD_SCHEMA | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "stop at a bad value instead of reading null", set_strict},
    {0, "threads", "N", CMD_RUN | CMD_TEST | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "how many threads (all processors)", set_threads},
    {0, "timing", NULL, CMD_RUN, "say on stderr what opening the data, planning and running took", set_timing},
    {0, "repeat", "N", CMD_RUN, "run N times over tables that stay loaded, and say on stderr what each run took", set_repeat},
    {'q', "quiet", NULL, CMD_RUN | CMD_SCHEMA | CMD_CHECK | CMD_RULE | CMD_LINT | CMD_TEST | CMD_DIFF | CMD_EXPLAIN | CMD_WHY, "no warnings, no progress", set_quiet},
    {'h', "help", NULL, CMD_RUN | CMD_SCHEMA | CMD_FUNCTIONS | CMD_HELP | CMD_CHECK | CMD_RULE | CMD_LINT | CMD_TEST | CMD_DIFF | CMD_EXPLAIN | CMD_WHY | CMD_LEARN, "show this help", set_help},
    {0},
};
