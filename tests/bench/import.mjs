#!/usr/bin/env node
// Rows a second of reading a generated client, and the ratio to native DuckDB's own CSV reader on the same file:
//   node tests/bench/import.mjs [--lines 200000] [--dialect plain|ru|pl] [--engine native|wasm] [--file PATH]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { createLogger, createServer, createServerModuleRunner } from 'vite';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const generator = join(root, '../shared/generate-orders.mjs');
const engine = option('engine', 'native');
const given = option('file', null);
if (given === null && !existsSync(generator)) {
  process.stdout.write(`skipped: ${generator} is not here\n`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'import-bench-'));
if (given === null) execFileSync(process.execPath, [generator, '--lines', option('lines', '200000'), '--dialect', option('dialect', 'plain'), '--out', folder]);
const path = given ?? join(folder, 'order-lines.csv');

const server = await createServer({ root, configFile: false, customLogger: createLogger('error'), appType: 'custom', optimizeDeps: { noDiscovery: true, include: [] }, server: { middlewareMode: true, hmr: false, watch: null, ws: false }, ssr: { external: true } });
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
try {
  const { fromFolder } = await runner.import('/src/files/fromPath.ts');
  const { recogniseFiles } = await runner.import('/src/base/recogniseFiles.ts');
  const { inspectFiles } = await runner.import('/src/base/inspectFiles.ts');
  const { loadBase } = await runner.import('/src/base/loadBase.ts');
  const files = (await fromFolder(dirname(path))).filter(({ name }) => name === basename(path));

  const native = await seconds(async () => {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    if (!path.endsWith('.gz') && option('dialect', 'plain') === 'plain') await connection.run('CREATE TABLE lines AS FROM read_csv($path)', { path });
    else await connection.run('CREATE TABLE lines AS FROM read_csv($path, all_varchar = true, strict_mode = false)', { path });
    connection.closeSync();
    instance.closeSync();
  });
  const recognised = await seconds(() => recogniseFiles(files));
  const read = await seconds(() => inspectFiles(files));
  const database = engine === 'wasm' ? await (await runner.import('/src/database/wasmNode.ts')).openWasmInNode() : await (await runner.import('/src/database/native.ts')).openNative();
  const recognitions = await recogniseFiles(files);
  let loaded = null;
  const load = await seconds(async () => {
    loaded = await loadBase(database, files, { recognitions });
  });
  await database.close();
  if (!loaded.ok) throw new Error(loaded.error.message);
  const rows = loaded.value.inputs.reduce((sum, input) => sum + input.rowsRead, 0);
  const tell = (what, time) => process.stdout.write(`${what.padEnd(34)} ${time.toFixed(2).padStart(7)} s  ${Math.round(rows / time).toLocaleString('en').padStart(11)} rows/s  ${(time / native).toFixed(2).padStart(6)} × native\n`);
  process.stdout.write(`${rows.toLocaleString('en')} rows, engine ${engine}\n`);
  tell('native read_csv, one thread', native);
  tell('recognise', recognised);
  tell('recognise and convert, no engine', read);
  tell('load (convert, feed, build)', load);
} finally {
  await runner.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function seconds(work) {
  const from = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - from) / 1e9;
}
