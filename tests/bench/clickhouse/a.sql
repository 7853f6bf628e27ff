SELECT Account, toStartOfHour(TimeGenerated) AS Hour, count() AS Events, uniqExact(Computer) AS Hosts
FROM SecurityEvent
WHERE TimeGenerated > toDateTime64('2026-06-30 12:00:00', 7, 'UTC')
GROUP BY Account, Hour
ORDER BY Events DESC, Account, Hour
LIMIT 10
