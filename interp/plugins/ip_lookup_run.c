/* ipv4_lookup, ipv6_lookup: running. Networks lie in a hash table by prefix and bits, so that an address asks once for each prefix that
 * occurs:
 *
 *   10.1.2.3 -> 10.1.0.0/16 ? -> 10.0.0.0/8 ? -> ...      slots: network + 1; next[network]: the next with the same bits
 *
 * What comes of a row stands in the order of the lookup table. */
#include "interp/plugins/ip_lookup.h"

#include "base/hash.h"
#include "interp/ops/shared/gather.h"
#include "interp/ops/shared/rows.h"

#include <stdlib.h>

typedef struct net {
    uint8_t byte[16];
    uint32_t prefix, row; /* of the lookup table */
    uint32_t next;        /* with the same bits; ROWS_NONE at the end */
} net;

typedef struct state {
    arena *mem, *out;
    rows table;
    net *nets;
    uint32_t n_nets;
    uint32_t *slots, mask;
    bool prefixes[129];
    batch in;             /* rows at work, from the selected row `at` on */
    uint32_t at;
    uint32_t *hits, n_hits, hit; /* of the row at `at`: rows of the table, and the next one to give */
    bool begun;
} state;

static uint32_t slot_of(const state *s, const uint8_t *byte, uint32_t prefix)
{
    uint32_t at = (uint32_t)hash_mix(hash_bytes(byte, 16), prefix) & s->mask;
    while (s->slots[at]) {
        const net *n = &s->nets[s->slots[at] - 1];
        if (n->prefix == prefix && memcmp(n->byte, byte, 16) == 0) {
            break;
        }
        at = (at + 1) & s->mask;
    }
    return at;
}

/* From the last to the first, so that networks of the same bits are chained in the table's order. */
static void build(state *s)
{
    s->mask = 15;
    while (s->mask < 2 * s->n_nets) {
        s->mask = 2 * s->mask + 1;
    }
    s->slots = ARENA_ARRAY(s->mem, uint32_t, s->mask + 1);
    for (uint32_t i = s->n_nets; i-- > 0;) {
        net *n = &s->nets[i];
        uint32_t at = slot_of(s, n->byte, n->prefix);
        n->next = s->slots[at] ? s->slots[at] - 1 : ROWS_NONE;
        s->slots[at] = i + 1;
        s->prefixes[n->prefix] = true;
    }
}

static bool read_table(exec *x, const plan_node *n, state *s)
{
    const ip_lookup_info *info = n->info;
    batch b;
    step got = exec_open(x, n->in[1]) ? STEP_ROWS : STEP_ERROR;
    rows_init(&s->table, s->mem, &n->in[1]->cols, &n->in[1]->need);
    while (got == STEP_ROWS && (got = exec_next(x, n->in[1], &b)) == STEP_ROWS) {
        rows_add(&s->table, b.cols, b.sel);
        if (!exec_memory_ok(x, s->mem, n)) {
            return false;
        }
    }
    exec_close(x, n->in[1]);
    s->nets = ARENA_ARRAY(s->mem, net, s->table.n + 1);
    s->hits = ARENA_ARRAY(s->mem, uint32_t, s->table.n + 1);
    for (uint32_t row = 0; got == STEP_END && row < s->table.n; row++) {
        ip6 ip;
        if (info->parse(rows_get(&s->table, row, info->lookup).s, &ip)) {
            net *to = &s->nets[s->n_nets++];
            *to = (net){.prefix = ip.prefix, .row = row};
            memcpy(to->byte, ip.byte, 16);
        }
    }
    build(s);
    return got == STEP_END;
}

bool ip_lookup_open(exec *x, const plan_node *n, void **out)
{
    state *s = ARENA_NEW(x->mem, state);
    s->mem = arena_new();
    s->out = arena_new();
    *out = s;
    return read_table(x, n, s) && exec_open(x, n->in[0]);
}

/* ---- one row */

static bool keys_match(const ip_lookup_info *info, const state *s, uint32_t row, uint32_t table_row)
{
    for (uint32_t k = 0; k < info->n_keys; k++) {
        const vec *v = rows_vec(&s->table, table_row, info->lookup_keys[k]);
        if (!vec_same(s->in.cols[info->keys[k]], row, v, table_row % BATCH_ROWS)) {
            return false;
        }
    }
    return true;
}

static void add_hits(const ip_lookup_info *info, state *s, uint32_t row, ip6 ip, uint32_t prefix)
{
    ip6_cut(&ip, prefix);
    uint32_t slot = s->slots[slot_of(s, ip.byte, prefix)];
    for (uint32_t i = slot ? slot - 1 : ROWS_NONE; i != ROWS_NONE; i = s->nets[i].next) {
        if (keys_match(info, s, row, s->nets[i].row)) {
            s->hits[s->n_hits++] = s->nets[i].row;
        }
    }
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The page does not say what becomes of a network that holds one of the table's: it is neither in it nor apart from it. */
static bool holds_a_network(const state *s, ip6 ip)
{
    for (uint32_t i = 0; ip.prefix < 128 && i < s->n_nets; i++) {
        ip6 other = {.prefix = 128};
        memcpy(other.byte, s->nets[i].byte, 16);
        ip6_cut(&other, ip.prefix);
        if (s->nets[i].prefix > ip.prefix && memcmp(other.byte, ip.byte, 16) == 0) {
            return true;
        }
    }
    return false;
}

static bool look_up(exec *x, const plan_node *n, state *s)
{
    const ip_lookup_info *info = n->info;
    uint32_t row = sel_row(s->in.sel, s->at);
    const vec *v = s->in.cols[info->source];
    ip6 ip;
    s->n_hits = s->hit = 0;
    s->begun = true;
    if (v->type == T_STRING && info->parse(v->s[vec_ix(v, row)], &ip)) {
        if (holds_a_network(s, ip)) {
            exec_fail(x, ST_UNSUPPORTED, n->at, "looking up a network that holds one of the table's is not supported");
            return false;
        }
        for (uint32_t prefix = 0; prefix <= ip.prefix; prefix++) {
            if (s->prefixes[prefix]) {
                add_hits(info, s, row, ip, prefix);
            }
        }
        if (s->n_hits > 1) {
            qsort(s->hits, s->n_hits, sizeof *s->hits, by_number);
        }
    }
    if (s->n_hits == 0 && info->unmatched) {
        s->hits[s->n_hits++] = ROWS_NONE;
    }
    return true;
}

/* ---- batches */

static void give(const plan_node *n, state *s, const uint16_t *row, const uint32_t *table_row, uint32_t rows_made, batch *out)
{
    const ip_lookup_info *info = n->info;
    const vec **cols = ARENA_ARRAY(s->out, const vec *, n->cols.n + 1);
    for (uint32_t i = 0; i < n->cols.n; i++) {
        if (n->need.bits && !colset_has(&n->need, i)) {
            continue;
        }
        cols[i] = info->from_lookup[i] ? rows_pick(&s->table, info->from[i], table_row, rows_made, s->out)
                                       : gather(s->in.cols[info->from[i]], row, rows_made, s->out);
    }
    *out = (batch){.n_rows = rows_made, .sel = {NULL, rows_made}, .n_cols = n->cols.n, .cols = cols};
}

step ip_lookup_next(exec *x, const plan_node *n, void *st, batch *out)
{
    state *s = st;
    uint16_t row[BATCH_ROWS];
    uint32_t table_row[BATCH_ROWS], made = 0;
    arena_reset(s->out);
    while (made == 0) {
        if (s->at >= s->in.sel.n) {
            step got = exec_next(x, n->in[0], &s->in);
            s->at = 0;
            if (got != STEP_ROWS) {
                s->in.sel.n = 0;
                return got;
            }
        }
        while (s->at < s->in.sel.n && made < BATCH_ROWS) {
            if (!s->begun && !look_up(x, n, s)) {
                return STEP_ERROR;
            }
            while (s->hit < s->n_hits && made < BATCH_ROWS) {
                row[made] = (uint16_t)sel_row(s->in.sel, s->at);
                table_row[made++] = s->hits[s->hit++];
            }
            if (s->hit == s->n_hits) {
                s->begun = false;
                s->at++;
            }
        }
    }
    give(n, s, row, table_row, made, out);
    return STEP_ROWS;
}

void ip_lookup_close(exec *x, const plan_node *n, void *st)
{
    (void)x;
    (void)n;
    state *s = st;
    arena_drop(s->out);
    arena_drop(s->mem);
}
