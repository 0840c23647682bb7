import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { unzipSync, strFromU8 } from 'fflate';
import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { type App, openApp, outcomesOf, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

let app: App;
afterEach(() => app.close());
const word = wordsOf('en');

/** the file that the sheet saves */
async function save(page: Page): Promise<{ name: string; path: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: word('share_save') }).click()]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

test('a page of aggregates names no client, asks for nothing, shows its cube; codes take the place of names in a workbook', async () => {
  app = await openApp();
  const { page } = app;
  await app.go('#/sample');
  await page.locator('[data-cell]').first().waitFor();
  await page.evaluate(() => (location.hash = '#/notebook/who-to-sell-to'));
  await page.locator('[data-cell=who]').waitFor();
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  const list = page.locator('[data-cell=open_doors] table[data-table=result], [data-cell] table').filter({ hasText: /UAB|Sp\. z o\.o\./ }).first();
  const named = (await list.locator('tbody tr td:first-child').allTextContents()).map((text) => text.trim()).filter((text) => text.length > 4);
  expect(named.length).toBeGreaterThan(5);
  app.forget();

  // the cube as a picture that stands by itself
  const take = async (form: string): Promise<Buffer> => {
    await page.locator('[data-cell=who]').getByRole('button', { name: word('more_actions') }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: word(`save_${form}`) }).click()]);
    return readFile(await download.path());
  };
  const drawing = (await take('svg')).toString('utf8');
  expect(drawing.match(/<polygon/g)?.length).toBeGreaterThan(60);
  expect(drawing).not.toMatch(/var\(--|<script|class=|https?:\/\/(?!www\.w3\.org)/);
  expect((await take('png')).subarray(1, 4).toString('latin1')).toBe('PNG');

  await page.getByRole('button', { name: word('share'), exact: true }).click();
  await page.getByRole('menuitem', { name: new RegExp(word('share_result')) }).click();
  await page.getByRole('button', { name: word('share_save') }).waitFor();
  await app.shot('share-sheet');
  const report = await save(page);
  expect(report.name).toMatch(/\.html$/);
  const html = await readFile(report.path, 'utf8');
  expect(named.filter((name) => html.includes(name))).toEqual([]);
  expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);

  const copy = `${report.path}.html`;
  await writeFile(copy, html);
  const reader = await app.context.newPage();
  const asked: string[] = [];
  reader.on('request', (request) => asked.push(request.url()));
  await reader.goto(pathToFileURL(copy).href);
  const cell = reader.locator('svg.cube a').first();
  await cell.focus();
  await reader.keyboard.press('Enter');
  await reader.locator('.cube-note:target').waitFor();
  expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
  await reader.getByLabel('As slides').check();
  await reader.close();

  // slides of aggregates: charts and cubes that an office program can edit, and no client either
  await page.getByText('PPTX', { exact: true }).click();
  const deck = await save(page);
  expect(deck.name).toMatch(/\.pptx$/);
  const parts = Object.entries(unzipSync(await readFile(deck.path)));
  const slides = parts.filter(([name]) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).map(([, bytes]) => strFromU8(bytes));
  const notebook = await readFile(new URL('../../notebooks/who-to-sell-to.en.md', import.meta.url), 'utf8');
  expect(slides).toHaveLength(notebook.match(/^##? /gm)?.length ?? 0);
  expect(slides.some((slide) => (slide.match(/<a:custGeom>/g)?.length ?? 0) > 30)).toBe(true);
  const written = parts.filter(([name]) => name.endsWith('.xml')).map(([, bytes]) => strFromU8(bytes)).join('');
  expect(named.filter((name) => written.includes(name))).toEqual([]);

  await page.getByRole('radio', { name: new RegExp(word('share_pseudonyms')) }).check();
  await page.getByText('XLSX', { exact: true }).click();
  await page.getByLabel(word('share_key')).uncheck();
  const book = await save(page);
  expect(book.name).toMatch(/\.xlsx$/);
  const sheets = Object.values(unzipSync(await readFile(book.path))).map((bytes) => strFromU8(bytes)).join('');
  expect(named.filter((name) => sheets.includes(name))).toEqual([]);
  expect(sheets).toMatch(/C-\d{4}/);
  expect(sheets).not.toContain('<f>');
  expect(app.requests).toEqual([]);
  expect(app.complaints).toEqual([]);
});
