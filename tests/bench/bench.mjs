// Measures kql against DuckDB and against what reading alone costs. `make bench`, `make bench-quick`; --help lists the rest.
// Rows are compared in full before anything is timed; commands that are compared run in turn, so that a slow moment hits both.
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as clickhouse from './clickhouse/clickhouse.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(`bench.mjs [--quick] [--rows N] [--runs N] [--only WORD] [--large]
  --quick   the seed query at 20,000 rows against half of what is wanted; fails below it
  --only    measures only the lines that hold WORD
  --large   the time per row at a million rows too (5 GB of data)
  --clickhouse   ClickHouse too, for what runs over loaded tables (a library of 570 MB from npm)
What cannot be measured here is said, and why; so is, at the end, what is below what is wanted.`);
  process.exit(0);
}
const option = (name, otherwise) => (args.includes(name) ? args[args.indexOf(name) + 1] : otherwise);
const quick = args.includes('--quick');
const rows = Number(option('--rows', quick ? 20000 : 200000));
const runs = Number(option('--runs', quick ? 15 : 11));
const only = option('--only', '');
const kql = process.env.KQL ?? join(root, 'build/kql');
const work = join(root, 'build/bench');
const library = join(here, 'node_modules/@duckdb/node-bindings-linux-x64');
const tables = ['SecurityEvent', 'DeviceProcessEvents'];
mkdirSync(work, { recursive: true });

function build(name, ...more) {
  const out = join(work, name.replace(/.*\//, ''));
  const source = join(here, `${name}.c`);
  if (!existsSync(out) || statSync(out).mtimeMs < statSync(source).mtimeMs)
    execFileSync('cc', ['-std=gnu17', '-O2', '-w', '-o', out, source, ...more], { stdio: 'inherit' });
  return out;
}

// simdjson is a Debian package (libsimdjson-dev); without it its line is skipped by name.
function buildSimdjson() {
  if (!existsSync('/usr/include/simdjson.h')) return null;
  const out = join(work, 'simdjson');
  const source = join(here, 'peers/simdjson.cc');
  if (!existsSync(out) || statSync(out).mtimeMs < statSync(source).mtimeMs)
    execFileSync('c++', ['-std=c++17', '-O3', '-w', '-o', out, source, '-lsimdjson'], { stdio: 'inherit' });
  return out;
}

function fetchPeers() {
  if (existsSync(join(library, 'libduckdb.so'))) return true;
  const got = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], { cwd: here });
  return got.status === 0 && existsSync(join(library, 'libduckdb.so'));
}

function data(n, ...flags) {
  const dir = join(work, ['data', n, ...flags].join('-').replaceAll('--', '-'));
  const stamp = join(dir, 'done');
  const made = Math.max(...['generate.c', 'events.shape'].map(f => statSync(join(here, f)).mtimeMs));
  if (existsSync(stamp) && statSync(stamp).mtimeMs > made) return dir;
  mkdirSync(dir, { recursive: true });
  console.error(`making ${n} rows a table ...`);
  execFileSync(build('generate', '-lm'), [join(here, 'events.shape'), dir, '-n', String(n), ...flags]);
  for (const name of readdirSync(dir).filter(f => f.endsWith('.ndjson'))) readIn(join(dir, name));
  writeFileSync(stamp, '');
  return dir;
}

// Files are measured as they lie in the page cache after having been read. Pages that were left there by writing are smaller: reading a
// gigabyte out of them takes half as long again, and how long differs from one file to the next.
function readIn(path) {
  execFileSync('dd', [`of=${path}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0', 'status=none']);
  execFileSync('dd', [`if=${path}`, 'of=/dev/null', 'bs=1M', 'status=none']);
}

const file = (dir, table) => join(dir, `${table}.ndjson`);

// ---- DuckDB: the columns and types are given, so that it need not look for them
async function columns(path) {
  const types = new Map();
  let seen = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    for (const [key, value] of Object.entries(JSON.parse(line))) {
      const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
      types.set(key, time ? 'TIMESTAMP' : typeof value === 'number' ? 'BIGINT' : typeof value === 'boolean' ? 'BOOLEAN' : 'VARCHAR');
    }
    if (++seen === 5000) break;
  }
  return [...types].map(([k, t]) => `'${k}': '${t}'`).join(', ');
}

async function setup(dir, kind) {
  const path = join(dir, `${kind}.sql`);
  let text = '';
  for (const t of tables)
    text += `CREATE ${kind === 'hot' ? 'TABLE' : 'VIEW'} ${t} AS SELECT * FROM read_json('${file(dir, t)}', format='newline_delimited', columns={${await columns(file(dir, t))}});\n`;
  writeFileSync(path, text);
  return path;
}

const tools = () => [...readFileSync(join(here, 'workloads/c.kql'), 'utf8').split('DeviceProcessEvents')[0].matchAll(/"([^"]+)"/g)].map(m => m[1].toLowerCase());

function sql(name) {
  const path = join(work, `${name}.sql`);
  writeFileSync(path, readFileSync(join(here, `workloads/${name}.sql`), 'utf8').replace('${TOOLS}', tools().map(t => `'${t}'`).join(', ')));
  return path;
}

const query = name => (name === 'seed' ? join(root, 'queries/T1136.001/local_account.kql') : join(here, `workloads/${name}.kql`));
const ours = (name, dir, threads, ...more) =>
  [kql, 'run', '-q', '--now', '2026-07-01T12:00:00Z', '--threads', threads, ...tables.flatMap(t => ['-t', `${t}=${file(dir, t)}`]), ...more, query(name)].map(String);
const duck = (name, dir, threads, kind = 'cold', ...more) => [join(work, 'duckdb'), threads, join(dir, `${kind}.sql`), sql(name), ...more].map(String);
const run = command => execFileSync(command[0], command.slice(1), { maxBuffer: 1 << 28 }).toString();

// ---- the same rows? DuckDB holds microseconds, kql ticks of 100 ns
function plain(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value).replace('T', ' ').replace(/Z$/, '');
  const time = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.?(\d*)$/.exec(text);
  if (time) return `${time[1]}.${time[2].padEnd(7, '0').slice(0, 6)}`;
  return /^\[[\d, ]*\]$/.test(text) ? text.replaceAll(' ', '') : String(value);
}

function same(name, dir, other = duck(name, dir, 2)) {
  const [head, ...lines] = run(other).trimEnd().split('\n');
  const names = head.split('\t');
  const back = s => s === '\\N' ? '' : s.replace(/\\(.)/g, (_, c) => ({ t: '\t', n: '\n' })[c] ?? c);
  const theirs = lines.map(l => l.split('\t').map(v => plain(back(v))).join('|')).sort();
  const mine = run(ours(name, dir, 2, '-o', 'jsonl')).trimEnd().split('\n').map(l => JSON.parse(l)).map(r => names.map(n => plain(r[n])).join('|')).sort();
  const bad = mine.findIndex((r, i) => r !== theirs[i]);
  if (mine.length !== theirs.length || bad >= 0)
    throw new Error(`${name}: the rows differ: ${mine.length} against ${theirs.length}\n  kql    ${mine[bad]}\n  other  ${theirs[bad]}`);
  return mine.length;
}

// simdjson's program prints time and branch of each row of the seed query.
const simdjson = dir => [join(work, 'simdjson'), '2026-06-30T12:00:00', ...tables.map(t => file(dir, t))];
function sameSimdjson(dir) {
  const cut = time => time.replace(/\.?0*Z$/, '');
  const theirs = run(simdjson(dir)).trimEnd().split('\n').map(l => l.split('\t')).map(([time, branch]) => `${cut(time)} ${branch}`).sort();
  const mine = run(ours('seed', dir, 1, '-o', 'jsonl')).trimEnd().split('\n').map(l => JSON.parse(l))
    .map(r => `${cut(r.TimeGenerated ?? r.Timestamp)} ${r.DetectionBranch}`).sort();
  const bad = mine.findIndex((r, i) => r !== theirs[i]);
  if (mine.length !== theirs.length || bad >= 0) throw new Error(`simdjson: the rows differ: ${mine[bad]} against ${theirs[bad]}`);
}

// ---- timing
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];

function stopwatch(n, ...commands) {
  const text = run([join(work, 'stopwatch'), String(n), ...commands.flatMap((c, i) => (i ? ['--', ...c] : c))]);
  const out = commands.map(() => ({ wall: [], cpu: [], peak: [] }));
  for (const line of text.trimEnd().split('\n')) {
    const [i, wall, user, system, peak, status] = line.split(' ').map(Number);
    if (status) throw new Error(`exit status ${status}: ${commands[i].join(' ')}`);
    out[i].wall.push(wall);
    out[i].cpu.push(user + system);
    out[i].peak.push(peak / 1024);
  }
  return out;
}

const results = [];
function note(what, value, must, better, detail) {
  const good = must === null ? null : better === 'more' ? value >= must : value <= must;
  results.push({ what, value, must, good, detail });
  const mark = good === null ? '      ' : good ? 'yes   ' : 'not yet';
  console.log(`${what.padEnd(58)} ${value.toFixed(value < 10 ? 2 : 1).padStart(8)}  ${must === null ? '' : (better === 'more' ? '>= ' : '<= ') + must}`.padEnd(80), mark, detail);
}

const skipped = [];
function skip(what, why) {
  if (!wanted(what)) return;
  skipped.push({ what, why });
  console.log(`${what.padEnd(58)}        -  skipped: ${why}`);
}

const wanted = what => what.includes(only);

// The other's time over ours, run by run.
function against(what, must, mine, other, n = runs) {
  if (!wanted(what)) return;
  const [a, b] = stopwatch(n, mine, other);
  note(what, median(b.wall.map((w, i) => w / a.wall[i])), must, 'more', `${(1e3 * median(a.wall)).toFixed(0)} against ${(1e3 * median(b.wall)).toFixed(0)} ms; ${median(a.peak).toFixed(0)} against ${median(b.peak).toFixed(0)} MiB`);
}

function over(what, must, mine, other, n = runs) {
  if (!wanted(what)) return;
  const [a, b] = stopwatch(n, mine, other);
  note(what, median(a.wall.map((w, i) => w / b.wall[i])), must, 'less', `${(1e3 * median(a.wall)).toFixed(1)} over ${(1e3 * median(b.wall)).toFixed(1)} ms`);
}

// others: commands that print each run's milliseconds; the best of them counts.
function hot(what, must, name, dir, threads, ...others) {
  if (!wanted(what)) return;
  const ratios = [], mine = [], theirs = [];
  for (let i = 0; i < 3; i++) {
    const a = spawnSync(kql, ours(name, dir, threads, '--repeat', 9, '-o', 'csv').slice(1), { maxBuffer: 1 << 28 }).stderr.toString();
    const times = [...a.matchAll(/^run \d+: ([\d.]+) ms/gm)].map(m => Number(m[1])).slice(1);
    const best = Math.min(...others.map(o => median(run(o).trimEnd().split('\n').slice(2).map(Number))));
    mine.push(median(times));
    theirs.push(best);
    ratios.push(best / median(times));
  }
  note(what, median(ratios), must, 'more', `${median(mine).toFixed(2)} against ${median(theirs).toFixed(2)} ms`);
}

async function main() {
  if (!fetchPeers()) {
    console.log('skipped: bench: DuckDB could not be fetched from npm');
    return;
  }
  build('stopwatch');
  build('peers/duckdb', `-L${library}`, '-lduckdb', `-Wl,-rpath,${library}`);
  const memchr = build('peers/memchr');
  const dir = data(rows);
  await setup(dir, 'cold');
  await setup(dir, 'hot');
  for (const q of quick ? ['seed'] : ['seed', 'a', 'b', 'c', 'd', 'e']) console.log(`${q}: the same ${same(q, dir)} rows`);
  const bytes = tables.reduce((n, t) => n + statSync(file(dir, t)).size, 0);
  console.log(`\n${rows} rows a table, ${(bytes / 1e9).toFixed(3)} GB; medians of ${runs} runs in turn\n${'what'.padEnd(58)}    value  wanted`);
  const csv = ['-o', 'csv'];
  if (quick) {
    against('cold seed, DuckDB over kql, 1 thread', 2, ours('seed', dir, 1, ...csv), duck('seed', dir, 1));
    over('cold seed over read and memchr', 4, ours('seed', dir, 1, ...csv), [memchr, ...tables.map(t => file(dir, t))]);
    againstSimdjson(dir, csv, 0.5);
    small(6);
  } else {
    await measureAll(dir, memchr, csv, bytes);
  }
  const out = join(root, 'bench/results.json');
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, JSON.stringify({ rows, runs, results, skipped }, null, 1) + '\n');
  const below = results.filter(r => r.good === false);
  console.log(below.length ? `\nbelow what is wanted: ${below.map(r => r.what).join('; ')}` : '\nall that was measured is as wanted');
  if (quick && results.some(r => r.good === false)) process.exit(1);
}

function againstSimdjson(dir, csv, must) {
  const what = 'cold seed, simdjson On-Demand over kql';
  if (!wanted(what)) return;
  if (!buildSimdjson()) return skip(what, 'libsimdjson-dev is not installed');
  sameSimdjson(dir);
  against(what, must, ours('seed', dir, 1, ...csv), simdjson(dir));
}

function small(must) {
  if (wanted('print 1')) {
    const [a] = stopwatch(50, [kql, 'run', '-e', 'print 1']);
    note("kql run -e 'print 1', ms", 1e3 * median(a.wall), must, 'less', `${median(a.peak).toFixed(1)} MiB`);
  }
  if (wanted('ten rows')) {
    const ten = join(work, 'ten.jsonl');
    writeFileSync(ten, Array.from({ length: 10 }, (_, i) => JSON.stringify({ TimeGenerated: `2026-07-01T00:0${i}:00Z`, EventID: 4720 + i })).join('\n') + '\n');
    const [a] = stopwatch(50, [kql, 'run', '-q', '-t', `SecurityEvent=${ten}`, '-e', 'SecurityEvent | where EventID > 4722 | count']);
    note('a query over ten rows, ms', 1e3 * median(a.wall), must, 'less', `${median(a.peak).toFixed(1)} MiB`);
  }
}

async function againstClickHouse(dir) {
  const what = 'hot, the better of DuckDB and ClickHouse';
  if (!args.includes('--clickhouse')) return skip(what, 'ask with --clickhouse');
  if (!clickhouse.fetch()) return skip(what, 'ClickHouse could not be fetched from npm');
  build('clickhouse/clickhouse', `-L${clickhouse.library}`, '-lchdb', `-Wl,-rpath,${clickhouse.library}`);
  const start = join(dir, 'clickhouse.sql');
  clickhouse.setup(start, await Promise.all(tables.map(async t => ({ name: t, file: file(dir, t), columns: await columns(file(dir, t)) }))));
  const house = (q, threads, ...more) => [join(work, 'clickhouse'), threads, start, clickhouse.sql(q, tools(), join(work, `${q}.clickhouse.sql`)), ...more].map(String);
  for (const [q, must] of [['seed', 20], ['a', 8], ['c', 2], ['d', 1], ['e', 8]]) {
    if (!wanted(`hot ${q}, the better of DuckDB and ClickHouse over kql`)) continue;
    same(q, dir, house(q, 2));
    hot(`hot ${q}, ClickHouse over kql`, null, q, dir, 1, house(q, 1, 9));
    hot(`hot ${q}, the better of DuckDB and ClickHouse over kql`, must, q, dir, 1, duck(q, dir, 1, 'hot', 9), house(q, 1, 9));
  }
}

async function measureAll(dir, memchr, csv, bytes) {
  const files = tables.map(t => file(dir, t));
  for (const t of [1, 2])
    against(`cold seed, DuckDB over kql, ${t} thread${t > 1 ? 's' : ''}`, 4, ours('seed', dir, t, ...csv), duck('seed', dir, t));
  againstSimdjson(dir, csv, 1);
  over('cold seed over read and memchr', 2, ours('seed', dir, 1, ...csv), [memchr, ...files]);
  if (wanted('cold seed, 8 key orders')) {
    const mixed = data(rows, '-k', '8');
    await setup(mixed, 'cold');
    same('seed', mixed);
    against('cold seed, 8 key orders, DuckDB over kql', 3.5, ours('seed', mixed, 1, ...csv), duck('seed', mixed, 1));
  }
  for (const q of ['a', 'b', 'c', 'd', 'e'])
    against(`cold ${q}, DuckDB over kql`, q === 'c' ? 2.5 : 3, ours(q, dir, 1, ...csv), duck(q, dir, 1));
  for (const [q, must] of [['seed', 20], ['a', 8], ['b', null], ['c', 2], ['d', 1], ['e', 8]])
    hot(`hot ${q}, DuckDB over kql`, must, q, dir, 1, duck(q, dir, 1, 'hot', 9));
  await againstClickHouse(dir);
  against('cold seed, one thread over two', 1.8, ours('seed', dir, 2, ...csv), ours('seed', dir, 1, ...csv));
  small(3);
  if (wanted('peak memory')) {
    const [a] = stopwatch(2, ours('seed', dir, 1, ...csv));
    note('cold seed, peak memory, MiB', median(a.peak), 32, 'less', '');
  }
  if (wanted('loading')) {
    const all = [...ours('seed', dir, 1, '--repeat', 1, ...csv).slice(0, -1), '-e', `union ${tables.map(t => `(${t} | take 1)`).join(', ')}`];
    const [a, b] = stopwatch(5, all, duck('seed', dir, 1, 'hot', 1));
    note('loading every column, DuckDB over kql', median(b.wall.map((w, i) => w / a.wall[i])), 1.4, 'more', `${(1e3 * median(a.wall)).toFixed(0)} against ${(1e3 * median(b.wall)).toFixed(0)} ms`);
    note('loading every column, memory over file size', (median(a.peak) * 1048576) / bytes, 0.5, 'less', `${median(a.peak).toFixed(0)} MiB`);
  }
  if (!args.includes('--large')) {
    skip('time per row, 10^6 over 10^5 rows', 'ask with --large');
  } else if (wanted('time per row')) {
    const small = data(100000), large = data(1000000);
    const [a, b] = stopwatch(5, ours('seed', small, 1, ...csv), ours('seed', large, 1, ...csv));
    note('time per row, 10^6 over 10^5 rows', median(b.wall) / median(a.wall) / 10, 1.2, 'less', `${(1e3 * median(b.wall)).toFixed(0)} ms`);
  }
}

await main();
