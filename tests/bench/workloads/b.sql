WITH logon AS MATERIALIZED (
  SELECT TimeGenerated AS t, EventID, TargetAccount, LogonType FROM SecurityEvent WHERE EventID = 4624 OR EventID = 4625)
SELECT bad.TargetAccount, count(*) AS Pairs, count(DISTINCT good.LogonType) AS Types, min(bad.t) AS First, max(good.t) AS Last
FROM logon bad JOIN logon good
  ON good.TargetAccount = bad.TargetAccount AND good.t >= bad.t AND good.t <= bad.t + INTERVAL 10 MINUTE
WHERE bad.EventID = 4625 AND good.EventID = 4624
GROUP BY 1 ORDER BY Pairs DESC, 1 LIMIT 20;
