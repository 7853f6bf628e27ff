/* convert_units: convert_length() and its like. A unit that no page lists gives null, as the pages say. */
#include "interp/scalar/args.h"

#include <math.h>

#define PI 3.14159265358979323846

typedef double conversion(double x);

#define UNIT(kind, name, to, from)                                \
    static double kind##_##name##_to(double x) { return to; }     \
    static double kind##_##name##_from(double x) { return from; }
#define REFUSED(kind, name)
#include "interp/scalar/units.def"
#undef UNIT
#undef REFUSED

typedef struct unit {
    const char *kind, *name;
    conversion *to, *from; /* the kind's base unit; NULL: refused */
} unit;

static const unit units[] = {
#define UNIT(kind, name, to, from) {#kind, #name, kind##_##name##_to, kind##_##name##_from},
#define REFUSED(kind, name) {#kind, #name, NULL, NULL},
#include "interp/scalar/units.def"
#undef UNIT
#undef REFUSED
};

static const unit *find(const fn_call *call, uint32_t arg)
{
    const char *kind = call->row->name + strlen("convert_");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].kind, kind) == 0 && str_is(call->constants[arg]->s, units[i].name)) return &units[i];
    return NULL;
}

static bool prepare(fn_call *call, arena *mem, diags *ds)
{
    const unit **pair = ARENA_ARRAY(mem, const unit *, 2);
    for (uint32_t k = 0; k < 2; k++) {
        const char *lacks = NULL;
        if (!call->constants[k + 1])
            lacks = "with a unit that is no constant";
        else if ((pair[k] = find(call, k + 1)) && !pair[k]->to)
            lacks = "of this unit, whose size in the engine is not known,";
        if (!lacks) continue;
        diag_error(ds, ST_UNSUPPORTED, NULL, call->at, "%s() %s is not supported", call->row->name, lacks);
        return false;
    }
    call->prepared = pair;
    return true;
}

static void convert(fn_ctx *cx, const datum *args, datum *out)
{
    const unit *const *pair = cx->call->prepared, *from = pair[0], *to = pair[1];
    if (!from || !to) return;
    double v = args[0].r;
    fn_out_real(out, from == to ? v : to->from(from->to(v)));
}

#define ROW(KIND)                                                                                                      \
    .name = "convert_" KIND, .sig = "(value: real, from: string, to: string) -> real", .each = convert,                \
    .prepare = prepare, .page = "convert-" KIND "-function"

const fn_row fn_rows_convert_units[] = {
    {ROW("angle"), .help = "An angle in another unit", .example = "print convert_angle(1.2, 'Degree', 'Arcminute')",
     .gives = "72.0"},
    {ROW("energy"), .help = "An energy in another unit",
     .example = "print round(convert_energy(1.2, 'Joule', 'BritishThermalUnit'), 17)", .gives = "0.00113738054437598"},
    {ROW("force"), .help = "A force in another unit", .example = "print convert_force(1.2, 'Newton', 'Decanewton')",
     .gives = "0.12"},
    {ROW("length"), .help = "A length in another unit",
     .example = "print round(convert_length(1.2, 'Meter', 'Foot'), 14)", .gives = "3.93700787401575"},
    {ROW("mass"), .help = "A mass in another unit",
     .example = "print round(convert_mass(1.2, 'Kilogram', 'Pound'), 14)", .gives = "2.64554714621853"},
    {ROW("speed"), .help = "A speed in another unit",
     .example = "print convert_speed(1.2, 'MeterPerSecond', 'CentimeterPerHour')", .gives = "432000.0"},
    {ROW("temperature"), .help = "A temperature in another unit",
     .example = "print convert_temperature(1.2, 'Kelvin', 'DegreeCelsius')", .gives = "-271.95"},
    {ROW("volume"), .help = "A volume in another unit",
     .example = "print convert_volume(1.2, 'CubicMeter', 'AcreFoot')", .gives = "0.0009728568"},
    {0}};
