SELECT TimeGenerated, Computer, EventID, Account, Activity, CommandLine, EventRecordId
FROM SecurityEvent
ORDER BY TimeGenerated DESC, EventRecordId
LIMIT 1000
