WITH found AS (
  SELECT extract(ProcessCommandLine, 'https?://([A-Za-z0-9.\\-]+)') AS Url,
    extract(ProcessCommandLine, '-(?:EncodedCommand|enc|e)\\s+([A-Za-z0-9+/=]{20,})') AS Encoded,
    AdditionalFields AS More
  FROM DeviceProcessEvents
  WHERE match(lower(ProcessCommandLine), '(^|[^a-z0-9])(${TOOLS})([^a-z0-9]|$)'))
SELECT Url, JSONExtractString(More, 'AttackTechniques', 1) AS Technique, JSONExtractString(More, 'ProcessIntegrity') AS Integrity,
  JSONExtractString(More, 'Device', 'OsVersion') AS Build, count() AS Events, max(JSONExtractInt(More, 'Score')) AS Highest,
  sum(length(Encoded)) AS Text
FROM found
WHERE Url != '' OR Encoded != ''
GROUP BY Url, Technique, Integrity, Build
ORDER BY Events DESC, Url, Technique, Integrity, Build
