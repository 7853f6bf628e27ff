#include "cli/signature_text.h"

#include <string.h>

/* The binder's words, in plain ones. What is not here stands for itself: string, array, scalar, number ... */
static const struct {
    const char *word, *plain;
} words[] = {
    {"stringordynamic", "string or dynamic"},
    {"arrayorstring", "array or string"},
    {"integerorarray", "integer or array"},
    {"realordecimal", "real or decimal"},
    {"numberorbool", "number or bool"},
    {"notdynamic", "any but dynamic"},
    {"notbool", "any but bool"},
    {"notrealorbool", "any but real or bool"},
    {"typeliteral", "typeof(...)"},
    {"common", "same type"},
    {"commonnumber", "same number type"},
    {"commonsummable", "same summable type"},
    {"commonorderable", "same orderable type"},
    {"commonordynamic", "same type or dynamic"},
    {"const", "constant"},
    {"lit", "literal"},
    {"widest", "widest of the types"},
};

static bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/* The name of parameter k: the word before the k-th colon. A `*` has none and no colon. */
static str parameter_name(const char *sig, int k)
{
    for (const char *colon = strchr(sig, ':'); colon; colon = strchr(colon + 1, ':')) {
        if (k-- > 0) continue;
        const char *from = colon;
        while (from > sig && is_word(from[-1])) from--;
        return (str){from, (uint32_t)(colon - from)};
    }
    return (str){0};
}

/* T0, T0promoted, T2literal: a type that an argument decides. */
static bool of_argument(buf *out, const char *sig, str w)
{
    if (w.n < 2 || w.p[0] != 'T' || w.p[1] < '0' || w.p[1] > '9') return false;
    str rest = {w.p + 2, w.n - 2};
    buf_text(out, str_is(rest, "literal") ? "type that " : "type of ");
    buf_str(out, parameter_name(sig, w.p[1] - '0'));
    if (str_is(rest, "literal")) buf_text(out, " names");
    if (str_is(rest, "promoted")) buf_text(out, ", int as long");
    return true;
}

static void put_word(buf *out, const char *sig, str w)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!str_is(w, words[i].word)) continue;
        buf_text(out, words[i].plain);
        return;
    }
    if (!of_argument(out, sig, w)) buf_str(out, w);
}

void signature_write(buf *out, const char *sig)
{
    bool in_type = false; /* behind a colon or the arrow stand the binder's words, elsewhere names */
    for (const char *p = sig ? sig : ""; *p;) {
        str w = {p, 0};
        while (is_word(p[w.n])) w.n++;
        p += w.n ? w.n : 1;
        bool most = w.n && w.p[0] >= '0' && w.p[0] <= '9'; /* "...64": how many arguments there may be */
        if (str_is(w, "nonempty") && *p == ' ') p++; /* said of a literal: nothing new to readers */
        else if (most && in_type) buf_printf(out, " (to %.*s)", (int)w.n, w.p);
        else if (w.n && in_type) put_word(out, sig, w);
        else if (w.n) buf_str(out, w);
        else if (*w.p == '|') buf_text(out, " or ");
        else buf_char(out, *w.p);
        if (w.n == 0) in_type = *w.p == ':' || *w.p == '>' || (in_type && *w.p != ',' && *w.p != '(');
    }
}
