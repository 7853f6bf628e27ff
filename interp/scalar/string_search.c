/* string_search: has, contains, startswith ... with their `!` and `_cs` forms, =~ and !~. A dynamic left side counts as its text.
 * Source: datatypes-string-operators.md and the engine's published answers. */
#include "interp/kernel.h"
#include "interp/scalar/needle.h"

typedef bool question(const needle *n, str hay);

static str text_at(fn_ctx *cx, const vec *v, uint32_t row)
{
    if (v->type == T_STRING) return v->s[vec_ix(v, row)];
    return vec_is_null(v, row) ? (str){0} : dyn_text(cx->mem, v->dy[vec_ix(v, row)]);
}

/* A null is in nothing and has nothing: false, and true for the negated forms; null only when both sides are. */
static void search(fn_ctx *cx, const vec *const *args, sel rows, vec *out, question *ask, bool fold, bool negated)
{
    const vec *hay = args[0], *what = args[1];
    needle n = {0};
    bool once = what->constant && !vec_is_null(what, 0);
    if (once) n = needle_make(text_at(cx, what, 0), fold);
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        bool null_hay = vec_is_null(hay, row), null_what = vec_is_null(what, row);
        if (null_hay || null_what) {
            out->b[row] = negated;
            if (null_hay && null_what) fn_set_null(out, row);
            continue;
        }
        if (!once) n = needle_make(text_at(cx, what, row), fold);
        out->b[row] = ask(&n, text_at(cx, hay, row)) != negated;
    }
}

#define FORMS(NAME, ASK)                                                                                               \
    static void NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out) { search(cx, args, rows, out, ASK, true, false); }      \
    static void not_##NAME(fn_ctx *cx, const vec *const *args, sel rows, vec *out) { search(cx, args, rows, out, ASK, true, true); } \
    static void NAME##_cs(fn_ctx *cx, const vec *const *args, sel rows, vec *out) { search(cx, args, rows, out, ASK, false, false); } \
    static void not_##NAME##_cs(fn_ctx *cx, const vec *const *args, sel rows, vec *out)                                \
    {                                                                                                                  \
        search(cx, args, rows, out, ASK, false, true);                                                                 \
    }
FORMS(has, needle_has)
FORMS(hasprefix, needle_hasprefix)
FORMS(hassuffix, needle_hassuffix)
FORMS(contains, needle_contains)
FORMS(startswith, needle_starts)
FORMS(endswith, needle_ends)

static void equal_tilde(fn_ctx *cx, const vec *const *args, sel rows, vec *out) { search(cx, args, rows, out, needle_equal, true, false); }
static void not_equal_tilde(fn_ctx *cx, const vec *const *args, sel rows, vec *out) { search(cx, args, rows, out, needle_equal, true, true); }

#define TERM(WORD, BODY, PAGE) {.name = WORD, .sig = "(source: stringordynamic, term: string) -> bool", .body = BODY, .nulls = NULLS_SEEN, .page = PAGE}
#define TEXT(WORD, BODY, PAGE)                                                                                         \
    {.name = WORD, .sig = "(source: stringordynamic, text: stringordynamic) -> bool", .body = BODY, .nulls = NULLS_SEEN, .page = PAGE}
#define ROWS(WHICH, WORD, NAME, PAGE)                                                                                  \
    WHICH(WORD, NAME, PAGE "-operator"), WHICH("!" WORD, not_##NAME, "not-" PAGE "-operator"),                         \
    WHICH(WORD "_cs", NAME##_cs, PAGE "-cs-operator"), WHICH("!" WORD "_cs", not_##NAME##_cs, "not-" PAGE "-cs-operator")

const fn_row fn_rows_string_search[] = {
    ROWS(TERM, "has", has, "has"),
    ROWS(TERM, "hasprefix", hasprefix, "hasprefix"),
    ROWS(TERM, "hassuffix", hassuffix, "hassuffix"),
    ROWS(TEXT, "contains", contains, "contains"),
    ROWS(TEXT, "startswith", startswith, "startswith"),
    ROWS(TEXT, "endswith", endswith, "endswith"),
    TEXT("=~", equal_tilde, "equals-operator"),
    TEXT("!~", not_equal_tilde, "not-equals-operator"),
    {0}};
