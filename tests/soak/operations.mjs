// npm run soak:operations -- [--operations 2000] [--seed 1] [--dist dist]
// Mixed operations on one page without a reload: edits, undo, parameters, notebooks, cells run and stopped, panels, versions, loads.
// After a tenth of them, and at the end, one fixed notebook is opened, garbage is collected, and the page's heap and the engine's memory are
// taken: neither may have grown beyond the ratio.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveFolder } from '../tools/serve-folder.mjs';
import { startBrowser } from './startBrowser.mjs';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const operations = Number(option('operations', '2000'));
/** what may have grown at the end against a tenth of the way */
const most = { heap: 1.5, engine: 1.5 };
let state = Number(option('seed', '1')) >>> 0 || 1;
const random = () => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
};
const among = (list) => list[Math.floor(random() * list.length)];

const folder = mkdtempSync(join(tmpdir(), 'cubebook-operations-'));
const server = await serveFolder(option('dist', fileURLToPath(new URL('../../dist', import.meta.url))));
const browser = await startBrowser(join(folder, 'profile'));
const { page } = browser;
page.setDefaultTimeout(120_000);
const complaints = [];
page.on('pageerror', (error) => complaints.push(error.message));
const slugs = ['rfm-27', 'who-to-sell-to', 'base-health', 'what-to-sell'];
/** what was to be clicked may be gone by then: the run ended, the picture was drawn anew */
const unlessGone = (error) => {
  if (error.name !== 'TimeoutError') throw error;
};
const button = (name) => page.getByRole('button', { name, exact: true }).first();

const ways = {
  async edit() {
    const box = page.locator('input.title');
    await box.fill(`title ${Math.floor(random() * 1000)}`);
    await box.press('Enter');
  },
  async undo() {
    if (await button('Undo').isEnabled()) await button('Undo').click();
  },
  async redo() {
    if (await button('Redo').isEnabled()) await button('Redo').click();
  },
  async window() {
    const chip = page.getByRole('button', { name: /^Window/ }).first();
    if ((await chip.count()) === 0) return;
    await chip.click();
    const input = page.locator('#param-window_days');
    await input.fill(String(among([90, 180, 365, 540])));
    await input.press('Enter');
  },
  async notebook() {
    await page.evaluate((slug) => (location.hash = `#/notebook/${slug}`), among(slugs));
    await page.locator('[data-cell]').first().waitFor();
  },
  async run() {
    await page.keyboard.press('Shift+Alt+Enter');
  },
  async stop() {
    const stop = page.getByRole('button', { name: 'Stop' }).first();
    if (await stop.isVisible()) await stop.click({ timeout: 2000 }).catch(unlessGone);
  },
  async versions() {
    await page.keyboard.press('Alt+Shift+KeyV');
  },
  async checkpoint() {
    await page.keyboard.press('Alt+Shift+KeyC');
  },
  async table() {
    const table = page.locator('[data-cell]').getByText('Table', { exact: true });
    if ((await table.count()) > 0) await table.nth(Math.floor(random() * (await table.count()))).click({ timeout: 5000 }).catch(unlessGone);
  },
  async settle() {
    await page.waitForFunction(() => [...document.querySelectorAll('[data-cell]')].every(({ dataset }) => dataset.status !== 'running'));
  },
  async sample() {
    await page.evaluate(() => (location.hash = '#/'));
    await page.evaluate(() => (location.hash = '#/sample'));
    await page.locator('[data-cell]').first().waitFor();
  },
};
const weights = { edit: 8, undo: 5, redo: 3, window: 4, notebook: 3, run: 3, stop: 2, versions: 2, checkpoint: 1, table: 2, settle: 3, sample: 0.2 };
const deck = Object.entries(weights).flatMap(([name, weight]) => Array.from({ length: Math.round(weight * 5) }, () => name));

try {
  await page.goto(`${server.url}?lang=en#/sample`);
  await page.locator('[data-cell]').first().waitFor();
  const open = async (slug) => {
    await page.evaluate((name) => (location.hash = `#/notebook/${name}`), slug);
    await page.locator('[data-cell]').first().waitFor();
    await ways.settle();
  };
  const devtools = await browser.context.newCDPSession(page);
  const measure = async () => {
    if (await page.locator('aside.versions, [role=dialog]').first().isVisible()) await page.keyboard.press('Escape');
    await open(slugs[0]);
    let heap = Infinity;
    // weak references and finalizers take more than one round
    for (let round = 0; round < 4; round += 1) {
      await devtools.send('HeapProfiler.collectGarbage');
      heap = Math.min(heap, (await devtools.send('Runtime.getHeapUsage')).usedSize);
    }
    const { nodes } = await devtools.send('Memory.getDOMCounters');
    const shown = await page.locator('[data-memory] meter').getAttribute('value');
    return { heap, engine: Number(shown), nodes };
  };
  // every notebook once, so that what is loaded once is loaded
  for (const slug of slugs) await open(slug);
  let first = null;
  for (let done = 0; done < operations; done += 1) {
    if (first === null && done >= operations / 10) first = await measure();
    await ways[among(deck)]();
    if (done % 100 === 99) process.stdout.write(`${done + 1} operations: ${JSON.stringify(await measure())}\n`);
  }
  const last = await measure();
  const growth = { heap: last.heap / first.heap, engine: last.engine / first.engine };
  process.stdout.write(`${operations} operations: page heap ${(first.heap / 1e6).toFixed(1)} → ${(last.heap / 1e6).toFixed(1)} MB (× ${growth.heap.toFixed(2)}), engine memory ${(first.engine / 1e6).toFixed(0)} → ${(last.engine / 1e6).toFixed(0)} MB (× ${growth.engine.toFixed(2)}), nodes of the page ${first.nodes} → ${last.nodes}, ${complaints.length} errors in the page\n`);
  for (const complaint of new Set(complaints)) process.stdout.write(`  ${complaint}\n`);
  process.exitCode = growth.heap > most.heap || growth.engine > most.engine || complaints.length > 0 ? 1 : 0;
} finally {
  await browser.kill();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
