/* externaldata: a query names files on the web and their columns; here each is a file of the user's, never the network.
 * Source: externaldata-operator.md. Formats that are no text (parquet, avro, orc, ...) are refused by name. */
#include "interp/ops/externaldata.h"

#include "interp/exec.h"
#include "interp/ops/operators.h"
#include "interp/workspace.h"

/* ---- what is bound */

static bool bind_schema(binder *b, const ast *decl, schema *cols)
{
    bool ok = true;
    for (uint32_t i = 0; i < decl->n; i++) {
        kql_type t = bind_type(b, decl->kid[i]->kid[0]);
        if (schema_find(cols, decl->kid[i]->text) >= 0) {
            diag_error(b->ds, ST_COMPILE, "KS171", decl->kid[i]->name_at, "there is a column '" STR_FMT "' already", STR_ARG(decl->kid[i]->text));
            ok = false;
        }
        schema_add(b->mem, cols, decl->kid[i]->text, t);
        ok = ok && t != T_UNKNOWN;
    }
    return ok;
}

static str word_of(const ast *value) { return value && (value->kind == AST_LITERAL || value->kind == AST_NAME) ? value->text : (str){0}; }

static bool is_true(const ast *value)
{
    str w = word_of(value);
    return w.n == 4 && (w.p[0] | 32) == 't';
}

static bool bind_places(binder *b, const ast *params, const schema *cols, external_info *info)
{
    const ast *mapping = bind_param(params, "ingestionMapping");
    bool broken = false;
    if (!mapping) {
        return true;
    }
    info->places = ARENA_ARRAY(b->mem, external_place, cols->n + 1);
    for (uint32_t i = 0; i < cols->n && !broken; i++) {
        if (!external_mapping(b->mem, mapping->text, cols->cols[i].name, &info->places[i], &broken)) {
            info->places[i] = (external_place){.ordinal = UINT32_MAX}; /* no value anywhere */
        }
    }
    if (broken) {
        diag_error(b->ds, ST_COMPILE, NULL, mapping->at, "this is no ingestion mapping: a JSON array of {\"Column\", \"Properties\": {\"Path\" or \"Ordinal\"}}");
    }
    return !broken;
}

/* The local file for one address, and its form. */
static bool bind_file(binder *b, const ast *uri, const ast *format, external_info *info)
{
    datum address;
    if (!bind_const(b, uri, T_STRING, &address)) {
        return false;
    }
    info->paths[info->n] = workspace_external(b->workspace, address.s);
    info->formats[info->n] = format ? external_format_find(word_of(format)) : external_format_of(address.s);
    if (!info->formats[info->n]) {
        bind_unsupported(b, format->at, arena_printf(b->mem, "the format '" STR_FMT "' of externaldata", STR_ARG(word_of(format))).p);
        return false;
    }
    if (!info->paths[info->n] && !b->bind_only) {
        diag *d = diag_error(b->ds, ST_UNSUPPORTED, NULL, uri->at, "externaldata over the network is not supported: no local file stands for '" STR_FMT "'", STR_ARG(address.s));
        diag_hint(b->ds, d, "download it and give it with --external '" STR_FMT "=FILE'", STR_ARG(address.s));
        return false;
    }
    info->n++;
    return true;
}

static plan_node *externaldata_bind(binder *b, const ast *node, plan_node *in)
{
    (void)in;
    const ast *params = node->kid[0], *uris = node->kid[2], *format = bind_param(params, "format");
    external_info *info = ARENA_NEW(b->mem, external_info);
    plan_node *out = bind_node(b, &op_externaldata, node->at, 0, NULL, info);
    if (!out || !bind_schema(b, node->kid[1], &out->cols)) {
        return NULL;
    }
    info->paths = ARENA_ARRAY(b->mem, const char *, uris->n + 1);
    info->formats = ARENA_ARRAY(b->mem, const external_format *, uris->n + 1);
    info->ignore_first = is_true(bind_param(params, "ignoreFirstRecord"));
    const schema *old = bind_rows(b, NULL);
    bool ok = bind_places(b, params, &out->cols, info);
    for (uint32_t i = 0; i < uris->n; i++) {
        ok = bind_file(b, uris->kid[i], format, info) && ok;
    }
    bind_rows(b, old);
    return ok ? out : NULL;
}

/* ---- running */

typedef struct external_state {
    external_reader reader;
    arena *texts, *rows;   /* of the file at work; of the batch */
    whole_text *text;
    uint32_t file, n_texts, next_text;
    bool reading;          /* the reader stands in a text */
    vec **cols;            /* by column; NULL: nobody reads it */
} external_state;

static bool externaldata_open(exec *x, const plan_node *n, void **state)
{
    external_state *s = ARENA_NEW(x->mem, external_state);
    const external_info *info = n->info;
    s->texts = arena_new();
    s->rows = arena_new();
    external_reader_init(&s->reader, x->mem, &n->cols, &n->need);
    s->reader.places = info->places;
    s->reader.ignore_first = info->ignore_first;
    *state = s;
    return true;
}

static bool next_file(exec *x, const plan_node *n, external_state *s)
{
    const external_info *info = n->info;
    arena_reset(s->texts);
    s->next_text = 0;
    s->reader.format = info->formats[s->file];
    return whole_read(s->texts, info->paths[s->file++], &s->text, &s->n_texts, x->ds) == ST_OK;
}

static step give(const plan_node *n, external_state *s, uint32_t rows, batch *out)
{
    const vec **cols = ARENA_ARRAY(s->rows, const vec *, n->cols.n + 1);
    for (uint32_t i = 0; i < s->reader.cells.n; i++) {
        cols[s->reader.cells.slots[i].column] = &s->reader.cells.slots[i].v;
    }
    *out = (batch){.n_rows = rows, .sel = {NULL, rows}, .n_cols = n->cols.n, .cols = cols};
    return STEP_ROWS;
}

static step externaldata_next(exec *x, const plan_node *n, void *state, batch *out)
{
    external_state *s = state;
    const external_info *info = n->info;
    uint32_t rows;
    for (;;) {
        if (s->reading) {
            arena_reset(s->rows);
            if (external_reader_fill(&s->reader, s->rows, &rows, x->ds) != ST_OK) {
                return STEP_ERROR;
            }
            if (rows) {
                return give(n, s, rows, out);
            }
            s->reading = false;
        } else if (s->next_text < s->n_texts) {
            external_reader_text(&s->reader, &s->text[s->next_text++]);
            s->reading = true;
        } else if (s->file == info->n) {
            return STEP_END;
        } else if (!next_file(x, n, s)) {
            return STEP_ERROR;
        }
    }
}

static void warn(exec *x, const slot *l, const fault *f, const char *what, const char *became)
{
    if (f->count) {
        diag_plain(x->ds, SEV_WARNING, ST_OK, "column " STR_FMT " of externaldata: %llu value%s not %s%s; the first is %s:%llu: %s", STR_ARG(l->name),
                   (unsigned long long)f->count, f->count == 1 ? " is" : "s are", what, became, f->file, (unsigned long long)f->line, f->text);
    }
}

static void externaldata_close(exec *x, const plan_node *n, void *state)
{
    external_state *s = state;
    (void)n;
    if (!s->rows) {
        return;
    }
    for (uint32_t i = 0; i < s->reader.cells.n; i++) {
        const slot *l = &s->reader.cells.slots[i];
        warn(x, l, &l->bad, type_name(l->v.type), " and read as null");
        warn(x, l, &l->bytes, "valid UTF-8", ", its bad bytes read as U+FFFD");
    }
    external_reader_drop(&s->reader);
    arena_drop(s->texts);
    arena_drop(s->rows);
    s->rows = NULL;
}

static void externaldata_describe(buf *out, const plan_node *n)
{
    const external_info *info = n->info;
    for (uint32_t i = 0; i < info->n; i++) {
        buf_printf(out, "%s%s", i ? ", " : " ", info->paths[i] ? info->paths[i] : "?");
    }
}

static void nothing_below(plan_node *n) { (void)n; }

const op_class op_externaldata = {.name = "externaldata", .code = OP_EXTERNALDATA, .bind = externaldata_bind, .need = nothing_below,
                                  .open = externaldata_open, .next = externaldata_next, .close = externaldata_close, .describe = externaldata_describe};
