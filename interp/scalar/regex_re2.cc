// regex_re2: the pattern compiled, up to two times: once for texts of ASCII alone, which is most texts and a small automaton, and once
// for all texts. Where RE2 has no words (Unicode's \b), its answer is only a first "no" and our own program decides. Of a pattern that
// cannot match without one of a few literals ("http://" or "https://"), these are looked for first in texts of ASCII.
#include <cstdarg>
#include <cstddef>
#include <cstring>
#include <memory>
#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <stdbool.h>
#include <stdint.h>
#include <string>
#include <vector>

extern "C" {
#include "base/utf8.h"
#include "interp/scalar/needle.h"
#include "interp/scalar/regex_starts.h"
#include "interp/scalar/regex_tree.h"
}

namespace
{

struct form {
    std::unique_ptr<re2::RE2> re;
    bool exact = false; // false: a match may be none
};

RE2::Options options_for(bool ascii)
{
    RE2::Options o;
    o.set_encoding(ascii ? RE2::Options::EncodingLatin1 : RE2::Options::EncodingUTF8);
    o.set_log_errors(false);
    o.set_max_mem(REGEX_BYTES);
    return o;
}

} // namespace

struct regex {
    form all, ascii; // ascii.re is empty when the other serves as well
    regex_starts starts = {}; // of matches in ASCII texts
    const needle *literals = nullptr; // one of them stands in every ASCII text that matches; n_literals is 0: nothing is known
    uint32_t n_literals = 0;
    const regex_program *own = nullptr;
    uint32_t n_groups = 0;
    const str *names = nullptr;
};

static void drop_regex(void *p) { delete static_cast<regex *>(p); }

/* RE2's own analysis of what a match must hold, in lower case. */
static void find_literals(arena *mem, regex *r)
{
    enum { LEAST_BYTES = 3, MOST = 8 };
    re2::FilteredRE2 filter(LEAST_BYTES);
    std::vector<std::string> literals;
    std::vector<int> without;
    int id;
    if (filter.Add(r->ascii.re->pattern(), options_for(true), &id) != RE2::NoError) return;
    filter.Compile(&literals);
    filter.AllPotentials({}, &without);
    if (!without.empty() || literals.empty() || literals.size() > MOST) return;
    needle *out = ARENA_ARRAY(mem, needle, literals.size());
    for (const std::string &one : literals) {
        out[r->n_literals++] = needle_make({arena_dup(mem, one.data(), one.size()), static_cast<uint32_t>(one.size())}, true);
    }
    r->literals = out;
}

static bool may_match(const regex *r, str text)
{
    for (uint32_t i = 0; i < r->n_literals; i++)
        if (needle_contains(&r->literals[i], text)) return true;
    return r->n_literals == 0;
}

static bool compile_form(arena *mem, const regex_tree *t, bool ascii, form *f, regex_error *err)
{
    buf text = {};
    regex_emit(mem, t, ascii, &text, &f->exact);
    f->re = std::make_unique<RE2>(re2::StringPiece(text.p, text.n), options_for(ascii));
    buf_drop(&text);
    if (f->re->ok()) return true;
    *err = {};
    err->limit = true;
    err->message = arena_printf(mem, "the compiled pattern would take more than %d MiB; its repetitions multiply", REGEX_BYTES >> 20);
    return false;
}

/* The pattern and an anchor, as the use wants it. */
static void wrap(arena *mem, regex_tree *t, regex_use use)
{
    if (use == REGEX_FIND) return;
    regex_node *body = t->root;
    bool leading = use == REGEX_LEADING;
    regex_node *cat = regex_node_new(mem, RX_CAT), *anchor = regex_node_new(mem, RX_ASSERT);
    anchor->assert = leading ? AT_TEXT_START : AT_TEXT_END;
    regex_node_add(mem, cat, leading ? anchor : body);
    regex_node_add(mem, cat, leading ? body : anchor);
    t->root = cat;
}

extern "C" const regex *regex_new(arena *mem, str pattern, regex_use use, regex_error *err)
{
    regex_tree t;
    if (!regex_parse(mem, pattern, &t, err)) return nullptr;
    wrap(mem, &t, use);
    regex *r = new regex;
    arena_on_drop(mem, drop_regex, r);
    if (!compile_form(mem, &t, false, &r->all, err) || !compile_form(mem, &t, true, &r->ascii, err)) return nullptr;
    if (!r->all.exact || !r->ascii.exact) {
        r->own = regex_compile_own(mem, &t);
        if (!r->own) {
            *err = {};
            err->limit = true;
            err->message = arena_printf(mem, "the compiled pattern would take more than %d MiB; its repetitions multiply", REGEX_BYTES >> 20);
            return nullptr;
        }
    }
    if (r->ascii.exact) r->starts = regex_starts_of(&t);
    if (!r->starts.n) find_literals(mem, r);
    r->n_groups = t.n_groups;
    r->names = t.names;
    return r;
}

extern "C" uint32_t regex_groups(const regex *r) { return r->n_groups; }

extern "C" int regex_group_named(const regex *r, str name)
{
    for (uint32_t i = 1; i <= r->n_groups; i++)
        if (r->names[i].n && str_eq(r->names[i], name)) return static_cast<int>(i);
    return -1;
}

static bool find_re2(const RE2 &re, str text, uint32_t from, RE2::Anchor anchor, regex_span *groups, uint32_t n)
{
    enum { FEW = 17 };
    re2::StringPiece few[FEW], whole(text.n ? text.p : "", text.n);
    std::unique_ptr<re2::StringPiece[]> many;
    re2::StringPiece *found = few;
    if (n > FEW) {
        many.reset(new re2::StringPiece[n]);
        found = many.get();
    }
    if (!re.Match(whole, from, text.n, anchor, found, static_cast<int>(n))) return false;
    for (uint32_t i = 0; i < n; i++) {
        const char *p = found[i].data();
        groups[i] = p ? regex_span{static_cast<uint32_t>(p - whole.data()), static_cast<uint32_t>(found[i].size())}
                      : regex_span{UINT32_MAX, 0};
    }
    return true;
}

/* The first place where one can begin and does is where the match is. Where many can and do not, the automaton goes on, so that a text is
 * gone over a few times at most. */
static bool find_from_starts(const regex *r, str text, uint32_t from, regex_span *groups, uint32_t n)
{
    enum { MOST = 8 };
    for (int tries = 0; tries < MOST; tries++, from++) {
        from = regex_starts_next(&r->starts, text, from);
        if (from == text.n) return false;
        if (find_re2(*r->ascii.re, text, from, RE2::ANCHOR_START, groups, n)) return true;
    }
    return find_re2(*r->ascii.re, text, from, RE2::UNANCHORED, groups, n);
}

extern "C" bool regex_find(const regex *r, str text, uint32_t from, regex_span *groups, uint32_t n)
{
    if (from > text.n) return false;
    bool ascii = utf8_is_ascii(text);
    if (ascii && from == 0 && !may_match(r, text)) return false;
    const form &f = ascii ? r->ascii : r->all;
    uint32_t known = n <= r->n_groups + 1 ? n : r->n_groups + 1;
    for (uint32_t i = known; i < n; i++) groups[i] = {UINT32_MAX, 0};
    if (ascii && r->starts.n) return find_from_starts(r, text, from, groups, known);
    if (f.exact) return find_re2(*f.re, text, from, RE2::UNANCHORED, groups, known);
    return find_re2(*f.re, text, from, RE2::UNANCHORED, nullptr, 0) && regex_run_own(r->own, text, from, groups, known);
}

extern "C" bool regex_matches(const regex *r, str text) { return regex_find(r, text, 0, nullptr, 0); }

extern "C" bool regex_next(const regex *r, str text, regex_walk *w, regex_span *groups, uint32_t n)
{
    uint32_t from = w->at;
    while (!w->done && regex_find(r, text, from, groups, n)) {
        uint32_t end = groups[0].start + groups[0].len;
        if (groups[0].len == 0 && w->after_match && end == w->at) { // one right behind the last match does not count
            if (from >= text.n) break;
            utf8_next(text, &from);
            w->after_match = false;
            continue;
        }
        w->at = end;
        w->after_match = true;
        return true;
    }
    w->done = true;
    return false;
}

// A script's code points are found by running \p{Name} over the text of all code points: RE2's tables are not public.
extern "C" bool re2_script(arena *mem, str name, code_class *out)
{
    str in_class = arena_printf(mem, "\\p{" STR_FMT "}", STR_ARG(name));
    for (uint32_t i = 0; i < name.n; i++)
        if (name.p[i] != '_' && !((static_cast<unsigned>(name.p[i]) | 32) - 'a' < 26)) return false;
    RE2 one(re2::StringPiece(in_class.p, in_class.n), options_for(false));
    if (!one.ok()) return false;
    RE2 run("((?:" + std::string(in_class.p, in_class.n) + ")+)", options_for(false));
    buf text = {}, found = {};
    for (uint32_t cp = 0; cp <= 0xE01EF; cp++) {
        if (cp == 0xD800) cp = 0xE000;
        if (cp == 0x33480) cp = 0xE0000; // no scripts between
        char bytes[4];
        buf_put(&text, bytes, utf8_put(cp, bytes));
    }
    re2::StringPiece rest(text.p, text.n), hit;
    while (RE2::FindAndConsume(&rest, run, &hit)) {
        str s = {hit.data(), static_cast<uint32_t>(hit.size())};
        code_range r = {0, 0};
        for (uint32_t at = 0; at < s.n;) {
            uint32_t cp = utf8_next(s, &at);
            if (r.hi == 0) r.lo = cp;
            if (r.hi && cp != r.hi + 1) {
                buf_put(&found, &r, sizeof r);
                r.lo = cp;
            }
            r.hi = cp;
        }
        buf_put(&found, &r, sizeof r);
    }
    out->n = static_cast<uint32_t>(found.n / sizeof(code_range));
    out->ranges = reinterpret_cast<const code_range *>(arena_dup(mem, found.p, found.n));
    out->re2 = in_class.p;
    out->re2_single = true;
    buf_drop(&text);
    buf_drop(&found);
    return true;
}
