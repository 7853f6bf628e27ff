# parse_user_agent(): patterns from the user's own file, in the form of uap-core.
cat >$dir/agents.yaml <<'YAML'
user_agent_parsers:
  - regex: '(Lynx|Surfer)/(\d+)\.(\d+)(?:\.(\d+)|)'
  - regex: 'Walker (\d+)'
    family_replacement: 'Walker Mobile $1'
    v1_replacement: '$1'
    v2_replacement: '0'
  - regex: 'Surfer'
    family_replacement: 'never reached by Surfer/1.2'
os_parsers:
  - regex: 'Plan(\d)'
    os_replacement: 'Plan $1 '
    os_v1_replacement: '$1'
  - regex: '(Minix)(?: (\d+))?(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?'
device_parsers:
  - regex: 'box[ /]([a-z0-9]+)'
    regex_flag: 'i'
    device_replacement: 'Box $1'
    brand_replacement: 'Boxes'
  - regex: '(Slab)'
YAML
ua() {
    $kql run -q -o jsonl --user-agents $dir/agents.yaml -e "print x = parse_user_agent($1)"
}
check "user agent: groups are family and versions" 0 \
    '{"x":{"Browser":{"Family":"Surfer","MajorVersion":"1","MinorVersion":"2","Patch":""}}}' ua "'a Surfer/1.2 b', 'browser'"
check "user agent: texts in place of groups" 0 \
    '{"x":{"Browser":{"Family":"Walker Mobile 7","MajorVersion":"7","MinorVersion":"0","Patch":""}}}' ua "'Walker 7', 'browser'"
check "user agent: a system, blanks at its ends cut off" 0 \
    '{"x":{"OperatingSystem":{"Family":"Plan 9","MajorVersion":"9","MinorVersion":"","Patch":"","PatchMinor":""}}}' ua "'Plan9', 'os'"
check "user agent: all fields of a system" 0 \
    '{"x":{"OperatingSystem":{"Family":"Minix","MajorVersion":"3","MinorVersion":"4","Patch":"0","PatchMinor":"6"}}}' ua "'Minix 3.4.0.6', 'os'"
check "user agent: a device, in any case where the pattern says so" 0 \
    '{"x":{"Device":{"Family":"Box T2","Brand":"Boxes","Model":"T2"}}}' ua "'BOX/T2', 'device'"
check "user agent: a device without a brand" 0 '{"x":{"Device":{"Family":"Slab","Brand":"","Model":"Slab"}}}' ua "'Slab', 'device'"
check "user agent: case counts elsewhere" 0 '{"x":{"Device":{"Family":"Other","Brand":"","Model":""}}}' ua "'slab', 'device'"
check "user agent: several, and nothing known" 0 \
    '{"x":{"Browser":{"Family":"Other","MajorVersion":"","MinorVersion":"","Patch":""},"Device":{"Family":"Other","Brand":"","Model":""}}}' \
    ua "'', dynamic(['device', 'browser'])"
printf '{"a":"Lynx/2.8"}\n{"a":""}\n{"a":"Minix"}\n' >$dir/agents.jsonl
check "user agent: on rows" 0 '{"a":"Lynx/2.8","f":"Lynx","v":"2"}
{"a":"","f":"Other","v":""}
{"a":"Minix","f":"Other","v":""}' \
    $kql run -q -o jsonl --user-agents $dir/agents.yaml -t T=$dir/agents.jsonl -e \
    'T | extend x = parse_user_agent(a, "browser") | project a, f = tostring(x.Browser.Family), v = tostring(x.Browser.MajorVersion)'
check "user agent: for a plugin that looks at its input first" 0 '{"Family":"Slab","Brand":"","Model":"Slab"}' \
    $kql run -q -o jsonl --user-agents $dir/agents.yaml -e 'print x = parse_user_agent("Slab", "device").Device | evaluate bag_unpack(x) | project Family, Brand, Model'
check "user agent: no rows" 0 '' $kql run -q -o jsonl --user-agents $dir/agents.yaml -e 'datatable(a:string)[] | project parse_user_agent(a, "os")'
check "user agent: what to look for is one of three" 5 '' ua "'x', 'engine'"
says "user agent: which three" "'browser', 'os', 'device'"
check "user agent: no text" 5 '' ua "'x', dynamic([1])"
check "user agent: nothing to look for" 5 '' ua "'x', dynamic([])"
check "user agent: nor said" 5 '' ua "'x'"
check "user agent: without patterns it is refused" 5 '' $kql run -e 'print parse_user_agent("x", "os")'
says "user agent: and what to do" '--user-agents regexes.yaml'
check "user agent: kql check needs none" 0 '*' $kql check <(echo 'print parse_user_agent("x", "os")')
check "user agent: no such file" 4 '' $kql run --user-agents $dir/nosuch.yaml -e 'print 1'
says "user agent: which file" "cannot read $dir/nosuch.yaml"
printf 'os_parsers:\n  - regex: "a"\n  - regex: "b(?=c)"\n' >$dir/ahead.yaml
check "user agent: a pattern that is none" 4 '' $kql run --user-agents $dir/ahead.yaml -e 'print 1'
says "user agent: where" 'line 3: '
printf 'os_parsers:\n  - os_replacement: "a"\n' >$dir/noregex.yaml
check "user agent: a rule without a pattern" 4 '' $kql run --user-agents $dir/noregex.yaml -e 'print 1'
printf 'os_parsers: {a: [\n' >$dir/torn.yaml
check "user agent: a torn file" 4 '' $kql run --user-agents $dir/torn.yaml -e 'print 1'
printf 'a: 1\n' >$dir/none.yaml
check "user agent: a file of something else" 4 '' $kql run --user-agents $dir/none.yaml -e 'print 1'
says "user agent: what is missing" 'there is no pattern in it'
