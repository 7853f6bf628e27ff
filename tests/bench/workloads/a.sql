SELECT Account, time_bucket(INTERVAL 1 HOUR, TimeGenerated) AS "Hour", count(*) AS Events, count(DISTINCT Computer) AS Hosts
FROM SecurityEvent
WHERE TimeGenerated > TIMESTAMP '2026-06-30 12:00:00'
GROUP BY ALL ORDER BY Events DESC, Account, "Hour" LIMIT 10;
