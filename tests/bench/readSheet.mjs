// One reader and one workbook in a process of its own: node tests/bench/readSheet.mjs cubebook|hucre|sheetjs BOOK.xlsx
// Prints {rows, seconds, peakMB}: the whole sheet read to its last cell, and the memory that it took beyond the reader's own code.
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
  return async () => {
    const [input] = await inspectFiles((await fromFolder(dirname(path))).filter((file) => path.endsWith(file.name)));
    return { rows: input.rowsRead };
  };
}

async function readWithHucre() {
  const { streamXlsxRows } = await import('hucre/xlsx');
  return async () => {
    let rows = -1;
    for await (const { values } of streamXlsxRows(readFileSync(path))) rows += values.length > 0 ? 1 : 0;
    return { rows };
  };
}

async function readWithSheetJs() {
  const { read, utils } = await import('@e965/xlsx');
  return async () => {
    const { Sheets, SheetNames } = read(readFileSync(path), { dense: true });
    const list = utils.sheet_to_json(Sheets[SheetNames[0]], { header: 1 });
    return { rows: list.length - 1 };
  };
}
