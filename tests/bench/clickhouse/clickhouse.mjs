// ClickHouse beside DuckDB: fetched, built and set up when `--clickhouse` asks for it (the library alone is 570 MB).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
export const library = join(here, 'node_modules/@chdb/lib-linux-x64-gnu');

export function fetch() {
  if (existsSync(join(library, 'libchdb.so'))) return true;
  const got = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], { cwd: here });
  return got.status === 0 && existsSync(join(library, 'libchdb.so'));
}

const types = { TIMESTAMP: "DateTime64(7, \\'UTC\\')", BIGINT: 'Int64', BOOLEAN: 'Bool', VARCHAR: 'String' };

// tables: name, file, and columns as DuckDB is given them ('name': 'TYPE', ...)
export function setup(path, tables) {
  const typed = columns => [...columns.matchAll(/'(\w+)': '(\w+)'/g)].map(([, name, type]) => `${name} ${types[type]}`).join(', ');
  writeFileSync(path, tables.map(t => `CREATE TABLE ${t.name} ENGINE = Memory AS SELECT * FROM file('${t.file}', 'JSONEachRow', '${typed(t.columns)}')\n`).join(''));
}

export function sql(name, tools, to) {
  writeFileSync(to, readFileSync(join(here, `${name}.sql`), 'utf8').replace('${TOOLS}', tools.join('|')));
  return to;
}
