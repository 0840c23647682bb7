// Dragging a threshold of a cube in the built app: from the pointer's event to the painted picture, and the same change done by asking the
// database again. node tests/bench/drag.mjs [customers …]; JSON goes to tests/.output/drag.json. Wants dist/.
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { chromiumArguments, findChromium } from '../tools/find-chromium.mjs';
import { serveFolder } from '../tools/serve-folder.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');
const sizes = process.argv.slice(2).map(Number);
const steps = 120;

if (!existsSync(join(dist, 'index.html'))) throw new Error('there is no dist/: run npm run build first');

const notebook = `---
cubebook: 1
title: Drag
lang: en
---
# Drag

\`\`\`cube id=dragged
axes:
  - { trait: frequency, bands: { cuts: [1, 3] } }
  - { trait: recency_days, bands: { quantiles: 3 } }
  - { trait: revenue, bands: { quantiles: 3 } }
\`\`\`
`;

/** orders of a base that a generator of fixed seed makes */
async function writeOrders(path, customers) {
  let state = 12_345;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const out = createWriteStream(path);
  out.write('order_id,customer_id,order_date,net_amount\n');
  let order = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    const count = 1 + Math.floor(-Math.log(1 - random()) * 0.6);
    let lines = '';
    for (let index = 0; index < count; index += 1) {
      const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(random() * 360))).toISOString().slice(0, 10);
      lines += `O${(order += 1)},C${String(customer).padStart(7, '0')},${day},${(Math.exp(3 + 4 * random()) + 1).toFixed(2)}\n`;
    }
    if (!out.write(lines)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return order;
}

const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

async function measure(customers) {
  const folder = mkdtempSync(join(tmpdir(), 'cubebook-drag-'));
  const server = await serveFolder(dist, { path: '/bench/' });
  const browser = await chromium.launch({ executablePath: findChromium() ?? 'chromium', args: chromiumArguments });
  try {
    const data = join(folder, 'orders.csv');
    const orders = await writeOrders(data, customers);
    writeFileSync(join(folder, 'drag.md'), notebook);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addInitScript('delete window.showSaveFilePicker; delete window.showOpenFilePicker;');
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${server.url}?lang=en#/`);
    await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready');
    const files = page.locator('input[type=file][multiple]').first();
    await files.setInputFiles([data]);
    const load = page.getByRole('button', { name: /^Load/ });
    await page.waitForFunction(() => [...document.querySelectorAll('button')].some((button) => (button.textContent ?? '').trim().startsWith('Load') && !button.disabled));
    await load.click();
    await page.waitForURL(/#\/kept\//);
    await files.setInputFiles([join(folder, 'drag.md')]);
    await page.getByRole('button', { name: 'Run the notebook' }).click();
    const cell = page.locator('[data-cell=dragged]');
    const settled = () => page.waitForFunction(() => document.querySelector('[data-cell=dragged]')?.getAttribute('data-status') === 'done');
    await settled();
    await cell.locator('g.cut').first().waitFor();
    await cell.locator('[data-cube-cell]').first().waitFor();
    const handle = cell.locator('g.cut').nth(2).locator('.handle');
    await handle.scrollIntoViewIfNeeded();
    await page.waitForTimeout(1500);
    await page.evaluate(() => {
      window.frames_ = [];
      window.long_ = [];
      new PerformanceObserver((list) => window.long_.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ['longtask'] });
      window.addEventListener(
        'pointermove',
        (event) => {
          if (event.buttons !== 1) return;
          const dispatched = performance.now();
          // a message that is posted in a frame arrives after that frame was painted
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.addEventListener('message', () => window.frames_.push({ page: performance.now() - dispatched, hand: performance.now() - event.timeStamp }));
            channel.port1.start();
            channel.port2.postMessage(null);
          });
        },
        true,
      );
    });
    await handle.hover({ force: true });
    const box = await handle.boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.down();
    for (let step = 1; step <= steps; step += 1) {
      await page.mouse.move(x + 90 * Math.sin((step / steps) * 2 * Math.PI), y);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    const { frames, long } = await page.evaluate(() => ({ frames: window.frames_, long: window.long_ }));
    await page.mouse.up();
    await settled();
    // the same change by the database: a threshold typed, until the cell has its new result
    const asked = [];
    // each a little lower, so that no neighbour holds the threshold back
    for (const part of [0.9, 0.8, 0.7]) {
      const input = cell.locator('input.value').nth(2);
      await input.click();
      await page.keyboard.type(String(Math.round(Number(await input.inputValue()) * part)));
      const started = performance.now();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('[data-cell=dragged]')?.getAttribute('data-status') !== 'done', null, { polling: 4 });
      await page.waitForFunction(() => document.querySelector('[data-cell=dragged]')?.getAttribute('data-status') === 'done', null, { polling: 4 });
      asked.push(performance.now() - started);
    }
    asked.sort((a, b) => a - b);
    const [pageTimes, handTimes] = ['page', 'hand'].map((from) => frames.map((frame) => frame[from]).sort((a, b) => a - b));
    const median = quantile(pageTimes, 0.5);
    return { customers, orders, steps: frames.length, median_ms: median, p95_ms: quantile(pageTimes, 0.95), hand_p95_ms: quantile(handTimes, 0.95), longest_task_ms: Math.max(0, ...long), requery_ms: asked[1], ratio: asked[1] / median };
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const results = [];
for (const customers of sizes.length > 0 ? sizes : [100_000, 1_000_000]) {
  const result = await measure(customers);
  results.push(result);
  process.stdout.write(`${customers.toLocaleString('en')} customers: pointer event to painted ${result.median_ms.toFixed(1)} ms median, ${result.p95_ms.toFixed(1)} ms p95 (${result.hand_p95_ms.toFixed(1)} ms with the wait for the next frame), longest task ${result.longest_task_ms.toFixed(0)} ms; asking the database again takes ${result.ratio.toFixed(0)} times the median\n`);
}
mkdirSync(join(root, 'tests/.output'), { recursive: true });
writeFileSync(join(root, 'tests/.output/drag.json'), `${JSON.stringify(results, null, 1)}\n`);
