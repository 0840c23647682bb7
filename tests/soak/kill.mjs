// npm run soak:kill -- [--times 200] [--seed 1] [--dist dist]
// Kills the browser's processes at random moments while a notebook is edited, given checkpoints, or a base is loaded,
// and looks after each kill whether what had been said to be saved is there, whole.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveFolder } from '../tools/serve-folder.mjs';
import { startBrowser } from './startBrowser.mjs';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const times = Number(option('times', '200'));
let state = Number(option('seed', '1')) >>> 0 || 1;
const random = () => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
};

const folder = mkdtempSync(join(tmpdir(), 'cubebook-kill-'));
const profile = join(folder, 'profile');
const server = await serveFolder(option('dist', fileURLToPath(new URL('../../dist', import.meta.url))), { port: Number(option('port', '47311')) });
const tally = { tried: 0, lost: 0, torn: 0, baseLost: 0, edits: 0, acknowledged: 0, loads: 0, loadsAcknowledged: 0 };
const troubles = [];

/** edits that were begun, and the last that the page said was saved */
const said = { begun: 0, saved: 0, base: { begun: null, since: [], kept: null } };
let address = null;

try {
  for (let round = 0; round <= times; round += 1) {
    const browser = await startBrowser(profile);
    try {
      const { page } = browser;
      page.setDefaultTimeout(120_000);
      await browser.context.exposeFunction('tellBegun', (edit) => void (said.begun = edit));
      await browser.context.exposeFunction('tellSaved', (edit) => void (said.saved = Math.max(said.saved, edit)));
      await browser.context.exposeFunction('tellBase', () => void (said.base.kept = said.base.begun));
      await page.goto(address ?? `${server.url}#/notebook/who-to-sell-to`);
      await page.locator('input.title').waitFor();
      await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready');
      if (round > 0) await inspect(page, round);
      if (round === times) break;
      if (round % 5 === 4) await load(page, round);
      else await edit(page);
      await new Promise((resolve) => setTimeout(resolve, 150 + random() * 2600));
      address = address ?? (await page.evaluate(() => (location.hash.startsWith('#/kept/') ? location.href : null)));
    } catch (error) {
      if (round === 0) throw error;
      tally.lost += 1;
      troubles.push(`${round}: ${String(error.message).split('\n')[0]}`);
    } finally {
      await browser.kill();
    }
    if (round % 10 === 9) process.stdout.write(`${JSON.stringify(tally)}\n`);
  }
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const trouble of troubles) process.stdout.write(`  ${trouble}\n`);
process.stdout.write(`${tally.tried} killed: ${tally.lost} notebooks lost, ${tally.torn} torn, ${tally.baseLost} bases lost (${tally.edits} edits begun, ${tally.acknowledged} rounds with an edit said to be saved, ${tally.loads} loads, ${tally.loadsAcknowledged} said to be kept)\n`);
process.exitCode = tally.lost + tally.torn + tally.baseLost > 0 ? 1 : 0;

/** edits without end, at the pace of quick and slow fingers */
async function edit(page) {
  tally.edits += 1;
  await page.evaluate((first) => {
    let number = first;
    const box = document.querySelector('input.title');
    const watch = () => {
      const shown = /^edit (\d+)$/.exec(document.querySelector('input.title').value);
      if (shown && document.querySelector('[data-saved]')?.dataset.saved === 'kept') void window.tellSaved(Number(shown[1]));
    };
    new MutationObserver(watch).observe(document.querySelector('header.bar'), { subtree: true, childList: true, attributes: true, characterData: true });
    const next = async () => {
      number += 1;
      await window.tellBegun(number);
      box.value = `edit ${number}`;
      box.dispatchEvent(new Event('change', { bubbles: true }));
      if (number % 4 === 0) window.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyC', key: 'C', altKey: true, shiftKey: true }));
      setTimeout(() => void next(), number % 3 === 0 ? 900 : 60 + (number % 7) * 90);
    };
    void next();
  }, said.begun);
}

/** a base of so many orders as the round's number tells */
async function load(page, round) {
  tally.loads += 1;
  const orders = 500 + round;
  const file = join(folder, 'orders.csv');
  writeFileSync(file, `order_id,order_date,customer_id,net_amount\n${Array.from({ length: orders }, (_, index) => `O${index},2024-0${(index % 9) + 1}-1${index % 9},C${index % 97},${(index % 50) + 1}.50`).join('\n')}\n`);
  await page.locator('input[type=file][multiple]').first().setInputFiles(file);
  const button = page.locator('button.primary.big');
  await button.waitFor();
  await page.waitForFunction(() => document.querySelector('button.primary.big')?.disabled === false);
  said.base.begun = orders;
  said.base.since.push(orders);
  await page.evaluate(() => {
    document.querySelector('button.primary.big').click();
    const told = () => document.documentElement.dataset.base === 'kept' && void window.tellBase();
    // an earlier base is kept until the new one begins to be
    let began = false;
    new MutationObserver(() => {
      began ||= document.documentElement.dataset.base === 'keeping';
      if (began) told();
    }).observe(document.documentElement, { attributeFilter: ['data-base'] });
  });
}

async function inspect(page, round) {
  tally.tried += 1;
  if (said.saved > 0) {
    const title = await page.locator('input.title').inputValue();
    const shown = Number(/^edit (\d+)$/.exec(title)?.[1] ?? 0);
    if (shown < said.saved || shown > said.begun) {
      tally.lost += 1;
      troubles.push(`${round}: shown ${title}, said to be saved ${said.saved}, begun ${said.begun}`);
    } else tally.acknowledged += 1;
    const texts = await page.evaluate(readTexts);
    const whole = texts.filter(({ text }) => text.length > 2000 && text.includes('cubebook: 1') && text.trimEnd().length > 2000);
    if (whole.length !== texts.length || new Set(texts.map(({ text }) => text.replace(/^title: .*$/m, ''))).size > 1 || (await page.getByText(/could not be read/).count()) > 0) {
      tally.torn += 1;
      troubles.push(`${round}: ${texts.length - whole.length} of ${texts.length} versions torn`);
    }
    said.begun = Math.max(said.begun, shown);
    said.saved = shown;
  }
  if (said.base.kept !== null) {
    // the base in hand is rebuilt from the kept files: that of the last load said to be kept, or of any begun after it
    const allowed = [...said.base.since.filter((orders) => orders > said.base.kept), said.base.kept];
    await page.waitForFunction(() => document.documentElement.dataset.base === 'kept', null, { timeout: 60_000 }).catch(() => null);
    const rows = await page.locator('nav summary', { hasText: /^orders/ }).first().textContent({ timeout: 20_000 }).catch(() => 'none');
    const found = allowed.find((orders) => rows.endsWith(orders.toLocaleString('en')));
    if (found === undefined) {
      tally.baseLost += 1;
      troubles.push(`${round}: base ${rows}, expected ${allowed.join(' or ')}`);
    } else {
      tally.loadsAcknowledged += 1;
      // what is there now must be there from now on
      said.base.kept = found;
      said.base.since = said.base.since.filter((orders) => orders > found);
    }
  }
}

/** every version in the browser's own database */
function readTexts() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('cubebook');
    request.addEventListener('error', () => reject(new Error('the database does not open')));
    request.addEventListener('success', () => {
      const all = request.result.transaction('versions').objectStore('versions').getAll();
      all.addEventListener('success', () => {
        request.result.close();
        resolve(all.result.map(({ text, edited }) => ({ text, edited })));
      });
      all.addEventListener('error', () => reject(new Error('the versions are not read')));
    });
  });
}
