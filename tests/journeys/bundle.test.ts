import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import type { RunResult } from '../../src/session/collectResult.ts';
import { difference } from '../contract/difference.ts';
import { type App, choose, openApp, outcomesOf, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

let app: App;
afterEach(() => app.close());
const word = wordsOf('en');
const runner = fileURLToPath(new URL('../../src/cli/cubebook.mjs', import.meta.url));

test('a bundle with its data gives the same tables in the headless runner, and opens in the app as a preview', async () => {
  app = await openApp();
  const { page } = app;
  await app.go('#/sample');
  await page.locator('[data-cell]').first().waitFor();
  await page.evaluate(() => (location.hash = '#/notebook/who-to-sell-to'));
  await page.locator('[data-cell=who]').waitFor();
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  app.forget();

  await page.getByRole('button', { name: word('share'), exact: true }).click();
  await page.getByRole('menuitem', { name: new RegExp(word('share_result')) }).click();
  await page.getByRole('radio', { name: new RegExp(`^${word('share_names')}`) }).check();
  await page.getByText('BUNDLE', { exact: true }).click();
  await page.getByText('data/orders.parquet', { exact: false }).waitFor();
  await app.shot('share-bundle');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: word('share_save') }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.cubebook\.zip$/);
  const bundle = `${await download.path()}.cubebook.zip`;
  await copyFile(await download.path(), bundle);
  await page.keyboard.press('Escape');

  const { stdout } = await promisify(execFile)(process.execPath, [runner, 'run', bundle], { maxBuffer: 1 << 28 });
  const headless: RunResult = JSON.parse(stdout);
  const kept: RunResult = JSON.parse(strFromU8(unzipSync(await readFile(bundle))['results.json'] ?? new Uint8Array()));
  expect(headless.cells.map(({ id, status }) => [id, status])).toEqual(kept.cells.map(({ id }) => [id, 'done']));
  for (const [index, cell] of kept.cells.entries()) expect(difference(headless.cells[index] ?? cell, cell)).toBeNull();

  await page.evaluate(() => (location.hash = '#/'));
  await choose(page, [bundle]);
  await page.getByText(word('preview_title')).waitFor();
  await page.getByRole('button', { name: word('run_notebook') }).click();
  await page.locator('[data-cell=who]').waitFor();
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
  await expect.poll(() => page.locator('[data-cell=overview]').textContent()).toMatch(/640/);
  expect(app.requests).toEqual([]);
  expect(app.complaints).toEqual([]);
});
