# kql rule simulate: every 15 minutes over 30. 09:58 is in the windows of 10:00 and 10:15, 10:03 and 10:04 in those of 10:15 and 10:30, 12:30 in
# that of 12:45, which is the last run, as 12:30 is the newest event.
mkdir -p $dir/sim
for e in 09:58:ann:WS1 10:03:bob:WS1 10:04:bob:WS2 12:30:cy:WS2; do
    IFS=: read -r h m who host <<<"$e"
    printf '{"TimeGenerated":"2024-05-14T%s:%s:00Z","EventID":4720,"TargetUserName":"%s","Computer":"%s"}\n' $h $m $who $host
done >$dir/sim/SecurityEvent.jsonl
simulated() { # FLAGS: due time and title of every alert
    $kql rule simulate $dir/rule.yaml -d $dir/sim -o json "$@" | grep -o '"alerts":.*' | grep -o '"due":"[^"]*","title":"[^"]*"' | sed 's/"due":"2024-05-14T\(..:..\)[^"]*","title":"\([^"]*\)"/\1 \2/' | paste -sd,
}
unseen() { # FLAGS: what was not seen, and why
    $kql rule simulate $dir/rule.yaml -d $dir/sim -o json "$@" | grep -o '"unseen":.*' | grep -oE '"(gaps|late|quiet|timeless|before|after)":[1-9][0-9]*' | tr -d '"' | tr : ' ' | paste -sd,
}
sim='alertDetailsOverride: {alertDisplayNameFormat: "{{TargetUserName}} on {{ Computer }}"}'
rule 'queryFrequency: 15m' 'queryPeriod: 30m' "$sim"
check "simulate: an alert a run that finds something" 0 '10:00 ann on WS1,10:15 ann on WS1,10:30 bob on WS1,12:45 cy on WS2' simulated
check "simulate: everything was seen" 0 '' unseen
check "simulate: the last 2 runs, and what lies before them" 0 'before 3' unseen --runs 2
check "simulate: from and to" 0 '10:15 ann on WS1,10:30 bob on WS1' simulated --from 2024-05-14T10:01:00Z --to 2024-05-14T11:00:00Z
# After 25 minutes 20 of the 30 have gone by unseen: 10:15 sees 09:45 to 09:55 and 10:30 sees 10:00 to 10:10, but nobody 09:58 and nobody 12:30
# (12:45 sees 12:15 to 12:25, 13:00 sees 12:30 to 12:40: that is the last run, as 12:30 is there by 12:50).
check "simulate: events that come in after 25 minutes" 0 '10:30 bob on WS1,13:00 cy on WS2' simulated --ingest-delay 25m
check "simulate: and the one that no run saw" 0 'late 1' unseen --ingest-delay 25m
check "simulate: 5 minutes are waited for" 0 '10:00 ann on WS1,10:15 ann on WS1,10:30 bob on WS1,12:45 cy on WS2' simulated --ingest-delay 5m
rule 'queryFrequency: 15m' 'queryPeriod: 30m' "$sim" 'suppressionEnabled: true' 'suppressionDuration: 30m'
check "simulate: quiet for 30 minutes after an alert" 0 '10:00 ann on WS1,10:30 bob on WS1,12:45 cy on WS2' simulated
rule 'queryFrequency: 15m' 'queryPeriod: 30m' "$sim" 'eventGroupingSettings: {aggregationKind: AlertPerResult}' 'triggerThreshold: 1'
check "simulate: an alert a row, of runs with more than one" 0 '10:15 ann on WS1,10:15 bob on WS1,10:15 bob on WS2,10:30 bob on WS1,10:30 bob on WS2' simulated
rule 'queryFrequency: 1h' 'queryPeriod: 1h' "$sim" 'triggerOperator: LessThan' 'triggerThreshold: 1'
check "simulate: an alert when there is nothing" 0 '12:00 n' simulated --runs 3 --to 2024-05-14T12:00:00Z
rule 'queryFrequency: 1h' 'queryPeriod: 30m' "$sim"
check "simulate: a gap between two runs" 0 'gaps 2' unseen
rule 'kind: NRT' -queryFrequency -queryPeriod -triggerOperator -triggerThreshold "$sim"
check "simulate: near-real-time, every minute" 0 '10:04 bob on WS1,10:05 bob on WS2' simulated --to 2024-05-14T10:10:00Z --runs 8
rule 'queryFrequency: 15m' 'queryPeriod: 30m' 'customDetails: {who: TargetUserName}' 'entityMappings: [{entityType: Host, fieldMappings: [{identifier: HostName, columnName: Computer}]}]'
check "simulate: entities and details, each once" 0 '[{"type":"Host","HostName":"WS1"},{"type":"Host","HostName":"WS2"}],"details":[{"key":"who","value":"ann"},{"key":"who","value":"bob"}]' \
    bash -c "$kql rule simulate $dir/rule.yaml -d $dir/sim -o json --to 2024-05-14T10:15:00Z --runs 1 | grep -o '\[{\"type\".*\"bob\"}\]'"
rule 'query: SecurityEvent | where now() == datetime(2024-05-14T10:15:00Z) | project TimeGenerated, Computer, TargetUserName' 'queryFrequency: 15m' 'queryPeriod: 30m'
check "simulate: now() is when the run was due" 0 '10:15 n' simulated
check "simulate: for people" 0 '*' $kql rule simulate $dir/rule.yaml -d $dir/sim
rule 'triggerOperator: foo'
check "simulate: a trigger that cannot be told" 3 '' $kql rule simulate $dir/rule.yaml -d $dir/sim
says "simulate: and which" "KR024"
rule
check "simulate: no data" 2 '' $kql rule simulate $dir/rule.yaml
check "simulate: nothing given" 2 '' $kql rule simulate
# The four operators. 9:45 and 10:45 see nothing, 10:00 one event, 10:15 three, 10:30 two.
hour=(--from 2024-05-14T09:45:00Z --to 2024-05-14T10:45:00Z)
operator() { rule 'queryFrequency: 15m' 'queryPeriod: 30m' "$sim" "triggerOperator: $1" "triggerThreshold: $2"; }
operator GreaterThan 2; check "simulate: more than two" 0 '10:15 ann on WS1' simulated "${hour[@]}"
operator lt 2; check "simulate: fewer than two, none among them" 0 '09:45 n,10:00 ann on WS1,10:45 n' simulated "${hour[@]}"
operator Equal 2; check "simulate: exactly two" 0 '10:30 bob on WS1' simulated "${hour[@]}"
operator ne 1; check "simulate: not one" 0 '09:45 n,10:15 ann on WS1,10:30 bob on WS1,10:45 n' simulated "${hour[@]}"
operator ge 1; check "simulate: no operator that the service has" 3 '' $kql rule simulate $dir/rule.yaml -d $dir/sim
# After an alert the rule does not run: the windows of 10:15 and 10:30 (09:58 was enough for 10:00) are looked at by nobody.
quiet() { rule 'queryFrequency: 15m' 'queryPeriod: 15m' "$sim" 'suppressionEnabled: true' "suppressionDuration: $1"; }
quiet 30m; check "simulate: what came while the rule was quiet" 0 '10:00 ann on WS1,12:45 cy on WS2' simulated
check "simulate: and that nobody saw it" 0 'quiet 2' unseen
check "simulate: for people: what, the timeline, the alerts, and what nobody saw" 0 "n
every 15m over the last 15m, an alert for more than 0 rows, one a run, then quiet for 30m

2024-05-14T10:00:00Z  █z·
· no rows   - rows, but no alert   ▁ to █ an alert, up to 1 row   ! an alert without rows   z quiet

3 runs, 1 alert
  1  2024-05-14T10:00:00Z  High  ann on WS1  (1 row)
SecurityEvent: no run could see 2 events
  2 from 2024-05-14T10:03:00Z to 2024-05-14T10:04:00Z, only in windows of runs that were held back after an alert: a period longer than the quiet time would reach them
SecurityEvent: 0 events for runs before the first and 1 for runs after the last (--from, --to, --runs)" \
    $kql rule simulate $dir/rule.yaml -d $dir/sim --from 2024-05-14T10:00:00Z --to 2024-05-14T10:30:00Z
quiet 15m; check "simulate: quiet until the next run, which runs" 0 '10:00 ann on WS1,10:15 bob on WS1,12:45 cy on WS2' simulated
rule 'queryFrequency: 15m' 'queryPeriod: 15m' "$sim" 'suppressionEnabled: false' 'suppressionDuration: 5h'
check "simulate: a duration that is switched off" 0 '10:00 ann on WS1,10:15 bob on WS1,12:45 cy on WS2' simulated
# Rows that say when they came in. The run of 10:15 starts at 10:20: b comes later and c in that moment, so both are for the run of 10:30, if its
# window reaches back to 10:05. e does not say, and came as it happened, or when --ingest-delay says.
mkdir -p $dir/received
for e in 10:01,10:02:00,a 10:05,10:25:00,b 10:05,10:20:00,c 10:14,10:19:59,d; do
    IFS=, read -r at in who <<<"$e"
    printf '{"TimeGenerated":"2024-05-14T%s:00Z","_TimeReceived":"2024-05-14T%sZ","TargetUserName":"%s"}\n' $at $in $who
done >$dir/received/SecurityEvent.jsonl
printf '{"TimeGenerated":"2024-05-14T10:20:00Z","TargetUserName":"e"}\n' >>$dir/received/SecurityEvent.jsonl
each='eventGroupingSettings: {aggregationKind: AlertPerResult}'
name='alertDetailsOverride: {alertDisplayNameFormat: "{{TargetUserName}}"}'
mv $dir/sim $dir/sim.kept; mv $dir/received $dir/sim
rule 'queryFrequency: 15m' 'queryPeriod: 15m' "$name" "$each"
check "simulate: rows that say when they came in" 0 '10:15 a,10:15 d,10:30 e' simulated
check "simulate: those that came too late for every window" 0 'late 2' unseen
check "simulate: --ingest-delay is for rows that do not say" 0 '10:15 a,10:15 d' simulated --ingest-delay 1h
check "simulate: and it makes them late" 0 'late 3' unseen --ingest-delay 1h
rule 'queryFrequency: 15m' 'queryPeriod: 30m' "$name" "$each"
check "simulate: a longer period reaches those that came late" 0 '10:15 a,10:15 d,10:30 a,10:30 b,10:30 c,10:30 d,10:30 e' simulated
check "simulate: so that nothing is missed" 0 '' unseen
check "simulate: before b and c were there" 0 'after 3' unseen --to 2024-05-14T10:15:00Z
rule 'queryFrequency: 15m' 'queryPeriod: 30m' "$name" "$each" 'query: SecurityEvent | where ingestion_time() > datetime(2024-05-14T10:20:00Z) | project TargetUserName'
check "simulate: ingestion_time() is when the row came in" 0 '10:30 b' simulated --to 2024-05-14T10:30:00Z
rule 'kind: NRT' -queryFrequency -queryPeriod -triggerOperator -triggerThreshold "$name" "$each"
check "simulate: near-real-time counts in times of coming in" 0 '10:03 a,10:20 d,10:21 c,10:21 e,10:26 b' simulated
check "simulate: and is never late" 0 '' unseen
rm $dir/sim/*; printf '{"TimeGenerated":null,"TargetUserName":"x"}\n{"TimeGenerated":"2024-05-14T10:20:00Z","TargetUserName":"y"}\n' >$dir/sim/SecurityEvent.jsonl
rule 'queryFrequency: 15m' 'queryPeriod: 15m' "$name"
check "simulate: an event without a time is in no window" 0 'timeless 1' unseen
rm -r $dir/sim; mv $dir/sim.kept $dir/sim
# How many alerts a run raises: 150 (30 for near-real-time rules), of which the last sums up all rows if there are more.
rows() { rule "query: range i from 1 to $1 step 1 | project TargetUserName = tostring(i), Computer = strcat('c', i)" "$name" "$each" "${@:2}"; }
last_two() { $kql rule simulate $dir/rule.yaml -d $dir/sim -o json --runs 1 | grep -o '"alerts":.*' | grep -o '"title":"[^"]*"\|"events":[0-9]*,"entities"' | tr -dc '0-9\n' | paste -d: - - >$dir/alerts; wc -l <$dir/alerts; tail -2 $dir/alerts; }
rows 150; check "simulate: 150 rows are 150 alerts" 0 $'150\n149:1\n150:1' last_two
rows 151; check "simulate: 151 are 149, and one for all" 0 $'150\n149:1\n1:151' last_two
nrt=('kind: NRT' -queryFrequency -queryPeriod -triggerOperator -triggerThreshold)
rows 30 "${nrt[@]}"; check "simulate: 30 rows near real time" 0 $'30\n29:1\n30:1' last_two
rows 31 "${nrt[@]}"; check "simulate: 31 are 29, and one for all" 0 $'30\n29:1\n1:31' last_two
# Up to 500 entities in an alert, an equal share for each mapping.
entities() { $kql rule simulate $dir/rule.yaml -d $dir/sim -o json --runs 1 | grep -o '"type":"[a-zA-Z]*"' | sort | uniq -c | tr -s ' ' | paste -sd,; }
host='{entityType: Host, fieldMappings: [{identifier: HostName, columnName: Computer}]}' who='{entityType: Account, fieldMappings: [{identifier: Name, columnName: TargetUserName}]}'
rows 501 "entityMappings: [$host]" 'eventGroupingSettings: {aggregationKind: SingleAlert}'; check "simulate: 501 hosts" 0 ' 500 "type":"Host"' entities
rows 251 "entityMappings: [$host, $who]" 'eventGroupingSettings: {aggregationKind: SingleAlert}'
check "simulate: 251 hosts and 251 accounts" 0 ' 250 "type":"Account", 250 "type":"Host"' entities
# What an alert says of itself, and that it falls back to the rule's own word where a column has none, or none that counts.
says_itself() { $kql rule simulate $dir/rule.yaml -d $dir/sim -o json --runs 1 | grep -o '"alerts":.*' | grep -oE '"title":"[^"]*","description":"[^"]*","severity":"[^"]*","tactics":"(\\.|[^"\\])*"' | sed 's/"[a-z]*"://g; s/"//g'; }
override() { rule "query: print who = $1, level = $2, tactic = $3" "$each" 'alertDetailsOverride: {alertDisplayNameFormat: "by {{who}}", alertDescriptionFormat: "{{ level }}, {{who}}", alertSeverityColumnName: level, alertTacticsColumnName: tactic}'; }
override '"eve"' '"Low"' '"Impact, Execution"'; check "simulate: title, description, severity, tactics by columns" 0 'by eve,Low, eve,Low,Impact, Execution' says_itself
override '"eve"' '"Low"' 'dynamic(["Impact"])'; check "simulate: tactics as a list" 0 'by eve,Low, eve,Low,[\Impact\]' says_itself
override '""' '"Severe"' '"Mischief"'; check "simulate: a column without a value, no severity, no tactic" 0 'n,d,High,Persistence' says_itself
