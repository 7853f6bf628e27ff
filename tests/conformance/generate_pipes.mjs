// Pipelines from a seed, deeper than those of generate.mjs: after each operator Microsoft's binder says which columns there are, and the next
// operator is written over them. Wrong queries come up too: now and then a name that is not there, or a value of an unfitting type.
import { ask } from './microsoft.mjs';
import { random } from './generate.mjs';

const literals = {
  bool: ['true', 'bool(null)'], int: ['int(3)'], long: ['1', '2', '-7', 'long(null)'], real: ['1.5', 'real(null)'], decimal: ['decimal(1.5)'],
  string: ["'a'", "'b c'", "''"], datetime: ['datetime(2024-01-02)', 'datetime(null)'], timespan: ['1h', '2d'],
  guid: ['guid(74be27de-1e4e-49d9-b579-fe0b331d3642)'], dynamic: ['dynamic([1,2])', 'dynamic({"a":1})', 'dynamic(null)'],
};
const plain = /^[A-Za-z_][A-Za-z0-9_]*$/;
const quoted = (name) => (plain.test(name) && !/^(kind|asc|desc|by|and|or|on|with|of|to)$/.test(name) ? name : `['${name}']`);

// What a pipeline may begin with.
const sources = [
  'T', 'U', 'T | take 5', '(T | where b)', 'union T, U', 'union kind=outer withsource=w T, U', 'union (T | project l, s), (U | project s, l = x)', 'union kind=inner T, U',
  'range x from 1 to 3 step 1', 'range d from datetime(2024-01-01) to datetime(2024-01-03) step 1d', 'range r from 1.0 to 2.0 step 0.5', 'range t from 1h to 3h step 1h',
  "datatable (a:long, b:string, c:dynamic) [1, 'x', dynamic([1]), 2, 'y', dynamic({})]", "datatable (k:string, k1:long, k11:long) ['a', 1, 2]",
  "datatable (Column1:long, count_:string, a1:real) [1, 'x', 1.0]", "datatable (['a b']:long, ['c.d']:datetime) [1, datetime(2024-01-01)]",
  'print 1, a = 2, b = dynamic([1,2])', "print x = 'a', y = 1h, z = now()", 'print dynamic({"a":1}), strcat("a", "b"), todatetime("2024-01-01")',
];
const heads = [
  ['', ''], ['', ''], ['', ''], ['let n = 3; ', 'n'], ['let v = 1h; ', 'v'], ['let arr = dynamic([1,2]); ', 'arr'], ["let w = 'a'; ", 'w'], ['let F = (q:long, p:string = "x") { strcat(p, q) }; ', 'F(1)'],
  ['let G = (X:(*)) { X | count }; ', ''], ['let H = materialize(T | summarize l = max(l) by s); ', ''], ['let V = view () { U | project l, s }; ', ''],
];

export function generatePipes(globals, seed, count) {
  const rnd = random(seed);
  const { pick, below } = rnd;
  let columns = [], word = ''; // of the pipeline so far: [{name, type}]; a name that a let gave

  const of = (...types) => columns.filter((c) => types.includes(c.type)).map((c) => quoted(c.name));
  const any = () => (columns.length && rnd.next() < 0.98 ? quoted(pick(columns).name) : pick(['nosuch', 'k1', 'Column1', 'x']));
  const column = (...types) => (of(...types).length && rnd.next() < 0.96 ? pick(of(...types)) : any());
  const value = (...types) => (rnd.next() < 0.8 ? column(...types) : rnd.next() < 0.2 && word ? word : pick(literals[pick(types)]));
  const types = Object.keys(literals);
  const list = (make, most) => Array.from({ length: 1 + below(most) }, make).join(', ');
  const fresh = () => pick(['x', 'y', 'z', 'k', 'k1', 'n', 'Column1', 'l', 's', "['q r']", 'count_', any()]);
  const unused = () => ['p1', 'p2', 'p3'].filter((n) => !columns.some((c) => c.name === n))[0] ?? 'p4';
  const named = (e) => (rnd.next() < 0.35 ? `${fresh()} = ${e}` : e);
  const number = () => value('long', 'int', 'real');
  const text = () => value('string');

  const scalars = [
    () => any(), () => any(), () => value(pick(types)), () => `${number()} + 1`, () => `${number()} ${pick(['+', '-', '*', '/', '%'])} ${number()}`,
    () => `tostring(${any()})`, () => `bin(${value('datetime')}, 1h)`, () => `bin(${number()}, 10)`, () => `strlen(${text()})`, () => `tolong(${any()})`, () => `toreal(${any()})`,
    () => `${column('dynamic')}.a`, () => `${column('dynamic')}[0]`, () => `${column('dynamic')}["b c"].d`, () => `iff(${number()} > 1, ${any()}, ${any()})`,
    () => `coalesce(${any()}, ${any()})`, () => `case(${number()} > 1, ${text()}, 'z')`, () => `split(${text()}, ',')[0]`, () => `pack('k', ${any()})`, () => 'pack_all()', () => `parse_json(${text()}).x`,
    () => `${value('datetime')} - ${value('datetime', 'timespan')}`, () => `todynamic(${text()})`, () => `extract('a(.)', 1, ${text()})`, () => `extract('a(.)', 1, ${text()}, typeof(long))`,
    () => `max_of(${any()}, ${any()})`, () => `isnull(${any()})`, () => `array_length(${column('dynamic')})`, () => `strcat(${any()}, '-', ${any()})`, () => `now() - ${value('datetime')}`,
    () => `format_datetime(${value('datetime')}, 'yyyy')`, () => `toscalar(T | count)`, () => `toscalar(U | summarize max(x))`, () => `column_ifexists('${pick(['l', 'zz', 's'])}', ${value('long', 'string')})`,
    () => `hash(${any()})`, () => `(${any()})`, () => `-${number()}`, () => `gettype(${any()})`, () => `bag_keys(${column('dynamic')})`, () => `startofday(${value('datetime')})`, () => `set_union(${column('dynamic')}, dynamic([1]))`,
  ];
  const scalar = () => pick(scalars)();
  const predicates = [
    () => `${number()} ${pick(['>', '<', '>=', '<=', '==', '!='])} ${number()}`, () => `${text()} ${pick(['has', '!has', 'contains', 'startswith', '=~', '!~', '==', 'endswith_cs'])} ${text()}`,
    () => `${any()} ${pick(['==', '!='])} ${any()}`, () => `${any()} in (${list(() => value(pick(types)), 3)})`, () => `${text()} in~ ('a', 'b')`, () => `${value('string', 'long')} in ((U | project ${pick(['l', 's'])}))`,
    () => `${number()} between (1 .. 5)`, () => `${value('datetime')} between (ago(1d) .. now())`, () => `isnotempty(${any()})`, () => `not(${predicate()})`, () => `(${predicate()}) ${pick(['and', 'or'])} (${predicate()})`,
    () => `${text()} matches regex '^a'`, () => `${text()} has_any ('a', 'b')`, () => column('bool'), () => `${value('datetime')} !between (ago(1d) .. 1h)`, () => `* has 'a'`, () => `${column('dynamic')} has 'a'`,
  ];
  const predicate = () => pick(predicates)();

  const aggregates = [
    () => 'count()', () => `countif(${predicate()})`, () => `sum(${number()})`, () => `avg(${number()})`, () => `min(${any()})`, () => `max(${any()})`, () => `dcount(${any()})`, () => `make_set(${any()})`, () => `make_list(${any()}, 5)`,
    () => `arg_max(${any()}, ${pick(['*', any(), `${any()}, ${any()}`])})`, () => `arg_min(${any()}, ${pick(['*', any()])})`, () => `take_any(${pick(['*', any(), `${any()}, ${any()}`])})`, () => `percentile(${number()}, 50)`,
    () => `percentiles(${number()}, 5, 50, 95)`, () => `make_bag(${column('dynamic')})`, () => `sumif(${number()}, ${predicate()})`, () => `stdev(${number()})`, () => `countif(${column('bool')}) * 1.0 / count()`, () => `max(${number()}) - min(${number()})`,
    () => `tostring(make_set(${any()}))`, () => `any(${any()})`, () => `anyif(${any()}, ${predicate()})`, () => `maxif(${number()}, ${predicate()})`, () => `make_list_if(${any()}, ${predicate()})`, () => `bin(max(${value('datetime')}), 1h)`,
    () => `round(avg(${number()}), 2)`, () => `count_distinct(${any()})`, () => `array_sort_asc(make_set(${any()}))`, () => `strcat_array(make_list(${text()}), ',')`, () => `percentiles_array(${number()}, 5, 50)`, () => `hll(${any()})`, () => `dcountif(${any()}, ${predicate()})`,
  ];
  const aggregate = () => pick(aggregates)();
  const group = () => pick([() => any(), () => any(), () => `bin(${value('datetime')}, 1h)`, () => `tostring(${any()})`, () => `${fresh()} = ${scalar()}`, scalar, () => `tolower(${text()})`])();
  const direction = () => pick(['', '', ' asc', ' desc', ' asc nulls last', ' desc nulls first', ' nulls first']);
  const wild = () => pick([any, any, () => `${columns.length ? pick(columns).name[0].replace(/[^a-z]/i, 'k') : 'k'}*`, () => '*1', () => '*'])();
  const right = () => pick(['U', '(U)', '(T)', '(T | project l, s, k = 1)', '(T | summarize count() by s)', '(U | where x > 1 | extend s = tostring(x))', "(datatable (k:string, k1:long, l:long, x:string) ['a', 1, 2, 'b'])", '(range x from 1 to 3 step 1)', '(T | summarize max(l) by s, l)']);
  const kinds = ['inner', 'leftouter', 'rightouter', 'fullouter', 'leftanti', 'rightanti', 'leftsemi', 'rightsemi', 'innerunique', 'anti'];
  const on = () => list(() => pick([any, () => 'l', () => 's', () => `$left.${any()} == $right.${pick(['l', 's', 'x', 'k'])}`]) (), 2);
  const inner = () => pick(operators.slice(0, 8))();
  const typeName = () => pick(['long', 'string', 'dynamic', 'real', 'datetime', 'bool', 'double', 'guid', 'timespan', 'int']);
  const step = () => pick(['1', '1h', '1d', '10', '0.5', 'n']);

  const operators = [
    () => `where ${predicate()}`, () => `extend ${list(() => named(scalar()), 3)}`, () => `project ${list(() => named(scalar()), 4)}`, () => `summarize ${list(() => named(aggregate()), 3)} by ${list(group, 2)}`,
    () => `summarize ${list(() => named(aggregate()), 4)}`, () => `sort by ${list(() => (rnd.next() < 0.8 ? any() : scalar()) + direction(), 2)}`, () => `top 3 by ${any()}${direction()}`, () => `take ${pick(['3', '3', 'n', '1 + 1', '0'])}`,
    () => `distinct ${pick(['*', any(), `${any()}, ${any()}`, scalar(), `x = ${any()}`])}`, () => `project-away ${list(wild, 2)}`, () => `project-keep ${list(wild, 2)}`, () => `project-rename ${fresh()} = ${any()}`, () => `project-rename ${fresh()} = ${any()}, ${fresh()} = ${columns.length ? quoted(columns[columns.length - 1].name) : any()}`,
    () => `project-reorder ${list(() => wild() + pick(['', '', ' asc', ' desc', ' granny-asc', ' granny-desc']), 2)}`, () => `summarize by ${list(group, 2)}`, () => pick(['count', 'getschema', 'serialize', `serialize ${named('row_number()')}`, 'as X', 'sample 2', `sample-distinct 2 of ${any()}`, 'count as N']),
    () => `join kind=${pick(kinds)} ${right()} on ${on()}`, () => `join ${right()} on ${on()}`, () => `lookup ${pick(['', 'kind=inner ', 'kind=leftouter '])}${right()} on ${on()}`,
    () => `union ${pick(['', 'kind=outer ', 'withsource=src ', 'isfuzzy=true '])}${list(right, 2)}`,
    () => `mv-expand ${pick(['', 'bagexpansion=array ', 'kind=array ', 'with_itemindex=ix '])}${list(() => `${rnd.next() < 0.3 ? fresh() + ' = ' : ''}${pick([column('dynamic'), column('dynamic'), any(), `split(${text()}, ',')`])}${rnd.next() < 0.3 ? ` to typeof(${typeName()})` : ''}`, 2)}${pick(['', '', ' limit 5'])}`,
    () => `mv-apply ${pick(['', 'with_itemindex=ix '])}${rnd.next() < 0.5 ? fresh() + ' = ' : ''}${column('dynamic')}${rnd.next() < 0.4 ? ` to typeof(${typeName()})` : ''} on (${inner()})`,
    () => `parse ${pick(['', 'kind=regex ', 'kind=relaxed ', 'kind=simple '])}${value('string')} with ${pick([`* 'a=' ${unused()}:${typeName()} ' ' *`, `${unused()} ',' p9`, `'x' ${unused()}:long`, `* 'a' * 'b' ${unused()}`])}`,
    () => `parse-where ${value('string')} with ${unused()}:long ';' p9`, () => `parse-kv ${text()} as (${unused()}:${typeName()}, p8:long) with (pair_delimiter=',', kv_delimiter='=')`,
    () => `make-series ${list(() => named(pick([() => 'count()', () => `sum(${number()})`, () => `avg(${number()}) default=0`, () => `dcount(${any()}) default=1`, () => `max(${number()}) default=1.5`])()), 2)} on ${value('datetime', 'long')} ${pick([`from 1 to 5 step ${step()}`, 'from datetime(2024-01-01) to datetime(2024-01-02) step 1h', `step ${step()}`, 'in range(datetime(2024-01-01), datetime(2024-01-02), 1h)'])}${pick(['', ` by ${any()}`, ` by ${fresh()} = ${scalar()}`])}`,
    () => `top-nested ${pick(['2 of ', ''])}${named(any())}${pick(['', " with others = 'o'"])} by ${named(pick(['count()', `sum(${number()})`, `max(${any()})`]))}${pick(['', `, top-nested 1 of ${any()} by ${named('count()')} desc`])}`,
    () => `top-hitters 2 of ${any()}${pick(['', ` by ${number()}`])}`, () => `partition by ${any()} (${inner()})`, () => `partition hint.strategy=native by ${any()} (${inner()})`, () => `fork (${inner()}) (count)`,
    () => `facet by ${list(any, 2)}${pick(['', ` with (${inner()})`])}`, () => `evaluate bag_unpack(${column('dynamic')})`, () => `evaluate narrow()`, () => `evaluate pivot(${column('string')}, count())`, () => `invoke ${pick(['G()', 'nosuch()'])}`,
    () => `search 'a'`, () => `search ${any()}:'a'`, () => `scan declare (${fresh()}:long = 0) with (step s1: ${predicate()} => ${fresh()} = 1; step s2: ${predicate()};)`, () => `sort by ${any()} | extend ${named(pick([`prev(${any()})`, `next(${any()}, 1)`, 'row_number()', `row_cumsum(${number()})`, `row_rank_dense(${any()})`, `prev(${any()}, 1, ${any()})`]))}`,
    () => `render ${pick(['timechart', 'table', 'piechart'])}`, () => `reduce by ${text()}`, () => `consume`, () => `extend ${fresh()} = ${fresh()}`, () => `project ${list(any, 6)}`, () => `extend ${list(() => named(scalar()), 5)}`,
  ];

  function query() {
    const [head, given] = pick(heads);
    word = given;
    let text = head + pick(head.includes('let H') ? ['H', 'T'] : head.includes('let V') ? ['V', 'V()'] : head.includes('let G') ? ['G(T)', 'T', 'T | invoke G()'] : sources);
    for (let i = 1 + below(5); i > 0; i--) {
      const said = ask(globals, text);
      if (!said.ok || !said.columns) return text;
      columns = said.columns.map((c) => ({ name: c.slice(0, c.lastIndexOf(':')), type: c.slice(c.lastIndexOf(':') + 1) }));
      text += ` | ${pick(operators)()}`;
      if (/evaluate (bag_unpack|pivot)/.test(text)) return text; // what comes then is known from the data only
    }
    return text;
  }
  return Array.from({ length: count }, query);
}
