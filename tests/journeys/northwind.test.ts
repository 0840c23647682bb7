import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type App, choose, northwind, openApp, outcomesOf, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

let app: App;
afterEach(() => app.close());

const files = (): string[] => readdirSync(northwind).filter((name) => name.endsWith('.csv')).map((name) => join(northwind, name));
const word = wordsOf('en');

describe.skipIf(!existsSync(northwind))('with the exports of Northwind', () => {
  test('files become a base, the base a notebook, the notebook a file, and the file is opened again', async () => {
    app = await openApp();
    const { page } = app;
    app.forget();

    await choose(page, files());
    await page.waitForURL(/#\/review/);
    const load = page.getByRole('button', { name: /^Load/ });
    await expect.poll(() => load.isEnabled(), { timeout: 150_000 }).toBe(true);
    await expect.poll(() => page.getByRole('navigation').textContent()).toContain('order_details.csv');
    await expect.poll(() => load.textContent()).toMatch(/\d/);
    await app.shot('northwind-review');
    await load.click();
    await page.waitForURL(/#\/kept\//, { timeout: 150_000 });

    await page.evaluate(() => (location.hash = '#/notebook/rfm-27'));
    await page.locator('[data-cell=rfm]').waitFor();
    expect(outcomesOf(await settledCells(page))).toEqual(['done']);
    await app.shot('northwind-rfm');
    const rfm = page.locator('[data-cell=rfm]');
    const tiles = () => rfm.locator('.tile').evaluateAll((all) => all.map((tile) => tile.getAttribute('aria-label')));
    const before = await tiles();
    expect(before).toHaveLength(27);

    // a longer window holds more customers' orders, and every cell follows
    const overview = page.locator('[data-cell=overview]');
    const figures = await overview.textContent();
    await page.getByRole('group', { name: word('parameters') }).getByRole('button', { name: /^Window/ }).click();
    await page.getByLabel(/^Window/).and(page.locator('input')).first().fill('3650');
    await page.keyboard.press('Enter');
    await expect.poll(() => overview.textContent()).not.toBe(figures);
    expect(outcomesOf(await settledCells(page))).toEqual(['done']);
    const wider = await tiles();
    expect(wider).not.toEqual(before);

    // a threshold moved by hand
    const slider = rfm.getByRole('slider', { name: /1$/ }).nth(1);
    await slider.focus();
    await page.keyboard.press('PageUp');
    await expect.poll(tiles).not.toEqual(wider);
    expect(outcomesOf(await settledCells(page))).toEqual(['done']);

    // a segment's own name
    await rfm.locator('.tile').first().click();
    const name = rfm.getByRole('textbox', { name: word('cube_name_cell') });
    await name.fill('Board calls on Monday');
    await name.blur();
    await expect.poll(() => rfm.locator('.tile').first().textContent()).toContain('Board calls on Monday');
    expect(outcomesOf(await settledCells(page))).toEqual(['done']);
    await page.getByText(word('saved_kept')).waitFor();
    const moved = await tiles();
    await app.shot('northwind-renamed');
    expect(app.requests).toEqual([]);

    // kept in this browser, data too
    await page.reload();
    await page.waitForFunction(() => document.documentElement.dataset['engine'] === 'ready');
    await page.locator('[data-cell=rfm]').waitFor();
    expect(outcomesOf(await settledCells(page))).toEqual(['done']);
    await expect.poll(tiles).toEqual(moved);

    // to a file, and back as something from elsewhere
    app.forget();
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
    const saved = await download.path();
    const text = await readFile(saved, 'utf8');
    expect(text).toContain('Board calls on Monday');
    expect(text).toContain('default: 3650');
    await page.locator('input[type=file][multiple]').first().setInputFiles({ name: download.suggestedFilename(), mimeType: 'text/markdown', buffer: Buffer.from(text) });
    await page.getByRole('heading', { name: word('preview_title') }).waitFor();
    const idle = await page.$$eval('[data-cell]', (cells) => cells.map((cell) => cell.getAttribute('data-status')));
    expect(new Set(idle)).toEqual(new Set(['idle']));
    await app.shot('northwind-preview');
    await page.getByRole('button', { name: word('run_notebook') }).click();
    expect(outcomesOf(await settledCells(page))).toEqual(['done']);
    await expect.poll(tiles).toEqual(moved);

    await page.getByRole('button', { name: word('present'), exact: true }).click();
    const stage = page.getByRole('dialog', { name: word('present_label') });
    await stage.locator('[data-slide="1"]').waitFor();
    await page.keyboard.press('ArrowRight');
    await stage.locator('[data-slide="2"]').waitFor();
    await stage.getByText('Board calls on Monday').first().waitFor();
    await app.shot('northwind-slide');
    await page.keyboard.press('ArrowLeft');
    await stage.locator('[data-slide="1"]').waitFor();
    await page.keyboard.press('Escape');
    await stage.waitFor({ state: 'detached' });
    expect(app.requests).toEqual([]);
    expect(app.complaints).toEqual([]);
  });
});
