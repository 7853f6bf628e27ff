/* load: files, folders, schemas and raw logs into the engine's catalog. */
#include "cli/load.h"
#include "cli/agents_read.h"

#include "cli/term.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_stdin(const char *path)
{
    return strcmp(path, "-") == 0;
}

uint32_t load_stdin_count(const options *o)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < o->n_sources; i++)
        n += is_stdin(o->sources[i].path);
    return n;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The folder given; else the one of that name beside the query, or where we stand; NULL: none. */
static const char *folder_of(const options *o, const char *given, const char *name)
{
    const char *slash = o->n_words ? strrchr(o->words[o->n_words - 1], '/') : NULL;
    if (given)
        return given;
    if (slash) {
        const char *beside = arena_printf(o->mem, "%.*s/%s", (int)(slash - o->words[o->n_words - 1]), o->words[o->n_words - 1], name).p;
        if (is_folder(beside))
            return beside;
    }
    return is_folder(name) ? name : NULL;
}

kql *load_engine(options *o)
{
    o->around = (workspace){o->externals, o->n_externals, folder_of(o, o->watchlists, "watchlists"), folder_of(o, o->functions, "functions")};
    kql_options opt = {.load = o->load, .has_now = o->has_now, .now = o->now, .as_written = o->as_written, .bind_only = o->bind_only, .params = o->params, .n_params = o->n_params, .geoip = o->geoip, .workspace = &o->around};
    if (!opt.load.threads) {
        long cpus = sysconf(_SC_NPROCESSORS_ONLN);
        opt.load.threads = cpus < 1 ? 1 : cpus > 256 ? 256 : (int)cpus;
    }
    opt.load.keep = o->repeat > 0;
    opt.load.progress = !opt.load.quiet && term_is(STDERR_FILENO);
    if (o->views && strchr(o->views, 'x'))
        opt.trace = stderr;
    str why = {0};
    if (o->user_agents)
        opt.agents = agents_read(o->mem, o->user_agents, &why);
    kql *k = kql_open(&opt);
    if (why.n)
        diag_plain(kql_diags(k), SEV_ERROR, ST_DATA, "cannot read %s: " STR_FMT, o->user_agents, STR_ARG(why));
    return k;
}

static bool add(kql *k, const options *o, const source *s)
{
    catalog *c = kql_catalog(k);
    switch (s->kind) {
    case SOURCE_TABLE: return catalog_add_file(c, s->name, s->path, kql_diags(k)) == ST_OK;
    case SOURCE_FOLDER: return catalog_add_folder(c, s->path, kql_diags(k)) == ST_OK;
    case SOURCE_SCHEMA: return catalog_add_schemas(c, s->path, kql_diags(k)) == ST_OK;
    case SOURCE_RAW: return kql_add_raw(k, s->path, o->map) == ST_OK;
    }
    return false;
}

/* Schemas come first wherever they stand: they say how the files are to be read. */
bool load_sources(kql *k, const options *o)
{
    if (diags_status(kql_diags(k)) != ST_OK)
        return false; /* what the engine was opened with */
    for (int schemas = 1; schemas >= 0; schemas--) {
        for (uint32_t i = 0; i < o->n_sources; i++) {
            if ((o->sources[i].kind == SOURCE_SCHEMA) == schemas && !add(k, o, &o->sources[i]))
                return false;
        }
    }
    if (!o->now_max)
        return true;
    int64_t newest;
    if (catalog_newest_time(kql_catalog(k), &newest, kql_diags(k))) {
        kql_set_now(k, newest);
        return true;
    }
    if (diags_status(kql_diags(k)) == ST_OK)
        diag_plain(kql_diags(k), SEV_ERROR, ST_DATA, "--now max: no table has a time in TimeGenerated or Timestamp");
    return false;
}

#define MOST_TEXT (64u << 20) /* a query larger than this is a mistake */

bool load_file(const char *path, buf *out)
{
    FILE *f = is_stdin(path) ? stdin : fopen(path, "rb");
    if (!f)
        return false;
    errno = 0;
    size_t n;
    do {
        buf_reserve(out, 65536);
        n = fread(out->p + out->n, 1, 65536, f);
        out->n += n;
    } while (n && out->n <= MOST_TEXT);
    int error = ferror(f) ? (errno ? errno : EIO) : out->n > MOST_TEXT ? EFBIG : 0;
    if (f != stdin)
        fclose(f);
    errno = error;
    return error == 0;
}
