/* late_plans: the tabular plans inside expressions, each found once. */
#ifndef INTERP_PLAN_LATE_PLANS_H
#define INTERP_PLAN_LATE_PLANS_H

#include "interp/plan/plan.h"

void plan_find_late(plan *p); /* fills p->late; also those inside other late plans */

#endif
