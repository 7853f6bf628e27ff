# docs/test-your-rules.md, followed in an empty folder: its files, the runs that it shows, and the last steps of its workflow.
page=$here/../../docs/test-your-rules.md
mkdir -p $dir/new/rules $dir/new/tests
block() { awk -v n=$1 '/^```yaml/ {k++; if (k == n) on = 1; next} /^```/ {on = 0} on' $page; }
shown() { # the nth run that the page shows, without the time that it took
    awk -v n=$1 '/^    \$ kql test/ {k++; on = k == n; next} /^    / {if (on) print substr($0, 5); next} {on = 0}' $page | sed 's/ in [0-9.]* s$//'
}
block 1 >$dir/new/rules/new_account.yaml
block 2 >$dir/new/tests/new_account.test.yaml
program=$(realpath $kql)
in_new() { (cd $dir/new && "$@"); }
tested() { in_new $program test 2>$dir/new/err; local st=$?; sed 's/ in [0-9.]* s$//' $dir/new/err; rm $dir/new/err; return $st; }
check "the page: its rule is one that Sentinel takes" 0 'rules/new_account.yaml: ok' in_new $program rule check rules/new_account.yaml
check "the page: lint has nothing to say" 0 '' in_new $program lint -q rules/new_account.yaml
check "the page: green" 0 "$(shown 1)" tested
sed -i s/4720/4726/ $dir/new/rules/new_account.yaml
check "the page: red" 1 "$(shown 2)" tested
workflow() { # the steps that use the program, as the page has them
    block 4 | sed -n 's|^ *- run: /opt/kql/build/kql|'$program'|p' >$dir/new/steps
    [ "$(wc -l <$dir/new/steps)" = 2 ] && in_new sh -e steps
}
check "the page: a red workflow" 1 '*' workflow
check "the page: which marks the rule" 1 '::error file=rules/new_account.yaml,line=14,title=an account is created' bash -c "cd $dir/new && sh -e steps 2>/dev/null | grep -o '^::error [^:]*'; exit \${PIPESTATUS[0]}"
sed -i s/4726/4720/ $dir/new/rules/new_account.yaml
check "the page: a green workflow" 0 'rules/new_account.yaml: ok' workflow
check "the page: what other systems read" 0 '1' grep -c 'failures="0"' <(head -2 $dir/new/results.xml)
