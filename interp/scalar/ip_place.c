/* ip_place: geo_info_from_ip_address, from the MaxMind file that the user gives. */
#include "interp/fn.h"
#include "interp/geoip.h"

static void geo_info_from_ip_address(fn_ctx *cx, const datum *args, datum *out)
{
    if (cx->geoip) {
        fn_out_dyn(out, geoip_find(cx->geoip, cx->mem, args[0].s));
        return;
    }
    if (!cx->ds || diags_status(cx->ds) != ST_OK) return; /* said once */
    diag *d = diag_error(cx->ds, ST_UNSUPPORTED, NULL, cx->call->at, "geo_info_from_ip_address() needs a file of places, and none was given");
    diag_hint(cx->ds, d, "--geoip GeoLite2-City.mmdb");
}

const fn_row fn_rows_ip_place[] = {
    {.name = "geo_info_from_ip_address", .sig = "(ip: string) -> dynamic", .each = geo_info_from_ip_address, .volatile_ = true,
     .help = "Where an address is: country, state, city, latitude and longitude, from the MaxMind file given with --geoip",
     .page = "geo-info-from-ip-address-function"},
    {0}};
