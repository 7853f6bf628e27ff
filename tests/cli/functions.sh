# kql functions: what there is, from the rows that the functions are made of.
got=$($kql functions startofday)
case "$got" in
*"startofday("*"-> datetime"*"example:"*"gives:"*"page:     startofday-function"*) passed=$((passed + 1)) ;;
*)
    failed=$((failed + 1))
    echo "FAILED a function shows signature, example and page: $got"
    ;;
esac
check "an unknown function is a usage error" 2 '' $kql functions startofdya
says "near miss" "startofday"
got=$($kql functions --coverage | grep -cE '^(scalar|aggregate|plugin): [0-9]|typeliteral|: common+ of [0-9]+$')
check "coverage counts each kind" 0 3 echo "$got"
got=$($kql functions --coverage | grep -c '^  strcat$')
check "what is built is not listed as missing" 0 0 echo "$got"
got=$($kql functions --coverage | grep '^  ' | grep -vc ': ')
check "each that is missing says why" 0 0 echo "$got"
check "an operator that is missing is listed" 0 1 sh -c "$kql functions --coverage | grep -c '^  reduce: '"
check "what is refused says why" 5 '' $kql run -e 'print hash_combine(1, 2)'
says "the reason" 'how two hashes are mixed is not published'
check "the reference is written from the rows" 0 '' $kql functions --reference "$dir/ref"
check "a page names its function" 0 '# strcat (scalar)' head -1 "$dir/ref/strcat.md"
sig() {
    $kql functions "$1" | head -1
}
check "a signature in plain words" 0 'strlen(string: string or dynamic) -> long' sig strlen
check "a signature whose argument says the type of the result" 0 'row_cumsum(term: number, [restart: bool]) -> type of term' sig row_cumsum
check "a signature with constants" 0 'format_datetime(date: datetime, format: literal string) -> string' sig format_datetime
check "a signature with several types" 0 'coalesce(arg: same type, arg: same type, [rest: same type... (to 64)]) -> same type' sig coalesce
check "a signature in the list" 0 1 sh -c "$kql functions -o csv | grep -c '^strlen,scalar,(string: string or dynamic) -> long,'"
check "a signature in the reference" 0 '    strlen(string: string or dynamic) -> long' grep -m1 'strlen(' "$dir/ref/strlen.md"
check "no word of the binder is left" 1 0 sh -c "$kql functions -o csv | cut -d, -f3- | grep -cE '[a-z]or(dynamic|string|array|bool|decimal)|: not|-> T[0-9]|typeliteral|: common|typeliteral|: common'"
