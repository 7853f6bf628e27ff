/* ip_lookup: what is bound, of ipv4_lookup and ipv6_lookup. */
#ifndef INTERP_PLUGINS_IP_LOOKUP_H
#define INTERP_PLUGINS_IP_LOOKUP_H

#include "interp/exec.h"
#include "interp/scalar/ip6.h"

typedef struct ip_lookup_info {
    bool (*parse)(str s, ip6 *ip);
    uint32_t source, lookup;  /* the columns with addresses, of in[0] and in[1] */
    uint32_t *keys, *lookup_keys, n_keys; /* columns that must be equal, by their places in in[0] and in[1] */
    uint32_t *from;           /* by output column: the place in its input */
    bool *from_lookup;
    bool unmatched;           /* rows without a network are given too */
} ip_lookup_info;

bool ip_lookup_open(exec *x, const plan_node *n, void **state);
step ip_lookup_next(exec *x, const plan_node *n, void *state, batch *out);
void ip_lookup_close(exec *x, const plan_node *n, void *state);

#endif
