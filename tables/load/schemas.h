/* schemas: the built-in table schemas. They are data, tables/schemas/NAME.schema, one table a line:
 *
 *     SecurityEvent AccessMask Account ... EventID:int ... TimeGenerated:datetime ...
 *
 * sorted by table; a column without a type is a string. log_analytics holds what Azure Monitor documents, others the
 * tables that only Defender XDR has, and StormEvents of the documentation's examples. The text is compiled in and
 * searched as it stands, so that a run that names no table pays nothing. */
#ifndef TABLES_LOAD_SCHEMAS_H
#define TABLES_LOAD_SCHEMAS_H

#include "tables/vec.h"

bool builtin_find(arena *a, str name, schema *out);
uint32_t builtin_names(arena *a, str **out);

/* Tables that Defender XDR and Log Analytics both have, the one calling the event's time Timestamp, the other
 * TimeGenerated: they have both columns, and whichever the data lacks is filled from the other. */
bool builtin_has_two_times(str table);

#endif
