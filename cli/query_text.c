/* query_text: which form a file is in, and places. */
#include "cli/query_text.h"

#include <string.h>

static bool ends_in(str path, const char *ending)
{
    uint32_t n = (uint32_t)strlen(ending);
    return path.n > n && memcmp(path.p + path.n - n, ending, n) == 0;
}

uint32_t query_texts(arena *mem, str path, str file, query_text **out)
{
    *out = NULL;
    if (ends_in(path, ".md"))
        return queries_of_markdown(mem, file, out);
    if (ends_in(path, ".yaml") || ends_in(path, ".yml"))
        return queries_of_yaml(mem, file, out);
    if (ends_in(path, ".json"))
        return queries_of_json(mem, file, out);
    query_text *q = ARENA_NEW(mem, query_text);
    q->text = file;
    q->marks = ARENA_NEW(mem, query_mark);
    q->n_marks = 1;
    *out = q;
    return 1;
}

static uint32_t place(const query_text *q, uint32_t at)
{
    uint32_t k = 0;
    while (k + 1 < q->n_marks && q->marks[k + 1].in_query <= at)
        k++;
    return q->marks[k].in_file + (at - q->marks[k].in_query);
}

span query_text_place(const query_text *q, span in_query)
{
    uint32_t start = place(q, in_query.start);
    uint32_t end = in_query.len ? place(q, in_query.start + in_query.len - 1) + 1 : start;
    return (span){start, end > start ? end - start : 0};
}
