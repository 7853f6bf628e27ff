# kql test: cases of rules, what a failure shows, every form, and that nothing wrong in a test file passes.
mkdir -p $dir/t/sub
printf 'T | where name == "net.exe" and n > 1 | project name, n, when\n' >$dir/t/q.kql
cat >$dir/t/a.test.yaml <<'Y'
rules: [q.kql]
tests:
- name: as it should be   # this stays
  now: max+5m
  tables:
    T:
    - {name: net.exe, n: 2, when: 2020-01-01T00:00:00Z}
    - {name: net1.exe, n: 3, when: 2020-01-01T00:00:00Z}
  expect:
    rows: 1
    alert: true
    columns: [name, n:long, when:datetime]
    contains: [{n: 2}]
    excludes: [{name: net1.exe}]
    exactly: [{name: net.exe, n: 2, when: 2020-01-01}]
- name: CSV, and a query of its own
  rule: "T | where n == 2 | project n"
  tables:
    T: |
      name,n
      net.exe,2
  expect: {exactly: [{n: 2}]}
- name: an error is expected
  rule: "T | where nosuch == 1"
  tables: {T: [{a: 1}]}
  expect: {error: KS142}
Y
check "test: all passed" 0 'ok    as it should be  '$dir'/t/a.test.yaml:3
ok    CSV, and a query of its own  '$dir'/t/a.test.yaml:16
ok    an error is expected  '$dir'/t/a.test.yaml:23' $kql test $dir/t
says "test: how many" '3 passed, 0 failed'
check "test: --run" 0 'ok    CSV, and a query of its own  '$dir'/t/a.test.yaml:16' $kql test --run '^CSV' $dir/t
check "test: --run finds nothing" 2 '' $kql test --run 'nosuch' $dir/t
check "test: no tests" 2 '' $kql test $dir/t/sub
check "test: no such file" 2 '' $kql test $dir/t/none.test.yaml
one() { # RULE ROWS EXPECT: a file with one case
    printf 'tests:\n- name: one\n  rule: "%s"\n  tables: {T: [%s]}\n  expect: %s\n' "$1" "$2" "$3" >$dir/t/sub/b.test.yaml
}
verdict() { $kql test -o json $dir/t/sub/b.test.yaml | grep -o '"status":"[a-z]*"\|"message":"[^"]*"' | sed 's/"[a-z]*":"\(.*\)"/\1/' | paste -sd'|'; }
rows='{a: 1, s: x}, {a: 2, s: y}'
one 'T | where a > 0' "$rows" '{rows: 3}'; check "test: rows" 0 'failed|rows: expected 3, got 2' verdict
one 'T | where a > 0' "$rows" '{alert: false}'; check "test: alert" 0 'failed|alert: expected none, and 2 rows raise one' verdict
one 'T | where a > 2' "$rows" '{alert: true}'; check "test: no alert" 0 'failed|alert: expected one, and 0 rows raise none' verdict
one 'T | project a' "$rows" '{columns: [b]}'; check "test: columns" 0 'failed|columns: expected b\n         got      a:long' verdict
one 'T | project a' "$rows" '{columns: [a:int]}'; check "test: a column of another type" 0 'failed|columns: expected a:int\n         got      a:long' verdict
one 'T | project a' "$rows" '{contains: [{a: 3}]}'; check "test: contains" 0 'failed|contains: no row is like this one' verdict
one 'T | project a' "$rows" '{contains: [{a: 1}, {a: 1}]}'; check "test: each expected row takes a row of its own" 0 'failed|contains: no row is like this one' verdict
one 'T | project a' "$rows" '{contains: [{b: 1}]}'; check "test: a column that the result does not have" 0 "error|the result has no column 'b' (did you mean a?)" verdict
one 'T | project a' "$rows" '{excludes: [{a: 2}]}'; check "test: excludes" 0 'failed|excludes: row 2 is like this one' verdict
one 'T | project a' "$rows" '{exactly: [{a: 2}, {a: 1}]}'; check "test: exactly, in any order" 0 'passed' verdict
one 'T | project a' "$rows" '{exactly: [{a: 2}, {a: 1}], ordered: true}'; check "test: exactly, in order" 0 'failed|exactly: no later row is like this one|exactly: row 1 is not expected' verdict
one 'T | project a, s' "$rows" '{exactly: [{a: 1}, {a: 2}]}'; check "test: exactly, and values that are not expected" 0 'failed|exactly: row 1 has columns with values that are not expected|exactly: row 2 has columns with values that are not expected' verdict
one 'T | project a' "$rows" '{error: KS142}'; check "test: an error that does not come" 0 'failed|error: expected KS142, and the query ran' verdict
one 'T | project b | where c' "$rows" '{rows: 1}'; check "test: an error that is not expected" 0 "error|the query failed: $dir/t/sub/b.test.yaml:3:22: KS142: no column or variable is named 'b'" verdict
one 'T | project d = datetime(2020-01-01), t = 90m, b = true, r = 0.5, x = dynamic({\"k\": [1, null]}), n = int(null)' '{a: 1}' '{exactly: [{d: 2020-01-01T00:00:00Z, t: 01:30:00, b: true, r: 0.5, x: {k: [1, null]}}]}'
check "test: values of every type" 0 'passed' verdict
printf 'id: 3ed02e0e-5f3e-4b6a-9f0b-8a2f5a5e9d31\nname: My rule\nkind: Scheduled\nquery: T | project a, s\ntriggerOperator: gt\ntriggerThreshold: 1\nentityMappings:\n- entityType: Host\n  fieldMappings: [{identifier: HostName, columnName: s}]\n' >$dir/t/sub/r.yaml
case_of() { printf 'rules: ["../**/*.yaml"]\ntests:\n- name: one\n  rule: %s\n  tables: {T: [%s]}\n  expect: %s\n' "$1" "$2" "$3" >$dir/t/sub/b.test.yaml; }
case_of 'My rule' "$rows" '{alert: true, entities: {Host: [x, y]}}'; check "test: a Sentinel rule by name, its threshold and entities" 0 'passed' verdict
case_of 3ed02e0e-5f3e-4b6a-9f0b-8a2f5a5e9d31 '{a: 1, s: x}' '{alert: true, entities: {Host: z}}'; check "test: below the threshold, and no such entity" 0 "failed|alert: expected one, and 1 row raises none|entities: no Host 'z'" verdict
case_of sub/r "$rows" '{rows: 2}'; check "test: a rule by its file" 0 'passed' verdict
printf 'SearchKey\nx\n' >$dir/t/sub/vip.csv
printf 'rules: "declare query_parameters(p:string); T | where s in ((_GetWatchlist(%sVIP%s) | project SearchKey)) or s == p"\ntests:\n- name: one\n  tables: {T: [%s]}\n  watchlists: {VIP: vip.csv}\n  params: {p: y}\n  expect: {rows: 2}\n' "'" "'" "$rows" >$dir/t/sub/b.test.yaml
check "test: watchlists and parameters" 0 'passed' verdict
# what is wrong with a test file
wrong() { printf '%s\n' "$1" >$dir/t/sub/b.test.yaml; $kql test $dir/t/sub/b.test.yaml 2>&1 >/dev/null | grep ": error: " | sed "s|$dir/t/sub/||" | paste -sd'|'; }
check "test: unknown keys" 0 "b.test.yaml:3:3: error: a test has no key 'tabels'|b.test.yaml:4:12: error: expect has no key 'row'" wrong "tests:
- {name: x, rule: 'T | take 1',
  tabels: {},
  expect: {row: 1}}"
check "test: a file that is not there" 0 'b.test.yaml:2:51: error: cannot read '$dir'/t/sub/none.jsonl: No such file or directory' bash -c "$(declare -f wrong); dir=$dir kql=$kql; wrong \"tests:
- {name: x, rule: 'T | take 1', tables: {T:       none.jsonl}, expect: {rows: 1}}\" | sed 's|read none|read $dir/t/sub/none|'"
check "test: a rule nobody has" 0 "b.test.yaml:3:20: error: no rule is called 'r2'" wrong 'rules: [r.yaml]
tests:
- {name: x, rule:  r2, expect: {rows: 1}}'
check "test: nothing expected" 0 'b.test.yaml:2:41: error: nothing is expected: this case could not fail' wrong "tests:
- {name: x, rule: 'T | take 1', expect: {}}"
check "test: no rule at all" 0 'b.test.yaml:1:9: error: no file is named like '"'nosuch/*.kql'"'|b.test.yaml:3:3: error: there are 0 rules in this file: say which one with rule' wrong 'rules: [nosuch/*.kql]
tests:
- {name: x, expect: {rows: 1}}'
# a key of another shape than it has is told, not passed over
shape() { wrong "tests:
- name: x
  rule: 'T | take 1'
  $1"; }
check "test: contains that is no list" 0 'b.test.yaml:4:23: error: contains is a list of rows: [{Column: value}]' shape 'expect: {contains:  {a: 1}}'
check "test: contains without a row" 0 'b.test.yaml:4:22: error: contains without a row says nothing' shape 'expect: {contains: []}'
check "test: a row that is no map" 0 'b.test.yaml:4:23: error: a row is a map of columns: {Column: value}|b.test.yaml:4:26: error: a row without a column is like any row' shape 'expect: {excludes: [a, {}]}'
check "test: exactly that is a map" 0 'b.test.yaml:4:21: error: exactly is a list of rows: [{Column: value}]' shape 'expect: {exactly: {a: 1}}'
check "test: columns that are none" 0 "b.test.yaml:4:25: error: 'lon' is no type" shape 'expect: {columns: [a, b:lon]}'
check "test: ordered alone" 0 'b.test.yaml:4:11: error: nothing is expected: this case could not fail' shape 'expect: {ordered: true}'
check "test: entities without a value" 0 'b.test.yaml:4:29: error: an entity'"'"'s value is a text, or a list of them' shape 'expect: {entities: {Host: []}}'
check "test: an error that is no code, and rows beside it" 0 'b.test.yaml:4:20: error: error is a code, KS142, or any|b.test.yaml:4:20: error: a query that fails has no rows: error stands alone' shape 'expect: {error:  oops, rows: 1}'
check "test: tables that are a list" 0 'b.test.yaml:4:11: error: tables is a map: {SecurityEvent: events.jsonl}|b.test.yaml:2:3: error: a test has an expect' shape 'tables: [a.jsonl]'
check "test: a raw table without its recording" 0 'b.test.yaml:4:16: error: a table is a file, a list of rows, CSV, or {raw: recording, map: dialect}|b.test.yaml:2:3: error: a test has an expect' shape 'tables: {T:  {map: nxlog}}'
check "test: params that are lists" 0 'b.test.yaml:4:16: error: a parameter'"'"'s value is one text: "[1, 2]" for a dynamic one|b.test.yaml:2:3: error: a test has an expect' shape 'params: {p:  [1]}'
check "test: watchlists that are text" 0 'b.test.yaml:4:17: error: watchlists is a map: {VIP: vip.csv}|b.test.yaml:2:3: error: a test has an expect' shape 'watchlists:   vip.csv'
check "test: rules that are a map" 0 'b.test.yaml:1:8: error: rules is a list of files and queries: ["../queries/**/*.kql"]|b.test.yaml:3:3: error: there are 0 rules in this file: say which one with rule' wrong 'rules: {a: b}
tests:
- {name: x, expect: {rows: 1}}'
check "test: excused that is a map" 0 'b.test.yaml:3:10: error: excused is a list: [{at: text, change: what, reason: why}]' wrong "tests:
- {name: x, rule: 'T | take 1', expect: {rows: 1}}
excused: {at: x}"
# columns that are not there
check "test: a column of a row that its table has not" 0 "b.test.yaml:4:29: error: SecurityEvent has no column 'EventId' (did you mean EventID?)" wrong "tests:
- name: x
  rule: 'SecurityEvent | take 1'
  tables: {SecurityEvent: [{EventId: 1}, {EventID: 2, EventId: 3, Own_CF: 4, _TimeReceived: 2020-01-01}]}
  expect: {rows: 1}"
check "test: exit code for it" 2 '*' $kql test $dir/t/sub/b.test.yaml
check "test: a column of CSV that its table has not" 0 "b.test.yaml:6:15: error: SecurityEvent has no column 'Acount' (did you mean Account?)" wrong "tests:
- name: x
  rule: 'SecurityEvent | take 1'
  tables:
    SecurityEvent: |
      EventID,Acount
      1,b
  expect: {rows: 1}"
check "test: a column of an expectation" 0 "b.test.yaml:5:43: error: the result has no column 'Coun' (did you mean Count?)|b.test.yaml:5:54: error: the result has no column 'x'" wrong "tests:
- name: x
  rule: 'T | count'
  tables: {T: [{a: 1}]}
  expect: {rows: 2, contains: [{Count: 1, Coun: 1}, {x: 2}]}"
check "test: exit code for it, too" 2 '*' $kql test $dir/t/sub/b.test.yaml
# each row that is expected takes the row that leaves the others theirs
one 'T | project a, s, t = 1' "$rows" '{contains: [{t: 1}, {a: 1}]}'; check "test: the one that any row will do for leaves the other its own" 0 'passed' verdict
one 'T | project a, s, t = 1' "$rows, {a: 3, s: z}" '{contains: [{t: 1}, {t: 1}, {a: 1}]}'; check "test: over two steps" 0 'passed' verdict
one 'T | project a, s, t = 1' "$rows" '{contains: [{t: 1}, {t: 1}, {a: 1}]}'; check "test: and there are not more rows than rows" 0 'failed|contains: no row is like this one' verdict
one 'T | project a, s' "$rows" '{exactly: [{a: 1, s: x}, {a: 2, s: y}], ordered: true}'; check "test: in order" 0 'passed' verdict
wrong 'tests: [' >/dev/null
check "test: exit code for them" 2 '' $kql test $dir/t/sub/b.test.yaml
# forms
one 'T | project a' "$rows" '{contains: [{a: 3}]}'
check "test: for people, cell by cell" 1 "FAIL  one  $dir/t/sub/b.test.yaml:2
    contains: no row is like this one
        column  expected  got, in row 1
      ≠ a       3         1
    rerun: kql test $dir/t/sub/b.test.yaml --run '^one\$'" $kql test $dir/t/sub/b.test.yaml
one 'T | project a, s' "$rows, {a: 3}, {a: 4}, {a: 5}, {a: 6}" '{rows: 1}'
check "test: the rows that there are" 0 '    rows: expected 1, got 6
        got row 1: a=1 s=x
        got row 2: a=2 s=y
        got row 3: a=3
        got row 4: a=4
        got row 5: a=5
        and 1 more' bash -c "$kql test $dir/t/sub/b.test.yaml 2>/dev/null | sed '1d;\$d'"
mkdir -p $dir/t/rules
printf 'T | project a\n' >$dir/t/rules/q.kql
printf 'rules: ["../sub/../rules/*.kql"]\ntests:\n- {name: one, tables: {T: [{a: 1}]}, expect: {rows: 2}}\n' >$dir/t/sub/b.test.yaml
check "test: GitHub knows a file by its plain path" 0 '::error file=rules/q.kql,line=1' bash -c "cd $dir/t && $PWD/$kql test -o github sub/b.test.yaml 2>/dev/null | grep -o '^::error file=[^,]*,line=1'"
one 'T | project a' "$rows" '{contains: [{a: 3}]}'
check "test: TAP" 1 '*' $kql test -o tap $dir/t/sub/b.test.yaml
check "test: TAP, its lines" 0 'TAP version 13 1..1 not ok 1 - one' bash -c "$kql test -o tap $dir/t/sub/b.test.yaml | head -3 | paste -sd' '"
check "test: GitHub, at the rule" 0 "::error file=$dir/t/sub/b.test.yaml,line=3,title=one::" bash -c "$kql test -o github $dir/t/sub/b.test.yaml | grep -o '^::error file=[^:]*::'"
check "test: JUnit" 1 '*' $kql test --junit $dir/t/j.xml $dir/t/sub/b.test.yaml
check "test: JUnit, its counts" 0 '<testsuites tests="1" failures="1" errors="0"' grep -o '<testsuites tests="1" failures="1" errors="0"' $dir/t/j.xml
# --update keeps what it does not rewrite
cat >$dir/t/sub/b.test.yaml <<'Y'
tests:
# a comment
- name: one   # and another
  rule: "T | project a, s"
  tables: {T: [{a: 1, s: "x: y"}, {a: 2}]}
  expect:
    rows: 9  # too many
    exactly:
    - {a: 5}
    # behind it
- name: two
  rule: "T | project a"
  tables: {T: [{a: 1}]}
  expect: {exactly: [], rows: 1}
Y
check "test: --update" 1 '*' $kql test --update $dir/t/sub/b.test.yaml
check "test: what it wrote" 0 'tests:
# a comment
- name: one   # and another
  rule: "T | project a, s"
  tables: {T: [{a: 1, s: "x: y"}, {a: 2}]}
  expect:
    rows: 2  # too many
    exactly:
      - {"a": 1, "s": "x: y"}
      - {"a": 2}
    # behind it
- name: two
  rule: "T | project a"
  tables: {T: [{a: 1}]}
  expect: {exactly: [{"a": 1}], rows: 1}' cat $dir/t/sub/b.test.yaml
# --update of contains, of typed columns, of rows in a file
printf '{"a":9}\n' >$dir/t/sub/want.jsonl
cat >$dir/t/sub/b.test.yaml <<'Y'
tests:
- name: one
  rule: "T | project a, s"
  tables: {T: [{a: 1, s: x}, {a: 2, s: y}]}
  expect:
    columns: [a:int]
    contains:
    - {a: 1, s: x}
    - {a: 2, s: q}  # the nearest
    exactly: want.jsonl
Y
check "test: --update of contains, types and a file" 1 '*' $kql test --update $dir/t/sub/b.test.yaml
check "test: and then it passes" 0 '*' $kql test $dir/t/sub/b.test.yaml
check "test: what it wrote of contains and columns" 0 '    columns: ["a:long", "s:string"]
    - {a: 2, s: "y"}  # the nearest' grep 'columns\|nearest' $dir/t/sub/b.test.yaml
check "test: what it wrote into the file" 0 '{"a":1,"s":"x"}
{"a":2,"s":"y"}' cat $dir/t/sub/want.jsonl
