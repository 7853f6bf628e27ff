WITH hours AS (
  SELECT Computer, intDiv(toUnixTimestamp64Micro(toDateTime64(TimeGenerated, 6, 'UTC'))
    - toUnixTimestamp64Micro(toDateTime64('2026-06-29 12:00:00', 6, 'UTC')), 3600000000) AS h
  FROM SecurityEvent
  WHERE TimeGenerated >= toDateTime64('2026-06-29 12:00:00', 7, 'UTC') AND TimeGenerated < toDateTime64('2026-07-01 12:00:00', 7, 'UTC'))
SELECT Computer, countResample(0, 48, 1)(h, h) AS Events, count() AS Total
FROM hours
GROUP BY Computer
ORDER BY Total DESC, Computer
LIMIT 100
