// Compares accept/refuse and result columns of build/kql check with Microsoft's binder: over the project's own queries, and over queries
// from a seeded generator. Where they differ and deviations.txt says why, that is counted apart. Exit 1 when agreement is below what --floor asks (default 0.995).
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { ask, workspace } from './microsoft.mjs';
import { generate } from './generate.mjs';
import { generatePipes } from './generate_pipes.mjs';

const here = path.dirname(new URL(import.meta.url).pathname);
const top = path.resolve(here, '..', '..');
const option = (name, otherwise) => {
  const i = process.argv.indexOf(name);
  return i < 0 ? otherwise : process.argv[i + 1];
};
const kql = option('--kql', path.join(top, 'build', 'kql'));
const floor = Number(option('--floor', '0.995'));
const seed = Number(option('--seed', '1'));
const count = Number(option('--count', '2000'));
const pipes = Number(option('--pipes', '1000'));
const verbose = process.argv.includes('--verbose');

// The tables of tables.csv, and those that are built in.
function readTables() {
  const tables = new Map();
  const builtin = spawnSync(kql, ['schema', '-o', 'csv'], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout.trim().split('\n').slice(1);
  for (const line of [...fs.readFileSync(path.join(here, 'tables.csv'), 'utf8').trim().split('\n'), ...builtin]) {
    const [table, name, type] = line.trim().split(',');
    if (!tables.has(table)) tables.set(table, []);
    tables.get(table).push({ name, type });
  }
  return tables;
}

function readDeviations() {
  const lines = fs.readFileSync(path.join(here, 'deviations.txt'), 'utf8').split('\n').filter((l) => l.includes(' ## '));
  return lines.map((l) => l.split(' ## ')).map(([query, ours, theirs]) => ({ query: new RegExp(query), ours: new RegExp(ours), theirs: new RegExp(theirs) }));
}

// One query a line (blank lines and // lines apart); of the goldens, those that need no table.
function ownQueries() {
  const out = [];
  for (const line of fs.readFileSync(path.join(here, 'queries.txt'), 'utf8').split('\n')) {
    if (line.trim() && !line.startsWith('//')) out.push(line);
  }
  return out;
}

function askOurs(queries) {
  const dir = fs.mkdtempSync(path.join(fs.realpathSync('/tmp'), 'kql-conformance-'));
  const files = queries.map((q, i) => {
    const f = path.join(dir, `${i}.kql`);
    fs.writeFileSync(f, q);
    return f;
  });
  const answers = [];
  for (let i = 0; i < files.length; i += 500) {
    const r = spawnSync(kql, ['check', '-o', 'json', '--schema', path.join(here, 'tables.csv'), ...files.slice(i, i + 500)],
      { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (r.signal) throw new Error(`kql check died: ${r.signal}\n${r.stderr}`);
    for (const line of r.stdout.trim().split('\n')) answers.push(JSON.parse(line));
  }
  fs.rmSync(dir, { recursive: true });
  return answers;
}

// The Defender tables end in a Timestamp that is there for the queries that name it.
function withoutTimestamp(tables) {
  const lent = (columns) => columns.at(-1).name === 'Timestamp' && columns.some((c) => c.name === 'TimeGenerated');
  return new Map([...tables].map(([name, columns]) => [name, lent(columns) ? columns.slice(0, -1) : columns]));
}

const tables = readTables();
const globals = workspace(tables), unnamed = workspace(withoutTimestamp(tables));
const queries = [...ownQueries(), ...generate(seed, count), ...generatePipes(globals, seed, pipes)];
const ours = askOurs(queries);
const deviations = readDeviations();
let agree = 0, unsupported = 0, known = 0, asked = 0;
const differ = [];
queries.forEach((q, i) => {
  const ms = ask(/\bTimestamp\b/.test(q) ? globals : unnamed, q), our = ours[i];
  if (!our.ok && our.errors.every((e) => e.severity !== 'error' || e.code === 'unsupported')) { unsupported++; return; }
  const columns = our.columns ? our.columns.map((c) => `${c.name}:${c.type}`) : null; // null: fork and the like give no one table
  const same = ms.ok === our.ok && (!ms.ok || JSON.stringify(ms.columns) === JSON.stringify(columns));
  const said = our.ok ? (columns ?? []).join(', ') : our.errors.map((e) => e.message).join(' | ');
  const twice = ms.ok && ms.columns && new Set(ms.columns.map((c) => c.split(':')[0])).size < ms.columns.length; // no table has that
  if (!same && our.ok && twice) { known++; return; }
  // Microsoft's binder looks at names and types; which values a function takes is told by its page alone: such refusals carry no code.
  const byValue = ms.ok && !our.ok && our.errors.every((e) => e.severity !== 'error' || e.code === '' || e.code === 'unsupported');
  if (byValue) { known++; return; }
  const theirs = ms.ok ? (ms.columns ?? []).join(', ') : ms.messages.join(' | ');
  if (!same && deviations.some((d) => d.query.test(q) && d.ours.test(said) && d.theirs.test(theirs))) { known++; return; }
  asked++;
  if (same) agree++;
  else differ.push({ q, ms, our, columns });
});
for (const d of differ.slice(0, verbose ? 1e9 : 15)) {
  console.log(d.q);
  console.log('  Microsoft:', d.ms.ok ? (d.ms.columns ?? []).join(', ') : `refused ${d.ms.messages.join(' | ')}`);
  console.log('  kql:      ', d.our.ok ? (d.columns ?? []).join(', ') : `refused ${d.our.errors.map((e) => e.message).join(' | ')}`);
}
const share = asked ? agree / asked : 0;
console.log(`conformance: ${agree} of ${asked} agree (${(100 * share).toFixed(2)}%), ${unsupported} refused by name, ${known} differ for a reason, seed ${seed}`);
console.log(`${agree} passed, ${differ.length} failed, ${unsupported + known} skipped`);
process.exit(share >= floor ? 0 : 1);
