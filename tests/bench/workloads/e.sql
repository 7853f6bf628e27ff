WITH counted AS (
  SELECT Computer, (epoch_us(TimeGenerated) - epoch_us(TIMESTAMP '2026-06-29 12:00:00')) // 3600000000 AS h, count(*) AS n
  FROM SecurityEvent WHERE TimeGenerated >= TIMESTAMP '2026-06-29 12:00:00' AND TimeGenerated < TIMESTAMP '2026-07-01 12:00:00' GROUP BY ALL)
SELECT Computer, CAST([coalesce(m[i], 0) FOR i IN range(0, 48)] AS VARCHAR) AS Events, Total
FROM (SELECT Computer, map_from_entries(list((h, n))) AS m, sum(n) AS Total FROM counted GROUP BY Computer)
ORDER BY Total DESC, Computer LIMIT 100;
