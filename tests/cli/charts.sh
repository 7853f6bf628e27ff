# render: charts below a table, as SVG and as Vega-Lite. Bars: the longest is 40 cells, the others their share of it.
bars="datatable(a:string,n:long)['alpha',4,'be',2,'c',1] | render barchart with (title='T')"
full=████████████████████████████████████████
check "bars below the table" 0 "a      n
─────  ─
alpha  4
be     2
c      1
3 rows

T
alpha  $full 4
be     ████████████████████ 2
c      ██████████ 1" $kql run -o table -e "$bars"
check "--no-chart leaves it out" 0 $'n\n─\n5\n1 row' $kql run -o table --no-chart -e 'print n=5 | render card'
check "-q leaves it out" 0 $'n\n─\n5\n1 row' $kql run -o table -q -e 'print n=5 | render card'
check "table is no chart" 0 $'n\n─\n5\n1 row' $kql run -o table -e 'print n=5 | render table'
check "a card is its first row" 0 $'n\n─\n5\n1 row\n\nn  5' $kql run -o table -e 'print n=5 | render card'
check "other formats know nothing of charts" 0 '{"n":5}' $kql run -e 'print n=5 | render card'
check "render followed by an operator is no chart" 0 $'n\n─\n5\n1 row' $kql run -o table -e 'print n=5 | render card | take 1'
check "a chart that is not drawn is said" 0 $'n\n─\n5\n1 row\n\n(no chart: treemap is not drawn)' $kql run -o table -e 'print n=5 | render treemap'
check "and refused as a file" 5 '' $kql run -o svg -e 'print n=5 | render treemap'
check "a chart without numbers says what it lacks" 2 '' $kql run -o svg -e "print x='a'"
says "the column of numbers" 'needs a column of numbers'
check "a timechart without a time says so" 2 '' $kql run -o vega -e 'print x=1 | render timechart'
says "the type datetime" 'type datetime'
check "two results are not one chart" 2 '' $kql run -o svg -e 'print x=1; print y=1'
check "an unknown chart is an error" 3 '' $kql run -e 'print x=1 | render bogus'
says "its code" KS005
check "a number is wanted" 3 '' $kql run -e "print x=1 | render card with (ymin='a')"
says "its code" KS224
check "a title is text" 3 '' $kql run -e "print x=1 | render card with (title=1)"
says "its code" KS141
check "columns must exist" 3 '' $kql run -e "print x=1 | render barchart with (xcolumn=nope)"
says "its code" KS142
check "a property stands once" 3 '' $kql run -e "print x=1 | render card with (title='a', title='b')"
says "its code" KS180
check "vega: data and roles" 0 '{"$schema":"https://vega.github.io/schema/vega-lite/v5.json",
"width":640,"height":360,
"data":{"values":[
{"x":"a","y":3,"s":"n"}]},
"mark":{"type":"arc","tooltip":true},
"encoding":{"color":{"field":"x","type":"nominal","title":"k","sort":null},"theta":{"field":"y","type":"quantitative","title":"n"}}}' $kql run -o vega -e "print k='a', n=3 | render piechart"
