# Output formats: types, nulls and special values in each.
all="print b=true, i=int(7), l=long(-8), r=1.5, one=real(1), nan=real(nan), inf=real(+inf), dc=decimal(1.25), s='a\"b', t=datetime(2024-01-02 03:04:05.6789), w=1d+2h, g=guid(74be27de-1e4e-49d9-b579-fe0b331d3642), d=dynamic({\"a\":[1,null]}), n=long(null), e=''"
check "json: one object with columns and rows" 0 \
    '{"columns":[{"name":"x","type":"long"}],"rows":[[1]]}' $kql run -o json -e 'print x=1'
check "json: several results" 0 \
    '{"tables":[{"columns":[{"name":"x","type":"long"}],"rows":[[1]]},{"columns":[{"name":"y","type":"string"}],"rows":[["a"]]}]}' \
    $kql run -o json -e "print x=1; print y='a'"
check "json: every type" 0 \
    '{"columns":[{"name":"b","type":"bool"},{"name":"i","type":"int"},{"name":"l","type":"long"},{"name":"r","type":"real"},{"name":"one","type":"real"},{"name":"nan","type":"real"},{"name":"inf","type":"real"},{"name":"dc","type":"decimal"},{"name":"s","type":"string"},{"name":"t","type":"datetime"},{"name":"w","type":"timespan"},{"name":"g","type":"guid"},{"name":"d","type":"dynamic"},{"name":"n","type":"long"},{"name":"e","type":"string"}],"rows":[[true,7,-8,1.5,1.0,"NaN","Infinity","1.25","a\"b","2024-01-02T03:04:05.6789000Z","1.02:00:00","74be27de-1e4e-49d9-b579-fe0b331d3642",{"a":[1,null]},null,""]]}' \
    $kql run -o json -e "$all"
check "jsonl is what a pipe gets" 0 '{"x":1,"y":"a"}' $kql run -e "print x=1, y='a'"
check "csv" 0 'x,y
1,"a,""b"' $kql run -o csv -e "print x=1, y='a,\"b'"
check "tsv" 0 $'x\ty\n1\ta\\tb' $kql run -o tsv -e "print x=1, y='a\\tb'"
check "md" 0 '*' $kql run -o md -e "print x=1, y='a|b'"
check "no rows still have columns" 0 '{"columns":[{"name":"x","type":"long"}],"rows":[]}' $kql run -o json -e 'print x=1 | where x > 1'
check "an unknown format is a usage error" 2 '' $kql run -o jsn -e 'print 1'
says "and the near miss is named" 'json'
esc=$(printf '\033')
got=$($kql run -o table -e "print x='a${esc}[31mb'" 2>/dev/null | grep -c "$esc")
check "a table never passes on an escape character" 0 0 echo "$got"
check "a full disk is an error" 4 '*' bash -c "$kql run -o csv -e 'range x from 1 to 100000 step 1' >/dev/full"
