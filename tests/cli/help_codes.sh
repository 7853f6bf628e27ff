# kql help CODE: every code that the program has, has a page; each mistake gives its code, each mend compiles.
mkdir $dir/codes
awk -v out="$dir/codes/" '
    /^## / { code = substr($2, 1, 5); n = 0 }
    /^```/ { if (inside) inside = 0; else { inside = 1; n++ } next }
    inside { print > (out code "." n) }' docs/codes.md
for mistake in $dir/codes/*.1; do
    code=$(basename $mistake .1)
    check "help $code: its mistake" 0 "$code" bash -c "$kql check -o json $mistake | grep -o '\"code\":\"$code\"' | head -1 | tr -dc 'KS0-9'"
    check "help $code: its mend" 0 '*' $kql check -q $dir/codes/$code.2
done
missing=0
for code in $(grep -rhoE '"KS[0-9]{3}"' grammar interp --include=*.c --include=*.y --include=*.l --include=*.h | tr -d '"' | sort -u) KL201 KR022; do
    $kql help $code >/dev/null 2>&1 || { missing=$((missing + 1)); echo "no page: $code"; }
done
check "help: no code without a page" 0 0 echo $missing
check "help: a page" 0 'KS144: an aggregate that cannot stand here

count(), max(), make_list() and their like work on groups of rows, in summarize
and make-series.

    SecurityEvent | extend n = count()

    SecurityEvent | summarize n = count()' $kql help KS144
check "help: of lint, in small letters" 0 'KL201: bare-join (kql lint)' bash -c "$kql help kl201 | head -1"
check "help: of rules" 0 'KR022 (kql rule check)' bash -c "$kql help KR022 | head -1"
check "help: a code that nothing has" 2 '' $kql help KS9999
check "help: pages keep to 80 cells" 0 0 bash -c "for c in KS142 KS145 KS198 KL211 KR045; do $kql help \$c; done | grep -v '^    ' | awk 'length > 80' | wc -l"
