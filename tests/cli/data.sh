# Data as users have it: every container gives the same rows.
rows='{"a":1,"b":"x"}
{"a":2,"b":"y"}'
q='T | where a >= 1 | project a, b'
put() { printf "$2" >"$dir/$1"; }
put lines.jsonl '{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n'
put nolast.jsonl '{"a":1,"b":"x"}\n{"a":2,"b":"y"}'
put crlf.jsonl '{"a":1,"b":"x"}\r\n\r\n{"a":2,"b":"y"}\r\n'
put bom.jsonl '\xef\xbb\xbf{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n'
put array.json '[{"a":1,"b":"x"},\n {"a":2,"b":"y"}]\n'
put records.json '{"records":[{"a":1,"b":"x"},{"a":2,"b":"y"}]}'
put api.json '{"tables":[{"name":"PrimaryResult","columns":[{"name":"a","type":"long"},{"name":"b","type":"string"}],"rows":[[1,"x"],[2,"y"]]}]}'
put rows.csv 'a,b\n1,x\n2,"y"\n'
put rows.tsv 'a\tb\n1\tx\n2\ty\n'
iconv -f UTF-8 -t UTF-16LE "$dir/lines.jsonl" | { printf '\xff\xfe'; cat; } >"$dir/utf16.jsonl"
gzip -k "$dir/lines.jsonl"
for f in lines.jsonl nolast.jsonl crlf.jsonl bom.jsonl array.json records.json api.json rows.csv rows.tsv utf16.jsonl lines.jsonl.gz; do
    check "read $f" 0 "$rows" $kql run -t T=$dir/$f -e "$q"
done
if command -v zstd >/dev/null 2>&1; then
    zstd -q -k "$dir/lines.jsonl"
    check "read zst" 0 "$rows" $kql run -t T=$dir/lines.jsonl.zst -e "$q"
else echo "skipped: read zst: no zstd program"; fi
if command -v python3 >/dev/null 2>&1; then
    (cd "$dir" && mkdir -p __MACOSX && echo junk >__MACOSX/._lines.jsonl && python3 -m zipfile -c z.zip lines.jsonl __MACOSX/._lines.jsonl)
    check "read zip, without what macOS puts beside" 0 "$rows" $kql run -t T=$dir/z.zip -e "$q"
else echo "skipped: read zip: no python3"; fi
check "standard input" 0 "$rows" bash -c "$kql run -t T=- -e '$q' <$dir/lines.jsonl"
mkdir -p "$dir/d/am-SigninLogs"
cp "$dir/lines.jsonl" "$dir/d/Mine.jsonl"
printf '{"Computer":"c1","EventID":1}\n' >"$dir/d/SecurityEvent.json"
printf '{"UserPrincipalName":"u"}\n' >"$dir/d/am-SigninLogs/part.json"
check "a folder names its tables" 0 '{"Count":2}' $kql run -d $dir/d -e 'Mine | count'
check "the built-in schema types its columns" 0 '{"EventID":1,"Computer":"c1","EventID1":"int"}' $kql run -d $dir/d -e 'SecurityEvent | project EventID, Computer, EventID1=gettype(EventID)'
check "folders of Log Analytics exports" 0 '{"UserPrincipalName":"u"}' $kql run -d $dir/d -e 'SigninLogs | project UserPrincipalName'
printf '{"EventID":"x","Computer":"c"}\n{"EventID":99999999999,"Computer":"d"}\n{"EventID":3,"Computer":"e\xff"}\n' >"$dir/vals.jsonl"
check "a bad value never hides its row" 0 '{"EventID":null,"Computer":"c"}
{"EventID":null,"Computer":"d"}
{"EventID":3,"Computer":"e�"}' $kql run -t SecurityEvent=$dir/vals.jsonl -e 'SecurityEvent | project EventID, Computer'
says "counted, once a column" "EventID"
check "--strict refuses it" 4 '*' $kql run --strict -t SecurityEvent=$dir/vals.jsonl -e 'SecurityEvent | project EventID, Computer'
check "schema of a table" 0 '*' $kql schema SecurityEvent
check "schema inferred" 0 '*' $kql schema --infer $dir/lines.jsonl
# Request properties and places that stand for what is here.
printf '{"TimeGenerated":"2024-01-01T00:00:00Z","EventID":1}\n{"TimeGenerated":"2024-01-03T00:00:00Z","EventID":2}\n{"TimeGenerated":"2024-01-05T00:00:00Z","EventID":3}\n' >$dir/scoped.jsonl
check "query_datetimescope bounds every table, both ends included" 0 '{"EventID":1}
{"EventID":2}' $kql run -t SecurityEvent=$dir/scoped.jsonl -e 'set query_datetimescope_column = "TimeGenerated"; set query_datetimescope_to = datetime(2024-01-03); SecurityEvent | project EventID'
check "from as well" 0 '{"EventID":2}' $kql run -t SecurityEvent=$dir/scoped.jsonl -e 'set query_datetimescope_column = "TimeGenerated"; set query_datetimescope_from = datetime(2024-01-02); set query_datetimescope_to = datetime(2024-01-04); SecurityEvent | project EventID'
check "workspace('x').T is T" 0 '{"Count":3}' $kql run -t SecurityEvent=$dir/scoped.jsonl -e 'workspace("hub").SecurityEvent | count'
check "so is cluster().database().T" 0 '{"Count":3}' $kql run -t SecurityEvent=$dir/scoped.jsonl -e 'cluster("c").database("d").SecurityEvent | count'
check "--param" 0 '{"print_0":7,"print_1":"a=b","print_2":["x"]}' $kql run --param n=6 --param t=a=b --param 'd=["x"]' -e 'declare query_parameters(n:long, t:string, d:dynamic); print n + 1, t, d'
check "--param: a value that is none" 3 '' $kql run --param n=six -e 'declare query_parameters(n:long); print n'
check "a query parameter without a value" 2 '' $kql run -e 'declare query_parameters(n:long); print n'
says "how to give it" "--param n=VALUE"
# The time of the Defender tables: TimeGenerated is listed, Timestamp is there for who names it.
printf '{"TimeGenerated":"2024-01-01T00:00:00Z","DeviceName":"d"}\n' >$dir/listed.jsonl
printf '{"Timestamp":"2024-01-01T00:00:00Z","DeviceName":"d"}\n' >$dir/exported.jsonl
columns() { $kql run -q "$@" -o json | grep -o '"name":"Time[A-Za-z]*"' | paste -sd' '; }
check "Timestamp: not there unasked" 0 '"name":"TimeGenerated"' columns -t DeviceEvents=$dir/listed.jsonl -e 'DeviceEvents'
check "Timestamp: there when the data has it" 0 '"name":"TimeGenerated" "name":"Timestamp"' columns -t DeviceEvents=$dir/exported.jsonl -e 'DeviceEvents'
check "Timestamp: there when it is named" 0 '"name":"TimeGenerated" "name":"Timestamp"' columns -t DeviceEvents=$dir/listed.jsonl -e 'DeviceEvents | where Timestamp > datetime(2023-01-01)'
check "Timestamp: filled" 0 '{"Timestamp":"2024-01-01T00:00:00.0000000Z"}' $kql run -t DeviceEvents=$dir/listed.jsonl -e 'DeviceEvents | project Timestamp'
check "Timestamp: named in a text" 0 '{"t":"2024-01-01T00:00:00.0000000Z"}' $kql run -t DeviceEvents=$dir/listed.jsonl -e 'DeviceEvents | project t = column_ifexists("Timestamp", datetime(null))'
