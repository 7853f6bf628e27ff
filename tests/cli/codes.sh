# Exit codes, and what an error says.
check "ok" 0 '{"print_0":1}' $kql run -e 'print 1'
check "a query from a file" 0 '{"print_0":2}' bash -c "echo 'print 2' >$dir/q.kql; $kql run $dir/q.kql"
check "a query from standard input" 0 '{"print_0":3}' bash -c "echo 'print 3' | $kql run -"
check "usage: an unknown command" 2 '' $kql rnu
says "near miss" "run"
check "usage: an unknown flag" 2 '' $kql run --fromat json -e 'print 1'
check "usage: no query" 2 '' $kql run
check "compile: unknown column" 3 '' $kql run -e 'SecurityEvent | where EventId == 4720'
says "code" "KS142"
says "place" "1:23"
says "suggestion" "did you mean EventID?"
says "the source line" "SecurityEvent | where EventId == 4720"
says "the caret" "^~~~~~~"
check "compile: several errors are reported at once" 3 '' $kql run -e 'SecurityEvent | where EventId == 1 | where Computr == "x"'
says "first" "EventId"
says "second" "Computr"
check "compile: syntax" 3 '' $kql run -e 'SecurityEvent | where | take 1'
check "unsupported: by name and place" 5 '' $kql run -e 'print x=1 | make-graph x --> x'
says "name" "make-graph"
check "data: no such file" 4 '' $kql run -t T=$dir/none.jsonl -e 'T'
says "file" "none.jsonl"
printf '{"a":1}\nnot json\n{"a":2}\n' >$dir/bad.jsonl
check "data: a line that is no JSON object stops the run" 4 '*' $kql run -t T=$dir/bad.jsonl -e 'T | count'
says "file and line" "bad.jsonl:2"
check "data: --lenient drops and counts it" 0 '{"Count":2}' $kql run --lenient -t T=$dir/bad.jsonl -e 'T | count'
says "counted" "1"
check "limits: an exponential let" 6 '*' $kql run -e "$(echo 'let a0 = print x=1;'; for i in $(seq 1 40); do echo "let a$i = union a$((i-1)), a$((i-1));"; done; echo a40)"
check "the newest time in the data" 0 '{"n":1}' bash -c "printf '{\"TimeGenerated\":\"2024-01-01T00:00:00Z\"}\n{\"TimeGenerated\":\"2024-01-03T00:00:00Z\"}\n' >$dir/SecurityEvent.jsonl; $kql run -t SecurityEvent=$dir/SecurityEvent.jsonl --now max -e 'SecurityEvent | where TimeGenerated > ago(1d) | summarize n=count()'"
check "--now" 0 '{"x":"2024-01-01T00:00:00.0000000Z"}' $kql run --now 2024-01-02 -e 'print x=ago(1d)'
check "--now that is no time" 2 '' $kql run --now yesterday -e 'print 1'
printf '{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n{"a":3,"b":"x"}\n' >$dir/repeat.jsonl
check "--repeat runs again over what is loaded and prints once" 0 '{"n":2}' $kql run --repeat 3 -t T=$dir/repeat.jsonl -e 'T | where b == "x" | summarize n=count()'
says "the first run" "run 1: "
says "the last run" "run 3: "
check "--timing" 0 '{"Count":3}' $kql run --timing -t T=$dir/repeat.jsonl -e 'T | count'
says "stages" "planning"
check "--repeat: a query that does not compile" 3 '' $kql run --repeat 2 -t T=$dir/repeat.jsonl -e 'T | where c == 1'
printf '{"k":"x","n":1}\n{"k":"y","n":2}\n{"k":"z"}\n{"n":2}\n' >$dir/one.jsonl
printf '{"k":"z","n":2}\n{"k":"x","n":1}\n{"n":1}\n{"k":"y"}\n' >$dir/two.jsonl
check "--repeat: values that have other codes in another table group with their like" 0 '{"t":"1*1 2*1 x1*2 y*1 y2*1 z*1 z2*1"}' \
  $kql run --repeat 2 -t A=$dir/one.jsonl -t B=$dir/two.jsonl -e 'union A, B | summarize c = count() by k, n | sort by k asc, n asc nulls first | summarize t = strcat_array(make_list(strcat(k, n, "*", c)), " ")'
