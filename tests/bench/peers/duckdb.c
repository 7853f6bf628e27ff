/* duckdb: runs SQL with libduckdb.so over its C interface.
 *
 *   duckdb THREADS SETUP.sql QUERY.sql            prints the rows, tab-separated, names first
 *   duckdb THREADS SETUP.sql QUERY.sql REPEAT     prints each run's milliseconds, after one line of the set-up's
 *
 * The few declarations needed stand here, so that the library alone is fetched. */
#include "driver.h"

#include <stdbool.h>
#include <stdint.h>

typedef uint64_t idx_t;
typedef struct handle *duckdb_database, *duckdb_connection, *duckdb_config;
typedef struct duckdb_result {
    idx_t columns, rows, changed;
    void *data;
    char *message;
    void *internal;
} duckdb_result;

int duckdb_create_config(duckdb_config *out);
int duckdb_set_config(duckdb_config c, const char *name, const char *value);
int duckdb_open_ext(const char *path, duckdb_database *out, duckdb_config c, char **error);
int duckdb_connect(duckdb_database db, duckdb_connection *out);
int duckdb_query(duckdb_connection c, const char *sql, duckdb_result *out);
const char *duckdb_result_error(duckdb_result *r);
idx_t duckdb_column_count(duckdb_result *r);
idx_t duckdb_row_count(duckdb_result *r);
const char *duckdb_column_name(duckdb_result *r, idx_t column);
char *duckdb_value_varchar(duckdb_result *r, idx_t column, idx_t row);
void duckdb_free(void *p);
void duckdb_destroy_result(duckdb_result *r);
void duckdb_disconnect(duckdb_connection *c);
void duckdb_close(duckdb_database *db);

static void run(duckdb_connection c, const char *sql, duckdb_result *r)
{
    if (duckdb_query(c, sql, r) != 0) {
        fprintf(stderr, "duckdb: %s\n", duckdb_result_error(r));
        exit(1);
    }
}

static void print_text(const char *text)
{
    for (; text && *text; text++) {
        if (*text == '\t' || *text == '\n' || *text == '\\') putchar('\\');
        putchar(*text == '\t' ? 't' : *text == '\n' ? 'n' : *text);
    }
}

static void print(duckdb_result *r)
{
    idx_t n = duckdb_column_count(r), rows = duckdb_row_count(r);
    for (idx_t k = 0; k < n; k++) printf("%s%c", duckdb_column_name(r, k), k + 1 < n ? '\t' : '\n');
    for (idx_t i = 0; i < rows; i++) {
        for (idx_t k = 0; k < n; k++) {
            char *value = duckdb_value_varchar(r, k, i);
            print_text(value);
            putchar(k + 1 < n ? '\t' : '\n');
            duckdb_free(value);
        }
    }
}

int main(int argc, char **argv)
{
    duckdb_config config;
    duckdb_database db;
    duckdb_connection c;
    duckdb_result r;
    char *error = NULL;
    if (argc < 4 || duckdb_create_config(&config) || duckdb_set_config(config, "threads", argv[1]) ||
        duckdb_open_ext(NULL, &db, config, &error) || duckdb_connect(db, &c)) {
        fprintf(stderr, "duckdb: cannot start: %s\n", error ? error : "usage");
        return 1;
    }
    double began = now();
    char *setup = load(argv[2]), *query = load(argv[3]);
    run(c, setup, &r);
    duckdb_destroy_result(&r);
    if (argc > 4) printf("%.3f\n", now() - began);
    for (int i = 0; i < (argc > 4 ? atoi(argv[4]) : 1); i++) {
        began = now();
        run(c, query, &r);
        if (argc > 4) printf("%.3f\n", now() - began);
        else print(&r);
        duckdb_destroy_result(&r);
    }
    duckdb_disconnect(&c);
    duckdb_close(&db);
    free(setup);
    free(query);
    return 0;
}
