# kql explain: what each stage does to the rows. Ids 2 and 4 pass the filter; of the users u, v and svc two are bad.
cat >$dir/explain.kql <<'Q'
let w = 90m;
let bad = datatable(name:string)["u", "v"];
datatable(id:long, user:string)[1, "u", 2, "v", 3, "svc", 4, "u"]
| where id > 1 // the first  is known
    and user != "svc"
| extend big = id > 2, id = id * 10
| join kind=inner (bad | extend score = 5) on $left.user == $right.name
| summarize n = count() by user
Q
explain() { $kql explain -q --color never "$@" | sed 's/[0-9.]* ms/T ms/'; }
check "explain: the filter" 0 '3  | where id > 1 and user != "svc"
   4 -> 2 rows   line 4, T ms
   holds for 3: id > 1
   holds for 3: user != "svc"
    id  user
    2   v
    4   u
 -  1   u
 -  3   svc' explain --stage 3 $dir/explain.kql
check "explain: new and changed columns" 0 '4  | extend big = id > 2, id = id * 10
   2 -> 2 rows   line 6, T ms
   columns +big:bool
    id  user  +big
    20  v     false
    40  u     true' explain --stage 4 $dir/explain.kql
check "explain: --rows" 0 '2  datatable(id:long, user:string)[1, "u", 2, "v", 3, "svc", 4, "u"]
   4 rows   line 3, T ms
   2 columns
    id  user
    1   u' explain --rows 1 --stage 2 $dir/explain.kql
check "explain: values of lets, and their rows" 0 'let w = 01:30:00' bash -c "$kql explain -q --color never $dir/explain.kql | head -1"
flow() { $kql explain -q -o json "$@" | grep -o '"title":"[^"]*"\|"operator":"[a-z-]*"\|"rows_in":[0-9]*\|"rows_out":[0-9]*' | sed 's/"[a-z_]*"://; s/"//g' | paste -sd' '; }
check "explain: every stage, with its rows in and out" 0 'let w let bad source 2 result source 4 where 4 2 extend 2 2 join 2 2 right side source 2 extend 2 2 summarize 2 2' flow $dir/explain.kql
check "explain: columns that came and went" 0 '"gone":["id","big","name","score"]' bash -c "$kql explain -q -o json $dir/explain.kql | grep -o '\"gone\":\[\"id[^]]*\]'"
check "explain: legs, functions, subqueries" 0 'result source 2 leg 1 source 1 leg 2 source 1 function F source 1 where 1 1 where 2 1 subquery source 1' flow -e 'let F = (T:(x:long), n:long) { T | where x > n }; union (print x = 1), (F((print x = 5), 2)) | where x in ((print 5))'
check "explain: forks" 0 'result source 3 fork 3 2 fork a where 3 1 fork 2 count 3 1' flow -e 'range x from 1 to 3 step 1 | fork a = (where x > 2) (count)'
check "explain: what is not stepped into is said" 0 '(not stepped into: what is in the parentheses runs once for each row)' bash -c "$kql explain -q --color never -e 'print a = dynamic([1, 2]) | mv-apply a on (where a > 1)' | grep -o '(not.*)'"
check "explain: a query that does not compile" 3 '' $kql explain -e 'print x | where y'
check "explain: no such stage" 2 '' $kql explain -q -e 'print 1' --stage 2
says "how many there are" "--stage 2: there are 1 stages"
check "explain: no such form" 2 '' $kql explain -e 'print 1' -o pdf
check "explain: strings and comments in the text of an operator" 0 '2  | where a == "x  // y" and a != "z"' bash -c "printf 'print a = \"b\"\n| where a == \"x  // y\" // why\n  and a != \"z\"' >$dir/c.kql; $kql explain -q --color never --stage 2 $dir/c.kql | head -1"
check "explain: no line of text passes 80 cells" 0 0 bash -c "$kql explain -q --color never --width 80 queries/T1136.001/local_account.kql | awk 'length > 80' | wc -l"
check "explain: mermaid" 0 'flowchart TD
  s1["print a = 1<br/>1 row"]
  s2["where a #62; 1<br/>0 rows"]
  s1 --> s2' $kql explain -q -o mermaid -e 'print a = 1 | where a > 1'
check "explain: svg has the text, escaped" 0 1 bash -c "$kql explain -q -o svg -e 'print a = 1 | where a < 1' | grep -c '2 | where a &lt; 1</text>'"
# The page, in a browser: click, type, hover, and data that would like to be a script.
$kql explain -q -o html $dir/explain.kql >$dir/page.html
check "explain: the page loads nothing" 1 0 bash -c "grep -c 'https\?://' $dir/page.html"
if command -v chromium >/dev/null; then
    in_browser() { # SCRIPT: what it leaves in the page's title
        { cat "$1"; printf '<script>try { document.title = String((() => { %s })()); } catch (e) { document.title = e; }</script>' "$2"; } >$dir/driven.html
        chromium --headless --no-sandbox --disable-gpu --user-data-dir=$dir/chromium --dump-dom "file://$dir/driven.html" 2>/dev/null | grep -o '<title>[^<]*</title>' | sed 's/<[^>]*>//g'
    }
    check "page: begins with the first stage, and steps" 0 'stage 1 of 8, 1. source; stage 2 of 8, 2. source; stage 3 of 8, 3. where; stage 2 of 8, 2. source' in_browser $dir/page.html '
        const told = () => document.getElementById("where").textContent + ", " + document.getElementById("name").textContent, out = [told()];
        document.getElementById("next").click(); out.push(told());
        document.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight"})); out.push(told());
        document.getElementById("back").click(); out.push(told());
        return out.join("; ");'
    check "page: a click on a stage shows its table" 0 'id,user | 2,v | 4,u | 1,u | 3,svc | left out: 2' in_browser $dir/page.html '
        document.querySelector("[data-stage=\"3\"]").click();
        const text = (e) => [...e.children].map((c) => c.firstChild.textContent).join(",");
        return [...document.querySelectorAll("#table tr")].map(text).join(" | ") + " | left out: " + document.querySelectorAll("tr.left-out").length;'
    check "page: a predicate under the mouse tells its rows" 0 'user != "svc": holds for 3 rows of 4' in_browser $dir/page.html '
        document.querySelector("[data-stage=\"3\"]").click();
        const c = document.querySelectorAll(".condition")[1];
        c.dispatchEvent(new MouseEvent("mouseenter"));
        return c.textContent + ": " + document.getElementById("said").textContent;'
    $kql explain -q -o html -e 'print x = "</script><img src=q onerror=document.title=1><b>", y = "é" | where x != "<i>é" and y == "é"' >$dir/evil.html
    check "page: data is text, whatever it says" 0 '0 of 2 </script><img src=q onerror=document.title=1><b> y == "é"' bash -c "$(declare -f in_browser); dir=$dir; in_browser $dir/evil.html 'document.getElementById(\"next\").click(); return document.querySelectorAll(\"img, b, i:not(.flow i)\").length + \" of \" + document.querySelectorAll(\".stage\").length + \" \" + document.querySelector(\"td\").textContent + \" \" + document.querySelectorAll(\".condition\")[1].textContent' | sed 's/&lt;/</g; s/&gt;/>/g'"
else
    echo "skipped: explain: the page in a browser (needs chromium)"
fi
# The last stage is what the query gives: of the goldens' own queries that run without tables, and whose last stage has no legs (they are told behind it).
last_rows() { $kql explain -q -o json --rows 1 "$1" 2>/dev/null | grep -o '"rows_out":[0-9]*' | tail -1 | tr -dc 0-9; }
differing=0 compared=0
while IFS= read -r line; do
    printf '%s\n' "$line" >$dir/whole.kql
    $kql run -q -o jsonl $dir/whole.kql >$dir/whole.jsonl 2>/dev/null || continue
    compared=$((compared + 1))
    [ "$(last_rows $dir/whole.kql)" = "$(wc -l <$dir/whole.jsonl)" ] || { differing=$((differing + 1)); echo "explain: not as many rows as run gives: $line"; }
done < <(grep -hE '^(range|datatable|print|let).*\|' tests/golden/*.kql | grep -v 'fork\|facet\|consume\|render\|rand\|sample\|union\|lookup' | grep -v ';$' | awk 'NR % 4 == 0' | head -120)
check "explain: as many rows as run gives, over $compared queries" 0 0 echo $differing
