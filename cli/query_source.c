#include "cli/query_source.h"

#include "cli/load.h"

#include <errno.h>

/* A rule or a page holds its query inside: the first one is run, and errors are shown in the file. */
static bool first_query(const options *o, reporter *rep)
{
    query_texts all = query_texts_read(o->mem, str_of(o->words[0]), rep->text);
    if (!all.n) {
        fprintf(stderr, "kql: error: %s: %s\n", o->words[0], all.wrong ? all.wrong : "there is no query in this file");
        return false;
    }
    rep->text = all.file;
    rep->query = &all.items[0];
    return true;
}

/* The query text: -e, a file, or standard input. */
status query_source_read(const options *o, reporter *rep, buf *text)
{
    uint32_t from_stdin = load_stdin_count(o);
    if (o->n_words + (o->text != NULL) != 1) {
        if (o->text || o->n_words)
            return (status)usage_error("give one query: a file, - for standard input, or -e TEXT");
        return (status)usage_error("there is no query: give a file, - for standard input, or -e TEXT");
    }
    if (o->text) {
        rep->name = STR("-e");
        buf_text(text, o->text);
    } else {
        const char *path = o->words[0];
        bool is_stdin = strcmp(path, "-") == 0;
        from_stdin += is_stdin;
        rep->name = is_stdin ? STR("-") : str_of(path);
        if (from_stdin <= 1 && !load_file(path, text)) {
            fprintf(stderr, "kql: error: cannot read %s: %s\n", path, strerror(errno));
            return ST_DATA;
        }
    }
    if (from_stdin > 1)
        return (status)usage_error("standard input can be read once: by the query or by one table");
    rep->text = buf_view(text);
    return o->text || first_query(o, rep) ? ST_OK : ST_DATA;
}
