import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type App, openApp, outcomesOf, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

let app: App;
afterEach(() => app.close());
const word = wordsOf('en');

const orders = ['order_id,order_date,customer_id,net_amount', ...Array.from({ length: 20 }, (_, row) => `${row},2024-03-${String(row + 1).padStart(2, '0')},client ${row % 4},${row * 10}.50`)].join('\n');
const customers = 'customer_id,customer_name,region\nclient 0,North Mill,North\nclient 1,South Mill,South\nclient 2,East Mill,East\nclient 3,West Mill,West\n';

/** loads what lies in the review and returns the tables that the data panel then lists */
async function load(): Promise<string> {
  const { page } = app;
  await page.waitForURL(/#\/review/);
  const button = page.getByRole('button', { name: /^Load/ });
  await expect.poll(() => button.isEnabled(), { timeout: 60_000 }).toBe(true);
  await button.click();
  await page.waitForURL(/#\/kept\//, { timeout: 60_000 });
  return (await page.locator('aside, nav').allTextContents()).join(' ');
}

describe('files come in', () => {
  test('as a folder with folders inside', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cubebook-folder-'));
    await mkdir(join(folder, 'march', 'deep'), { recursive: true });
    await writeFile(join(folder, 'march', 'deep', 'orders.csv'), orders);
    await writeFile(join(folder, 'customers.csv'), customers);
    app = await openApp();
    await app.page.locator('input[type=file][webkitdirectory]').setInputFiles(folder);
    await app.page.waitForURL(/#\/review/);
    await expect.poll(() => app.page.getByRole('navigation').textContent()).toContain('deep/orders.csv');
    expect(await load()).toMatch(/customers\s*4.*orders\s*20/s);
    expect(app.complaints).toEqual([]);
    await rm(folder, { recursive: true, force: true });
  });

  test('as a table pasted from a spreadsheet', async () => {
    app = await openApp();
    const { page } = app;
    await page.getByRole('button', { name: word('paste_table') }).click();
    await page.getByLabel(word('paste_name')).fill('orders');
    await page.getByLabel(word('paste_cells')).fill(orders.replaceAll(',', '\t'));
    await page.getByRole('button', { name: word('read_table') }).click();
    expect(await load()).toMatch(/orders\s*20/);
    expect(app.complaints).toEqual([]);
  });
});

test('a notebook is saved to the file that the person chose, asked once, and again into the same file', async () => {
  app = await openApp();
  const { page } = app;
  await page.getByRole('link', { name: word('open_sample') }).click();
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  // a file of the browser's own file system stands for one on the disk: same interface, no dialog
  await page.evaluate(() => {
    const asked: string[] = [];
    Object.assign(window, {
      asked,
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => {
        asked.push(suggestedName);
        return (await navigator.storage.getDirectory()).getFileHandle('saved.md', { create: true });
      },
    });
  });
  const saved = (): Promise<string> => page.evaluate(async () => (await (await (await navigator.storage.getDirectory()).getFileHandle('saved.md', { create: true })).getFile()).text());
  const asked = (): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'asked') as unknown);

  await page.keyboard.press('Control+s');
  await expect.poll(saved).toContain('cubebook: 1');
  const first = await saved();
  await page.getByText(word('saved_file')).first().waitFor();

  await page.locator('[data-cell=rfm] .tile').first().click();
  const name = page.locator('[data-cell=rfm]').getByRole('textbox', { name: word('cube_name_cell') });
  await name.fill('Board calls on Monday');
  await name.blur();
  await page.getByText(word('saved_behind')).first().waitFor();
  await page.keyboard.press('Control+s');
  await expect.poll(saved).toContain('Board calls on Monday');
  expect((await saved()).length).toBeGreaterThan(first.length);
  expect(await asked()).toEqual([expect.stringMatching(/\.md$/)]);
  expect(app.complaints).toEqual([]);
});
