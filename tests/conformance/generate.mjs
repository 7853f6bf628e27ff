// Queries from a seed: every function and aggregate that Microsoft's analyzer knows, called with columns and literals of fitting and of
// unfitting types, and pipelines of the operators over them. The same seed gives the same queries.
import { catalogue } from './microsoft.mjs';

const columns = { bool: 'b', int: 'i', long: 'l', real: 'r', decimal: 'dc', string: 's', datetime: 'd', timespan: 't', guid: 'g', dynamic: 'dy' };
const literals = {
  bool: ['true', 'bool(null)'], int: ['int(3)', 'int(null)'], long: ['1', '0x1F', '-7', 'long(null)'], real: ['1.5', '2e3', 'real(null)'],
  decimal: ['decimal(1.5)'], string: ["'a'", '"b c"', "''"], datetime: ['datetime(2024-01-02)', 'datetime(2024-01-02 03:04:05)'],
  timespan: ['1h', '2d', 'timespan(00:00:01)'], guid: ['guid(74be27de-1e4e-49d9-b579-fe0b331d3642)'], dynamic: ['dynamic([1,2])', 'dynamic({"a":1})'],
};
const types = Object.keys(columns);

// A small generator of pseudo-random numbers (mulberry32): enough for choosing.
export function random(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, pick: (list) => list[below(list.length)] };
}

export function generate(seed, count) {
  const rnd = random(seed);
  const { functions, aggregates } = catalogue();

  const value = (type) => (rnd.next() < 0.7 ? columns[type] : rnd.pick(literals[type]));
  const anyValue = () => value(rnd.pick(types));
  // Mostly what the parameter wants, now and then something else: refusals are part of the agreement.
  const argument = (wanted) => (wanted.length && rnd.next() < 0.9 ? value(rnd.pick(wanted)) : anyValue());

  function call(f) {
    const signature = rnd.pick(f.signatures);
    const args = [];
    for (const p of signature) {
      const n = p.min === 0 ? rnd.below(2) : p.max > 1 ? 1 + rnd.below(2) : 1;
      if (p.min === 0 && n === 0) break;
      for (let i = 0; i < n; i++) args.push(p.literal ? rnd.pick(literals[p.types.find((t) => literals[t]) ?? 'long']) : argument(p.types));
    }
    return `${f.name}(${args.join(', ')})`;
  }

  const binary = ['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', 'has', '!has', 'contains', 'startswith', '!endswith', '=~', '!~', 'and', 'or'];
  function expression(depth) {
    const kind = rnd.below(depth > 0 ? 9 : 2);
    switch (kind) {
      case 0: return value(rnd.pick(types));
      case 1: return rnd.pick(literals[rnd.pick(types)]);
      case 2: case 3: return call(rnd.pick(functions));
      case 4: return `(${expression(depth - 1)} ${rnd.pick(binary)} ${expression(depth - 1)})`;
      case 5: return `iff(${rnd.pick(['b', 'l > 1', 's has "x"'])}, ${expression(depth - 1)}, ${expression(depth - 1)})`;
      case 6: return rnd.pick(['dy.a', 'dy["a"]', 'dy[0]', 'dy.a.b', 'dy[-1]', "split(s, ',')[0]"]);
      case 7: return `${value(rnd.pick(types))} ${rnd.pick(['in', '!in', 'in~', 'has_any'])} (${anyValue()}, ${anyValue()})`;
      default: return `${value(rnd.pick(['long', 'real', 'datetime', 'timespan']))} between (${anyValue()} .. ${anyValue()})`;
    }
  }
  const maybeNamed = (e) => (rnd.next() < 0.4 ? `${rnd.pick(['x', 'y', 'l', 'z'])} = ${e}` : e);
  const list = (make, most) => Array.from({ length: 1 + rnd.below(most) }, make).join(', ');

  const operators = [
    () => `where ${rnd.pick(['b', 'l > 1', 'isnotempty(s)', expression(1)])}`,
    () => `extend ${list(() => maybeNamed(expression(1)), 3)}`,
    () => `project ${list(() => maybeNamed(expression(1)), 4)}`,
    () => `summarize ${list(() => maybeNamed(call(rnd.pick(aggregates))), 3)} by ${list(() => maybeNamed(rnd.pick(['s', 'l', 'bin(d, 1h)', 'tostring(dy.a)', 'b'])), 2)}`,
    () => `summarize ${list(() => maybeNamed(call(rnd.pick(aggregates))), 3)}`,
    () => `distinct ${rnd.pick(['s', 's, l', '*'])}`,
    () => `sort by ${rnd.pick(['s', 'l asc', 'd desc nulls first', 'strlen(s)'])}`,
    () => `top 3 by ${rnd.pick(['l', 'r asc', 'd'])}`,
    () => `project-away ${rnd.pick(['s', 's*', 'b, l'])}`,
    () => `project-keep ${rnd.pick(['s', 's*', 'b, l'])}`,
    () => `project-rename ${rnd.pick(['q = s', 'q = l, w = b'])}`,
    () => `project-reorder ${rnd.pick(['s', 'l, *', 's* asc'])}`,
    () => `join kind=${rnd.pick(['inner', 'leftouter', 'leftanti', 'rightsemi', 'fullouter', 'innerunique'])} (U) on ${rnd.pick(['l', 's', 'l, s', '$left.l == $right.l', '$left.s == $right.s'])}`,
    () => `lookup (U) on ${rnd.pick(['l', 's'])}`,
    () => `union ${rnd.pick(['U', '(U | extend l = s)', 'kind=inner U', 'withsource=src U'])}`,
    () => `mv-expand ${rnd.pick(['dy', 'dy to typeof(long)', 'x = dy', 'dy limit 3'])}`,
    () => `parse s with ${rnd.pick(['* "a=" a:long " " *', 'p "," q', '"x" p:datetime'])}`,
    () => rnd.pick(['count', 'take 5', 'getschema', 'serialize', 'serialize n = row_number()', 'as X', 'sample 3']),
  ];
  const query = () => ['T', ...Array.from({ length: 1 + rnd.below(3) }, () => rnd.pick(operators)())].join(' | ');

  const out = [];
  for (const f of functions) out.push(`T | project ${call(f)}`, `T | extend ${call(f)}`);
  for (const f of aggregates) out.push(`T | summarize ${call(f)} by s`, `T | summarize ${call(f)}`);
  while (out.length < count) out.push(query());
  return out.slice(0, Math.max(count, 0));
}
