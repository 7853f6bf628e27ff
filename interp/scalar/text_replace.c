/* text_replace: other texts or characters in place of some. */
#include "interp/scalar/text.h"

/* ---- replace_string */

static uint32_t count_hits(str s, str what)
{
    uint32_t n = 0;
    for (uint32_t at = 0; what.n <= s.n - at; n++) {
        const char *hit = memmem(s.p + at, s.n - at, what.p, what.n);
        if (!hit) break;
        at = (uint32_t)(hit - s.p) + what.n;
    }
    return n;
}

static str replace_string(fn_ctx *cx, str s, str what, str by)
{
    uint32_t n = what.n ? count_hits(s, what) : 0, at = 0;
    char *p;
    if (n == 0) return s;
    uint64_t size = s.n - (uint64_t)n * what.n + (uint64_t)n * by.n;
    if (!text_room(cx, size, &p)) return (str){0};
    str out = {p, (uint32_t)size};
    for (uint32_t i = 0; i < n; i++) {
        uint32_t hit = (uint32_t)((const char *)memmem(s.p + at, s.n - at, what.p, what.n) - s.p);
        memcpy(p, s.p + at, hit - at);
        p += hit - at;
        if (by.n) memcpy(p, by.p, by.n);
        p += by.n;
        at = hit + what.n;
    }
    memcpy(p, s.p + at, s.n - at);
    return out;
}

static void replace_string_body(fn_ctx *cx, const vec *const *args, sel rows, vec *out)
{
    for (uint32_t k = 0; k < rows.n; k++) {
        uint32_t row = sel_row(rows, k);
        out->s[row] = replace_string(cx, args[0]->s[vec_ix(args[0], row)], args[1]->s[vec_ix(args[1], row)], args[2]->s[vec_ix(args[2], row)]);
    }
}

/* ---- replace_strings */

/* A stretch of the text; once matched it stays as it is. */
typedef struct piece {
    str text;
    bool settled;
} piece;

static void add_piece(buf *to, str text, bool settled)
{
    if (text.n) buf_put(to, &(piece){text, settled}, sizeof(piece));
}

/* One lookup text over all that no earlier one has matched. */
static void replace_in_pieces(const buf *from, str what, const dyn *by, buf *to)
{
    const piece *p = (const piece *)(const void *)from->p;
    for (size_t i = 0; i < from->n / sizeof *p; i++) {
        str rest = p[i].text;
        while (!p[i].settled && what.n <= rest.n) {
            const char *hit = memmem(rest.p, rest.n, what.p, what.n);
            if (!hit) break;
            uint32_t at = (uint32_t)(hit - rest.p);
            add_piece(to, str_sub(rest, 0, at), false);
            add_piece(to, by && by->kind == DYN_STRING ? by->s : what, true);
            rest = str_sub(rest, at + what.n, rest.n - at - what.n);
        }
        add_piece(to, rest, p[i].settled);
    }
}

/* Lookups take turns, the first one first wherever it stands; what one matched, the later ones leave alone, even where the rewrite
 * is no text and so nothing changed. */
static void replace_strings_each(fn_ctx *cx, const datum *args, datum *out)
{
    const dyn *lookups = args[1].dy, *rewrites = args[2].dy;
    buf now = {0}, next = {0};
    uint64_t size = 0;
    char *p;
    if (lookups->kind != DYN_ARRAY || rewrites->kind != DYN_ARRAY) return;
    add_piece(&now, args[0].s, false);
    for (uint32_t i = 0; i < lookups->n; i++) {
        const dyn *what = lookups->item[i];
        if (what->kind != DYN_STRING || what->s.n == 0) continue;
        buf_clear(&next);
        replace_in_pieces(&now, what->s, i < rewrites->n ? rewrites->item[i] : NULL, &next);
        buf swap = now;
        now = next;
        next = swap;
    }
    const piece *all = (const piece *)(const void *)now.p;
    size_t n = now.n / sizeof *all;
    for (size_t i = 0; i < n; i++) size += all[i].text.n;
    if (text_room(cx, size, &p)) {
        fn_out_str(out, (str){p, (uint32_t)size});
        for (size_t i = 0; i < n; i++, p += all[i - 1].text.n) memcpy(p, all[i].text.p, all[i].text.n);
    }
    buf_drop(&now);
    buf_drop(&next);
}

/* ---- translate */

typedef struct translation {
    uint32_t n, n_to;
    uint32_t *from, *to;
} translation;

static uint32_t *code_points(arena *mem, str s, uint32_t *n)
{
    uint32_t *out = ARENA_ARRAY(mem, uint32_t, s.n + 1u);
    *n = 0;
    for (uint32_t at = 0; at < s.n;) out[(*n)++] = utf8_next(s, &at);
    return out;
}

/* The character that takes its place; UINT32_MAX: none does. A short replacement list goes on with its last character. */
static uint32_t translated(const translation *t, uint32_t cp)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (t->from[i] == cp) return t->n_to == 0 ? UINT32_MAX : t->to[i < t->n_to ? i : t->n_to - 1];
    return cp;
}

static void translate_each(fn_ctx *cx, const datum *args, datum *out)
{
    translation t;
    str s = args[2].s;
    char *p;
    t.from = code_points(cx->mem, args[0].s, &t.n);
    t.to = code_points(cx->mem, args[1].s, &t.n_to);
    if (!text_room(cx, (uint64_t)s.n * 4, &p)) return;
    str made = {p, 0};
    for (uint32_t at = 0; at < s.n;) {
        uint32_t cp = translated(&t, utf8_next(s, &at));
        if (cp != UINT32_MAX) made.n += utf8_put(cp, p + made.n);
    }
    fn_out_str(out, made);
}

const fn_row fn_rows_text_replace[] = {
    {.name = "replace_string", .sig = "(text: string, lookup: string, rewrite: string) -> string", .body = replace_string_body,
     .help = "The text with every occurrence of a text replaced", .example = "print replace_string('a cat is a cat', 'cat', 'hamster')",
     .gives = "a hamster is a hamster", .page = "replace-string-function"},
    {.name = "replace_strings", .sig = "(text: string, lookups: array, rewrites: array) -> string", .each = replace_strings_each,
     .help = "The text with several texts replaced in one pass; the first that matches wins",
     .example = "print replace_strings('turn a cat into a dog', dynamic(['cat', 'dog']), dynamic(['dog', 'pigeon'])), "
                "replace_strings('This is', dynamic(['is', 'This']), dynamic(['was', 'This'])), "
                "replace_strings('This is', dynamic(['This', 'is']), dynamic([12345, 'was']))",
     .gives = "turn a dog into a pigeon, Thwas was, This was", .page = "replace-strings-function"},
    {.name = "translate", .sig = "(searchList: string, replacementList: string, source: string) -> string", .each = translate_each,
     .help = "The text with characters replaced by those at the same place of another list",
     .example = "print translate('abc', 'y', 'abc'), translate('abc', '', 'ab'), translate('krasp', 'otsku', 'spark')", .gives = "yyy, , kusto",
     .page = "translate-function"},
    {0}};
