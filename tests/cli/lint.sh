# kql lint: every kind of trap is found where it is, and not where it is not.
lints() { # QUERY: the codes found, each with the text it points at
    local code line col length texts=()
    printf '%s\n' "$1" >$dir/lint.kql
    mapfile -t texts <$dir/lint.kql
    $kql lint -q -o json $dir/lint.kql | grep -o '"code":"KL[0-9]*","name\|"line":[0-9]*,"column":[0-9]*,"length":[0-9]*' | tr -dc '0-9,\n' | paste -d, - - |
        while IFS=, read -r code _ line col length; do printf 'KL%s[%s]\n' "$code" "${texts[line - 1]:col-1:length}"; done | paste -sd' '
}
S='SecurityEvent | where TimeGenerated > ago(1d)'
check "lint: nothing to say" 0 '' lints "$S | where EventID == 4720"
check "lint: contains of a whole word" 0 "KL101[contains]" lints "$S | where CommandLine contains 'mimikatz'"
check "lint: contains of a part with marks" 0 '' lints "$S | where CommandLine contains '.exe'"
check "lint: has with a star, has without a term" 0 "KL102['mimi*'] KL102['--']" lints "$S | where CommandLine has 'mimi*' or CommandLine has '--'"
check "lint: has_any with a star" 0 "KL102['*x']" lints "$S | where CommandLine has_any ('*x', 'y')"
check "lint: == on a file name" 0 "KL103[==]" lints "$S | where Process == 'cmd.exe'"
check "lint: == on a number, on a text without letters, =~" 0 '' lints "$S | where EventID == 1 and Process != '12' and Process =~ 'a'"
check "lint: tolower to compare" 0 "KL104[tolower(Activity)]" lints "$S | where tolower(Activity) == 'x'"
check "lint: a plain regex" 0 "KL111['^net']" lints "$S | where CommandLine matches regex '^net'"
check "lint: a regex that is one" 0 '' lints "$S | where CommandLine matches regex 'net[12]?'"
check "lint: a bare join, keys that may be empty" 0 "KL201[join] KL202[Computer]" lints "$S | join (Heartbeat | where TimeGenerated > ago(1d)) on Computer | where EventID == 1"
check "lint: a join that says what it is, keys that are not empty" 0 '' lints "$S | where isnotempty(Computer) | join kind=inner (Heartbeat | where TimeGenerated > ago(1d)) on Computer | where EventID == 1"
check "lint: a leg without the time by which is sorted" 0 "KL211[(print x = 1)]" lints "union ($S | project TimeGenerated), (print x = 1) | sort by TimeGenerated desc"
check "lint: legs that have it" 0 '' lints "union ($S), ($S) | sort by TimeGenerated desc"
check "lint: in (T) with two columns" 0 "KL212[($S | distinct Account, Computer)]" lints "$S | where Account in (($S | distinct Account, Computer))"
check "lint: != keeps nulls" 0 "KL301[!=]" lints "$S | where EventID != 4688"
check "lint: != of texts does not: they have no nulls" 0 '' lints "$S | where Activity != 'x'"
check "lint: no time" 0 "KL401[SecurityEvent]" lints "SecurityEvent | where EventID == 1"
check "lint: the time behind a summary" 0 "KL402[where TimeGenerated > ago(1d)]" lints "SecurityEvent | summarize TimeGenerated = max(TimeGenerated) | where TimeGenerated > ago(1d)"
check "lint: another time" 0 "KL403[CreatedDateTime]" lints "SigninLogs | where CreatedDateTime > ago(1d)"
check "lint: always true" 0 "KL501[1 == 1]" lints "$S | where 1 == 1"
check "lint: a column and itself" 0 "KL501[EventID == EventID] KL501[Task < Task]" lints "$S | where EventID == EventID and Task < Task"
check "lint: a switch that readers set" 0 '' lints "let all = true; $S | where all or EventID == 1"
check "lint: a column that nobody lists" 0 '' lints "$S | evaluate bag_unpack(todynamic(EventData)) | where Signer startswith 'x'"
check "lint: has_any beside has" 0 "KL502[CommandLine has_any ('user ', '/add')]" lints "$S | where CommandLine has_any ('user ', '/add') | where CommandLine has '/add'"
check "lint: == beside in~" 0 "KL502[Activity in~ ('ABC', 'd')]" lints "$S | where Activity == 'abc' and Activity in~ ('ABC', 'd')"
check "lint: == implies =~, not the other way round" 0 "KL502[Activity =~ 'abc']" lints "$S | where Activity =~ 'abc' and Activity == 'ABC'"
check "lint: has does not imply has of another word" 0 '' lints "$S | where CommandLine has 'a1' and CommandLine has 'b2'"
check "lint: two values of one column" 0 "KL503[EventID in (2, 3)]" lints "$S | where EventID == 1 and EventID in (2, 3)"
check "lint: a range that is empty, over two filters" 0 "KL503[EventID < 5]" lints "$S | where EventID >= 5 | where EventID < 5"
check "lint: cases of one word, values that meet, a range of one" 0 '' lints "$S | where Activity in~ ('a', 'b') and Activity in ('A', 'C') | where EventID in (1, 2) and EventID > 1 | where EventID <= 2"
check "lint: or is not and" 0 '' lints "$S | where EventID == 1 or EventID == 2"
check "lint: two columns, both empty" 0 "KL302[Account == TargetUserName]" lints "$S | where Account == TargetUserName"
check "lint: one of them is not" 0 '' lints "$S | where Account == TargetUserName | where isnotempty(TargetUserName)"
check "lint: != of another text keeps the empty ones" 0 "KL302[Account == TargetUserName]" lints "$S | where Account == TargetUserName and TargetUserName != '1'"
check "lint: keys that may be null" 0 "KL202[EventID]" lints "$S | join kind=inner ($S) on EventID"
check "lint: a query with externaldata" 0 '' lints "$S | where Computer in ((externaldata(n:string)['https://example.org/x.csv'] | project n))"
check "lint: a let that nobody uses" 0 "KL601[a]" lints "let a = 1; let b = 2; print b"
check "lint: a column that nobody reads" 0 "KL602[a]" lints "$S | extend a = 1, b = 2 | project b, Computer"
check "lint: dcount" 0 "KL701[dcount(Account)]" lints "$S | summarize dcount(Account) by Computer"
check "lint: search everything" 0 "KL401[search 'x'] KL702[search]" lints "search 'x'"
check "lint: and search *" 0 "KL702[search]" lints "search * | where TimeGenerated > ago(1d)"
check "lint: any rows" 0 "KL703[take 5]" lints "$S | take 5"
check "lint: the first rows" 0 '' lints "$S | sort by TimeGenerated | take 5"
check "lint: more than take gives" 0 "KL704[n > 5]" lints "$S | top 5 by TimeGenerated | summarize n = count() | where n > 5"
check "lint: an hour that is none" 0 "KL704[h >= 24]" lints "$S | extend h = hourofday(TimeGenerated) | where EventID == 1 and h >= 24"
check "lint: as many as take gives" 0 '' lints "$S | top 5 by TimeGenerated | summarize n = count() | where n >= 5"
check "lint: a group without rows" 0 "KL704[n == 0]" lints "$S | summarize n = count() by EventID | where n == 0"
check "lint: a group has a row" 0 "KL705[n > 0]" lints "$S | summarize n = count() by EventID | where n > 0"
check "lint: a summary of nothing has none" 0 '' lints "$S | summarize n = count() | where n > 0"
check "lint: none at all may be" 0 '' lints "$S | summarize n = count() | where n == 0"
check "lint: more distinct values than are let through" 0 "KL704[n > 2]" lints "$S | where EventID in (1, 2) | summarize n = count_distinct(EventID) by Computer | where n > 2"
check "lint: more distinct values of another column" 0 '' lints "$S | where EventID in (1, 2) | summarize n = count_distinct(Level) by Computer | where n > 2"
check "lint: waved through on its line" 0 '' lints "SecurityEvent // kql:disable=KL401 small table"
check "lint: waved through from the line above, two codes" 0 '' lints "// kql:disable=KL703,KL401 small table
SecurityEvent | take 5"
check "lint: another code does not" 0 "KL401[SecurityEvent]" lints "SecurityEvent // kql:disable=KL40"
check "lint: the shipped detection" 0 '"code":"KL502","line":23 "code":"KL211","line":31' bash -c "$kql lint -q -o json queries/T1136.001/local_account.kql | grep -o '\"code\":\"KL[0-9]*\"\|\"line\":[0-9]*' | paste -sd' ' | sed 's/ \"line/,\"line/g'"
# exit codes, forms, mends
printf 'SecurityEvent | where TimeGenerated > ago(1d) | take 5\n' >$dir/lint.kql
check "lint: notes do not fail" 0 '*' $kql lint $dir/lint.kql
printf 'SecurityEvent | where TimeGenerated > ago(1d) | where 1 == 2\n' >$dir/lint.kql
check "lint: warnings do" 1 '*' $kql lint $dir/lint.kql
printf 'SecurityEvent | where Nosuch == 2\n' >$dir/lint.kql
check "lint: what does not compile" 3 '*' $kql lint $dir/lint.kql
printf 'let t = datatable(k:string, v:long)["a",1,"a",2,"b",3];\nt | join (t) on k | where k matches regex "(?i)^A"\n' >$dir/lint.kql
check "lint: for GitHub" 0 "::warning file=$dir/lint.kql,line=2,col=5,title=KL201::a join without kind keeps one left row a key (innerunique)" bash -c "$kql lint -q -o github $dir/lint.kql | grep KL201"
check "lint: SARIF" 0 '"ruleId":"KL201","level":"warning"' bash -c "$kql lint -q -o sarif $dir/lint.kql | grep -o '\"ruleId\":\"KL201\",\"level\":\"warning\"'"
mkdir -p $dir/empty
check "lint: with data it is proved" 0 '"rows":2,"mended_rows":4,"same":false' bash -c "$kql lint -q -o json -d $dir/empty $dir/lint.kql | grep -o '\"rows\":2,\"mended_rows\":4,\"same\":false' | head -1"
check "lint: and what the join loses, where it stands" 0 '    behind this join there are 3 rows, and 5 with the mend' bash -c "printf 'let t = datatable(k:string)[\"a\", \"a\", \"b\"];\nt | join (t) on k | summarize count()\n' >$dir/joined.kql; $kql lint -q --color never -d $dir/empty $dir/joined.kql | grep behind"
printf '{"TimeGenerated":"2024-01-01T00:00:00Z","CommandLine":"mimikatz.exe"}\n{"TimeGenerated":"2024-01-01T00:00:00Z","CommandLine":"x mimi"}\n' >$dir/terms.jsonl
printf 'SecurityEvent | where TimeGenerated > ago(1d) | where CommandLine has "mimik" or CommandLine has "mimi"\n' >$dir/terms.kql
check "lint: with data, a needle that is never a whole term" 1 'KL105: on this data `CommandLine has "mimik"` never holds, and with contains it does for 1 row' bash -c "$kql lint -q --color never --now 2024-01-01T01:00:00Z -t SecurityEvent=$dir/terms.jsonl $dir/terms.kql >$dir/said; st=\$?; grep -o 'KL105.*' $dir/said; exit \$st"
check "lint: --fix" 1 '' bash -c "$kql lint -q --fix $dir/lint.kql >/dev/null; cat $dir/lint.kql >$dir/fixed; exit 1"
check "lint: and what it made" 0 'let t = datatable(k:string, v:long)["a",1,"a",2,"b",3];
t | where isnotempty(k) | join kind=inner (t) on k | where k startswith "A"' cat $dir/lint.kql
printf 'let t = datatable(v:long)[1, 2, long(null)];\nt | where v != 1 or v !in (1, 2)\n' >$dir/lint.kql
check "lint: --fix of what keeps nulls" 0 'let t = datatable(v:long)[1, 2, long(null)];
t | where v != 1 and isnotnull(v) or v !in (1, 2) and isnotnull(v)' bash -c "$kql lint -q --fix $dir/lint.kql >/dev/null; cat $dir/lint.kql"
check "lint: no line of prose passes 79 cells" 0 0 bash -c "$kql lint -q --color never $dir/lint.kql queries/T1136.001/local_account.kql | grep -v ': note \|: warning ' | awk 'length > 79' | wc -l"
check "lint: nothing given" 2 '' $kql lint
printf 'query: |\n  SecurityEvent\n  | where EventID == 4720\n' >$dir/lint.yaml
check "lint: a rule's period is its filter on time" 0 '' bash -c "$kql lint -q $dir/lint.yaml"
