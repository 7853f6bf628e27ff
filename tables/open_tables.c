/* open_tables: tables whose columns are not all listed anywhere: custom fields (AzureDiagnostics), previews, resource graphs. A query may name
 * others; they take the data's type where there is data, otherwise the one that their ending tells. */
#include "tables/table.h"

static const char *const names[] = {
    "AADSignInEventsBeta",
    "AADSpnSignInEventsBeta",
    "EntraIdSignInEvents",
    "EntraIdSpnSignInEvents",
    "GraphAPIAuditEvents",
    "GraphApiAuditEvents",
    "ExposureGraphNodes",
    "ExposureGraphEdges",
    "DeviceTvmBrowserExtensions",
    "DeviceTvmBrowserExtensionsKB",
    "DeviceTvmInfoGathering",
    "DeviceTvmInfoGatheringKB",
    "DeviceTvmCertificateInfo",
    "DeviceTvmHardwareFirmware",
    "DeviceTvmSoftwareEvidenceBeta",
    "DeviceBaselineComplianceAssessment",
    "DeviceBaselineComplianceAssessmentKB",
    "DeviceBaselineComplianceProfiles",
    "AppFileEvents",
    "InformationProtectionEvents",
    "MessageEvents",
    "MessagePostDeliveryEvents",
    "MessageUrlInfo",
    "CloudAuditEvents",
    "CloudProcessEvents",
    "CloudStorageAggregatedEvents",
    "OAuthAppInfo",
    "BehaviorInfo",
    "BehaviorEntities",
    "DisruptionAndResponseEvents",
    "FileMaliciousContentInfo",
    "DataSecurityEvents",
    "DataSecurityBehaviors",
    "CampaignInfo",
    "AIAgentsInfo",
    "ThreatIntelObjects",
    "AzureDiagnostics",
    "Resources",
    "resources",
    "ResourceContainers",
    "resourcecontainers",
    "SecurityResources",
    "securityresources",
    "advisorresources",
    "authorizationresources",
    "policyresources",
};

bool table_is_open(str name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(name, names[i])) return true;
    return false;
}

/* Log Analytics marks the type of a custom field at the end of its name. */
kql_type open_column_type(str name)
{
    static const struct {
        char letter;
        kql_type type;
    } endings[] = {{'s', T_STRING}, {'d', T_REAL}, {'b', T_BOOL}, {'t', T_DATETIME}, {'g', T_GUID}};
    bool time = name.n >= 4 && memcmp(name.p + name.n - 4, "Time", 4) == 0;
    if (time || str_is(name, "TimeGenerated") || str_is(name, "Timestamp") || str_is(name, "_TimeReceived")) return T_DATETIME;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && name.n > 2; i++)
        if (name.p[name.n - 2] == '_' && name.p[name.n - 1] == endings[i].letter) return endings[i].type;
    return T_STRING;
}
