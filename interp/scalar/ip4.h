/* ip4: IPv4 addresses and networks, and sets of networks. The text form is four decimal numbers without leading zeros,
 * as inet_pton() reads them, and perhaps /prefix behind: "192.168.1.1/24". */
#ifndef INTERP_SCALAR_IP4_H
#define INTERP_SCALAR_IP4_H

#include "interp/scalar/item_list.h"

#define IP4_TEXT 20 /* bytes enough for "255.255.255.255/32" */

typedef struct ip4 {
    uint32_t addr;  /* bits behind the prefix are 0 */
    uint8_t prefix; /* 0 to 32 */
} ip4;

static inline uint32_t ip4_mask(uint32_t prefix)
{
    return prefix == 0 ? 0 : UINT32_MAX << (32 - prefix);
}

bool ip4_octets(str s, uint32_t *at, uint32_t *out); /* the four numbers that begin at *at; moves *at behind them */
bool ip4_parse(str s, ip4 *out);                     /* the whole text; no prefix written means 32 */
uint32_t ip4_print(uint32_t addr, char out[IP4_TEXT]);

/* Networks as stretches of addresses, sorted and merged: looking one up takes log n. */
typedef struct ip4_set {
    struct ip4_range {
        uint32_t first, last;
    } * range;
    uint32_t n;
    bool broken; /* one of the texts was no network */
} ip4_set;

typedef bool ip4_reader(str s, ip4 *out);
ip4_set ip4_set_make(arena *mem, const item_list *l, ip4_reader *read);
bool ip4_set_has(const ip4_set *s, uint32_t addr);

/* The set of the arguments from 1 on: the prepared one when all are constants, else made of this row. */
bool ip4_set_prepare(fn_call *call, arena *mem, ip4_reader *read);
ip4_set ip4_set_of(fn_ctx *cx, const datum *args, ip4_reader *read);

#endif
