# kql check: parse and bind only, for people and as JSON; places are those of the file.
printf 'SecurityEvent | where EventID == 1\n| project Computer, n = 1\n' >$dir/good.kql
printf 'SecurityEvent\n| where EventId == 1\n| where Computr == "x"\n' >$dir/wrong.kql
printf 'print x = 1 | make-graph x --> x\n' >$dir/later.kql
printf 'table,column,type\nMine,Who,string\nMine,When,datetime\n' >$dir/mine.csv
printf 'Mine | project When\n' >$dir/mine.kql
check "check: a query that compiles" 0 "$dir/good.kql: ok" $kql check $dir/good.kql
check "check: as JSON, with its columns" 0 "{\"file\":\"$dir/good.kql\",\"ok\":true,\"columns\":[{\"name\":\"Computer\",\"type\":\"string\"},{\"name\":\"n\",\"type\":\"long\"}],\"errors\":[]}" \
    $kql check -o json $dir/good.kql
check "check: one that does not, for people" 3 '*' $kql check $dir/wrong.kql
check "check: every error, with its place" 0 '2:9:7 3:9:7' bash -c "$kql check -o json $dir/wrong.kql | grep -o '\"line\":[0-9]*,\"column\":[0-9]*,\"length\":[0-9]*' | tr -dc '0-9,\n' | tr , : | paste -sd' '"
check "check: refused by name" 5 '"unsupported"' bash -c "set -o pipefail; $kql check -o json $dir/later.kql | grep -o '\"unsupported\"'"
check "check: the gravest of several files" 3 '*' $kql check $dir/good.kql $dir/later.kql $dir/wrong.kql
check "check: --schema adds tables" 0 "{\"file\":\"$dir/mine.kql\",\"ok\":true,\"columns\":[{\"name\":\"When\",\"type\":\"datetime\"}],\"errors\":[]}" \
    $kql check -o json --schema $dir/mine.csv $dir/mine.kql
check "check: a file that is not there" 4 '' $kql check $dir/none.kql
check "check: nothing given" 2 '' $kql check
check "check: a format it does not have" 2 '' $kql check -o csv $dir/good.kql
