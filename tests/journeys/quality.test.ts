import { afterEach, expect, test } from 'vitest';
import { type App, openApp, outcomesOf, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

let app: App;
afterEach(() => app.close());

const word = wordsOf('ru');

test('the account of the data lists rules with rows and money, shows the rows, and a switched rule changes the notebook', async () => {
  app = await openApp({ language: 'ru' });
  const { page } = app;
  await page.getByRole('link', { name: word('open_sample') }).click();
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);

  await page.getByRole('button', { name: word('show_rules') }).click();
  const account = page.getByRole('dialog', { name: word('quality_title') });
  const files = account.locator('table[data-table=inputs] tbody tr');
  await expect.poll(() => files.count()).toBeGreaterThan(10);
  for (const file of await files.all()) {
    const [read, loaded, rejected] = (await file.locator('td.num').allTextContents()).map((text) => Number(text.replaceAll(/\D/g, '')));
    expect(read).toBe((loaded ?? 0) + (rejected ?? 0));
  }

  const returns = account.locator('table[data-table=quality] > tbody > tr').filter({ hasText: /^E1(?!\d)/ });
  const count = Number((await returns.locator('td').first().textContent())?.replaceAll(/\D/g, ''));
  expect(count).toBeGreaterThan(0);
  expect(await returns.locator('td').nth(2).textContent()).toMatch(/€/);
  await returns.getByRole('button').click();
  expect(Number(await account.locator('table[data-table=E1]').getAttribute('aria-rowcount'))).toBe(count + 1);
  await app.shot('quality');

  await returns.getByRole('combobox').selectOption('exclude');
  await page.keyboard.press('Escape');
  await account.waitFor({ state: 'detached' });
  await expect.poll(async () => outcomesOf(await settledCells(page))).toEqual(['done']);
  expect(app.complaints).toEqual([]);
});
