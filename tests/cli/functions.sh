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
got=$($kql functions --coverage | grep -cE '^(scalar|aggregate|plugin): [0-9]+ of [0-9]+$')
check "coverage counts each kind" 0 3 echo "$got"
got=$($kql functions --coverage | grep -c '^  strcat$')
check "what is built is not listed as missing" 0 0 echo "$got"
check "the reference is written from the rows" 0 '' $kql functions --reference "$dir/ref"
check "a page names its function" 0 '# strcat (scalar)' head -1 "$dir/ref/strcat.md"
