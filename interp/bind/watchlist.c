/* watchlist: _GetWatchlist('X') reads X.csv of the watchlists' folder: the columns of its header, all of them text, as the service has them. */
#include "interp/bind/hosted.h"
#include "interp/ops/externaldata.h"
#include "interp/workspace.h"

#include <unistd.h>

/* A name that leads out of the folder is none. */
static bool is_plain(str alias)
{
    for (uint32_t i = 0; i < alias.n; i++) {
        if (alias.p[i] == '/' || alias.p[i] == '\\' || alias.p[i] == 0) return false;
    }
    return alias.n && alias.p[0] != '.';
}

static plan_node *bind_file(binder *b, const ast *call, const char *path)
{
    external_info *info = ARENA_NEW(b->mem, external_info);
    plan_node *out = bind_node(b, &op_externaldata, call->at, 0, NULL, info);
    whole_text *text;
    uint32_t n;
    str *names;
    if (!out || whole_read(b->mem, path, &text, &n, b->ds) != ST_OK) return NULL;
    uint32_t columns = n ? external_header(b->mem, &text[0], ',', &names) : 0;
    for (uint32_t i = 0; i < columns; i++) schema_add(b->mem, &out->cols, bind_unique_name(b, &out->cols, names[i]), T_STRING);
    info->paths = ARENA_ARRAY(b->mem, const char *, 1);
    info->formats = ARENA_ARRAY(b->mem, const external_format *, 1);
    info->paths[0] = path;
    info->formats[0] = external_format_find(STR("csv"));
    info->n = 1;
    info->ignore_first = true;
    return out;
}

plan_node *watchlist_bind(binder *b, const ast *call, str alias, bool *found)
{
    const char *folder = b->workspace ? b->workspace->watchlists : NULL;
    *found = false;
    if (!folder || !is_plain(alias)) return NULL;
    const char *path = arena_printf(b->mem, "%s/" STR_FMT ".csv", folder, STR_ARG(alias)).p;
    *found = access(path, R_OK) == 0;
    return *found ? bind_file(b, call, path) : NULL;
}
