# What stands around a query in a workspace: functions, watchlists, other databases, parameters, settings.
mkdir -p $dir/ws/functions $dir/ws/watchlists $dir/ws2
printf '// (T:(SHA1:string), hash:string = "", limit:long = 100)\nT | extend GlobalPrevalence = iff(SHA1 == "a", 5, 500)\n' >$dir/ws/functions/FileProfile.kql
printf 'let _Im_Dns = (starttime:datetime = datetime(null)) { let x = 1; DnsEvents | where isnull(starttime) or TimeGenerated > starttime | extend X = x };\nlet Hosts = datatable(h:string)["a","b"];\n' >$dir/ws/functions/asim.kql
printf '// looks (or rather, would look) for something\nSecurityEvent\n| where Nosuch == 1;\n' >$dir/ws/functions/Broken.kql
printf 'SearchKey,Account Name,n\r\na,Ann,1\r\nb,"Bob, ""x""",2\r\n' >$dir/ws/watchlists/VIP.csv
printf '{"SHA1":"a"}\n{"SHA1":"b"}\n' >$dir/ws/F.jsonl
W="$kql run -q -o csv --functions $dir/ws/functions --watchlists $dir/ws/watchlists"
check "workspace: a function whose signature is its first line" 0 'SHA1,GlobalPrevalence
a,5
b,500' $W -t F=$dir/ws/F.jsonl -e 'F | invoke FileProfile("SHA1", 1000)'
check "workspace: a bare column, as Defender takes it" 0 'SHA1,GlobalPrevalence
a,5' $W -t F=$dir/ws/F.jsonl -e 'F | invoke FileProfile(SHA1, 1000) | where GlobalPrevalence < 10'
check "workspace: a parser of a file with let statements" 0 'Count
0' $W -e '_Im_Dns(starttime = ago(1d)) | where X == 1 | count'
check "workspace: a let that is no function" 0 'h
b' $W -e 'Hosts | where h == "b"'
check "workspace: the query's own names come first" 0 'print_0
7' $W -e 'let Hosts = 7; print Hosts'
check "workspace: what is wrong in a function is told at its call" 3 '' $W -e 'print 1; Broken | take 1'
says "workspace: with the file" "in the workspace function 'Broken' ($dir/ws/functions/Broken.kql): no column or variable is named 'Nosuch'"
says "workspace: and the place" "-e:1:10: error KS142"
check "workspace: a function nobody supplies" 5 '' $kql run -e 'DeviceFileEvents | invoke FileProfile(SHA1, 1000)'
says "workspace: and what to do" 'functions/FileProfile.kql, or --functions DIR'
printf 'let f = (\n' >$dir/ws2/torn.kql
check "workspace: a file of functions that is none" 3 '' $kql run --functions $dir/ws2 -e 'print 1'
says "workspace: and where" "$dir/ws2/torn.kql:"
check "workspace: no such folder" 2 '' $kql run --functions $dir/nosuch -e 'print 1'
printf 'F | invoke FileProfile(SHA1)\n' >$dir/ws/query.kql
check "workspace: folders beside the query" 0 'SHA1,GlobalPrevalence
a,5
b,500' $kql run -q -o csv -t F=$dir/ws/F.jsonl $dir/ws/query.kql
check "watchlist: all columns are text" 0 'SearchKey,Account Name,n
b,"Bob, ""x""",2' $W -e '_GetWatchlist("VIP") | where n == "2"'
check "watchlist: in a condition" 0 'print_0
true' $W -e 'let l = _GetWatchlist("VIP") | project SearchKey; print "a" in (l)'
check "watchlist: none of this name" 5 '' $W -e '_GetWatchlist("Other")'
says "watchlist: and what to do" 'watchlists/Other.csv'
check "watchlist: never out of its folder" 5 '' $W -e '_GetWatchlist("../watchlists/VIP")'
columns() { printf '%s' "$1" >$dir/ws.kql; $kql check -o json $dir/ws.kql | grep -o '"name":"[^"]*","type":"[^"]*"' | sed 's/"name":"\([^"]*\)","type":"\([^"]*\)"/\1:\2/' | paste -sd' '; }
check "check: FileProfile's columns, those that are there kept" 0 'SHA1:string MD5:int SHA256:string FileSize:long GlobalPrevalence:long GlobalFirstSeen:datetime GlobalLastSeen:datetime Signer:string Issuer:string SignerHash:string IsCertificateValid:bool IsRootSignerMicrosoft:bool SignatureState:string IsExecutable:bool ThreatName:string Publisher:string SoftwareName:string ProfileAvailability:string' \
    columns 'DeviceFileEvents | project SHA1, MD5 = int(1) | invoke FileProfile(SHA1, 1000)'
check "check: a watchlist has more columns than are known" 0 'Foo:unknown SearchKey:string' columns '_GetWatchlist("x") | where Foo == 1 | project Foo, SearchKey'
check "check: AssignedIPAddresses" 0 'Timestamp:datetime IPAddress:string IPType:string NetworkAdapterType:string ConnectedNetworks:dynamic' columns 'AssignedIPAddresses("x", 1d)'
check "check: a table of another service" 0 'a:unknown' columns 'adx("https://x/db").Foo | project a'
check "run: a table of another service" 5 '' $kql run -e 'adx("https://x/db").Foo'
for of in 'workspace("w").' 'cluster("c").database("d").' "database('d')."; do
    check "other places: ${of}F" 0 'SHA1
a' $kql run -q -o csv -t F=$dir/ws/F.jsonl -e "${of}F | where SHA1 == 'a'"
done
check "other places: a union of them" 0 'Count
4' $kql run -q -o csv -t F=$dir/ws/F.jsonl -e "union F, workspace('w').F | count"
check "other places: table()" 0 'Count
2' $kql run -q -o csv -t F=$dir/ws/F.jsonl -e "table('F') | count"
check "set query_now" 0 'print_0
2024-01-01T23:00:00.0000000Z' $kql run -q -o csv -e 'set query_now = datetime(2024-01-02); print ago(1h)'
check "declare query_parameters with --param" 0 'print_0
5' $kql run -q -o csv --param n=3 -e 'declare query_parameters(n:long, m:long = 2); print n + m'
check "a parameter without a value" 2 '' $kql run -e 'declare query_parameters(n:long); print n'
says "a parameter without a value: what to do" '--param n='
check "several statements, several results" 0 '{"tables":[{"columns":[{"name":"print_0","type":"long"}],"rows":[[1]]},{"columns":[{"name":"print_0","type":"long"}],"rows":[[2]]}]}' \
    bash -c "$kql run -o json -e 'print 1; print 2' | tr -d ' \n'"
check "set query_take_max_records" 0 'x
1
2' $kql run -q -o csv -e 'set query_take_max_records = 2; range x from 1 to 3 step 1'
check "set truncationmaxrecords: the rows up to there, and an error" 6 '{"x":1}
{"x":2}' $kql run -o jsonl -e 'set truncationmaxrecords = 2; range x from 1 to 3 step 1'
says "set truncationmaxrecords: and why" 'more than 2 rows'
check "set truncationmaxrecords: no more than that" 0 '*' $kql run -o jsonl -e 'set truncationmaxrecords = 3; range x from 1 to 3 step 1'
check "set notruncation" 0 '*' $kql run -o jsonl -e 'set notruncation; set truncationmaxrecords = 2; range x from 1 to 3 step 1'
