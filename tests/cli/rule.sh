# kql rule check: every finding has a rule that shows it, and its place.
rule() { # fields that replace those of a rule in which nothing is wrong; "-name" leaves one out
    local base='id: 3ed02e0e-5f3e-4b6a-9f0b-8a2f5a5e9d31
name: n
description: d
severity: High
queryFrequency: 1h
queryPeriod: 1d
triggerOperator: gt
triggerThreshold: 0
tactics: [Persistence]
relevantTechniques: [T1136.001]
query: SecurityEvent | project TimeGenerated, Computer, TargetUserName
kind: Scheduled
version: 1.0.0' line key
    for line in "$@"; do
        key=${line%%:*}
        base=$(grep -v "^${key#-}:" <<<"$base")
        [ "${line#-}" = "$line" ] && base="$base
$line"
    done
    printf '%s\n' "$base" >$dir/rule.yaml
}
finds() { # the codes and places found in the rule
    $kql rule check -o json $dir/rule.yaml | grep -o '"code":"[^"]*","message":[^}]*' | sed 's/"code":"\([^"]*\)".*"line":\([0-9]*\),"column":\([0-9]*\).*/\1@\2:\3/' | paste -sd' '
}
rule
check "rule check: nothing wrong" 0 "$dir/rule.yaml: ok" $kql rule check $dir/rule.yaml
check "rule check: as JSON" 0 "{\"file\":\"$dir/rule.yaml\",\"ok\":true,\"rules\":[{\"id\":\"3ed02e0e-5f3e-4b6a-9f0b-8a2f5a5e9d31\",\"name\":\"n\",\"kind\":\"Scheduled\"}],\"errors\":[]}" \
    $kql rule check -o json $dir/rule.yaml
rule 'qury: x'; check "rule: a field that rules do not have" 0 'KR001@14:1' finds
rule '-severity'; check "rule: a field that is missing" 0 'KR002@1:1' finds
rule 'displayName: x'; check "rule: a field twice, under two names" 0 'KR003@14:1' finds
rule 'tactics: Persistence'; check "rule: a value where a list belongs" 0 'KR004@13:10' finds
rule 'id: 12'; check "rule: an id that is no GUID" 0 'KR010@13:5' finds
rule "name: $(printf 'x%.0s' $(seq 257))"; check "rule: a name of 257 characters" 0 'KR011@13:7' finds
rule "name: $(printf 'x%.0s' $(seq 256))"; check "rule: a name of 256" 0 '' finds
rule 'severity: high'; check "rule: a severity in the wrong case" 0 'KR013@13:11' finds
rule 'kind: Sheduled'; check "rule: a kind that is none" 0 'KR014@13:7' finds
rule 'kind: scheduled'; check "rule: a kind in small letters" 0 '' finds
rule 'version: 1.0'; check "rule: a version of two numbers" 0 'KR015@13:10' finds
rule 'tactics: [Persistence, Persist]'; check "rule: no tactic" 0 'KR016@13:24' finds
rule 'relevantTechniques: [T1136, T113, T1136.1]'; check "rule: no techniques" 0 'KR017@13:29 KR017@13:35' finds
rule 'queryFrequency: 1x'; check "rule: no duration" 0 'KR020@13:17' finds
rule 'queryFrequency: 4m'; check "rule: below 5 minutes" 0 'KR021@13:17' finds
rule 'queryPeriod: P15D'; check "rule: above 14 days" 0 'KR021@13:14' finds
rule 'queryPeriod: P14D'; check "rule: 14 days, as ISO 8601" 0 '' finds
rule 'queryPeriod: PT59M'; check "rule: a gap between two runs" 0 'KR022@13:14' finds
rule 'queryPeriod: 2d' 'queryFrequency: 59m'; check "rule: 2 days looked at every 59 minutes" 0 'KR023@13:17' finds
rule 'queryPeriod: 1d' 'queryFrequency: 59m'; check "rule: one day is no long period" 0 '' finds
rule 'queryPeriod: 2.00:00:00' 'queryFrequency: 01:00:00'; check "rule: durations as .NET writes them" 0 '' finds
rule 'triggerOperator: >'; check "rule: no trigger operator" 0 'KR024@13:18' finds
rule 'triggerOperator: GreaterThan'; check "rule: a trigger operator as the API has it" 0 '' finds
rule 'triggerThreshold: 10001'; check "rule: a threshold too high" 0 'KR025@13:19' finds
rule 'suppressionDuration: 25h'; check "rule: suppressed for 25 hours" 0 'KR026@14:22' finds
rule 'suppressionEnabled: true'; check "rule: suppressed for how long?" 0 'KR002@14:1' finds
rule 'eventGroupingSettings: {aggregationKind: PerResult}'; check "rule: events grouped in no known way" 0 'KR027@14:42' finds
rule "query: T1 // $(printf 'x%.0s' $(seq 10000))"; check "rule: a query of 10,006 characters" 0 'KR030@13:8 KS142@13:8' finds
rule 'query: search * | where 1 == 1'; check "rule: search *" 0 'KR031@13:8' finds
rule 'query: SecurityEvent | where Account == "search * union *" // union *'; check "rule: not in texts and comments" 0 '' finds
rule 'query: SecurityEvent | where Computr == 1'; check "rule: a query that does not compile" 0 'KS142@13:30' finds
entity() { rule "entityMappings: [$1]"; }
entity '{entityType: Hosts, fieldMappings: [{identifier: HostName, columnName: Computer}]}'; check "rule: no entity type" 0 'KR040@14:31' finds
entity '{entityType: Host, fieldMappings: [{identifier: Hostname, columnName: Computer}]}'; check "rule: no identifier of it" 0 'KR043@14:31 KR041@14:66' finds
entity '{entityType: IP, fieldMappings: [{identifier: Address, columnName: Computer}, {identifier: Address, columnName: Computer}]}'; check "rule: an identifier twice" 0 'KR042@14:109' finds
entity '{entityType: FileHash, fieldMappings: [{identifier: Value, columnName: Computer}]}'; check "rule: an identifier is missing" 0 'KR043@14:31' finds
entity '{entityType: Host, fieldMappings: [{identifier: HostName, columnName: computer}]}'; check "rule: a column in the wrong case" 0 'KR046@14:88' finds
entity ''; check "rule: no entity mapped" 0 'KR044@14:1' finds
entity "$(for i in 1 2 3 4 5 6 7 8 9 10 11; do printf '{entityType: IP, fieldMappings: [{identifier: Address, columnName: Computer}]},'; done)"; check "rule: 11 entities" 0 'KR044@14:1' finds
entity '{entityType: Account, fieldMappings: [{identifier: Name, columnName: Computer},{identifier: Sid, columnName: Computer},{identifier: PUID, columnName: Computer},{identifier: UPNSuffix, columnName: Computer}]}'
check "rule: four identifiers" 0 'KR045@14:40' finds
rule "customDetails: {$(for i in $(seq 21); do printf 'k%d: Computer, ' $i; done)}"; check "rule: 21 custom details" 0 'KR050@14:1' finds
rule 'customDetails: {1st: Computer, who: Nobody}'; check "rule: a custom detail's key, and its column" 0 'KR051@14:17 KR046@14:37' finds
rule "alertDetailsOverride: {alertDisplayNameFormat: $(printf 'x%.0s' $(seq 257))}"; check "rule: an alert's name of 257 characters" 0 'KR060@14:48' finds
rule 'alertDetailsOverride: {alertDisplayNameFormat: "{{Computer}} {{Computer}} {{Computer}} {{ Computer }}", alertSeverityColumnName: Level}'
check "rule: four placeholders; a column for the severity" 0 'KR061@14:48 KR046@14:130' finds
rule 'alertDetailsOverride: {alertDescriptionFormat: "by {{Who}} on {{Computer}}"}'; check "rule: a placeholder's column" 0 'KR046@14:54' finds
rule 'kind: NRT'; check "rule: near-real-time has no schedule" 0 'KR070@5:1 KR070@6:1 KR070@7:1 KR070@8:1' finds
rule 'kind: nrt' -queryFrequency -queryPeriod -triggerOperator -triggerThreshold; check "rule: near-real-time" 0 '' finds
rule 'kind: NRT' -queryFrequency -queryPeriod -triggerOperator -triggerThreshold 'query: workspace("w").SecurityEvent'; check "rule: near-real-time and other workspaces" 0 'KR071@9:8' finds
rule 'incidentConfiguration: {createIncident: true, groupingConfiguration: {enabled: true, lookbackDuration: 8d, matchingMethod: Selected, groupByEntities: []}}'
check "rule: grouped by nothing for 8 days" 0 'KR080@14:104 KR080@14:124' finds
rule 'incidentConfiguration: {groupingConfiguration: {matchingMethod: Selected, groupByEntities: [Host], groupByCustomDetails: [who]}}'
check "rule: grouped by what is not mapped" 0 'KR080@14:93 KR080@14:123' finds
rule; cp $dir/rule.yaml $dir/rule2.yaml
check "rule: two rules of one id" 3 '*' $kql rule check $dir/rule.yaml $dir/rule2.yaml
printf '{"parameters":{},"resources":[{"type":"Microsoft.SecurityInsights/alertRules","kind":"Scheduled","name":"[guid()]","properties":{"displayName":"n","description":"d","severity":"High","enabled":true,"query":"SecurityEvent\\n| project Computer","queryFrequency":"PT1H","queryPeriod":"[parameters('"'period'"')]","triggerOperator":"GreaterThan","triggerThreshold":0,"suppressionEnabled":false,"suppressionDuration":"PT5H","tactics":["Persistence"],"techniques":["T1136"],"entityMappings":[{"entityType":"Host","fieldMappings":[{"identifier":"FullName","columnName":"Computr"}]}]}}]}' >$dir/rule.json
check "rule: an ARM template, with expressions" 3 "$dir/rule.json:1:558: error KR046: the query's result has no column 'Computr'" bash -c "$kql rule check $dir/rule.json | head -1; exit 3"
printf '\xef\xbb\xbfid: 3ed02e0e-5f3e-4b6a-9f0b-8a2f5a5e9d31\r\nname: n\r\ndescription: d\r\nseverity: High\r\nqueryFrequency: 1h\r\nqueryPeriod: 1h\r\ntriggerOperator: gt\r\ntriggerThreshold: 0\r\nquery: |\r\n  SecurityEvent\r\n  | project Computer\r\nkind: scheduled\r\n' >$dir/rule.yaml
check "rule: BOM, CRLF" 0 '' finds
printf 'name: n\ndescription: d\ntactics: [Discovery]\nquery: SecurityEvent | take 1\n' >$dir/rule.yaml
check "rule: a hunting query has no schedule" 0 '' finds
check "rule: nothing to do" 2 '' $kql rule
check "rule: nothing given" 2 '' $kql rule check
check "rule: no such file" 4 '' $kql rule check $dir/nofile.yaml
