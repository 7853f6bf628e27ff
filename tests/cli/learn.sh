# kql learn: every page proves itself: examples give what stands below them, the solution is right, and what people try gets the answer that is
# promised. Expected tables were worked out by hand from the lesson's rows.
blocks() { # FILE HEADING INFO: the blocks of that kind under that heading, each in a file $dir/block.N
    rm -f $dir/block.*
    awk -v heading="$2" -v info="$3" -v out="$dir/block." '
        /^## / { at = substr($0, 4) }
        /^```/ { if (inside) inside = 0; else if (at == heading && $0 == "```" info) { inside = 1; n++ } else skip = !skip; next }
        inside { print > (out n) }' "$1"
    ls $dir/block.* 2>/dev/null | wc -l
}
cells() { sed '/^[- ─]*$/d; /^[0-9,]* rows*$/d; s/   */  /g; s/[[:space:]]*$//'; } # of a table: no rules, no widths
export XDG_STATE_HOME=$dir/state
for page in queries/lessons/*.md; do
    name=$(basename "$page" .md) && name=${name#*-}
    examples=$(blocks $page '' kql)
    for i in $(seq $examples); do cp $dir/block.$i $dir/example.$i; done
    check "learn $name: as many results as examples" 0 "$examples" blocks $page '' text
    for i in $(seq $examples); do
        cp $dir/block.$i $dir/wanted
        check "learn $name: example $i" 0 "$(cells <$dir/wanted)" bash -c "$(declare -f cells); $kql learn $name $dir/example.$i 2>&1 | sed '/^\$/,\$d' | cells"
    done
    blocks $page Solution kql >/dev/null
    check "learn $name: the solution" 0 '*' $kql learn $name $dir/block.1
    tries=$(blocks $page 'Not quite' kql)
    check "learn $name: two attempts" 0 2 echo $tries
    grep '^> ' $page | sed 's/^> //' >$dir/said
    for i in $(seq $tries); do
        check "learn $name: attempt $i is not right" 1 '*' $kql learn $name $dir/block.$i
        check "learn $name: attempt $i is told why" 0 '*' bash -c "$kql learn $name $dir/block.$i | grep -qF -- \"\$(sed -n ${i}p $dir/said)\""
    done
done
check "learn: all sixteen are solved now" 0 16 bash -c "$kql learn | grep -c '^✓'"
check "learn: --reset" 0 '' $kql learn --reset
check "learn: the first is next" 0 '>  1 where      Keep the rows that matter: where' bash -c "$kql learn | grep '^>'"
printf 'where\n\0\377garbage\n' >$dir/state/kql/lessons
check "learn: progress that is damaged" 0 '>  2 strings    Words and parts of words: has, contains, =~' bash -c "$kql learn | grep '^>'"
printf 'stri' >$dir/state/kql/lessons # cut off in the middle of a line
check "learn: solved, behind a line that was cut off" 0 '*' $kql learn where -e 'Logons | where EventID == 4625 and Computer == "WS1"'
check "learn: it is kept" 0 '✓  1 where      Keep the rows that matter: where' bash -c "$kql learn | grep '^✓'"
check "learn: solved, and no place to keep it" 0 '*' env -u HOME XDG_STATE_HOME=/dev/null/x $kql learn where -e 'Logons | where EventID == 4625 and Computer == "WS1"'
says "that it is not kept" "could not be kept"
awk '/^```yaml/ { f = 1; next } /^```/ { f = 0 } f' queries/lessons/16-testing.md >$dir/lesson_test.yaml
check "learn testing: the test on the page passes" 0 '*' $kql test $dir/lesson_test.yaml
check "learn testing: and does not notice a filter that is left out" 0 1 bash -c "$kql test --mutate $dir/lesson_test.yaml 2>&1 | grep -c 'nobody noticed: the condition dropped'"
check "learn: no place for progress" 0 '*' env -u HOME XDG_STATE_HOME=/dev/null/x $kql learn where --solution
check "learn: JSON" 0 '{"number":2,"name":"strings","title":"Words and parts of words: has, contains, =~","solved":false}' bash -c "$kql learn -o json | grep -o '{\"number\":2,[^}]*}'"
check "learn: a verdict as JSON" 1 '{"lesson":"where","verdict":"wrong","why":"there are 6 columns that nobody asked for: name those that are wanted in a project\n"}' bash -c "$kql learn where -o json -e 'Logons | where EventID == 4625 and Computer == \"WS1\" | extend a=1, b=2, c=3, d=4, e=5, f=6'"
check "learn: a lesson as JSON, with what was asked for" 0 '"tables":["Logons"],"hints":["Two conditions have to hold for one row."],"solution":"Logons\n| where EventID == 4625 and Computer == \"WS1\"\n"}' bash -c "$kql learn where -o json --hint 1 --solution | grep -o '\"tables.*'"
check "learn: a query that fails says why in JSON" 3 '{"lesson":"where","verdict":"failed","why":"no column or variable is named '"'Nosuch'"'"}' $kql learn where -o json -e 'Logons | where Nosuch == 1'
check "learn: a hint" 0 '1. Two conditions have to hold for one row.' $kql learn where --hint 1
check "learn: a lesson by its number" 0 'Words and parts of words: has, contains, =~' bash -c "$kql learn 2 | head -1"
check "learn: no such lesson" 2 '' $kql learn wher
says "which may be meant" "did you mean where?"
check "learn: a query that does not compile" 3 '' $kql learn where -e 'Logons | where Nosuch == 1'
says "where it is wrong" "your query:1:16: error KS142"
check "learn: pages keep to 80 cells" 0 0 bash -c "for i in \$(seq 16); do $kql learn \$i; done | awk 'length > 80' | wc -l"
unset XDG_STATE_HOME
