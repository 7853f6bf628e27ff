/* flags_read: which flag an argument is, and what is said when it is none. */
#include "cli/flags.h"

typedef struct reading {
    options *o;
    int bit;
    int argc, at;
    char **argv;
} reading;

static bool is_flag(const flag *f)
{
    return f->letter || f->name;
}

static const flag *by_name(int bit, str name)
{
    for (const flag *f = flags; is_flag(f); f++) {
        if (f->name && (f->commands & bit) && str_is(name, f->name))
            return f;
    }
    return NULL;
}

static const flag *by_letter(int bit, char letter)
{
    for (const flag *f = flags; is_flag(f); f++) {
        if (f->letter == letter && (f->commands & bit))
            return f;
    }
    return NULL;
}

static bool unknown(reading *r, str name)
{
    str list[64];
    uint32_t n = 0;
    for (const flag *f = flags; is_flag(f) && n < 64; f++) {
        if (f->name && (f->commands & r->bit))
            list[n++] = str_of(f->name);
    }
    str near = diag_nearest(name, list, n);
    if (near.n)
        usage_error("no flag --" STR_FMT "; did you mean --" STR_FMT "?", STR_ARG(name), STR_ARG(near));
    else
        usage_error("no flag --" STR_FMT, STR_ARG(name));
    return false;
}

/* Sets a flag; `value` is what was written with it, or NULL to take the next argument. */
static bool set(reading *r, const flag *f, const char *spelling, const char *value)
{
    if (f->value && !value) {
        if (r->at == r->argc) {
            usage_error("%s needs a value: %s", spelling, f->value);
            return false;
        }
        value = r->argv[r->at++];
    }
    if (f->set(r->o, value))
        return true;
    usage_error("%s: " STR_FMT, spelling, STR_ARG(r->o->wrong));
    return false;
}

static bool read_long(reading *r, const char *arg)
{
    const char *is = strchr(arg, '=');
    str name = {arg + 2, is ? (uint32_t)(is - arg - 2) : (uint32_t)strlen(arg + 2)};
    const flag *f = by_name(r->bit, name);
    if (!f)
        return unknown(r, name);
    if (is && !f->value) {
        usage_error("--%s takes no value", f->name);
        return false;
    }
    return set(r, f, arena_printf(r->o->mem, "--%s", f->name).p, is ? is + 1 : NULL);
}

/* -q, -t X, -tX, and several without values together. */
static bool read_short(reading *r, const char *arg)
{
    for (const char *p = arg + 1; *p; p++) {
        const flag *f = by_letter(r->bit, *p);
        if (!f) {
            usage_error("no flag -%c in '%s'", *p, arg);
            return false;
        }
        const char *spelling = arena_printf(r->o->mem, "-%c", *p).p;
        if (f->value)
            return set(r, f, spelling, p[1] ? p + 1 : NULL);
        if (!set(r, f, spelling, NULL))
            return false;
    }
    return true;
}

bool flags_read(options *o, int bit, int argc, char **argv)
{
    reading r = {o, bit, argc, 0, argv};
    bool only_words = false;
    o->words = ARENA_ARRAY(o->mem, const char *, argc + 1);
    while (r.at < argc) {
        const char *arg = argv[r.at++];
        if (only_words || arg[0] != '-' || !arg[1])
            o->words[o->n_words++] = arg;
        else if (strcmp(arg, "--") == 0)
            only_words = true;
        else if (!(arg[1] == '-' ? read_long(&r, arg) : read_short(&r, arg)))
            return false;
    }
    return true;
}
