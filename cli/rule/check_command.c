/* check_command: kql rule check FILE... */
#include "cli/diag_json.h"
#include "cli/load.h"
#include "cli/output.h"
#include "cli/rule/check.h"
#include "cli/rule/commands.h"
#include "cli/term.h"
#include "tables/json_text.h"

#include <errno.h>
#include <unistd.h>

/* What was seen in all files, to find two rules of one id or name. */
typedef struct known_rule {
    struct known_rule *next;
    str id, name;
    const char *path;
} known_rule;

typedef struct checking_rules {
    arena *mem;
    const options *o;
    kql *engine;
    bool json;
    known_rule *known;
} checking_rules;

static void compare(checking_rules *c, rule_checking *of, const rule *r, const char *path)
{
    str id = rule_text(r, FIELD_ID), name = rule_text(r, FIELD_NAME);
    for (const known_rule *k = c->known; k; k = k->next) {
        if (id.n && str_eq(k->id, id))
            rule_find(of, FOUND_SAME_ID, r->field[FIELD_ID]->at, "%s has a rule with this id, too", k->path);
        else if (name.n && str_eq(k->name, name))
            rule_find(of, FOUND_SAME_NAME, r->field[FIELD_NAME]->at, "%s has a rule with this name, too", k->path);
        else
            continue;
        break;
    }
    known_rule *k = ARENA_NEW(c->mem, known_rule);
    *k = (known_rule){c->known, id, name, path};
    c->known = k;
}

static const char *kind_name(rule_kind kind)
{
    static const char *const names[] = {[RULE_SCHEDULED] = "Scheduled", [RULE_NRT] = "NRT", [RULE_HUNTING] = "Hunting", [RULE_OTHER] = "other"};
    return names[kind];
}

static void print_json(const char *path, const rule_file *f, const diags *ds, bool ok)
{
    buf b = {0};
    buf_text(&b, "{\"file\":");
    json_quote(&b, str_of(path));
    buf_printf(&b, ",\"ok\":%s,\"rules\":[", ok ? "true" : "false");
    for (uint32_t i = 0; i < f->n; i++) {
        buf_text(&b, i ? ",{\"id\":" : "{\"id\":");
        json_quote(&b, rule_text(&f->rules[i], FIELD_ID));
        buf_text(&b, ",\"name\":");
        json_quote(&b, rule_text(&f->rules[i], FIELD_NAME));
        buf_printf(&b, ",\"kind\":\"%s\"}", kind_name(f->rules[i].kind));
    }
    buf_text(&b, "],\"errors\":[");
    for (uint32_t i = 0; i < ds->n; i++) {
        buf_text(&b, i ? "," : "");
        diag_json(&b, &ds->items[i], f->doc.file);
    }
    buf_text(&b, "]}\n");
    fwrite(b.p, 1, b.n, stdout);
    buf_drop(&b);
}

static void print_text(const checking_rules *c, const char *path, const rule_file *f, const diags *ds)
{
    buf b = {0};
    uint32_t shown = 0;
    for (uint32_t i = 0; i < ds->n; i++) {
        if (ds->items[i].severity != SEV_ERROR && c->o->load.quiet)
            continue;
        diag_render(&b, &ds->items[i], str_of(path), f->doc.file, term_color(c->o->color, STDOUT_FILENO));
        shown++;
    }
    if (!shown && !c->o->load.quiet)
        buf_printf(&b, "%s: ok\n", path);
    if (b.n)
        fwrite(b.p, 1, b.n, stdout);
    buf_drop(&b);
}

/* In the order of the file; those of one place as they were found. */
static void sort_by_place(diags *ds)
{
    for (uint32_t i = 1; i < ds->n; i++) {
        diag d = ds->items[i];
        uint32_t at = i;
        for (; at && ds->items[at - 1].span.start > d.span.start; at--)
            ds->items[at] = ds->items[at - 1];
        ds->items[at] = d;
    }
}

static status check_rules(checking_rules *c, const char *path, str text)
{
    rule_file f = rule_file_read(c->mem, str_of(path), text);
    diags ds = {.mem = c->mem};
    if (f.doc.wrong)
        diag_error(&ds, ST_COMPILE, NULL, f.doc.wrong_at, "%s", f.doc.wrong);
    else if (!f.n)
        diag_warn(&ds, NULL, (span){0, 0}, "there is no rule in this file");
    for (uint32_t i = 0; i < f.n && !f.doc.wrong; i++) { /* of half a file nothing can be said */
        rule_checking one = {.mem = c->mem, .r = &f.rules[i], .ds = &ds};
        rule_check(c->mem, c->engine, &f.rules[i], &ds);
        compare(c, &one, &f.rules[i], path);
    }
    status st = diags_status(&ds);
    sort_by_place(&ds);
    if (c->json)
        print_json(path, &f, &ds, st == ST_OK);
    else
        print_text(c, path, &f, &ds);
    return st;
}

static status check_file(checking_rules *c, const char *path)
{
    buf text = {0};
    if (!load_file(path, &text)) {
        fprintf(stderr, "kql: error: cannot read %s: %s\n", path, strerror(errno));
        buf_drop(&text);
        return ST_DATA;
    }
    status st = check_rules(c, path, arena_str(c->mem, buf_view(&text))); /* what is known of rules points into it */
    buf_drop(&text);
    return st;
}

int rule_check_files(options *o)
{
    if (o->n_words < 2)
        return usage_error("there is nothing to check: give files, as in kql rule check rules/*.yaml");
    if (o->format && strcmp(o->format, "json") != 0)
        return usage_error("rule check has two formats: json, and without -o text for people");
    o->bind_only = true;
    kql *k = load_engine(o);
    uint32_t shown = 0;
    status st = load_sources(k, o) ? ST_OK : ST_DATA;
    report(&(reporter){.o = o}, kql_diags(k), &shown);
    checking_rules c = {.mem = o->mem, .o = o, .engine = k, .json = o->format != NULL};
    for (uint32_t i = 1; i < o->n_words && st != ST_DATA; i++)
        st = status_graver(st, check_file(&c, o->words[i]));
    kql_close(k);
    return st;
}
