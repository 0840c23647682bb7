import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { type App, openApp, outcomesOf, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

let app: App;
afterEach(() => app.close());
const word = wordsOf('en');

/** Tab, until what has the focus answers to the selector */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let press = 0; press < 150; press += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${selector}`);
}

/** through the palette, by name */
async function call(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
}

test('a segment is named with the keyboard alone, from the first page on', async () => {
  app = await openApp();
  const { page } = app;
  await tabTo(page, 'a[href="#/sample"]');
  await page.keyboard.press('Enter');
  await page.locator('[data-cell]').first().waitFor();
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  await call(page, 'Who to sell to');
  await page.locator('[data-cell=who]').waitFor();
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  await call(page, 'Competition');
  await tabTo(page, '[data-cell=who] [data-cube-cell]');
  await page.keyboard.press('End');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-cube-cell'))).toBe('2,2,2');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('v');
  await tabTo(page, 'textarea.title');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Named by hand');
  await page.keyboard.press('Enter');
  const cell = page.locator('[data-cell=who] [data-cube-cell="2,1,2"]');
  await expect.poll(() => cell.getAttribute('aria-label')).toContain('Named by hand');
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('Named by hand');
  expect(text).toMatch(/votes: 1/);
  expect(app.complaints).toEqual([]);
});

test('thresholds move clients, two settings are compared, a segment is looked at alone, and lists say what changed since the last one', async () => {
  app = await openApp();
  const { page } = app;
  await app.go('#/sample');
  await page.locator('[data-cell]').first().waitFor();
  await page.evaluate(() => (location.hash = '#/notebook/who-to-sell-to'));
  const who = page.locator('[data-cell=who]');
  await who.waitFor();
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  app.forget();

  const handOver = async (): Promise<string> => {
    await page.getByRole('button', { name: word('share'), exact: true }).click();
    await page.getByRole('menuitem', { name: new RegExp(word('handover_open')) }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: word('handover_save') }).click()]);
    return readFile(await download.path(), 'utf8');
  };
  const first = await handOver();
  expect(first.split('\r\n').length).toBe(640 + 2);
  await page.keyboard.press('Escape');

  // the setting is kept, then a threshold typed: the tray and the picture tell the same customers
  await who.getByRole('button', { name: word('what_if_keep') }).click();
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  const typed = who.getByRole('textbox', { name: /^LTV.*threshold 2/ });
  await typed.click();
  await page.keyboard.type('2500');
  await page.keyboard.press('Enter');
  const told = who.getByRole('status').filter({ hasText: 'changed cells' });
  await expect.poll(() => told.textContent()).toMatch(/^\d+ clients/);
  const moved = Number(/^\d+/.exec((await told.textContent()) ?? '')?.[0]);
  expect(moved).toBeGreaterThan(10);
  await expect.poll(() => who.locator('.told').textContent()).toContain(`${moved} clients`);
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  await app.shot('workshop-what-if');

  // two cells, one segment
  await who.locator('[data-cube-cell="2,0,2"]').click({ force: true });
  await who.locator('[data-cube-cell="2,1,2"]').click({ force: true, modifiers: ['Shift'] });
  const name = who.getByRole('textbox', { name: word('cube_name_cell') });
  await name.fill('Giants, both kinds');
  await name.blur();
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  for (const place of ['2,0,2', '2,1,2']) await expect.poll(() => who.locator(`[data-cube-cell="${place}"]`).getAttribute('aria-label')).toContain('Giants, both kinds');
  const joint = Number(await who.locator('dd').first().textContent());

  // looked at alone, and everybody again
  await who.getByRole('button', { name: word('cube_focus') }).click();
  const overview = page.locator('[data-cell=overview]');
  await expect.poll(() => overview.textContent(), { timeout: 60_000 }).toMatch(new RegExp(`\\b${joint}\\b`));
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  await app.shot('workshop-focus');
  await page.getByRole('button', { name: word('focus_clear') }).first().click();
  await expect.poll(() => overview.textContent(), { timeout: 60_000 }).toMatch(/\b640\b/);
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);

  // the second list knows the first
  const second = await handOver();
  await expect.poll(() => page.locator('table[data-table=streams] tbody tr').count()).toBeGreaterThan(1);
  await app.shot('workshop-handover');
  const columns = second.split('\r\n')[0]?.replace('\uFEFF', '').split(',') ?? [];
  expect(columns).toEqual(expect.arrayContaining(['customer_id', 'segment', 'tactic', 'change', 'previous_segment']));
  expect(second.split('\r\n').filter((line) => line.includes(',moved,')).length).toBeGreaterThan(moved / 2);
  expect(app.requests).toEqual([]);
  expect(app.complaints).toEqual([]);
});
