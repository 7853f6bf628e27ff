/* ip6: IPv6 addresses and networks; an IPv4 address among them is ::ffff:a.b.c.d, whose prefix counts from its own first bit. */
#ifndef INTERP_SCALAR_IP6_H
#define INTERP_SCALAR_IP6_H

#include "base/str.h"

typedef struct ip6 {
    uint8_t byte[16]; /* bits behind the prefix are 0 */
    uint32_t prefix;  /* 0 to 128 */
    bool dotted;      /* its last 32 bits are written as an IPv4 address: its prefix counts from them */
    bool compatible;  /* written ::a.b.c.d */
} ip6;

bool ip6_parse(str s, ip6 *ip); /* the whole text, perhaps with /prefix; without one it is 128 */
void ip6_cut(ip6 *ip, uint32_t prefix); /* the network of that prefix it is in; a longer prefix changes nothing */

#endif
