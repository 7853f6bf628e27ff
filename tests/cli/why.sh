# kql why: an event's way through a query, and a row's events.
mkdir -p $dir/why
printf '%s\n' '{"n":1,"host":"ws1","user":"ann","cmd":"net user bob /add","tags":["a","b"]}' \
    '{"n":2,"host":"ws1","user":"Ann","cmd":"netstat -a","tags":[]}' '' \
    '{"n":3,"host":"ws2","user":"bob","cmd":"net1 user","tags":["c"]}' \
    '{"n":4,"host":"ws9","user":"cy","cmd":""}' >$dir/why/E.jsonl
printf '%s\n' '{"host":"ws1","owner":"it"}' '{"host":"ws2","owner":"hr"}' '{"host":"ws2","owner":"hr2"}' >$dir/why/H.jsonl
# why QUERY ARGS...: from the operators on, without the event's own values
why() { (cd $dir/why && ${kql/#build/$OLDPWD/build} why -e "$1" -t E=E.jsonl -t H=H.jsonl "${@:2}") | grep -v '^    [a-z]'; }
check "why: a condition, differs only in case" 0 'E row 2  E.jsonl:2
       1  E
       1  | where user == "ann" and n > 0  ends here
            `user == "ann"` is false
              user = "Ann"
              differs only in case: =~ would match' why 'E | where user == "ann" and n > 0' --row 'n == 2'
check "why: has wants whole terms; every part of or" 0 'E row 3  E.jsonl:4
       1  E
       1  | where cmd has "net" or cmd startswith "user"  ends here
            `cmd has "net" or cmd startswith "user"`: none of these is true
              `cmd has "net"` is false
                cmd = "net1 user"
                "net" is there, but not as whole terms: contains would match
              `cmd startswith "user"` is false
                cmd = "net1 user"
                "user" is there, but not at the start: contains would match' why 'E | where cmd has "net" or cmd startswith "user"' -t E=E.jsonl:4
check "why: an empty value" 0 'E row 4  E.jsonl:5
       1  E
       1  | where cmd has "net"  ends here
            `cmd has "net"` is false
              cmd = ""
              the value is empty: the event lacks it' why 'E | where cmd has "net"' --match CY
check "why: a null" 0 'E row 3  E.jsonl:4
       1  E
       1  | where n > long(null)  ends here
            `n > long(null)` is null, which is not true
              n = 3
              one of its sides is null, and a comparison with null is not true' why 'E | where n > long(null)' --row 'n == 3'
check "why: the nearest item of a list" 0 'E row 3  E.jsonl:4
       1  E
       1  | where user in~ ("ann", "bobby", "zoe")  ends here
            `user in~ ("ann", "bobby", "zoe")` is false
              user = "bob"
              the nearest item is "bobby"' why 'E | where user in~ ("ann", "bobby", "zoe")' --row 'n == 3'
check "why: not" 0 'E row 3  E.jsonl:4
       1  E
       1  | where not(n > 1)  ends here
            `not(n > 1)` is false: what it denies is true
              n = 3' why 'E | where not(n > 1)' --row 'n == 3'
check "why: a join key that nobody has" 0 'E row 4  E.jsonl:5
       1  E
       1  | join kind=inner H on host  ends here
            no row on the right, of 3, has its key
              host = "ws9"
              the nearest host there is "ws1"' why 'E | join kind=inner H on host' --row 'n == 4'
check "why: a join makes two rows of one" 0 'E row 3  E.jsonl:4
       1  E
       1  | join kind=inner H on host  2 of 1 rows
       1  | project n, owner  2 of 2 rows
        =  row 3 of the result
            n=3 owner="hr"
        =  row 4 of the result
            n=3 owner="hr2"' why 'E | join kind=inner H on host | project n, owner' --row 'n == 3'
check "why: innerunique takes the first of a key" 0 'E row 2  E.jsonl:2
       1  E
       1  | join H on host  ends here
            its key is met, but innerunique takes one row of the left for each
            key, and another came first
              kind=inner would keep it' why 'E | join H on host' --row 'n == 2'
check "why: leftanti" 0 'E row 3  E.jsonl:4
       1  E
       1  | join kind=leftanti H on host  ends here
            leftanti drops it: row 2 of the other side has its key' why 'E | join kind=leftanti H on host' --row 'n == 3'
check "why: summarize, arg_max took another row" 0 'E row 1  E.jsonl:1
       1  E
       1  | summarize arg_max(n, user), c = count() by host
            group 1 of 3, with 2 rows
              host = "ws1"
            arg_max: another row of the group is taken
              n = 1
              n of the row taken = 2
        =  row 1 of the result
            host="ws1" n=2 user="Ann" c=2' why 'E | summarize arg_max(n, user), c = count() by host' --row 'n == 1'
check "why: distinct" 0 'E row 2  E.jsonl:2
       1  E
       1  | distinct host
            2 rows are the same here, and one goes on for all
        =  row 1 of the result
            host="ws1"' why 'E | distinct host' --row 'n == 2'
check "why: top and take" 0 'E row 1  E.jsonl:1
       1  E
       1  | top 2 by n desc  ends here
            2 rows come before it, of 4
              n = 1
              n of the last row that goes on = 3

E row 4  E.jsonl:5
       1  E
       1  | top 2 by n desc
       1  | take 1
        =  row 1 of the result
            n=4 host="ws9" user="cy"' why 'E | top 2 by n desc | take 1' --row 'n in (1, 4)'
check "why: mv-expand of an empty array" 0 'E row 2  E.jsonl:2
       1  E
       1  | mv-expand tags  ends here
            mv-expand makes no row of it
              tags = []
              an empty array gives no rows' why 'E | mv-expand tags' --row 'n == 2'
check "why: two ways through a materialized table" 0 'E row 2  E.jsonl:2
  way 1 of 2: it ends on the way
       1  E
       1  | where n > 1
       1  | where user == "bob"  ends here
            `user == "bob"` is false
              user = "Ann"
  way 2 of 2: into the result
       1  E
       1  | where n > 1
       1  | union M
       1  | count
        =  row 1 of the result
            Count=4' why 'let M = materialize(E | where n > 1); union M, (M | where user == "bob") | count' --row 'n == 2'
check "why: the events of a row" 0 'row 1 of the result is made of 3 events
            host="ws1" c=2
E row 1  E.jsonl:1
E row 2  E.jsonl:2
H row 1  H.jsonl:1' why 'E | join kind=inner H on host | summarize c = count() by host' --out-row 1
check "why: as JSON" 0 '{"events":[{"table":"E","row":1,"file":"E.jsonl","line":1,"values":{"n":1,"host":"ws1","user":"ann","cmd":"net user bob /add","tags":["a","b"]},"ways":[{"arrives":false,"steps":[{"line":1,"column":1,"length":1,"operator":"scan","text":"E","in":[],"out":[1],"reasons":[]},{"line":1,"column":5,"length":11,"operator":"where","text":"where n > 1","in":[1],"out":[],"reasons":[{"line":1,"column":11,"length":5,"depth":0,"text":"`n > 1` is false","values":[{"what":"column","name":"n","value":1}],"hint":""}]}],"rows":[]}]}]}' \
    why 'E | where n > 1' --row 'n == 1' -o json
check "why: a row's events as JSON" 0 '{"row":1,"values":{"n":3},"events":[{"table":"E","row":3,"file":"E.jsonl","line":4,"values":{"n":3,"host":"ws2","user":"bob","cmd":"net1 user","tags":["c"]}}]}' \
    why 'E | where n == 3 | project n' --out-row 1 -o json
refused() { $kql why -e "$1" -t E=$dir/why/E.jsonl "${@:2}"; }
check "why: an operator that is not followed" 5 '' refused 'E | make-series count() on n step 1' --row 'n == 1'
says "why: by its name" "-e:1:5: error: rows are not followed through make-series"
check "why: nothing picked" 4 '' refused 'E | where n > 1' --row 'n == 77'
check "why: a column that no table has" 3 '' refused 'E | where n > 1' --row 'nosuch == 1'
says "why: in the expression" "--row:1:15: error KS142"
check "why: a line without an event" 4 '' refused 'E' -t E=$dir/why/E.jsonl:3
check "why: a row that the result has not" 4 '' refused 'E' --out-row 9
check "why: which events" 2 '' refused 'E'
check "why: both directions at once" 2 '' refused 'E' --row 'n == 1' --out-row 1
w=queries/T1136.001
check "why: the shipped detection, a group that is not listed" 0 '  way 2 of 2: it ends on the way
      11  SecurityEvent
      12  | where TimeGenerated > ago(24h)
      13  | where EventID == 4732
      14  | where TargetUserName in~ ("Administrators", "Remo...  ends here
            `TargetUserName in~ ("Administrators", "Remote Desktop Use...` is
            false
              TargetUserName = "Users"
              the nearest item is "Administrators"' \
    bash -c "$kql why $w/local_account.kql -d $w --now 2024-05-14T12:00:00Z -t SecurityEvent=$w/SecurityEvent.jsonl:6 | sed -n '/way 2/,\$p'"
check "why: the shipped detection, every row back to its one event" 0 'SecurityEvent row 8  queries/T1136.001/SecurityEvent.jsonl:8
SecurityEvent row 7  queries/T1136.001/SecurityEvent.jsonl:7
SecurityEvent row 5  queries/T1136.001/SecurityEvent.jsonl:5
SecurityEvent row 3  queries/T1136.001/SecurityEvent.jsonl:3' \
    bash -c "for i in 1 2 3 4; do $kql why $w/local_account.kql -d $w --now 2024-05-14T12:00:00Z --out-row \$i | grep '^[SD]'; done"
check "why: no line is wider than 80" 0 '' bash -c "$kql why $w/local_account.kql -d $w --now 2024-05-14T12:00:00Z --row 'true' | grep -E '^.{81,}'; true"
# What became of every sample event: where its ways end (line of the query) or which row it is.
outcomes() { $kql why "${@}" | awk '/^[A-Z][A-Za-z]* row/ { printf "%s%s %s:", n++ ? "\n" : "", substr($1, 1, 1), $3 } /  ends here$/ { printf " %s", $1 } / =  row/ { printf " =%s", $3 } END { print "" }'; }
check "why: the shipped detection, every sample event" 0 'S 1: 3 12
S 2: 4 13
S 3: =4 13
S 4: 4 13
S 5: 4 =3
S 6: 4 14
S 7: =2 13
S 8: 4 =1
S 9: 4 13
S 10: 4 13
D 1: 21
D 2: =5
D 3: =6
D 4: =7
D 5: =8
D 6: 24
D 7: 23
D 8: 22
D 9: 22' outcomes $w/local_account.kql -d $w --now 2024-05-14T12:00:00Z --row true
# Over the detection's cases: each expected row is one event's, and no event has another.
each_case() {
    awk -v d=$dir/why 'function done_with() { if (n && events) print n, (rows ? rows - 1 : 0) }
        /^\/\/===/ { done_with(); n++; rows = events = 0; file = ""; system("mkdir -p " d "/case" n "; : >" d "/case" n "/SecurityEvent.jsonl; : >" d "/case" n "/DeviceProcessEvents.jsonl") }
        /^\/\/@ rows/ { file = d "/case" n "/" $3 ".jsonl" } /^\/\/>/ { rows++ }
        /^\/\/[|] / && file { print substr($0, 5) >file; events++ } END { done_with() }' $w/cases.kql >$dir/why/cases
    while read -r n rows; do
        local got=$($kql why $w/local_account.kql -t SecurityEvent=$dir/why/case$n/SecurityEvent.jsonl -t DeviceProcessEvents=$dir/why/case$n/DeviceProcessEvents.jsonl \
            --now 2024-05-14T12:00:00Z --row true | awk '/ =  row/ { print $3 }' | sort -n | tr '\n' ' ')
        [ "$got" = "$(seq 1 "$rows" | tr '\n' ' ')" ] || echo "case $n: rows $got of $rows"
    done <$dir/why/cases
    wc -l <$dir/why/cases
}
check "why: the shipped detection, over its cases" 0 17 each_case
check "why: toscalar, as a value and as a way" 0 'E row 3  E.jsonl:4
  way 1 of 2: it ends on the way
       1  E
       1  | where n == m  ends here
            `n == m` is false
              n = 3
              toscalar(E | summarize max(n)) = 4
  way 2 of 2: into a condition or a value
       1  E
       1  | summarize max(n)
            group 1 of 1, with 4 rows
        =  row 1 of what this reads, on line 1:
            toscalar(E | summarize max(n))' why 'let m = toscalar(E | summarize max(n)); E | where n == m' --row 'n == 3'
check "why: an event of a list" 0 'H row 3  H.jsonl:3
       1  H
       1  | where owner != "hr"
       1  | project host
        =  row 2 of what this reads, on line 1:
            (H | where owner != "hr" | project host)' why 'E | where host in ((H | where owner != "hr" | project host))' --match hr2
printf '%s\n' '{"host":"ws1","user":"ANN","t":"2024-05-14T00:00:00Z"}' '{"host":"ws9","user":"bob","t":"2024-05-14T00:00:00Z"}' >$dir/why/P.jsonl
check "why: two keys, one differs only in case" 0 'E row 1  E.jsonl:1
       1  E
       1  | join kind=inner P on host, user  ends here
            no row on the right, of 2, has its keys together; none has its user
              host = "ws1"
              user = "ann"
              there is "ANN", where the other keys are met, which differs only
              in case: keys are compared exactly' why 'E | join kind=inner P on host, user' -t P=P.jsonl --row 'n == 1'
check "why: two keys, met by different rows" 0 'E row 3  E.jsonl:4
       1  E
       1  | extend host = "ws1"
       1  | join kind=inner (P | project host, user) on host,...  ends here
            no row on the right, of 2, has its keys together
              host = "ws1"
              user = "bob"
              the nearest host there, where the other keys are met, is "ws9"' why 'E | extend host = "ws1" | join kind=inner (P | project host, user) on host, user' -t P=P.jsonl --row 'n == 3'
check "why: a time, and by how much" 0 'P row 1  P.jsonl:1
       1  P
       1  | where t > datetime(2024-05-15)  ends here
            `t > datetime(2024-05-15)` is false
              t = 2024-05-14T00:00:00.0000000Z
              it is 1.00:00:00 earlier' why 'P | where t > datetime(2024-05-15)' -t P=P.jsonl --row 'user == "ANN"'
check "why: parse-where" 0 'E row 2  E.jsonl:2
       1  E
       1  | parse-where cmd with "net user " who " " *  ends here
            the text does not fit the pattern
              cmd = "netstat -a"' why 'E | parse-where cmd with "net user " who " " *' --row 'n == 2'
