#include "interp/scalar/time_format.h"

/* Whether `letter` may stand `width` times: "d12f1234567" gives d once or twice, f up to seven times. */
static bool allowed(const char *widths, char letter, uint32_t width)
{
    const char *p = strchr(widths, letter);
    if (!p || width > 9) return false;
    for (p++; *p >= '0' && *p <= '9'; p++)
        if ((uint32_t)(*p - '0') == width) return true;
    return false;
}

static bool refuse(const fn_call *call, diags *ds, str bad)
{
    diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "'" STR_FMT "' in the format is not supported by %s()", STR_ARG(bad),
               call->row->name);
    return false;
}

bool time_format_prepare(fn_call *call, arena *mem, diags *ds, const char *widths)
{
    time_format *f = ARENA_NEW(mem, time_format);
    str text = call->constants[1] ? call->constants[1]->s : (str){0};
    f->pieces = ARENA_ARRAY(mem, format_piece, text.n + 1);
    call->prepared = f;
    for (uint32_t at = 0; at < text.n;) {
        char c = text.p[at];
        uint32_t run = 1;
        if (strchr(" /-:,._[]", c) && c) {
            f->pieces[f->n++] = (format_piece){c, 0};
            at++;
            continue;
        }
        while (at + run < text.n && text.p[at + run] == c) run++;
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) || !allowed(widths, c, run))
            return refuse(call, ds, str_sub(text, at, run));
        f->pieces[f->n++] = (format_piece){c, (uint8_t)run};
        at += run;
    }
    return true;
}

void format_number(buf *out, int64_t v, uint32_t width)
{
    buf_printf(out, "%0*lld", (int)width, (long long)v);
}

/* f: that many digits. F: the same without zeros at the end, so perhaps nothing. */
void format_fraction(buf *out, int64_t ticks, format_piece p)
{
    char digits[8];
    int n = p.width;
    for (int i = 6; i >= 0; i--) {
        digits[i] = (char)('0' + ticks % 10);
        ticks /= 10;
    }
    while (p.what == 'F' && n > 0 && digits[n - 1] == '0') n--;
    buf_put(out, digits, (size_t)n);
}
