# Tables in memory go other ways (codes, places for groups, aggregates put off under a top): the rows must be those of the files.
awk 'BEGIN { r = 7; for (i = 0; i < 6000; i++) { r = (r * 1103515245 + 12345) % 2147483648; k = int(r / 65536)
    printf "{\"TimeGenerated\":\"2024-05-%02dT%02d:%02d:00Z\",\"host\":\"h%d\",\"user\":\"u%d\"", 1 + k % 3, k % 24, k % 60, k % 13, i % 97
    if (k % 11) printf ",\"n\":%d", k % 19
    if (k % 5) printf ",\"x\":%d", i
    printf ",\"i\":%d", i
    printf ",\"s\":\"t%d\"}\n", i } }' >$dir/hot.jsonl
head -2000 $dir/hot.jsonl | sed 's/"h1"/"other"/' >$dir/hot2.jsonl
# as_cold NAME QUERY: the same from files and from memory; where QUERY ends in `| take N`, the first N rows without it, too
as_cold() {
    local tables="-t T=$dir/hot.jsonl -t U=$dir/hot2.jsonl" want
    want=$($kql run -q $tables -e "$2")
    check "hot: $1" 0 "$want" $kql run -q $tables --repeat 2 -e "$2"
    case $2 in *"| take "*)
        want=$($kql run -q $tables -e "${2%|*}" | head -n "${2##* }")
        check "hot, all and then the first: $1" 0 "$want" $kql run -q $tables --repeat 2 -e "$2" ;;
    esac
}
as_cold "top by a count" 'T | summarize n=count(), h=dcount(host) by user, bin(TimeGenerated, 1h) | sort by n desc, user asc, TimeGenerated asc | take 7'
as_cold "top by the fewest" 'T | summarize c=count(), l=make_list(host), t=take_any(user) by n | sort by c asc, n asc | take 3'
as_cold "nulls come first" 'T | summarize m=max(x), h=dcount(host), z=sum(n) by user, n | sort by m asc nulls first, user asc, n asc | take 40'
as_cold "an aggregate whose column has no codes" 'T | summarize c=count(), a=min(s), b=dcount(s), d=dcount(n) by host | sort by c desc, host asc | take 5'
as_cold "the same aggregate decides and is given" 'T | summarize h=dcount(n), g=dcount(host) by user | sort by h desc, user asc | take 9'
as_cold "by an expression over two" 'T | summarize c=count(), d=dcount(host) by user | extend r=c * 10 + d | sort by r desc, user asc | take 9'
as_cold "more than there are" 'T | summarize c=count(), d=dcount(host) by n | sort by c desc, n asc | take 900'
as_cold "codes change in the middle" 'union T, U | summarize c=count(), d=dcount(host), l=max(n) by user, host | sort by c desc, user asc, host asc | take 30'
as_cold "arguments with codes, then without" 'union T, (U | extend host=strcat(host, ""), n=n+0) | summarize c=count(), l=make_set(host), d=dcount(n), f=min(n) by user | sort by c desc, user asc | take 30'
as_cold "a series a host" 'T | make-series c=count(), m=max(n) default=-1 on TimeGenerated from datetime(2024-05-01) to datetime(2024-05-04) step 1h by host | sort by host asc'
as_cold "a series of what there is" 'T | make-series c=count(), a=avg(n) default=0 on TimeGenerated step 1h by host, user | sort by host asc, user asc | take 20'
as_cold "times before the start" 'T | make-series c=count(), d=dcount(user) on TimeGenerated from datetime(2024-05-02T00:30) to datetime(2024-05-03) step 7m by host | sort by host desc'
as_cold "counts alone in series" 'T | make-series c=count() on TimeGenerated from datetime(2024-05-01T05:00) to datetime(2024-05-03T07:30) step 1h by host, user | sort by host asc, user asc | take 50'
as_cold "the last ones bound the first" 'T | sort by x desc | take 12'
as_cold "the last ones are no bound" 'T | sort by x asc nulls last, s asc | take 12'
as_cold "nulls in front, more than a batch's" 'T | sort by x asc nulls first, s asc | take 1300'
as_cold "times in no order" 'T | sort by TimeGenerated desc, s asc | take 10'
as_cold "many are alike" 'T | sort by n desc, s asc | take 25'
as_cold "by text" 'T | sort by s desc | take 5'
as_cold "more than are shown beforehand" 'T | sort by x desc | take 2500'
as_cold "a filter below" 'T | where n > 5 | sort by x desc, s asc | take 9'
for filter in 'i >= 2048 and i < 4096' 'i > 2047' 'i <= 2047' 'i < 0' 'i >= 0' 'i > 5998' 'host == "h3" and i > 3000' 'i < 2048 and host != "h3"' '2048 <= i'; do
    as_cold "a filter that whole batches pass or do not: $filter" "T | where $filter | summarize count(), min(i), max(i), dcount(host)"
done
as_cold "the last of what ascends" 'T | sort by i desc | take 3'
as_cold "times in order, in series" 'T | extend t = datetime(2024-01-01) + i * 1m | make-series c=count() on t from datetime(2024-01-01 00:30) to datetime(2024-01-04) step 1h by host | sort by host asc'
