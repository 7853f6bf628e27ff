/* output: the writer as the flags want it, and diagnostics. */
#include "cli/output.h"

#include "cli/term.h"

#include <errno.h>
#include <unistd.h>

writer *output_open(const options *o, uint32_t results)
{
    bool terminal = term_is(STDOUT_FILENO);
    const char *format = o->format ? o->format : terminal ? "table" : "jsonl";
    write_options opt = {
        .results = results,
        .width = o->width ? o->width : terminal ? term_width() : 0,
        .color = term_color(o->color, STDOUT_FILENO),
        .chart = !o->no_chart && !o->load.quiet,
    };
    return writer_open(str_of(format), stdout, &opt);
}

status output_refused(const writer *w)
{
    bool unsupported;
    str why = writer_refused(w, &unsupported);
    if (!why.n)
        return ST_OK;
    fprintf(stderr, "kql: error: no chart: " STR_FMT "\n", STR_ARG(why));
    return unsupported ? ST_UNSUPPORTED : ST_USAGE;
}

bool output_close(writer *w)
{
    if (writer_close(w))
        return true;
    fprintf(stderr, "kql: error: the output could not be written: %s\n", strerror(errno));
    return false;
}

void report(const reporter *r, const diags *ds, uint32_t *shown)
{
    bool color = term_color(r->o->color, STDERR_FILENO);
    const char *code = NULL; /* of the first error */
    buf b = {0};
    for (; *shown < ds->n; ++*shown) {
        diag d = ds->items[*shown];
        if (d.has_span && r->query)
            d.span = query_text_place(r->query, d.span);
        if (d.severity == SEV_ERROR || !r->o->load.quiet)
            diag_render(&b, &d, r->name, r->text, color);
        code = code || d.severity != SEV_ERROR || !d.code || !help_is_code(d.code) ? code : d.code;
    }
    if (code && term_is(STDERR_FILENO))
        buf_printf(&b, "`kql help %s` tells more.\n", code);
    if (b.n)
        fwrite(b.p, 1, b.n, stderr);
    buf_drop(&b);
}
