#!/usr/bin/env node
// npm run bench | npm run bench:quick: builds, then runs Chromium and native DuckDB (one thread) side by side in one run.
//   node tests/bench/bench.mjs [--quick] [--lines 1000000,5000000] [--rounds 3] [--out FILE.json] [--no-build] [--skip arquero,notebooks]
// Ratios hold; seconds belong to the machine and its load, both of which are written down.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { startBrowser } from '../soak/startBrowser.mjs';
import { serveFolder } from '../tools/serve-folder.mjs';
import { runArquero } from './arquero.mjs';
import { AppPage } from './AppPage.mjs';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const root = fileURLToPath(new URL('../..', import.meta.url));
const quick = process.argv.includes('--quick');
const rounds = Number(option('rounds', quick ? '2' : '5'));
const sizes = option('lines', quick ? '100000,400000' : '1000000,5000000,10000000,20000000').split(',').map(Number);
const skipped = option('skip', '').split(',');
const out = option('out', join(root, 'tests/.output/bench.json'));
const generator = join(root, '../shared/generate-orders.mjs');
const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? null;
const round = (value, digits = 2) => (value === null || value === undefined ? null : Number(value.toFixed(digits)));
const say = (text) => process.stdout.write(`${text}\n`);

if (!process.argv.includes('--no-build')) execFileSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], { cwd: root, stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'cubebook-bench-'));
const server = await serveFolder(join(root, 'dist'));
const report = { machine: { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30), loadBefore: loadavg()[0] }, start: {}, sizes: [], exponents: {}, notebooks: [], exports: {}, rerun: null, drag: [], failed: [] };
try {
  await attempt('start', measureStart);
  if (existsSync(generator)) for (const lines of sizes) await attempt(`${lines} lines`, () => measureLines(lines));
  else say(`no generator at ${generator}: the order lines are left out`);
  if (!skipped.includes('notebooks')) await attempt('notebooks', measureNotebooks);
  if (!quick && existsSync(generator) && !skipped.includes('rerun')) await attempt('again after a parameter', measureRerun);
  if (!skipped.includes('drag')) await attempt('drag', measureDrag);
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
report.exponents = Object.fromEntries(['load', 'customers', 'cube'].map((what) => [what, exponent(report.sizes.map((size) => [size.lines, size.page[what]]))]));
report.machine.loadAfter = loadavg()[0];
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
if (report.sizes.length > 1) say(`growth with lines (exponent): ${Object.entries(report.exponents).map(([what, value]) => `${what} ${value}`).join(', ')}`);
say(`${report.machine.cores} cores, ${report.machine.memoryGiB} GiB, load ${round(report.machine.loadBefore, 1)} before and ${round(report.machine.loadAfter, 1)} after; written to ${out}`);

/** A part that fails is told of and missing from the report; the others are still measured. */
async function attempt(what, measure) {
  try {
    await measure();
  } catch (error) {
    const reason = String(error.message).split('\n')[0];
    report.failed.push({ what, reason });
    process.exitCode = 1;
    say(`${what}: FAILED, ${reason}`);
  }
}

async function measureStart() {
  const cold = [];
  const warm = [];
  for (let index = 0; index < rounds; index += 1) {
    const profile = join(folder, `start-${index}`);
    for (const list of [cold, warm]) {
      const browser = await startBrowser(profile);
      list.push(await AppPage.start(browser, server.url));
      await browser.close();
    }
  }
  const middle = (list) => Object.fromEntries(Object.keys(list[0]).map((key) => [key, round(median(list.map((one) => one[key])), 0)]));
  const scripts = firstScripts();
  const all = readdirSync(join(root, 'dist/assets')).filter((name) => name.endsWith('.js'));
  const size = (names) => names.reduce((sum, name) => sum + gzipSync(readFileSync(join(root, 'dist/assets', name)), { level: 9 }).length, 0);
  report.start = { cold: middle(cold), warm: middle(warm), firstScriptGzip: size(scripts), allScriptsGzip: size(all) };
  say(`start, ms (median of ${rounds})   page usable   engine ready   first answer`);
  for (const [name, { usable, ready, answer }] of Object.entries({ cold: report.start.cold, warm: report.start.warm })) say(`  ${name.padEnd(24)} ${String(usable).padStart(11)} ${String(ready).padStart(14)} ${String(answer).padStart(14)}`);
  say(`  first script ${Math.round(report.start.firstScriptGzip / 1000)} KB gzip, all scripts ${Math.round(report.start.allScriptsGzip / 1000)} KB`);
}

async function measureLines(lines) {
  const data = join(folder, String(lines));
  execFileSync(process.execPath, [generator, '--lines', String(lines), '--out', data]);
  const path = join(data, 'order-lines.csv');
  const native = JSON.parse(execFileSync(process.execPath, [fileURLToPath(new URL('native.mjs', import.meta.url)), path], { encoding: 'utf8' }));
  const browser = await startBrowser(join(folder, `lines-${lines}`));
  const bytes = statSync(path).size;
  const page = { copyRate: null, read: null, load: null, customers: null, months: null, sheet: null, cube: null, peakGB: null };
  let arquero = null;
  try {
    const app = await AppPage.open(browser, server.url);
    page.copyRate = await app.copyRate();
    page.read = await app.readAlone(path);
    page.load = await app.load([path]);
    if (page.load !== null) for (const what of ['customers', 'months', 'sheet', 'cube']) page[what] = await app.ask(what);
    page.peakGB = round(browser.peakBytes() / 1e9);
    if (!skipped.includes('arquero') && lines <= 1_000_000) arquero = await runArquero(browser.context, path).catch((error) => ({ failed: String(error.message).split('\n')[0] }));
  } finally {
    await browser.close();
    rmSync(data, { recursive: true, force: true });
  }
  const nativeToSheet = native.read + native.customers;
  const pageToSheet = page.load === null ? null : page.load + page.customers;
  const size = {
    lines,
    page,
    native,
    arquero,
    ratios: {
      'file to customers, page ÷ native on one thread': round(pageToSheet && pageToSheet / nativeToSheet),
      'customers alone, page ÷ native': round(page.customers && page.customers / native.customers),
      'months alone, page ÷ native': round(page.months && page.months / native.months),
      'load, page ÷ reading the bytes alone': round(page.load && page.load / page.read),
      ...(arquero?.customers ? { 'file to customers, Arquero ÷ page': round((arquero.read + arquero.customers) / pageToSheet), 'customers alone, Arquero ÷ page': round(arquero.customers / page.customers) } : {}),
    },
  };
  // what the file's bytes would take at the rates of the machine, as a share of what each stage took
  size.limits = {
    copyGBs: round(page.copyRate && page.copyRate / 1e9, 1),
    readMBs: round(page.read && bytes / page.read / 1e6, 0),
    ofReading: { load: round(page.load && page.read / page.load, 4) },
    ofCopying: Object.fromEntries(['read', 'load', 'customers', 'months', 'sheet', 'cube'].map((what) => [what, round(page[what] && bytes / page.copyRate / page[what], 5)])),
  };
  report.sizes.push(size);
  say(`${lines.toLocaleString('en')} lines, seconds: load ${round(page.load)}, customers ${round(page.customers)}, months ${round(page.months)}, customer sheet ${round(page.sheet)}, cube ${round(page.cube)}; peak ${page.peakGB} GB; native read ${round(native.read)}, customers ${round(native.customers)}, months ${round(native.months)}`);
  const percent = (share) => (share === null ? '—' : `${(share * 100).toPrecision(2)} %`);
  say(`  limits: the browser copies ${size.limits.copyGBs} GB/s and reads ${size.limits.readMBs} MB/s of the file; the file's bytes at that rate are, of loading, ${percent(size.limits.ofReading.load)} (reading); of each stage (copying): ${Object.entries(size.limits.ofCopying).map(([what, share]) => `${what} ${percent(share)}`).join(', ')}`);
  for (const [what, ratio] of Object.entries(size.ratios)) say(`  ${what.padEnd(52)} ${String(ratio).padStart(7)}`);
}

/** every shipped notebook on the sample client, in the page and headless on native DuckDB */
async function measureNotebooks() {
  const browser = await startBrowser(join(folder, 'notebooks'));
  try {
    const app = await AppPage.open(browser, `${server.url}#/sample`);
    await app.settled();
    const slugs = readdirSync(join(root, 'notebooks')).flatMap((name) => /^(.+)\.en\.md$/.exec(name)?.[1] ?? []).filter((slug) => !quick || ['rfm-27', 'who-to-sell-to', 'base-health'].includes(slug));
    for (const slug of slugs) {
      const seconds = await app.openNotebook(slug);
      const result = join(folder, `${slug}.json`);
      const run = spawnSync(process.execPath, [join(root, 'src/cli/cubebook.mjs'), 'run', join(root, `notebooks/${slug}.en.md`), '--data', join(root, 'public/sample'), '--out', result], { encoding: 'utf8' });
      const native = run.status === 0 ? JSON.parse(readFileSync(result, 'utf8')).cells.reduce((sum, cell) => sum + (cell.milliseconds ?? 0), 0) / 1000 : null;
      report.notebooks.push({ slug, page: round(seconds.all), rerun: round(seconds.rerun, 3), rerunEngine: round(seconds.rerunEngine, 3), native: round(native) });
      say(`notebook ${slug.padEnd(22)} page ${String(round(seconds.all)).padStart(6)} s, again after a parameter ${String(round(seconds.rerun)).padStart(6)} s, native cells ${String(round(native)).padStart(6)} s`);
    }
    await app.openNotebook('who-to-sell-to');
    report.exports = Object.fromEntries(Object.entries(await app.exports()).map(([form, seconds]) => [form, round(seconds)]));
    say(`exports of who-to-sell-to on the sample, seconds: ${Object.entries(report.exports).map(([form, seconds]) => `${form} ${seconds}`).join(', ')}`);
  } finally {
    await browser.close();
  }
}

/** *Who to sell to* on a million lines, again after its window changed, beside what the engine took of that */
async function measureRerun() {
  const data = join(folder, 'rerun');
  execFileSync(process.execPath, [generator, '--lines', '1000000', '--out', data]);
  const browser = await startBrowser(join(folder, 'rerun-profile'));
  try {
    const app = await AppPage.open(browser, server.url);
    if ((await app.load([join(data, 'order-lines.csv'), join(data, 'customers.csv')])) === null) throw new Error('the lines were not loaded');
    const { all, rerun, rerunEngine } = await app.openNotebook('who-to-sell-to');
    report.rerun = { lines: 1_000_000, all: round(all), rerun: round(rerun, 3), engine: round(rerunEngine, 3), beside: round(rerun && rerun - rerunEngine, 3) };
    say(`who-to-sell-to on 1,000,000 lines: ${round(all)} s, again after a parameter ${round(rerun)} s, of which the engine ${round(rerunEngine)} s and the rest ${round(rerun && (rerun - rerunEngine) * 1000, 0)} ms`);
  } finally {
    await browser.close();
    rmSync(data, { recursive: true, force: true });
  }
}

/** a threshold under the pointer; in a process of its own, as by hand */
function measureDrag() {
  const customers = quick ? ['20000'] : ['100000', '1000000'];
  const run = spawnSync(process.execPath, [fileURLToPath(new URL('drag.mjs', import.meta.url)), ...customers], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr.trim().split('\n').at(-1));
  report.drag = JSON.parse(readFileSync(join(root, 'tests/.output/drag.json'), 'utf8'));
  say(run.stdout.trim());
}

function firstScripts() {
  const waiting = [...readFileSync(join(root, 'dist/index.html'), 'utf8').matchAll(/<script[^>]+src="\.\/assets\/([^"]+)"/g)].map(([, name]) => name);
  const found = new Set();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name) || !statSync(join(root, 'dist/assets', name)).isFile()) continue;
    found.add(name);
    for (const [, next] of readFileSync(join(root, 'dist/assets', name), 'utf8').matchAll(/\b(?:import|from)\s*["']\.\/([^"']+\.js)["']/g)) waiting.push(next);
  }
  return [...found];
}

/** slope of the logarithms, least squares */
function exponent(points) {
  const known = points.filter(([, seconds]) => seconds).map(([lines, seconds]) => [Math.log(lines), Math.log(seconds)]);
  if (known.length < 2) return null;
  const [x, y] = [0, 1].map((at) => known.reduce((sum, point) => sum + point[at], 0) / known.length);
  return round(known.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / known.reduce((sum, point) => sum + (point[0] - x) ** 2, 0));
}
