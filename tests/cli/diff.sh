# kql diff: rows lost, new and changed, each with the part of the edit that decided it.
mkdir -p $dir/diff
for r in 'p:1:x' 'q:2:x' 'r:3:x' 's:4:y' 't:5:z'; do
    IFS=: read -r k a s <<<"$r"
    printf '{"k":"%s","a":%s,"s":"%s"}\n' $k $a $s
done >$dir/diff/T.jsonl
printf 'T\n| where a > 1 and s has "x"\n| project k, a\n| order by a asc\n' >$dir/diff/old.kql
two() { printf "$1" >$dir/diff/new.kql; $kql diff $dir/diff/old.kql $dir/diff/new.kql -d $dir/diff "${@:2}"; }
check "diff: the same" 0 '2 rows before, 2 now: 0 lost, 0 new, 0 changed' two 'T | where a > 1 and s has "x" // a comment\n| project k, a | order by a asc'
check "diff: one row lost, by its clause" 1 '- row 1: k=q  a=2
    by line 2: `| where a > 1` became `| where a > 2`
2 rows before, 1 now: 1 lost, 0 new, 0 changed' two 'T\n| where a > 2 and s has "x"\n| project k, a\n| order by a asc\n'
check "diff: two edits, each with its rows" 1 '- row 1: k=q  a=2
    by line 2: `| where a > 1` became `| where a > 2`
+ row 2: k=t  a=5
    by line 2: `and s has "x"` became `and s has_any ("x", "z")`
2 rows before, 2 now: 1 lost, 1 new, 0 changed' two 'T\n| where a > 2 and s has_any ("x", "z")\n| project k, a\n| order by a asc\n'
check "diff: a clause that is gone" 1 '+ row 3: k=s  a=4
    by line 3: `and s has "x"` is gone
+ row 4: k=t  a=5
    by line 3: `and s has "x"` is gone
2 rows before, 4 now: 0 lost, 2 new, 0 changed' two 'T\n| where a > 1\n| project k, a\n| order by a asc\n'
check "diff: cells changed, by a key" 1 '~ row 1, now row 1
    a: 2 -> 20
    by line 3: `| project k, a` became `| project k, a = a * 10`
~ row 2, now row 2
    a: 3 -> 30
    by line 3: `| project k, a` became `| project k, a = a * 10`
2 rows before, 2 now: 0 lost, 0 new, 2 changed' two 'T\n| where a > 1 and s has "x"\n| project k, a = a * 10\n| order by a asc\n' --key k
check "diff: columns" 1 '- column a:long
+ column s:string
2 rows before, 2 now: 0 lost, 0 new, 0 changed' two 'T\n| where a > 1 and s has "x"\n| project k, s'
check "diff: as JSON" 0 '"lost":[{"row":1,"edit":0,"values":{"k":"q","a":"2"}}],"new":[],"changed":[],"edits":[{"line":2,"old":"| where a > 1","new":"| where a > 2"}]' \
    bash -c "printf 'T\n| where a > 2 and s has \"x\"\n| project k, a\n| order by a asc\n' >$dir/diff/new.kql; $kql diff $dir/diff/old.kql $dir/diff/new.kql -d $dir/diff -o json | grep -o '\"lost\".*\]' "
check "diff: one that does not compile" 3 '' two 'T | where nosuch == 1'
says "diff: and where" "$dir/diff/new.kql:1:11: error KS142"
check "diff: a key nobody has" 2 '' two 'T | where a > 1' --key nosuch
check "diff: one file" 2 '' $kql diff $dir/diff/old.kql
if command -v git >/dev/null; then
    (cd $dir/diff && git init -q . && cp old.kql rule.kql && git add rule.kql && git -c user.name=t -c user.email=t@example.org commit -qm one && sed -i 's/a > 1/a > 2/' rule.kql)
    check "diff: against a commit" 1 '*' $kql diff --git HEAD $dir/diff/rule.kql -d $dir/diff
    check "diff: no such commit" 4 '' $kql diff --git nosuch $dir/diff/rule.kql -d $dir/diff
    says "which, and of what" "git knows no revision nosuch here"
    check "diff: a revision is no option" 4 '' $kql diff --git --output=$dir/diff/written $dir/diff/rule.kql -d $dir/diff
    mkdir $dir/diff/sub && cp $dir/diff/rule.kql $dir/diff/sub/renamed.kql
    check "diff: from another folder, with a name of its own" 1 '*' bash -c "cd $dir/diff/sub && $PWD/$kql diff --git HEAD:rule.kql renamed.kql -d .."
    check "diff: not in the commit" 4 '' $kql diff --git HEAD $dir/diff/sub/renamed.kql -d $dir/diff
    says "what to do" "if it had another name then: --git HEAD:OLD/NAME"
    check "diff: no repository" 4 '' $kql diff --git HEAD $dir/t/sub/r.yaml -d $dir/diff
    says "no repository" "is in no git repository that has a commit"
    check "diff: no git" 4 '' env PATH=/nonexistent $kql diff --git HEAD $dir/diff/rule.kql -d $dir/diff
    says "no git" "git cannot be run"
fi
