/* coverage: which decisions no case made: on the query's own text, as JSON, LCOV and a page that works from disk. */
#include "cli/test/suite.h"

#include "tables/json_text.h"

/* What is missing of it; NULL: nothing. */
static const char *missing(const studied_rule *r, uint32_t p)
{
    if (r->unasked[p] && !r->yes[p] && !r->no[p])
        return "could not be counted";
    switch (r->probes.items[p].kind) {
    case PROBE_PREDICATE: return !r->yes[p] && !r->no[p] ? "never asked" : !r->yes[p] ? "never true" : !r->no[p] ? "never false" : NULL;
    case PROBE_ITEM: return r->yes[p] ? NULL : "never matched";
    case PROBE_LEG: return r->yes[p] ? NULL : "this leg never had a row";
    case PROBE_SIDE: return r->yes[p] ? NULL : "this side never had a row";
    case PROBE_ARM: return r->yes[p] ? NULL : "never taken";
    }
    return NULL;
}

static const char *kind_name(probe_kind k)
{
    static const char *const names[] = {[PROBE_PREDICATE] = "predicate", [PROBE_ITEM] = "item", [PROBE_LEG] = "leg", [PROBE_SIDE] = "side", [PROBE_ARM] = "arm"};
    return names[k];
}

void coverage_text(const study *st, bool color, bool quiet, buf *out)
{
    for (uint32_t i = 0; i < st->n; i++) {
        const studied_rule *r = &st->rules[i];
        if (quiet && r->decided == r->decisions)
            continue;
        buf_printf(out, "coverage of %s: %u of %u decisions\n", r->rule->path, r->decided, r->decisions);
        for (uint32_t p = 0; p < r->probes.n; p++) {
            const char *what = missing(r, p);
            diag d = {.severity = SEV_NOTE, .has_span = true, .span = query_text_place(r->rule->query, r->probes.items[p].at), .message = str_of(what)};
            if (what)
                diag_render(out, &d, str_of(r->rule->path), r->rule->file, color);
        }
    }
    buf_printf(out, "coverage: %u%%\n", coverage_percent(st));
}

void coverage_json(const study *st, buf *out)
{
    buf_printf(out, "{\"percent\":%u,\"rules\":[", coverage_percent(st));
    for (uint32_t i = 0; i < st->n; i++) {
        const studied_rule *r = &st->rules[i];
        buf_text(out, i ? ",{\"file\":" : "{\"file\":");
        json_quote(out, str_of(r->rule->path));
        buf_printf(out, ",\"decided\":%u,\"decisions\":%u,\"probes\":[", r->decided, r->decisions);
        for (uint32_t p = 0; p < r->probes.n; p++) {
            uint32_t line, col;
            span at = query_text_place(r->rule->query, r->probes.items[p].at);
            diag_place(r->rule->file, at.start, &line, &col);
            buf_printf(out, "%s{\"kind\":\"%s\",\"line\":%u,\"column\":%u,\"text\":", p ? "," : "", kind_name(r->probes.items[p].kind), line, col);
            json_quote(out, str_sub(r->rule->file, at.start, at.len));
            buf_printf(out, ",\"yes\":%llu", (unsigned long long)r->yes[p]);
            if (r->probes.items[p].kind == PROBE_PREDICATE)
                buf_printf(out, ",\"no\":%llu", (unsigned long long)r->no[p]);
            buf_text(out, "}");
        }
        buf_text(out, "]}");
    }
    buf_text(out, "]}\n");
}

static uint32_t probe_line(const studied_rule *r, uint32_t p)
{
    uint32_t line, col;
    diag_place(r->rule->file, query_text_place(r->rule->query, r->probes.items[p].at).start, &line, &col);
    return line;
}

/* A line was reached as often as what it decides; how many lines there are, and how many of them were reached, ends the record. */
static void lcov_lines(const studied_rule *r, buf *out)
{
    uint32_t lines = 0, hit = 0;
    for (uint32_t p = 0, next; p < r->probes.n; p = next) {
        uint32_t line = probe_line(r, p);
        uint64_t most = 0;
        for (next = p; next < r->probes.n && probe_line(r, next) == line; next++)
            most = r->yes[next] + r->no[next] > most ? r->yes[next] + r->no[next] : most;
        buf_printf(out, "DA:%u,%llu\n", line, (unsigned long long)most);
        lines++;
        hit += most > 0;
    }
    buf_printf(out, "LF:%u\nLH:%u\n", lines, hit);
}

/* A probe is a branch, a predicate two. */
void coverage_lcov(const study *st, buf *out)
{
    for (uint32_t i = 0; i < st->n; i++) {
        const studied_rule *r = &st->rules[i];
        buf_printf(out, "TN:\nSF:%s\n", r->rule->path);
        for (uint32_t p = 0; p < r->probes.n; p++) {
            uint32_t line = probe_line(r, p);
            buf_printf(out, "BRDA:%u,%u,0,%llu\n", line, p, (unsigned long long)r->yes[p]);
            if (r->probes.items[p].kind == PROBE_PREDICATE)
                buf_printf(out, "BRDA:%u,%u,1,%llu\n", line, p, (unsigned long long)r->no[p]);
        }
        buf_printf(out, "BRF:%u\nBRH:%u\n", r->decisions, r->decided);
        lcov_lines(r, out);
        buf_text(out, "end_of_record\n");
    }
}

static void html(buf *out, str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        const char *as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;
        if (as)
            buf_text(out, as);
        else
            buf_put(out, &c, 1);
    }
}

/* The file's text, each probe that does not hold another in a span of its own. */
static void html_source(const studied_rule *r, buf *out)
{
    uint32_t at = 0;
    for (uint32_t p = 0; p < r->probes.n; p++) {
        span s = query_text_place(r->rule->query, r->probes.items[p].at);
        bool outer = p + 1 < r->probes.n && query_text_place(r->rule->query, r->probes.items[p + 1].at).start < s.start + s.len && !missing(r, p);
        const char *what = missing(r, p);
        if (s.start < at || outer)
            continue;
        html(out, str_sub(r->rule->file, at, s.start - at));
        buf_printf(out, "<span class=\"%s\" title=\"%s: %llu yes, %llu no\">", what ? "miss" : "hit", what ? what : kind_name(r->probes.items[p].kind), (unsigned long long)r->yes[p],
                   (unsigned long long)r->no[p]);
        html(out, str_sub(r->rule->file, s.start, s.len));
        buf_text(out, "</span>");
        at = s.start + s.len;
    }
    html(out, str_sub(r->rule->file, at, r->rule->file.n - at));
}

void coverage_html(const study *st, buf *out)
{
    buf_text(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Coverage</title><style>\n"
                  "body{font:15px sans-serif;margin:2em}pre{font:13px monospace;padding:1em;background:#f6f8fa;overflow:auto}\n"
                  ".hit{background:#c6efce}.miss{background:#ffc7ce;outline:1px solid #9c0006}\n"
                  "@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}pre{background:#1b1b1b}.hit{background:#1d4d2b}.miss{background:#6b1f25}}\n"
                  "</style></head><body>\n");
    buf_printf(out, "<h1>Coverage: %u%%</h1>\n", coverage_percent(st));
    for (uint32_t i = 0; i < st->n; i++) {
        const studied_rule *r = &st->rules[i];
        buf_text(out, "<h2>");
        html(out, str_of(r->rule->path));
        buf_printf(out, ": %u of %u</h2>\n<pre>", r->decided, r->decisions);
        html_source(r, out);
        buf_text(out, "</pre>\n");
    }
    buf_text(out, "</body></html>\n");
}
