# Queries inside other files: positions are those of the file.
cat >"$dir/page.md" <<'X'
# A page

```kql
print x = 1
```

Text between.

~~~kusto
SecurityEvent | where EventId == 1
~~~
X
check "Markdown: every fenced block is a query" 3 '*' $kql check "$dir/page.md"
got=$($kql check "$dir/page.md" 2>&1 | grep -c 'page.md:10:23: error KS142')
check "with its place in the page" 0 1 echo "$got"
cat >"$dir/rule.yaml" <<'X'
id: 1
name: A rule
query: |
  SecurityEvent
  | where EventID == 4720
    and Computr == "x"
queryFrequency: 1h
X
got=$($kql check "$dir/rule.yaml" 2>&1 | grep -c 'rule.yaml:6:9: error KS142')
check "YAML: the query block of a rule, in the rule's lines" 0 1 echo "$got"
printf 'query: "print y = 3"\r\n' >"$dir/quoted.yaml"
check "YAML: a query on its line, and run takes a rule too" 0 '{"y":3}' $kql run "$dir/quoted.yaml"
printf '{"properties":{"displayName":"query","query":"print a = 1\\n| extend b = \\"q\\", c = nosuch"}}' >"$dir/arm.json"
got=$($kql check -o json "$dir/arm.json" | grep -c '"code":"KS142".*"line":1,"column":84')
check "JSON: the query of a rule, places counted through its escapes" 0 1 echo "$got"
printf 'no query here\n' >"$dir/empty.md"
check "a page without a query cannot be run" 4 '' $kql run "$dir/empty.md"
says "which" "empty.md"
check "run: an error in a rule, in the rule's lines" 3 '' $kql run "$dir/rule.yaml"
says "place" "rule.yaml:6:9: error KS142"
