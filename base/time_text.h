/* time_text: datetimes and timespans as 100 ns ticks and as text. Always UTC, years 0001 to 9999, no locale, no TZ, own arithmetic. */
#ifndef BASE_TIME_TEXT_H
#define BASE_TIME_TEXT_H

#include "base/str.h"

#define TICKS_PER_SECOND 10000000LL
#define TICKS_PER_MINUTE (60 * TICKS_PER_SECOND)
#define TICKS_PER_HOUR (60 * TICKS_PER_MINUTE)
#define TICKS_PER_DAY (24 * TICKS_PER_HOUR)
#define DATETIME_MAX_TICKS 3155378975999999999LL /* 9999-12-31T23:59:59.9999999Z; the least is 0 */
#define UNIX_EPOCH_TICKS 621355968000000000LL    /* 1970-01-01 */
#define TIME_TEXT 48                             /* bytes enough for either printed form */

typedef struct civil {
    int year, month, day;            /* 1..9999, 1..12, 1..31 */
    int hour, minute, second;        /* 0.. */
    int ticks;                       /* 0..9999999, within the second */
} civil;

civil civil_from_ticks(int64_t ticks);                 /* ticks within 0..DATETIME_MAX_TICKS */
bool civil_to_ticks(const civil *c, int64_t *out);     /* false when a field is out of range */
int civil_days_in_month(int year, int month);
int civil_weekday(int64_t ticks);                      /* 0 Sunday .. 6 */

/* Texts that datetime() and todatetime() take: ISO 8601 with T or blank, 0 to 7+ fraction digits (more are cut), Z or offset
 * or none (UTC); date only; yyyy-MM; yyyy; RFC 822/850; US month-first forms. Blanks around are allowed.
 * Source: scalar-data-types/datetime.md and the witnesses in the tests. */
bool datetime_parse(str text, int64_t *out);
uint32_t datetime_print(int64_t ticks, char out[TIME_TEXT]); /* yyyy-MM-ddTHH:mm:ss.fffffffZ */

/* Texts that timespan() and totimespan() take: "[-][d.]hh:mm[:ss[.fffffff]]", "1d" "15min" "2.5h" ..., a bare number is days. */
bool timespan_parse(str text, int64_t *out);
uint32_t timespan_print(int64_t ticks, char out[TIME_TEXT]); /* [-][d.]hh:mm:ss[.fffffff] */

int64_t time_now_ticks(void); /* the system clock */

#endif
