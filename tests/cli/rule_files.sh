# kql rule check: the forms that files of rules have, each with what is found in it: code@line:column, and - for what has no code.
spots() { # FILE; exits as the program does
    local out st
    out=$($kql rule check -o json "$1")
    st=$?
    grep -o '"code":"[^"]*","message":[^}]*' <<<"$out" | sed -E 's/"code":"([^"]*)".*"line":([0-9]+),"column":([0-9]+).*/\1@\2:\3/; s/^@/-@/' | paste -sd' '
    return $st
}
form() { # NAME SPOTS EXIT < the file; a name that begins with json: is JSON
    local file=$dir/form.yaml
    case $1 in json:*) file=$dir/form.json ;; esac
    cat >$file
    check "rule file: $1" "$3" "$2" spots $file
}
plain() { rule "$@"; cat $dir/rule.yaml; } # 13 lines: id 1, name 2, ... version 13; replaced ones go to the end
edit() { rule; sed -E "$1" $dir/rule.yaml; }
form "empty" '-@1:1' 0 </dev/null
form "blanks" '-@1:1' 0 <<<$'\n\n   '
form "a comment" '-@1:1' 0 <<<'# nothing'
form "null" '-@1:1' 0 <<<'~'
form "one word" '-@1:1' 0 <<<'hello'
form "a list of words" '-@1:1' 0 <<<$'- a\n- b'
form "a list of rules" 'KR013@4:13' 3 < <(edit 's/High/high/' | sed '1s/^/- /; 1!s/^/  /')
form "a document's start" '' 0 < <(echo ---; plain)
form "a document's end" '' 0 < <(plain; echo ...)
form "two documents" 'KR013@18:11' 3 < <(plain; echo ---; edit 's/31$/32/; s/^name: n/name: m/; s/High/high/')
form "two documents of one id" 'KR018@15:5' 3 < <(plain; echo ---; plain)
form "an anchor" '' 0 < <(edit 's/1h/\&f 1h/; s/: 1d/: *f/')
form "an anchor that is not there" '-@6:14' 3 < <(edit 's/: 1d/: *f/')
form "an anchor inside of itself" '-@9:14' 3 < <(edit 's/^tactics.*/tactics: \&t [*t]/')
form "aliases of aliases" '-@7:4' 3 < <(echo 'a: &a [x,x,x,x,x,x,x,x,x]'; for p in ab bc cd de ef fg; do a=*${p:0:1}; echo "${p:1}: &${p:1} [$a,$a,$a,$a,$a,$a,$a,$a,$a]"; done; plain)
form "a tab for a blank" '' 0 < <(edit $'s/severity: /severity:\t/')
form "a tab for an indent" '-@10:1' 3 < <(edit $'s/^tactics: .*/tactics:\\\n\t- Persistence/')
form "a field twice" 'KR003@14:1' 3 < <(plain; echo 'severity: Low')
form "a query twice" 'KR003@14:1' 3 < <(plain; echo 'query: print 1')
form "no-break spaces in the query" '' 0 < <(edit $'s/SecurityEvent \\|/SecurityEvent\u00a0|/')
form "a no-break space behind a colon" '-@5:1' 3 < <(edit $'s/severity: /severity:\u00a0/')
check "rule file: and why" 3 '*' bash -c "$kql rule check $dir/form.yaml | grep 'no-break space' || exit 0; exit 3"
form "a byte order mark" '' 0 < <(printf '\xef\xbb\xbf'; plain)
form "ends of lines of Windows" 'KR013@4:11' 3 < <(edit 's/High/high/' | sed 's/$/\r/')
form "ends of lines of old" 'KR013@1:75' 3 < <(edit 's/High/high/' | tr '\n' '\r')
form "Windows-1252" 'KR013@4:11' 3 < <(edit $'s/^description: d/description: caf\xe9/; s/High/high/')
form "UTF-16" '-@1:1' 3 < <(printf '\xff\xfe'; printf 'i\0d\0:\0 \0001\0\n\0')
form "a zero byte" '-@1:1' 3 < <(edit 's/^description: d/description: aXb/' | tr X '\0')
form "nested too deeply" '-@1:257' 3 < <(printf '[%.0s' $(seq 5000))
form "a list that is not closed" '-@2:8' 3 <<<$'id: [1,\nname: x: y'
form "a colon in plain text" '-@3:15' 3 < <(edit 's/^description: d/description: a: b/')
form "a threshold as text" '' 0 < <(edit 's/Threshold: 0/Threshold: "0"/')
for n in -1 1.5 10001 many 99999999999999999999; do form "a threshold of $n" 'KR025@8:19' 3 < <(edit "s/Threshold: 0/Threshold: $n/"); done
form "a threshold of 10000" '' 0 < <(edit "s/Threshold: 0/Threshold: 10000/")
# Durations; 5 minutes to 14 days, and below 2 days, for the frequency is 5 minutes.
for d in P1D PT24H 24h 1440m PT1H30M P1DT12H 00:05:00 1.00:00:00 PT5M 5m; do form "the period $d" '' 0 < <(edit "s/: 1h/: 5m/; s/: 1d/: $d/"); done
for d in 1D 86400s PT P 1 1.5h -1h P1Y P1M pt1h P1DT 1d2h 99999999999d; do form "the period $d" 'KR020@6:14' 3 < <(edit "s/: 1h/: 5m/; s/: 1d/: $d/"); done
for d in 4m PT4M59S P0D 00:04:59; do form "the period $d" 'KR021@6:14 KR022@6:14' 3 < <(edit "s/: 1h/: 5m/; s/: 1d/: $d/"); done
for d in P2D P2W 2.00:00:00; do form "the period $d, every 5 minutes" 'KR023@5:17' 3 < <(edit "s/: 1h/: 5m/; s/: 1d/: $d/"); done
for d in P14DT1S 14.00:00:01 15d P3W; do form "the period $d" 'KR021@6:14' 3 < <(edit "s/: 1d/: $d/"); done
for t in gt GT GreaterThan greaterthan lt LessThan eq Equal ne NotEqual; do form "the operator $t" '' 0 < <(edit "s/: gt/: $t/"); done
for t in ge '">"' greater_than Equals; do form "the operator $t" 'KR024@7:18' 3 < <(edit "s/: gt/: $t/"); done
form "techniques" 'KR017@10:21' 3 < <(edit 's/^relevantTechniques: .*/techniques: [T1136, T113]/')
form "techniques of every wrong form" 'KR017@12:3 KR017@13:3 KR017@14:3 KR017@15:3' 3 < <(edit 's/^relevantTechniques: .*/relevantTechniques:\n- T1136\n- T1136.1\n- t1136\n- "T1136 "\n- 1136/')
form "tactics in small letters, with a blank" 'KR016@9:11 KR016@9:24' 3 < <(edit 's/^tactics: .*/tactics: [persistence, "Initial Access"]/')
form "a technique of another tactic" 'KR090@10:22' 0 < <(edit 's/^tactics: .*/tactics: [Discovery, Impact]/')
form "a technique without a tactic" 'KR090@9:22' 0 < <(edit '/^tactics/d')
form "one of several tactics is enough" '' 0 < <(edit 's/^tactics: .*/tactics: [Discovery, Persistence]/')
form "a technique that is newer than the table" '' 0 < <(edit 's/T1136.001/T1999/')
form "no query in it" 'KR030@11:7' 3 < <(edit 's/^query: .*/query:/')
form "a query that is a list" 'KR004@11:8' 3 < <(edit 's/^query: .*/query: [a]/')
form "an id in braces, capitals" '' 0 < <(edit 's/^id: .*/id: "{3ED02E0E-5F3E-4B6A-9F0B-8A2F5A5E9D31}"/')
for v in v1.0.0 1.0.0.0 1.0 1..0 1.0.x; do form "the version $v" 'KR015@13:10' 3 < <(edit "s/^version: .*/version: $v/"); done
form "a name of 256 letters of two bytes" '' 0 < <(edit "s/^name: n/name: $(printf 'é%.0s' $(seq 256))/")
form "and of 257" 'KR011@2:7' 3 < <(edit "s/^name: n/name: $(printf 'é%.0s' $(seq 257))/")
form "a description of 5,001 characters" 'KR012@3:14' 3 < <(edit "s/^description: d/description: $(printf 'x%.0s' $(seq 5001))/")
form "a kind that has no query" '' 0 < <(edit 's/Scheduled/Fusion/')
# Nested settings: what a field holds is looked at, too.
nested() { form "$1" "$2" "$3" < <(plain; cat); }
nested "an entity without fields" 'KR045@16:3' 3 <<<$'entityMappings:\n- entityType: Host\n  fieldMappings:'
nested "an entity that is a word" 'KR004@15:3' 3 <<<$'entityMappings:\n- Host'
nested "entities that are a map" 'KR004@15:3' 3 <<<$'entityMappings:\n  entityType: Host'
nested "a mapping without a column" 'KR002@17:5' 3 <<<$'entityMappings:\n- entityType: Host\n  fieldMappings:\n  - {identifier: HostName}'
nested "a field that mappings do not have" 'KR001@17:50' 0 <<<$'entityMappings:\n- entityType: Host\n  fieldMappings:\n  - {identifier: HostName, columnName: Computer, colum: x}'
nested "an override misspelled" 'KR001@15:3' 0 <<<$'alertDetailsOverride:\n  alertDisplayNameFormt: x'
nested "an override twice" 'KR003@16:3' 3 <<<$'alertDetailsOverride:\n  alertDisplayNameFormat: x\n  alertDisplayNameFormat: y'
nested "properties of alerts" 'KR046@17:12 KR062@18:20 KR002@20:5' 3 <<<$'alertDetailsOverride:\n  alertDynamicProperties:\n  - alertProperty: AlertLink\n    value: Link\n  - alertProperty: Colour\n    value: Computer\n  - alertProperty: Techniques'
nested "how events are grouped, and more" 'KR001@16:3' 0 <<<$'eventGroupingSettings:\n  aggregationKind: AlertPerResult\n  every: 5'
nested "settings for incidents" 'KR004@15:19 KR080@19:27' 3 <<<$'incidentConfiguration:\n  createIncident: maybe\n  groupingConfiguration:\n    enabled: true\n    matchingMethod: Selected\n    groupByAlertDetails: [Colour]'
nested "grouped by all entities: what else is listed does not count" '' 0 <<<$'incidentConfiguration:\n  groupingConfiguration:\n    matchingMethod: AllEntities\n    groupByEntities: [Account, URL]\n    groupByAlertDetails:\n    groupByCustomDetails:'
form "suppression that is neither on nor off" 'KR004@14:21' 3 < <(plain 'suppressionEnabled: sometimes')
# JSON: templates, with rules among other things; Bicep's, whose resources have names; exports, answers of the API.
json_rule() { # SEVERITY TYPE: in one line; the severity stands in column 110 if the type is alertRules, the name in column 80
    printf '{"type":"%s","kind":"Scheduled","name":"r","properties":{"displayName":"n","enabled":true,"severity":"%s","query":"SecurityEvent | take 1","queryFrequency":"PT1H","queryPeriod":"PT1H","triggerOperator":"GreaterThan","triggerThreshold":0,"tactics":["Persistence"],"techniques":["T1136"]%s}}\n' "${2:-alertRules}" "$1" "${3:-}"
}
form "json: one rule" '' 0 < <(json_rule High)
form "json: a byte order mark" '' 0 < <(printf '\xef\xbb\xbf'; json_rule High)
form "json: a template" 'KR013@2:110' 3 < <(printf '{"resources":[\n'; json_rule Huge; printf ']}')
form "json: two in a template, of one name" 'KR019@4:80 KR013@4:110' 3 < <(printf '{"resources":[\n'; json_rule High; printf ',\n'; json_rule Huge; printf ']}')
form "json: resources by name, as Bicep has them" 'KR013@2:110' 3 < <(printf '{"resources":{"rule":\n'; json_rule Huge; printf '}}')
form "json: a deployment in a template" 'KR013@2:110' 3 < <(printf '{"resources":[{"type":"Microsoft.Resources/deployments","properties":{"mode":"Incremental","template":{"resources":[\n'; json_rule Huge; printf ']}}}]}')
form "json: an answer of the API" 'KR013@2:110' 3 < <(printf '{"value":[\n'; json_rule Huge; printf ']}')
form "json: a workbook's query is no rule's" '-@1:1' 0 < <(json_rule Huge Microsoft.Insights/workbooks)
form "json: sub-techniques" 'KR017@1:326' 3 < <(json_rule High alertRules ',"subTechniques":["T1136.001","T1136.01"]')
form "json: expressions" '' 0 < <(json_rule "[parameters('s')]" | sed "s/PT1H/[variables('f')]/g; s/SecurityEvent | take 1/[variables('\$fxv#0')]/")
form "json: a bracket that is no expression" 'KR013@1:110' 3 < <(json_rule '[[Huge]')
form "json: a comment" '' 0 < <(echo '// mine'; json_rule High)
form "json: a field twice" 'KR003@1:297' 3 < <(json_rule High alertRules ',"severity":"Low"')
form "json: cut off" '-@1:6' 3 < <(printf '{"a":')
form "json: nothing" '-@1:1' 3 </dev/null
form "json: something behind it" '-@2:1' 3 < <(json_rule High; echo more)
form "json: a comma is missing" '-@1:8' 3 < <(echo '{"a":1 "b":2}')
form "json: a comma too many" '-@1:11' 3 < <(echo '{"a":[1,2,,3]}')
form "json: a comma at the end" '-@1:1' 0 < <(echo '{"a":[1,2,],}')
form "json: nested too deeply" '-@1:257' 3 < <(printf '[%.0s' $(seq 5000))
form "json: an escape that is none" '-@1:7' 3 < <(echo '{"a":"\q"}')
form "json: a character that is none" '-@1:7' 3 < <(echo '{"a":"\u12x4"}')
form "json: a sub-technique among techniques" 'KR017@1:288' 3 < <(json_rule High | sed 's/T1136/T1136.001/')
form "json: tactics are an expression" '' 0 < <(json_rule High | sed "s/\[\"Persistence\"\]/\"[parameters('t')]\"/")
