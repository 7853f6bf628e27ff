/* html: the page that steps through the stages: page.html with the JSON form inside. */
#include "cli/explain/explain.h"

#include "base/embed.h"

EMBED(explain_page, "cli/explain/page.html");

/* JSON within a script element: a < could end it. */
static void put_data(buf *out, str json)
{
    for (uint32_t i = 0; i < json.n; i++) {
        if (json.p[i] == '<')
            buf_text(out, "\\u003c");
        else
            buf_char(out, json.p[i]);
    }
}

void explain_html(const explanation *e, buf *out)
{
    static const char mark[] = "@DATA@";
    const char *at = strstr(explain_page, mark);
    buf json = {0};
    explain_json(e, &json);
    buf_put(out, explain_page, (size_t)(at - explain_page));
    put_data(out, buf_view(&json));
    at += sizeof mark - 1;
    buf_put(out, at, (size_t)(explain_page_end - at));
    buf_drop(&json);
}
