#include "cli/diag_json.h"

#include "base/utf8.h"
#include "tables/json_text.h"

static const char *code_of(const diag *d)
{
    if (d->code)
        return d->code;
    return d->status == ST_UNSUPPORTED ? "unsupported" : d->status == ST_LIMIT ? "limit" : "";
}

void diag_json(buf *out, const diag *d, str file)
{
    buf message = {0};
    uint32_t line = 1, col = 1, length = 0;
    if (d->has_span) {
        diag_place(file, d->span.start, &line, &col);
        length = utf8_count(str_sub(file, d->span.start, d->span.len));
    }
    buf_str(&message, d->message);
    if (d->hint.n)
        buf_printf(&message, " (" STR_FMT ")", STR_ARG(d->hint));
    buf_printf(out, "{\"severity\":\"%s\",\"code\":\"%s\",\"message\":", d->severity == SEV_ERROR ? "error" : "warning", code_of(d));
    json_quote(out, buf_view(&message));
    buf_printf(out, ",\"line\":%u,\"column\":%u,\"length\":%u}", line, col, length);
    buf_drop(&message);
}

status status_graver(status a, status b)
{
    static const status order[] = {ST_USAGE, ST_COMPILE, ST_DATA, ST_LIMIT, ST_UNSUPPORTED, ST_DIFFERENT, ST_OK};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (a == order[i] || b == order[i])
            return order[i];
    }
    return a;
}
