/* generate: events as wide as real ones, from a seed: the same arguments give the same bytes.
 *
 *   generate SHAPES DIRECTORY [-n ROWS] [-s SEED] [-k KEY-ORDERS] [-d]
 *
 * Writes one TABLE.ndjson of ROWS lines for each table of the shapes (events.shape says how they look). Times lie in
 * the 48 hours before 2026-07-01T12:00:00Z, ascending but for some minutes of delay. -k: that many orders of keys, drawn
 * for each row; -d: AdditionalFields as an object, not as text. One row in ten writes what is not ASCII as \uXXXX. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NOW        (1782907200LL * 10000000) /* ticks of 100 ns since 1970 */
#define HOURS_48   (172800LL * 10000000)
#define MOST_KEYS  128
#define MOST_LISTS 64
#define MOST_LINES 4096

typedef struct range {
    int from, to; /* lines of the shapes */
} range;

typedef struct entry {
    const char *name; /* of a list, part or table; an event has its weight */
    range lines;
} entry;

typedef struct field {
    const char *at;
    size_t n;
} field;

typedef struct maker {
    char *lines[MOST_LINES];
    int n_lines;
    entry lists[MOST_LISTS], parts[MOST_LISTS];
    int n_lists, n_parts;
    uint64_t random, rows;
    int key_orders;
    bool objects;
    /* the row being made */
    int64_t time;
    uint32_t account[2], host;
    char word[8192]; /* what a list gave last, with its bar */
    bool u_escapes;
    char text[32768];
    char *end;
    field fields[MOST_KEYS];
    int n_fields;
} maker;

/* SplitMix64. */
static uint64_t next(maker *m)
{
    uint64_t z = m->random += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static double unit(maker *m) { return (double)(next(m) >> 11) * 0x1p-53; }

static uint64_t between(maker *m, uint64_t from, uint64_t to) { return from + next(m) % (to - from); }

/* A number that belongs to `of`, the same each time. */
static uint32_t fixed(uint32_t of, uint32_t what)
{
    uint64_t z = ((uint64_t)of << 32 | what) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 29)) * 0xbf58476d1ce4e5b9u;
    return (uint32_t)(z >> 32);
}

static uint32_t accounts(const maker *m) { return m->rows / 100 < 200 ? 200 : (uint32_t)(m->rows / 100); }

static uint32_t hosts(const maker *m)
{
    uint64_t n = m->rows / 400;
    return (uint32_t)(n < 50 ? 50 : n > 20000 ? 20000 : n);
}

static const entry *find(const entry *list, int n, const char *name, size_t len)
{
    for (int i = 0; i < n; i++)
        if (strlen(list[i].name) == len && memcmp(list[i].name, name, len) == 0) return &list[i];
    fprintf(stderr, "generate: no list or part is called %.*s\n", (int)len, name);
    exit(1);
}

static long weight(const char *line, const char **word)
{
    char *end;
    long w = strtol(line, &end, 10);
    bool has = end > line && *end == '*';
    *word = has ? end + 1 : line;
    return has ? w : 1;
}

static const char *pick(maker *m, const entry *list)
{
    const char *word = "";
    long sum = 0;
    for (int i = list->lines.from; i < list->lines.to; i++) sum += weight(m->lines[i], &word);
    long at = (long)between(m, 0, (uint64_t)sum);
    for (int i = list->lines.from; at >= 0 && i < list->lines.to; i++) at -= weight(m->lines[i], &word);
    return word;
}

static const char *word_of(const maker *m, const char *list, uint32_t number)
{
    const entry *e = find(m->lists, m->n_lists, list, strlen(list));
    return m->lines[e->lines.from + (int)(number % (uint32_t)(e->lines.to - e->lines.from))];
}

static char *put_name(const maker *m, char *out, uint32_t a)
{
    return out + sprintf(out, "%s.%s%u", word_of(m, "first", fixed(a, 1)), word_of(m, "last", fixed(a, 2)), a);
}

static const char *domain(uint32_t a)
{
    static const char *const rare[] = {"FABRIKAM", "CORP", "EMEA"};
    return fixed(a, 3) % 16 ? "CONTOSO" : rare[fixed(a, 4) % 3];
}

static char *put_account(maker *m, char *out, const char *what, uint32_t a)
{
    if (strncmp(what, "name", 4) == 0) return put_name(m, out, a);
    if (strncmp(what, "dom", 3) == 0) return out + sprintf(out, "%s", domain(a));
    if (strncmp(what, "acct", 4) == 0) return put_name(m, out + sprintf(out, "%s\\", domain(a)), a);
    if (strncmp(what, "sid", 3) == 0)
        return out + sprintf(out, "S-1-5-21-3457937927-2839227994-82380382%u-%u", fixed(a, 5) % 4, 1100 + a);
    return out + sprintf(out, "%08x-%04x-4000-9000-%08x%04x", fixed(a, 6), a & 0xffff, fixed(a, 7), a & 0xffff);
}

static char *put_host(char *out, const char *what, uint32_t h)
{
    static const char *const depts[] = {"fin", "hr", "eng", "ops", "dev", "sales", "lab", "dmz", "dc", "sql"};
    const char *dept = depts[fixed(h, 1) % 10];
    if (strncmp(what, "dept", 4) == 0) return out + sprintf(out, "%s", dept);
    if (strncmp(what, "hostid", 6) == 0)
        return out + sprintf(out, "%08x-%04x-4000-a000-%08x%04x", fixed(h, 2), h & 0xffff, fixed(h, 3), h & 0xffff);
    out += sprintf(out, "%s-%s%04u", h % 9 ? "ws" : "srv", dept, h);
    return strncmp(what, "short", 5) == 0 ? out : out + sprintf(out, ".%s.contoso.local", h % 3 ? "corp" : "emea");
}

static char *put_ip(maker *m, char *out)
{
    uint32_t h = (uint32_t)between(m, 0, hosts(m)), f = fixed(h, 4);
    if (h % 50 == 7) return out + sprintf(out, "fe80::%x:%x:%x", f & 0xffff, f >> 16, h & 0xffff);
    return out + sprintf(out, "10.%u.%u.%u", f & 31, f >> 8 & 255, 1 + (f >> 16) % 254);
}

static char *put_time(char *out, int64_t ticks)
{
    time_t seconds = (time_t)(ticks / 10000000);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    out += strftime(out, 32, "%Y-%m-%dT%H:%M:%S", &tm);
    return out + sprintf(out, ".%07dZ", (int)(ticks % 10000000));
}

static char *put_chars(maker *m, char *out, const char *of, uint64_t n_of, uint64_t n)
{
    for (; n; n--) *out++ = of[next(m) % n_of];
    return out;
}

static char *put_numbers(maker *m, char *out, const char *what, const char *args)
{
    static const char b64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *more;
    uint64_t a = strtoull(args, &more, 10), b = strtoull(more, NULL, 10);
    if (strncmp(what, "hex", 3) == 0) return put_chars(m, out, "0123456789abcdef", 16, a);
    if (strncmp(what, "b64", 3) == 0) return put_chars(m, out, b64, 64, between(m, a, b));
    uint64_t n = what[0] == 'h' ? a + fixed(m->host, 5) % (b - a) : between(m, a, b);
    return out + sprintf(out, "%llu", (unsigned long long)n);
}

static char *put_guid(maker *m, char *out)
{
    static const int groups[] = {8, 4, 4, 4, 12};
    for (int i = 0; i < 5; i++) {
        if (i) *out++ = '-';
        out = put_chars(m, out, "0123456789abcdef", 16, (uint64_t)groups[i]);
    }
    return out;
}

/* A part of what a list gave last: {=}, {=|}, {=file}. */
static char *put_again(const maker *m, char *out, const char *what, size_t n)
{
    const char *bar = strchr(m->word, '|'), *end = bar ? bar : m->word + strlen(m->word), *from = m->word;
    if (n == 2) return out + sprintf(out, "%s", bar ? bar + 1 : "");
    for (const char *p = from; what[1] == 'f' && p < end; p++)
        if (*p == '\\') from = p + 1;
    return out + sprintf(out, "%.*s", (int)(end - from), from);
}

static char *expand(maker *m, char *out, const char *text, bool top);

static char *put_word(maker *m, char *out, const char *name, size_t n, bool top)
{
    const char *word = pick(m, find(m->lists, m->n_lists, name, n));
    if (!top) return expand(m, out, word, false);
    *expand(m, m->word, word, false) = 0;
    return put_again(m, out, "=", 1);
}

static char *put_drawn(maker *m, char *out, const char *what, size_t n, bool top)
{
    static const char *const of_account[] = {"acct", "name", "dom", "sid", "id"};
    static const char *const of_host[] = {"host", "short", "hostid", "dept"};
    static const char *const of_number[] = {"hex", "b64", "n", "hn"};
    size_t k = 0;
    while (k < n && !strchr(" +-", what[k])) k++;
    bool second = k > 1 && what[k - 1] == '2';
    for (size_t i = 0; i < sizeof of_account / sizeof *of_account; i++)
        if (k - second == strlen(of_account[i]) && !memcmp(what, of_account[i], k - second))
            return put_account(m, out, what, m->account[second]);
    for (size_t i = 0; i < sizeof of_host / sizeof *of_host; i++)
        if (k == strlen(of_host[i]) && !memcmp(what, of_host[i], k)) return put_host(out, what, m->host);
    for (size_t i = 0; i < sizeof of_number / sizeof *of_number; i++)
        if (k == strlen(of_number[i]) && !memcmp(what, of_number[i], k)) return put_numbers(m, out, what, what + k);
    if (what[0] == '=') return put_again(m, out, what, n);
    if (n == 2 && !memcmp(what, "ip", 2)) return put_ip(m, out);
    if (n == 3 && !memcmp(what, "tab", 3)) return out + sprintf(out, "\t");
    if (n == 4 && !memcmp(what, "crlf", 4)) return out + sprintf(out, "\r\n");
    if (n == 4 && !memcmp(what, "guid", 4)) return put_guid(m, out);
    if (k == 4 && !memcmp(what, "time", 4)) {
        int64_t by = k < n ? strtoll(what + k, NULL, 10) * 10000000 : 0;
        return put_time(out, m->time + (int64_t)(unit(m) * (double)by));
    }
    return put_word(m, out, what, n, top);
}

static char *expand(maker *m, char *out, const char *text, bool top)
{
    for (const char *p = text; *p;) {
        const char *end = *p == '{' && ((p[1] >= 'a' && p[1] <= 'z') || p[1] == '=') ? strchr(p, '}') : NULL;
        if (end) {
            out = put_drawn(m, out, p + 1, (size_t)(end - p - 1), top);
            p = end + 1;
        } else {
            *out++ = *p++;
        }
    }
    return out;
}

static int utf8_units(const unsigned char *p, uint32_t *cp)
{
    int n = *p < 0x80 ? 1 : *p < 0xe0 ? 2 : *p < 0xf0 ? 3 : 4;
    *cp = n == 1 ? *p : *p & (0xffu >> (n + 1));
    for (int i = 1; i < n; i++) *cp = *cp << 6 | (p[i] & 63);
    return n;
}

static char *put_escaped(const maker *m, char *out, const char *text)
{
    uint32_t cp;
    for (const unsigned char *p = (const unsigned char *)text; *p;) {
        int n = utf8_units(p, &cp);
        const char *named = cp < 0x80 ? strchr("\"\\\rr\nn\tt", (int)cp) : NULL;
        if (named && strchr("\"\\", (int)cp)) {
            out += sprintf(out, "\\%c", *p);
        } else if (named && cp < 32) {
            out += sprintf(out, "\\%c", named[1]);
        } else if (m->u_escapes && (cp >= 0x80 || strchr("<>&'", (int)cp))) {
            out += cp > 0xffff ? sprintf(out, "\\u%04x\\u%04x", 0xd7c0 + (cp >> 10), 0xdc00 + (cp & 1023))
                               : sprintf(out, "\\u%04x", cp);
        } else {
            memcpy(out, p, (size_t)n);
            out += n;
        }
        p += n;
    }
    return out;
}

/* "KEY = TEXT", "KEY : TEXT" or "+PART". */
static void put_lines(maker *m, range lines)
{
    char value[16384];
    for (int i = lines.from; i < lines.to; i++) {
        const char *line = m->lines[i];
        if (*line == '+') {
            put_lines(m, find(m->parts, m->n_parts, line + 1, strlen(line + 1))->lines);
            continue;
        }
        const char *is = strchr(line, ' ');
        bool raw = is[1] == ':' || (m->objects && strncmp(line, "AdditionalFields ", 17) == 0);
        field *f = &m->fields[m->n_fields++];
        f->at = m->end;
        *expand(m, value, is[2] ? is + 3 : is + 2, true) = 0;
        m->end += sprintf(m->end, raw ? "\"%.*s\":%s" : "\"%.*s\":\"", (int)(is - line), line, value);
        if (!raw) {
            m->end = put_escaped(m, m->end, value);
            *m->end++ = '"';
        }
        f->n = (size_t)(m->end - f->at);
    }
}

/* Another order of keys for each `order` but 0. */
static void shuffle(maker *m, uint32_t order)
{
    for (int j = m->n_fields - 1; order && j > 0; j--) {
        int k = (int)(fixed(order, (uint32_t)j) % (uint32_t)(j + 1));
        field f = m->fields[j];
        m->fields[j] = m->fields[k];
        m->fields[k] = f;
    }
}

static void write_row(maker *m, FILE *out, const entry *events, int n_events)
{
    long sum = 0, at;
    int e = 0;
    for (int i = 0; i < n_events; i++) sum += atol(events[i].name);
    at = (long)between(m, 0, (uint64_t)sum);
    while ((at -= atol(events[e].name)) >= 0) e++;
    for (int i = 0; i < 2; i++) m->account[i] = (uint32_t)((double)accounts(m) * pow(unit(m), 2.2));
    m->host = (uint32_t)((double)hosts(m) * pow(unit(m), 1.5));
    m->u_escapes = next(m) % 10 == 0;
    m->end = m->text;
    m->n_fields = 0;
    put_lines(m, events[e].lines);
    shuffle(m, m->key_orders > 1 ? (uint32_t)between(m, 0, (uint64_t)m->key_orders) : 0);
    for (int i = 0; i < m->n_fields; i++) {
        fputc(i ? ',' : '{', out);
        fwrite(m->fields[i].at, 1, m->fields[i].n, out);
    }
    fputs("}\n", out);
}

static void write_table(maker *m, const char *dir, const char *name, const entry *events, int n_events)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.ndjson", dir, name);
    FILE *out = fopen(path, "w");
    for (uint64_t i = 0; out && i < m->rows; i++) {
        double place = ((double)i + unit(m)) / (double)m->rows, delay = unit(m) * unit(m);
        m->time = NOW - HOURS_48 + (int64_t)((double)HOURS_48 * place) - (int64_t)(delay * 1800e7);
        if (m->time <= NOW - HOURS_48) m->time = NOW - HOURS_48 + 1 + (int64_t)between(m, 0, 1000000);
        write_row(m, out, events, n_events);
    }
    if (!out || fclose(out)) {
        perror(path);
        exit(1);
    }
}

static void read_lines(maker *m, const char *path)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    if (!f) {
        perror(path);
        exit(1);
    }
    while ((n = getline(&line, &cap, f)) > 0 && m->n_lines < MOST_LINES) {
        line[n - 1] = line[n - 1] == '\n' ? 0 : line[n - 1];
        m->lines[m->n_lines++] = strdup(line);
    }
    free(line);
    fclose(f);
}

/* Where the section that begins at line `at` ends: lists keep their empty words but the last. */
static range section(const maker *m, int at, bool list)
{
    int end = at + 1;
    while (end < m->n_lines && m->lines[end][0] != '@') end++;
    range r = {at + 1, end};
    while (r.to > r.from && (m->lines[r.to - 1][0] == 0 || m->lines[r.to - 1][0] == '#')) r.to--;
    for (int i = r.from; !list && i < r.to; i++)
        if (m->lines[i][0] == 0) r.to = i;
    return r;
}

static void make(maker *m, const char *dir)
{
    entry events[MOST_LISTS];
    int n_events = 0;
    const char *table = NULL;
    for (int i = 0; i < m->n_lines; i++) {
        const char *line = m->lines[i];
        if (strncmp(line, "@list ", 6) == 0) m->lists[m->n_lists++] = (entry){line + 6, section(m, i, true)};
        if (strncmp(line, "@part ", 6) == 0) m->parts[m->n_parts++] = (entry){line + 6, section(m, i, false)};
        if (strncmp(line, "@event ", 7) == 0) events[n_events++] = (entry){line + 7, section(m, i, false)};
        bool table_ends = strncmp(line, "@table ", 7) == 0 || i + 1 == m->n_lines;
        if (table_ends && table) write_table(m, dir, table, events, n_events);
        if (strncmp(line, "@table ", 7) == 0) {
            table = line + 7;
            n_events = 0;
        }
    }
}

int main(int argc, char **argv)
{
    static maker m = {.random = 1, .rows = 1000, .key_orders = 1};
    for (int i = 3; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(argv[i], "-n") == 0) m.rows = strtoull(value, NULL, 10), i++;
        else if (strcmp(argv[i], "-s") == 0) m.random = strtoull(value, NULL, 10), i++;
        else if (strcmp(argv[i], "-k") == 0) m.key_orders = atoi(value), i++;
        else if (strcmp(argv[i], "-d") == 0) m.objects = true;
        else argc = 0;
    }
    if (argc < 3) {
        fputs("usage: generate SHAPES DIRECTORY [-n ROWS] [-s SEED] [-k KEY-ORDERS] [-d]\n", stderr);
        return 2;
    }
    read_lines(&m, argv[1]);
    make(&m, argv[2]);
    return 0;
}
