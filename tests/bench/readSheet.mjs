// One reader and one workbook in a process of its own: node tests/bench/readSheet.mjs cubebook|hucre|sheetjs BOOK.xlsx
// Prints {rows, cells, seconds, peakMB}: the whole sheet read to its last cell, and the memory that it took beyond the reader's own code.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const [name, path] = process.argv.slice(2);
const readers = { cubebook: readOurs, hucre: readWithHucre, sheetjs: readWithSheetJs };
const open = readers[name];
if (!open || !path) throw new Error(`Give one of ${Object.keys(readers).join(', ')} and a workbook.`);

const read = await open();
const before = process.memoryUsage().rss;
let most = 0;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
const from = performance.now();
const found = await read();
const seconds = (performance.now() - from) / 1000;
clearInterval(watch);
process.stdout.write(`${JSON.stringify({ ...found, seconds, peakMB: Math.round((Math.max(most, process.resourceUsage().maxRSS * 1024) - before) / 2 ** 20) })}\n`);
process.exit();

/** recognised, read, typed and accounted for: more than the others do */
async function readOurs() {
  const { createLogger, createServer, createServerModuleRunner } = await import('vite');
  const server = await createServer({ root: fileURLToPath(new URL('../..', import.meta.url)), configFile: false, customLogger: createLogger('error'), appType: 'custom', optimizeDeps: { noDiscovery: true, include: [] }, server: { middlewareMode: true, hmr: false, watch: null, ws: false }, ssr: { external: true } });
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  const { fromFolder } = await runner.import('/src/files/fromPath.ts');
  const { inspectFiles } = await runner.import('/src/base/inspectFiles.ts');
  const { recogniseFiles } = await runner.import('/src/base/recogniseFiles.ts');
  return async () => {
    const files = (await fromFolder(dirname(path))).filter((file) => path.endsWith(file.name));
    const [{ columns }] = await recogniseFiles(files);
    const [input] = await inspectFiles(files);
    return { rows: input.rowsRead, cells: input.rowsRead * columns.length };
  };
}

async function readWithHucre() {
  const { streamXlsxRows } = await import('hucre/xlsx');
  return async () => {
    let [rows, cells] = [-1, 0];
    for await (const { values } of streamXlsxRows(readFileSync(path))) {
      rows += 1;
      if (rows > 0) cells += values.length;
    }
    return { rows, cells };
  };
}

async function readWithSheetJs() {
  const { read, utils } = await import('@e965/xlsx');
  return async () => {
    const { Sheets, SheetNames } = read(readFileSync(path), { dense: true });
    const list = utils.sheet_to_json(Sheets[SheetNames[0]], { header: 1 });
    return { rows: list.length - 1, cells: list.slice(1).reduce((sum, row) => sum + row.length, 0) };
  };
}
