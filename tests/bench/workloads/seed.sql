-- The shipped detection as one scan of each table.
WITH process AS (
  SELECT "Timestamp", DeviceName, AccountName, FileName, ProcessCommandLine, InitiatingProcessFileName, InitiatingProcessCommandLine,
    lower(InitiatingProcessFileName) IN ('cmd.exe', 'powershell.exe', 'pwsh.exe', 'wscript.exe', 'cscript.exe', 'mshta.exe',
      'rundll32.exe', 'regsvr32.exe') AS SuspiciousParent,
    'DeviceProcessEvents_NetUserAdd' AS DetectionBranch
  FROM DeviceProcessEvents
  WHERE "Timestamp" > TIMESTAMP '2026-06-30 12:00:00' AND lower(FileName) IN ('net.exe', 'net1.exe')
    AND regexp_matches(ProcessCommandLine, '(?i)/add([^a-z0-9]|$)')
    AND regexp_matches(ProcessCommandLine, '(?i)(^|[^a-z0-9])user |/add([^a-z0-9]|$)')),
windows AS (
  SELECT TimeGenerated, EventID, if(EventID = 4720, TargetUserName, NULL) AS CreatedAccount, if(EventID = 4720, SubjectUserName, NULL) AS CreatedBy,
    if(EventID = 4720, SubjectDomainName, NULL) AS CreatedByDomain, if(EventID = 4720, Computer, NULL) AS CreatedOnHost,
    if(EventID = 4720, Activity, NULL) AS Activity, if(EventID = 4732, MemberName, NULL) AS AddedAccount,
    if(EventID = 4732, TargetUserName, NULL) AS AddedToGroup, if(EventID = 4732, SubjectUserName, NULL) AS AddedBy,
    if(EventID = 4732, Computer, NULL) AS Computer,
    if(EventID = 4720, 'SecurityEvent_4720', 'SecurityEvent_4732_GroupAdd') AS DetectionBranch
  FROM SecurityEvent
  WHERE TimeGenerated > TIMESTAMP '2026-06-30 12:00:00' AND (EventID = 4720 OR (EventID = 4732 AND lower(TargetUserName) IN
    ('administrators', 'remote desktop users', 'remote management users', 'backup operators'))))
SELECT * FROM windows UNION ALL BY NAME SELECT * FROM process ORDER BY TimeGenerated DESC NULLS LAST;
