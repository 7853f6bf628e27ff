# kql test --coverage and --mutate: decisions that no case made, changes that no case noticed.
mkdir -p $dir/cov
printf 'let seen = T | where a > 1;\nunion (seen | where s in~ ("x", "y") or b == 1 | extend k = case(a > 5, "big", a > 2, "mid", "small")), (U | where a == 1)\n| join kind=inner (T | project a) on a\n' >$dir/cov/q.kql
cat >$dir/cov/a.test.yaml <<'Y'
rules: [q.kql]
tests:
- name: one
  tables:
    T: [{a: 2, b: 0, s: X}, {a: 3, b: 0, s: z}, {a: 1, b: 0, s: x}]
    U: [{a: 7}]
  expect: {rows: 1}
Y
# kind, line:column, yes and no of every decision, in the order of the text
covered() { $kql test -o json --coverage-out $dir/cov/c.json $dir/cov >/dev/null 2>&1; sed 's/{"kind"/\n&/g' $dir/cov/c.json | sed -n 's/^{"kind":"\([a-z]*\)","line":\([0-9]*\),"column":\([0-9]*\),.*"yes":\([0-9]*\)\(,"no":\([0-9]*\)\)\?}.*/\1 \2:\3 \4 \6/p' | sed 's/ *$//' | paste -sd,; }
# T has a=2 (s=X), a=3 (s=z), a=1 (s=x); of those past a > 1 only X is in the list, and its arm is "small"; U has nothing that is 1
check "coverage: every decision, and how often it went either way" 0 'predicate 1:22 2 1,leg 2:7 1,predicate 2:21 1 1,item 2:28 1,item 2:33 0,predicate 2:41 0 2,arm 2:73 0,arm 2:87 0,arm 2:94 1,leg 2:105 0,predicate 2:116 0 1,side 3:3 1,side 3:19 3' covered
check "coverage: for people" 0 '*' $kql test --coverage $dir/cov
check "coverage: what is missing" 0 'coverage: 64%' bash -c "$kql test --coverage $dir/cov | tail -1"
check "coverage: too little" 1 '*' $kql test --coverage-min 90 $dir/cov
says "coverage: and how much" 'coverage is 64%, and 90% are wanted'
check "coverage: enough" 0 '*' $kql test --coverage-min 64 $dir/cov
check "coverage: LCOV" 0 'BRF:17 BRH:11' bash -c "$kql test -q --coverage-out $dir/cov/c.info $dir/cov >/dev/null 2>&1; grep BR[FH] $dir/cov/c.info | paste -sd' '"
check "coverage: HTML" 0 '5' bash -c "$kql test -q --coverage-out $dir/cov/c.html $dir/cov >/dev/null 2>&1; grep -o 'class=\"miss\"' $dir/cov/c.html | wc -l"
check "mutation: what nobody noticed" 0 '*' $kql test --mutate $dir/cov
printf 'T | where s =~ "x" and a > 1 | project a, s\n' >$dir/cov/q.kql
survivors() { $kql test --mutate $dir/cov | grep -o 'nobody noticed: .*\|^mutants of.*noticed.*' | sed "s|$dir/cov/||; s/nobody noticed: //" | paste -sd';'; }
cat >$dir/cov/a.test.yaml <<'Y'
rules: [q.kql]
tests:
- name: one
  tables:
    T: [{a: 2, s: x}]
  expect: {rows: 1}
Y
# a=2 and s=x alone: nothing else has to be kept out, so that whatever lets more in goes unnoticed
check "mutation: one event notices what keeps it out" 0 'mutants of q.kql: 4 of 9 noticed;the condition dropped;== for =~;or for and;the condition dropped;>= for >' survivors
cat >$dir/cov/a.test.yaml <<'Y'
rules: [q.kql]
tests:
- name: all of them
  tables:
    T: [{a: 2, s: X}, {a: 1, s: x}, {a: 2, s: y}, {a: 0, s: x}]
  expect: {rows: 1, contains: [{a: 2, s: X}]}
Y
check "mutation: events on both sides notice all" 0 'mutants of q.kql: 9 of 9 noticed' survivors
printf 'T | where s has_any ("user", "add") | where s has "add" | project s\n' >$dir/cov/q.kql
cat >$dir/cov/a.test.yaml <<'Y'
rules: [q.kql]
excused:
- {at: has_any, change: the condition dropped, reason: the next condition is stronger}
- {at: has_any, change: an item less in the list, reason: the next condition is stronger}
tests:
- name: one
  tables: {T: [{s: user add}, {s: Add}, {s: user}, {s: user adder}]}
  expect: {rows: 2, contains: [{s: Add}]}
Y
check "mutation: excused" 0 'mutants of q.kql: 7 of 7 noticed, 2 excused' survivors
check "mutation: enough" 0 '*' $kql test --mutate-min 100 $dir/cov
printf 'rules: [q.kql]\nexcused: [{at: x, change: y}]\ntests: [{name: a, expect: {rows: 1}}]\n' >$dir/cov/a.test.yaml
check "mutation: an excuse without a reason" 2 '' $kql test $dir/cov
printf 'rules: [q.kql]\nexcused:\n- {at: nowhere, change: the condition dropped, reason: gone}\ntests:\n- name: one\n  tables: {T: [{s: user add}]}\n  expect: {rows: 1}\n' >$dir/cov/a.test.yaml
check "mutation: an excuse for nothing" 0 '*' $kql test --mutate $dir/cov
says "mutation: ... is told" 'a.test.yaml:3:3: warning: nothing is excused by this'
# without the leg U, b is no column: that is no query, and nothing that a case could have noticed; without T nothing is amiss
printf 'union T, U | where b == 1\n' >$dir/cov/q.kql
cat >$dir/cov/a.test.yaml <<'Y'
rules: [q.kql]
tests:
- name: one
  tables: {T: [{a: 1}, {a: 2}], U: [{b: 1}, {b: 2}]}
  expect: {rows: 1}
Y
check "mutation: no query any more" 0 'mutants of q.kql: 2 of 3 noticed, 1 no query any more;a leg of the union dropped' survivors
cp $dir/cov/a.test.yaml $dir/cov/b.test.yaml
sed -i 's/rows: 1/rows: 1, columns: [a, b]/' $dir/cov/b.test.yaml
sed -i 's/{a: 1}, {a: 2}/{a: 1, b: 3}/' $dir/cov/*.yaml
check "mutation: two files about the same rule both count" 0 'mutants of q.kql: 4 of 4 noticed' survivors
rm $dir/cov/b.test.yaml
sampled() { $kql test --mutate --mutants $1 --seed $2 $dir/cov | grep ^mutants.of | sed "s|$dir/cov/||"; }
check "mutation: a sample" 0 'mutants of q.kql: 1 of 1 noticed, 3 not tried' sampled 1 2
check "mutation: the same for the same seed" 0 '' diff <(sampled 2 7) <(sampled 2 7)
# what is inside of functions counts at every call, what is inside of operators where it stands
cat >$dir/cov/q.kql <<'K'
let over = (name:string, n:long = 3) { let z = n; table(name) | where a > z };
let bad = (t:string) { t has "evil" or t == "b" };
let never = () { T | where a == 1 };
union (over("T")), (over("U", 4))
| where bad(s)
| mv-apply y = dynamic([1, 2]) to typeof(long) on (where y > 1)
| partition hint.strategy=native by a (where y > 2)
K
cat >$dir/cov/a.test.yaml <<'Y'
rules: [q.kql]
tests:
- name: one
  tables:
    T: [{a: 4, s: evil}, {a: 9, s: x}]
    U: [{a: 4, s: evil}, {a: 5, s: evil}]
  expect: {rows: 0}
Y
# over: T has both past 3, U one of two past 4; bad: T's first and U's second of three, none is "b"; then y is 1 and 2 for each of two rows
check "coverage: within functions and subqueries" 0 'predicate 1:71 3 1,predicate 2:24 2 1,predicate 2:40 0 3,predicate 3:28 0 0,leg 4:7 2,leg 4:20 1,predicate 5:9 2 1,predicate 6:58 2 2,predicate 7:46 0 2' covered
