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
# A table whose columns are not all known gets them by their being named: more of them than it had.
open_names() { # OPERATOR: does it compile, how many columns, and the first
    echo "AADSignInEventsBeta | $1 $(seq -f 'N%g' -s ', ' 300)" >$dir/open.kql
    $kql check -o json $dir/open.kql | sed 's/"errors":.*//' | grep -oE '"ok":[a-z]*|"name":"N[0-9]*"' | awk 'NR < 3 { printf "%s ", $0 } END { print NR }'
}
check "check: project-reorder makes 300 columns known" 0 '"ok":true "name":"N1" 301' open_names project-reorder
check "check: project-keep makes 300 columns known" 0 '"ok":true "name":"N1" 301' open_names project-keep
check "check: project-away of 300 columns that nobody knew" 0 '"ok":true 1' open_names project-away
check "check: a file that is not there" 4 '' $kql check $dir/none.kql
check "check: nothing given" 2 '' $kql check
check "check: a format it does not have" 2 '' $kql check -o csv $dir/good.kql
# Queries inside rules and pages: places are those of the file.
places() { # FILE: line:column+length of every error
    $kql check -o json "$1" | grep -o '"line":[0-9]*,"column":[0-9]*,"length":[0-9]*' | sed 's/"line":\([0-9]*\),"column":\([0-9]*\),"length":/\1:\2+/' | paste -sd' '
}
printf '\xef\xbb\xbfname: x\r\nquery: |\r\n  SecurityEvent\r\n\r\n    | where Nosuch == 2\r\n  | project Computr\r\nversion: 1\r\n' >$dir/block.yaml
check "check: a rule with BOM and CRLF" 0 '5:13+6 6:13+7' places $dir/block.yaml
printf 'query: >\n  SecurityEvent\n  | where EventID == 1\n  | where Nosuch == 2\n' >$dir/folded.yml
check "check: a folded query" 0 '4:11+6' places $dir/folded.yml
printf "query: 'SecurityEvent | where Account == ''x''\n   | where Nosuch == 2'\n" >$dir/single.yaml
check "check: a query in single quotes" 0 '2:12+6' places $dir/single.yaml
printf 'query: "SecurityEvent\\n| where Account == \\"x\\" \\\n   | where Nosuch == 2"\n' >$dir/double.yaml
check "check: a query in double quotes" 0 '2:12+6' places $dir/double.yaml
printf 'name: caf\xe9\nquery: SecurityEvent | where Account == "caf\xe9" and Nosuch == 1\n' >$dir/latin.yaml
check "check: a rule in Windows-1252" 0 '2:52+6' places $dir/latin.yaml
printf '{"resources":[{ // a comment\n "properties":{"query":"SecurityEvent\\r\\n| where Account == \\"\\ud83d\\ude00\\" | where Nosuch == 2"}},{"properties":{"x":{"query":"none"}}}]}' >$dir/arm.json
check "check: an ARM template" 0 '2:86+6' places $dir/arm.json
printf '[{"query":"SecurityEvent | where Nosuch == 1"},{"query":"print 1"}]' >$dir/list.json
check "check: a list of rules" 0 '1:34+6' places $dir/list.json
printf '# t\n\n```kql\nSecurityEvent | where Nosuch == 1\n```\n- x\n  ~~~ Kusto\n  SecurityEvent\n  | where Other == 1\n  ~~~\n```sh\nSecurityEvent | nosuch\n```\n' >$dir/page.md
check "check: blocks of a page" 0 '4:23+6 9:11+5' places $dir/page.md
printf 'query: print 1\nx: [1,\n' >$dir/torn.yaml
check "check: YAML that is none" 3 '*' $kql check $dir/torn.yaml
printf '{"query": "print 1"' >$dir/torn.json
check "check: JSON that ends too early" 3 '*' $kql check $dir/torn.json
printf 'a: 1\n' >$dir/none.yaml
check "check: a file without a query" 0 '*' $kql check $dir/none.yaml
check "check: and what it says" 0 "{\"file\":\"$dir/none.yaml\",\"ok\":true,\"columns\":null,\"errors\":[{\"severity\":\"warning\",\"code\":\"\",\"message\":\"there is no query in this file\",\"line\":1,\"column\":1,\"length\":0}]}" \
    $kql check -o json $dir/none.yaml
{
    printf 'a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n'
    for i in 1 2 3 4 5 6 7 8; do p=$((i - 1)); printf 'a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n' $i $i $p $p $p $p $p $p $p $p $p $p; done
    printf 'query: print 1\n'
} >$dir/bomb.yaml
check "check: aliases of aliases end with a message" 3 '*' timeout 5 $kql check $dir/bomb.yaml
printf 'base: &q SecurityEvent | where Nosuch == 1\nquery: *q\n' >$dir/alias.yaml
check "check: a query by alias, where it was written" 0 '1:32+6' places $dir/alias.yaml
printf 'a: &r [*r]\nquery: print 1\n' >$dir/ring.yaml
check "check: an alias inside of its anchor" 3 '*' $kql check $dir/ring.yaml
printf '{"query": "print 1"]' >$dir/bracket.json
check "check: the wrong bracket" 3 '*' $kql check $dir/bracket.json
printf "SecurityEvent | extend a = current_principal_details() | project a" >$dir/later.kql
check "check: what binds and cannot be run is a warning" 0 "{\"file\":\"$dir/later.kql\",\"ok\":true,\"columns\":[{\"name\":\"a\",\"type\":\"dynamic\"}],\"errors\":[{\"severity\":\"warning\",\"code\":\"unsupported\",\"message\":\"the function 'current_principal_details' is not supported yet (says where the service runs, or for whom)\",\"line\":1,\"column\":28,\"length\":27}]}" \
    $kql check -o json $dir/later.kql
printf 'union * | where Operation == 1 | project Operation, NoSuchColumn' >$dir/open.kql
check "check: tables whose columns nobody lists keep a union open" 0 '*' $kql check $dir/open.kql
check "a predicate of search over a table that nobody lists all columns of" 0 '*' bash -c "echo \"search in (AzureDiagnostics, StorageBlobLogs) ClientTlsVersion has '1.0' | project TlsVersion\" | $kql check -"
