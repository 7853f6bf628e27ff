-- Columns are named with their table: a name that AS gives would stand before the column of that name.
SELECT s.TimeGenerated AS TimeGenerated, s.EventID AS EventID, if(s.EventID = 4720, s.TargetUserName, '') AS CreatedAccount,
  if(s.EventID = 4720, s.SubjectUserName, '') AS CreatedBy,
  if(s.EventID = 4720, s.SubjectDomainName, '') AS CreatedByDomain, if(s.EventID = 4720, s.Computer, '') AS CreatedOnHost,
  if(s.EventID = 4720, s.Activity, '') AS Activity, if(s.EventID = 4732, s.MemberName, '') AS AddedAccount,
  if(s.EventID = 4732, s.TargetUserName, '') AS AddedToGroup, if(s.EventID = 4732, s.SubjectUserName, '') AS AddedBy,
  if(s.EventID = 4732, s.Computer, '') AS Computer,
  if(s.EventID = 4720, 'SecurityEvent_4720', 'SecurityEvent_4732_GroupAdd') AS DetectionBranch,
  NULL AS Timestamp, '' AS DeviceName, '' AS AccountName, '' AS FileName, '' AS ProcessCommandLine,
  '' AS InitiatingProcessFileName, '' AS InitiatingProcessCommandLine, CAST(NULL AS Nullable(Bool)) AS SuspiciousParent
FROM SecurityEvent AS s
WHERE s.TimeGenerated > toDateTime64('2026-06-30 12:00:00', 7, 'UTC')
  AND (s.EventID = 4720 OR (s.EventID = 4732
    AND lower(s.TargetUserName) IN ('administrators', 'remote desktop users', 'remote management users', 'backup operators')))
UNION ALL
SELECT NULL, NULL, '', '', '', '', '', '', '', '', '', 'DeviceProcessEvents_NetUserAdd',
  p.Timestamp, p.DeviceName, p.AccountName, p.FileName, p.ProcessCommandLine, p.InitiatingProcessFileName, p.InitiatingProcessCommandLine,
  CAST(lower(p.InitiatingProcessFileName) IN ('cmd.exe', 'powershell.exe', 'pwsh.exe', 'wscript.exe', 'cscript.exe', 'mshta.exe',
    'rundll32.exe', 'regsvr32.exe') AS Bool)
FROM DeviceProcessEvents AS p
WHERE p.Timestamp > toDateTime64('2026-06-30 12:00:00', 7, 'UTC') AND lower(p.FileName) IN ('net.exe', 'net1.exe')
  AND match(p.ProcessCommandLine, '(?i)/add([^a-z0-9]|$)')
  AND match(p.ProcessCommandLine, '(?i)(^|[^a-z0-9])user |/add([^a-z0-9]|$)')
