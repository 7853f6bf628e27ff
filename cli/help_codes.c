/* help_codes: kql help KS142: what a code means. Those of queries stand in docs/codes.md, which is built in; those of lint and of rules in
 * the rows that find them. */
#include "cli/markdown_text.h"
#include "cli/rule/check.h"
#include "cli/term.h"

#include "base/embed.h"
#include "base/plain.h"

#include <strings.h>
#include <unistd.h>

EMBED(codes_page, "docs/codes.md");

static const struct {
    const char *code, *summary;
} rule_codes[] = {
#define FINDING(NAME, CODE, SEVERITY, SUMMARY) {CODE, SUMMARY},
#include "cli/rule/findings.def"
#undef FINDING
};

/* "## KS142: title" and what follows, up to the next heading; empty when there is none. */
static str section(const char *code)
{
    char heading[32];
    snprintf(heading, sizeof heading, "\n## %s: ", code);
    const char *at = strstr(codes_page, heading), *end;
    if (!at)
        return (str){0};
    at += 4;
    end = strstr(at, "\n## ");
    return (str){at, (uint32_t)(end ? (size_t)(end - at) : strlen(at))};
}

static bool put_query_code(const char *code, bool color, buf *out)
{
    str s = section(code);
    const char *nl = s.n ? memchr(s.p, '\n', s.n) : NULL;
    if (!nl)
        return false;
    uint32_t title = (uint32_t)(nl - s.p);
    buf_printf(out, "%s%.*s%s\n\n", color ? "\033[1m" : "", (int)title, s.p, color ? "\033[0m" : "");
    markdown_text(str_sub(s, title, s.n - title), color, out);
    return true;
}

static bool put_lint_code(const char *code, bool color, buf *out)
{
    for (const lint_row *const *family = lint_rows(); *family; family++) {
        for (const lint_row *r = *family; r->code; r++) {
            if (strcmp(r->code, code) != 0)
                continue;
            buf_printf(out, "%s%s: %s%s (kql lint)\n\n", color ? "\033[1m" : "", r->code, r->name, color ? "\033[0m" : "");
            plain_wrap(out, str_of(r->why), 0, 0);
            buf_text(out, "\n\nWhat to do: ");
            plain_wrap(out, str_of(r->mend), 12, 0);
            buf_printf(out, ".\nTo wave it through, behind the line: // kql:disable=%s reason\n", r->code);
            return true;
        }
    }
    return false;
}

static bool put_rule_code(const char *code, bool color, buf *out)
{
    for (size_t i = 0; i < sizeof rule_codes / sizeof *rule_codes; i++) {
        if (strcmp(rule_codes[i].code, code) != 0)
            continue;
        buf_printf(out, "%s%s%s (kql rule check)\n\n", color ? "\033[1m" : "", code, color ? "\033[0m" : "");
        plain_wrap(out, str_of(rule_codes[i].summary), 0, 0);
        buf_text(out, ".\ndocs/rules.md tells what Sentinel asks for.\n");
        return true;
    }
    return false;
}

bool help_is_code(const char *word) { return strncasecmp(word, "K", 1) == 0 && strchr("SLRslr", word[1]) && word[1] && word[2] >= '0' && word[2] <= '9'; }

static void note(str *all, uint32_t *n, str code)
{
    if (*n < 256)
        all[(*n)++] = code;
}

/* All codes there are. */
static uint32_t list_codes(str *all)
{
    uint32_t n = 0;
    for (const char *at = strstr(codes_page, "\n## "); at; at = strstr(at + 1, "\n## "))
        note(all, &n, (str){at + 4, 5});
    for (const lint_row *const *family = lint_rows(); *family; family++) {
        for (const lint_row *r = *family; r->code; r++)
            note(all, &n, str_of(r->code));
    }
    for (size_t i = 0; i < sizeof rule_codes / sizeof *rule_codes; i++)
        note(all, &n, str_of(rule_codes[i].code));
    return n;
}

int help_code(const options *o, const char *word)
{
    char code[16];
    buf out = {0};
    snprintf(code, sizeof code, "%s", word);
    for (char *p = code; *p; p++)
        *p = (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p);
    bool color = term_color(o->color, STDOUT_FILENO);
    bool found = put_query_code(code, color, &out) || put_lint_code(code, color, &out) || put_rule_code(code, color, &out);
    fwrite(out.p ? out.p : "", 1, out.n, stdout);
    buf_drop(&out);
    if (found)
        return ST_OK;
    str all[256], near = diag_nearest(str_of(code), all, list_codes(all));
    return near.n ? usage_error("nothing has the code '%s'; did you mean " STR_FMT "?", word, STR_ARG(near)) : usage_error("nothing has the code '%s'", word);
}
