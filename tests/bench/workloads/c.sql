WITH found AS (
  SELECT regexp_extract(ProcessCommandLine, 'https?://([A-Za-z0-9.\-]+)', 1) AS Url,
    regexp_extract(ProcessCommandLine, '-(?:EncodedCommand|enc|e)\s+([A-Za-z0-9+/=]{20,})', 1) AS Encoded, AdditionalFields
  FROM DeviceProcessEvents
  WHERE list_has_any(regexp_split_to_array(lower(ProcessCommandLine), '[^a-z0-9]+'), [${TOOLS}]))
SELECT Url, coalesce(AdditionalFields->>'$.AttackTechniques[0]', '') AS Technique,
  coalesce(AdditionalFields->>'$.ProcessIntegrity', '') AS Integrity, coalesce(AdditionalFields->>'$.Device.OsVersion', '') AS Build,
  count(*) AS Events, max(CAST(AdditionalFields->>'$.Score' AS INT)) AS Highest, sum(length(Encoded)) AS Text
FROM found WHERE Url <> '' OR Encoded <> ''
GROUP BY ALL ORDER BY Events DESC, Url, Technique, Integrity, Build;
