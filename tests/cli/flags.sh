# Flags, help, and what is said when they are wrong. Where data comes from is in data.sh.
printf '{"a":1}\n' >"$dir/f.jsonl"
run="$kql run -t T=$dir/f.jsonl"
check "no command shows the commands" 2 '' $kql
check "--version" 0 '*' $kql --version
check "--help" 0 '*' $kql --help
check "help of a command" 0 '*' $kql help run
wide=$($kql help run | awk 'length > 79' | wc -l)
check "help fits 80 columns" 0 0 echo "$wide"
check "flag with =" 0 '{"a":1}' $kql run --table=T=$dir/f.jsonl -e T
check "short flag with its value attached" 0 '{"a":1}' $kql run -tT=$dir/f.jsonl -eT
check "short flags together" 2 '' $kql run -qh=1 -e T
check "-- ends the flags" 4 '' $run -- -e
check "a flag without its value" 2 '' $run -e
says "what it needs" "-e needs a value: TEXT"
check "a value that is not wanted" 2 '' $run --quiet=1 -e T
check "-t without a file" 2 '' $kql run -t T -e T
check "--threads wants a number" 2 '' $run --threads 0 -e T
check "--color wants one of three" 2 '' $run --color no -e T
check "two queries" 2 '' $run -e T $dir/q.kql
check "a query file that is not there" 4 '' $run $dir/none.kql
says "its name" "none.kql"
check "standard input cannot serve two" 2 '' $kql run -t T=- -
check "standard input cannot serve two tables" 2 '' $kql run -t T=- -t U=- -e T
cd "$dir" || exit 1
mkdir p
case $kql in /*) abs=$kql ;; *) abs=$OLDPWD/$kql ;; esac
check "-d letters are debug views" 0 '{"a":1}' "$abs" run -t T=f.jsonl -d ts -e T
check "-d: a folder wins over letters" 0 '{"a":1}' "$abs" run -t T=f.jsonl -d p -e T
says "that it was read as one" "no data file in p"
check "-d: a folder that is not there" 4 '' "$abs" run -d folder -e T
cd - >/dev/null || exit 1
esc=$(printf '\033')
check "no colours in a pipe" 0 0 bash -c "$run -o table -e T | grep -c '$esc'; true"
check "--color always" 0 3 bash -c "$run -o table --color always -e T | grep -c '$esc'"
check "NO_COLOR does not overrule --color always" 0 3 bash -c "NO_COLOR=1 $run -o table --color always -e T | grep -c '$esc'"
check "--width makes records of a row that does not fit" 0 2 bash -c "printf '{\"aaaaaaaaaaaaaaaaaaaa\":\"xxxxxxxxxxxxxxxxxxxxxxxx\",\"bbbbbbbbbbbbbbbbbbbb\":\"y\"}\n' >$dir/w.jsonl; $kql run -t T=$dir/w.jsonl -o table --width 30 -e T | grep -c '^[ab]'"
check "an unknown table has a near miss" 2 '' $kql schema SecurityEvnt
says "the near miss" "did you mean SecurityEvent?"
check "schema as CSV is what --schema reads" 0 'table,column,type
T,a,long' $kql schema -t T=$dir/f.jsonl -o csv T
