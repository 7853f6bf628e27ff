# externaldata: local files in the place of what the query names.
ext() { # COLUMNS FORMAT-AND-SO-ON: rows of $dir/ext
    $kql run -q -o csv --external "https://example.org/list=$dir/ext" -e "externaldata($1)['https://example.org/list'] with ($2)" | tail -n +2
}
printf 'a,b\n1,x\n2,"y, ""z"""\n\n,w\n' >$dir/ext
check "external: CSV, its header passed over" 0 '1,x
2,"y, ""z"""
,w' ext 'a:long, b:string' 'format="csv", ignoreFirstRecord=true'
check "external: without a format and an ending it is CSV" 0 'a
1
2' bash -c "$(declare -f ext); kql=$kql dir=$dir; ext 'a:string' 'ignoreFirstRecord=false' | head -3"
printf 'a|1\nb|x\n' >$dir/ext
check "external: PSV; what is no number is null" 0 'a,1
b,' ext 'a:string, b:long' 'format=psv'
printf 'one line, and one column\n\n"two"\r\n' >$dir/ext
check "external: txt" 0 '"one line, and one column"
"""two"""' ext 'line:string' 'format="txt"'
printf 'all\nof it' >$dir/ext
check "external: raw" 0 '"all
of it"' ext 'all:string' 'format="raw"'
printf '{"a":1,"d":{"t":"x","l":[1,2]}}\n{"d":{"t":"y"},"a":"no"}\n' >$dir/ext
check "external: JSON by names" 0 '1,"{""t"":""x"",""l"":[1,2]}"
,"{""t"":""y""}"' ext 'a:long, d:dynamic' 'format="multijson"'
check "external: JSON by a mapping" 0 'x,2,
y,,' ext 't:string, second:long, none:string' 'format="json", ingestionMapping="[{\"Column\":\"t\",\"Properties\":{\"Path\":\"$.d.t\"}},{\"column\":\"second\",\"path\":\"$.d['"'l'"'][1]\"}]"'
printf '[\n {"a":1},\n {"a":\n2}\n]\n' >$dir/ext
check "external: an array of objects over several lines" 0 '1
2' ext 'a:long' 'format="multijson"'
printf 'x,1\ny,2\n' >$dir/ext
check "external: CSV by a mapping" 0 '2,y' bash -c "$(declare -f ext); kql=$kql dir=$dir; ext 'n:long, s:string' 'format=\"csv\", ingestionMapping=\"[{\\\"Column\\\":\\\"n\\\",\\\"Properties\\\":{\\\"Ordinal\\\":\\\"1\\\"}},{\\\"Column\\\":\\\"s\\\",\\\"Properties\\\":{\\\"Ordinal\\\":\\\"0\\\"}}]\"' | tail -1"
gzip -kf $dir/ext
check "external: compressed, its form by the ending in front of .gz" 0 'x
y' bash -c "$kql run -q -o csv --external https://example.org/a.csv.gz=$dir/ext.gz -e \"externaldata(a:string)['https://example.org/a.csv.gz?sv=1&sig=x']\" | tail -n +2"
check "external: several files, and a use in a set" 0 'x,true' bash -c "$kql run -q -o csv --external https://a/1=$dir/ext --external https://a/2=$dir/ext -e \"let l = externaldata(a:string)['https://a/1', h@'https://a/2']; print x = 'x', y = 'x' in (l), z = toscalar(l | count) | where z == 4 | project x, y\" | tail -1"
check "external: none for this address" 5 '' $kql run -e "externaldata(a:string)['https://example.org/other.csv']"
says "external: and which, and what to do" "'https://example.org/other.csv=FILE'"
check "external: a format that is no text" 5 '' $kql run --external https://a/1=$dir/ext -e "externaldata(a:string)['https://a/1'] with (format='parquet')"
says "external: and which" "the format 'parquet' of externaldata"
check "external: a file that is not there" 4 '' $kql run --external https://a/1=$dir/nosuch -e "externaldata(a:string)['https://a/1']"
printf 'externaldata(a:string, b:int)["https://example.org/none.csv"]' >$dir/ext.kql
check "external: check needs no file" 0 "{\"file\":\"$dir/ext.kql\",\"ok\":true,\"columns\":[{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\"}],\"errors\":[]}" $kql check -o json $dir/ext.kql
printf '{"a":\n' >$dir/ext
check "external: broken JSON" 4 '' $kql run --external https://a/1=$dir/ext -e "externaldata(a:string)['https://a/1'] with (format='json')"
says "external: and where" "$dir/ext:1:"
check "external: an option without its file" 2 '' $kql run --external https://a/1 -e 'print 1'
