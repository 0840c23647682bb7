#!/usr/bin/env node
// What reading clients' lines costs, as ratios to native DuckDB's own sniffing read_csv on one thread, all in one run:
//   node tests/bench/import.mjs [--lines 1000000] [--rounds 2] [--engine native|wasm|both] [--file PATH]
// Without a file two generated ones are read: a clean one, and a dirty Russian one in which a cell of a hundred is damaged;
// then the same lines in every encoding (MB a second: recognised, read, typed, accounted for) and as workbooks (--rows 100000,500000), beside two libraries.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { makeWorkbook } from './makeWorkbook.mjs';
import { createLogger, createServer, createServerModuleRunner } from 'vite';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const generator = join(root, '../shared/generate-orders.mjs');
const given = option('file', null);
const rounds = Number(option('rounds', '2'));
const engines = option('engine', 'both') === 'both' ? ['native', 'wasm'] : [option('engine', 'both')];
if (given === null && !existsSync(generator)) {
  process.stdout.write(`skipped: ${generator} is not here\n`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'import-bench-'));
const server = await createServer({ root, configFile: false, customLogger: createLogger('error'), appType: 'custom', optimizeDeps: { noDiscovery: true, include: [] }, server: { middlewareMode: true, hmr: false, watch: null, ws: false }, ssr: { external: true } });
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
try {
  const { fromFolder } = await runner.import('/src/files/fromPath.ts');
  const { recogniseFiles } = await runner.import('/src/base/recogniseFiles.ts');
  const { inspectFiles } = await runner.import('/src/base/inspectFiles.ts');
  const { loadBase } = await runner.import('/src/base/loadBase.ts');
  const open = {
    native: async () => (await runner.import('/src/database/native.ts')).openNative({ threads: 1 }),
    wasm: async () => (await runner.import('/src/database/wasmNode.ts')).openWasmInNode(),
  };

  const generate = (name, ...words) => {
    execFileSync(process.execPath, [generator, ...(words.includes('--lines') ? [] : ['--lines', option('lines', '1000000')]), '--out', join(folder, name), ...words]);
    return { name, path: join(folder, name, 'order-lines.csv') };
  };
  const cases = given === null ? [generate('clean', '--dialect', 'plain'), generate('dirty', '--dialect', 'ru', '--dirty', '0.01')] : [{ name: basename(given), path: given }];
  for (const { name, path } of cases) {
    const files = (await fromFolder(dirname(path))).filter((file) => file.name === basename(path));
    const best = new Map();
    const note = (what, seconds) => best.set(what, Math.min(seconds, best.get(what) ?? Infinity));
    let sniffed = '';
    let rows = 0;
    for (let round = 0; round < rounds; round += 1) {
      sniffed = await readNatively(path, (seconds) => note('native', seconds));
      note('recognise', await timed(() => recogniseFiles(files)));
      const recognised = best.get('recognise');
      note('recognise, read, type, account', await timed(() => inspectFiles(files)));
      for (const engine of engines) {
        const database = await open[engine]();
        let fed = 0;
        const feed = database.import.bind(database);
        database.import = async (...words) => {
          const from = performance.now();
          const outcome = await feed(...words);
          fed += (performance.now() - from) / 1000;
          return outcome;
        };
        const recognitions = await recogniseFiles(files);
        let loaded = null;
        const seconds = await timed(async () => {
          loaded = await loadBase(database, files, { recognitions });
        });
        await database.close();
        if (!loaded.ok) throw new Error(loaded.error.message);
        rows = loaded.value.inputs.reduce((sum, input) => sum + input.rowsRead, 0);
        note(`${engine}: recognised, in the engine`, recognised + fed);
        note(`${engine}: whole base, rules counted`, recognised + seconds);
      }
    }
    process.stdout.write(`${name}: ${rows.toLocaleString('en')} rows; read_csv on one thread: ${sniffed}\n`);
    for (const [what, seconds] of best) process.stdout.write(`  ${what.padEnd(34)} ${seconds.toFixed(2).padStart(7)} s  ${Math.round(rows / seconds).toLocaleString('en').padStart(11)} rows/s  ${(seconds / best.get('native')).toFixed(2).padStart(6)} × native\n`);
  }
  if (given === null) {
    const small = generate('small', '--dialect', 'ru', '--lines', '200000').path;
    const text = readFileSync(small, 'utf8');
    for (const [encoding, word] of Object.entries({ 'utf-8': 'Болты', 'utf-8 with BOM': 'Болты', 'utf-16le': 'Болты', 'utf-16be': 'Болты', 'windows-1251': 'Болты', ibm866: 'Болты', 'windows-1250': 'Śruby', 'iso-8859-2': 'Śruby' })) {
      const path = join(folder, 'encoded', 'lines.csv');
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, encode(text.replaceAll(';C1;', `;${word};`), encoding));
      process.stdout.write(`${encoding.padEnd(16)} ${(await inspected(path, text.split('\n').length - 2)).toFixed(0).padStart(5)} MB/s\n`);
    }
    for (const rows of option('rows', '100000,500000').split(',').map(Number)) {
      const book = join(folder, `book-${rows}`, 'lines.xlsx');
      mkdirSync(dirname(book), { recursive: true });
      await makeWorkbook(generate(`sheet-${rows}`, '--lines', String(rows)).path, rows, book);
      const readers = ['cubebook', 'hucre', 'sheetjs'].map((reader) => ({ reader, ...JSON.parse(execFileSync(process.execPath, [fileURLToPath(new URL('readSheet.mjs', import.meta.url)), reader, book], { encoding: 'utf8' })) }));
      process.stdout.write(`XLSX, ${rows.toLocaleString('en')} rows\n`);
      for (const { reader, seconds, peakMB, ...found } of readers) {
        if (found.rows !== rows) throw new Error(`${reader} read ${found.rows} of ${rows} rows`);
        process.stdout.write(`  ${reader.padEnd(34)} ${seconds.toFixed(1).padStart(6)} s ${String(peakMB).padStart(6)} MB  ${(seconds / readers[0].seconds).toFixed(1).padStart(5)} × ours\n`);
      }
    }
  }

  /** Megabytes a second; every row is accounted for, or it does not count. */
  async function inspected(path, rows) {
    const files = await fromFolder(dirname(path));
    let inputs = [];
    const seconds = await timed(async () => {
      inputs = await inspectFiles(files);
    });
    if (inputs[0]?.rowsRead !== rows || inputs[0].rowsLoaded + inputs[0].rowsRejected !== rows) throw new Error(`${path}: ${inputs[0]?.rowsRead} of ${rows} rows were read`);
    return statSync(path).size / 2 ** 20 / seconds;
  }
} finally {
  await runner.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The engine's own reader, as it comes; where its sniffer fails on a file, the same with every column as text. Tells which it was. */
async function readNatively(path, tell) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  let how = 'types sniffed';
  try {
    tell(await timed(() => connection.run('CREATE TABLE lines AS FROM read_csv($path)', { path })));
    const types = (await connection.runAndReadAll('SELECT data_type FROM duckdb_columns() WHERE table_name = $name', { name: 'lines' })).getColumns()[0];
    how = `types sniffed, ${types.filter((type) => type === 'VARCHAR').length} of ${types.length} columns left text`;
  } catch (error) {
    how = `its sniffer fails (${error.message.split('\n')[0]}), read as text`;
    tell(await timed(() => connection.run('CREATE OR REPLACE TABLE lines AS FROM read_csv($path, all_varchar = true, strict_mode = false)', { path })));
  }
  connection.closeSync();
  instance.closeSync();
  return how;
}

async function timed(work) {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

function encode(text, encoding) {
  if (encoding.startsWith('utf-8')) return Buffer.from(encoding === 'utf-8' ? text : `\ufeff${text}`);
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  const codes = new Map(Array.from({ length: 128 }, (_, at) => [new TextDecoder(encoding).decode(Uint8Array.of(at + 128)), at + 128]));
  return Uint8Array.from(text, (letter) => codes.get(letter) ?? letter.charCodeAt(0));
}
