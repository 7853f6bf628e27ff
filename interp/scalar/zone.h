/* zone: time zones from the system's tz database (TZif files, RFC 8536). */
#ifndef INTERP_SCALAR_ZONE_H
#define INTERP_SCALAR_ZONE_H

#include "base/arena.h"

typedef struct zone zone;

bool zone_data_present(void);                             /* is there a tz database at all? */
const zone *zone_load(arena *a, str name);                /* NULL: no such zone; names are IANA's, letter by letter */
int64_t zone_offset(const zone *z, int64_t unix_seconds); /* seconds that local time is ahead of UTC at that moment */

/* What a file says of the time after its last transition: a POSIX TZ string (zone_rule.c). */
typedef struct zone_turn {
    char kind; /* 'M' month.week.day, 'J' day 1-365 without 29 February, 'D' day 0-365 */
    int month, week, day;
    int64_t at; /* seconds after midnight of the local time before */
} zone_turn;

typedef struct zone_rule {
    int64_t standard, summer; /* offsets */
    bool has_summer;
    zone_turn to_summer, to_standard;
} zone_rule;

bool zone_rule_parse(str text, zone_rule *out);
int64_t zone_rule_offset(const zone_rule *r, int64_t unix_seconds);

#endif
