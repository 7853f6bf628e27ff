/* clickhouse: runs SQL with libchdb.so, which is ClickHouse in one process, over its C interface.
 *
 *   clickhouse THREADS SETUP.sql QUERY.sql            prints the rows, tab-separated, names first
 *   clickhouse THREADS SETUP.sql QUERY.sql REPEAT     prints each run's milliseconds, after one line of the set-up's
 *
 * The set-up's statements stand a line each. The few declarations needed stand here, so that the library alone is fetched. */
#include "../peers/driver.h"

#include <unistd.h>

typedef struct handle *chdb_connection;
typedef struct chdb_result chdb_result;

chdb_connection *chdb_connect(int argc, char **argv);
chdb_result *chdb_query(chdb_connection c, const char *sql, const char *format);
char *chdb_result_buffer(chdb_result *r);
size_t chdb_result_length(chdb_result *r);
const char *chdb_result_error(chdb_result *r);
void chdb_destroy_query_result(chdb_result *r);

static void run(chdb_connection c, const char *sql, int print)
{
    chdb_result *r = chdb_query(c, sql, "TabSeparatedWithNames");
    const char *error = r ? chdb_result_error(r) : "no result";
    if (error && *error) {
        fprintf(stderr, "clickhouse: %s\n", error);
        exit(1);
    }
    if (print) fwrite(chdb_result_buffer(r), 1, chdb_result_length(r), stdout);
    chdb_destroy_query_result(r);
}

static void set(chdb_connection c, const char *name, const char *value)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SET %s = %s", name, value);
    run(c, sql, 0);
}

int main(int argc, char **argv)
{
    char *args[] = {"clickhouse", NULL}; /* without a path it holds its tables in memory */
    chdb_connection *c = argc < 4 ? NULL : chdb_connect(1, args);
    if (!c || !*c) {
        fprintf(stderr, "clickhouse: cannot start\n");
        return 1;
    }
    set(*c, "max_threads", argv[1]);
    set(*c, "date_time_input_format", "'best_effort'");
    set(*c, "input_format_skip_unknown_fields", "1");
    set(*c, "session_timezone", "'UTC'");
    double began = now();
    for (char *line = strtok(load(argv[2]), "\n"); line; line = strtok(NULL, "\n")) run(*c, line, 0);
    if (argc > 4) printf("%.3f\n", now() - began);
    char *query = load(argv[3]);
    for (int i = 0; i < (argc > 4 ? atoi(argv[4]) : 1); i++) {
        began = now();
        run(*c, query, argc == 4);
        if (argc > 4) printf("%.3f\n", now() - began);
    }
    fflush(stdout);
    _exit(0); /* the library's own end takes its time */
}
