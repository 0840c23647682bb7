#!/usr/bin/env node
// A large file through the built page in Chromium: how long, how much memory, and whether the page stayed alive all the while.
//   node tests/bench/browser.mjs [--lines 10000000 | --rows 500000 (XLSX) | --file PATH] [--dist dist] [--stop]
// Needs `npm run build` before. --stop presses Stop in the middle of the load.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { chromiumArguments, findChromium } from '../tools/find-chromium.mjs';
import { serveFolder } from '../tools/serve-folder.mjs';
import { makeWorkbook } from './makeWorkbook.mjs';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const generator = join(root, '../shared/generate-orders.mjs');
const folder = mkdtempSync(join(tmpdir(), 'browser-bench-'));
const file = await theFile();
const server = await serveFolder(option('dist', join(root, 'dist')));
const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: [...chromiumArguments, '--enable-precise-memory-info'] });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(1_800_000);
  let died = '';
  page.on('crash', () => (died = 'the page crashed'));
  await page.addInitScript(() => {
    const tasks = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ startTime, duration }) => [Math.round(startTime), Math.round(duration)]))).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(`${server.url}?lang=en#/`);
  await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready');
  const mark = () => page.evaluate(() => performance.now());
  const before = await mark();
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, ...renderers())), 500);
  let from = Date.now();
  await page.locator('input[type=file][multiple]').first().setInputFiles(file);
  const load = page.getByRole('button', { name: /^Load/ });
  await page.waitForURL(/#\/review/);
  await page.waitForFunction(() => [...document.querySelectorAll('button')].some((button) => button.textContent?.startsWith('Load') && !button.disabled));
  const recognised = (Date.now() - from) / 1000;
  from = Date.now();
  await load.click();
  const told = [];
  const listener = setInterval(() => void page.locator('footer').textContent({ timeout: 400 }).then((text) => told.push(text?.trim().replace(/\s+/g, ' ')), () => undefined), 3_000);
  if (process.argv.includes('--stop')) {
    await page.waitForTimeout(8_000);
    const pressed = Date.now();
    await page.getByRole('button', { name: 'Stop' }).click();
    await load.waitFor();
    process.stdout.write(`stopped ${Date.now() - pressed} ms after Stop\n`);
  } else {
    await Promise.race([page.waitForURL(/#\/kept\//), page.getByRole('alert').first().waitFor()]);
    await page.waitForTimeout(1_000);
  }
  const loaded = (Date.now() - from) / 1000;
  clearInterval(listener);
  clearInterval(watch);
  const tasks = await page.evaluate((since) => window.tasks.filter(([at]) => at >= since), before);
  const alerts = await page.getByRole('alert').allTextContents();
  process.stdout.write(`recognised in ${recognised.toFixed(1)} s, loaded in ${loaded.toFixed(1)} s, peak of the tab ${Math.round(peak / 2 ** 20)} MB\n`);
  process.stdout.write(`tasks over 50 ms on the page's thread: ${tasks.length}${tasks.length > 0 ? ` (ms: ${tasks.map(([, ms]) => ms).join(', ')})` : ''}\n`);
  process.stdout.write(`told meanwhile: ${told.filter((_, at) => at % Math.ceil(told.length / 6) === 0).join(' | ')}\n`);
  if (alerts.length > 0 || died !== '') process.stdout.write(`said: ${[...alerts, died].join(' ')}\n`);
  process.stdout.write(`${(await page.locator('aside, nav').allTextContents()).join(' ').replace(/\s+/g, ' ').slice(0, 400)}\n`);
  await page.screenshot({ path: join(tmpdir(), 'browser-bench.png') });
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function theFile() {
  const given = option('file', null);
  if (given !== null) return given;
  if (!existsSync(generator)) throw new Error(`${generator} is not here: give a file with --file`);
  const rows = option('rows', null);
  execFileSync(process.execPath, [generator, '--lines', rows ?? option('lines', '10000000'), '--out', folder], { stdio: 'ignore' });
  const csv = join(folder, 'order-lines.csv');
  if (rows === null) return csv;
  await makeWorkbook(csv, Number(rows), join(folder, 'order-lines.xlsx'));
  return join(folder, 'order-lines.xlsx');
}

/** Resident bytes of the browser's renderers that this program started (Linux). */
function renderers() {
  const sizes = [];
  for (const id of existsSync('/proc/self') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []) {
    try {
      const words = readFileSync(`/proc/${id}/cmdline`, 'utf8');
      if (words.includes('--type=renderer') && isOurs(id)) sizes.push(Number(readFileSync(`/proc/${id}/statm`, 'utf8').split(' ')[1]) * 4096);
    } catch (error) {
      // a process may end while it is looked at
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    }
  }
  return sizes.length > 0 ? sizes : [0];
}

function isOurs(id) {
  for (let at = id, steps = 0; steps < 6 && at !== '0'; steps += 1) {
    if (Number(at) === process.pid) return true;
    at = readFileSync(`/proc/${at}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] ?? '0';
  }
  return false;
}
