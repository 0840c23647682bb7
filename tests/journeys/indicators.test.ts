import { afterEach, expect, test } from 'vitest';
import { type App, openApp, outcomesOf, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

let app: App;
afterEach(() => app.close());
const word = wordsOf('en');

test('the page says that nothing left it, and says so no longer of what was tried', async () => {
  app = await openApp({ hash: '#/sample' });
  const { page } = app;
  await settledCells(page);
  const state = page.locator('nav [data-network]');
  await expect.poll(() => state.getAttribute('data-network')).toBe('closed');
  app.forget();
  expect(await page.evaluate((sink) => fetch(`${sink}/told`).then(() => 'sent', () => 'refused'), app.sink)).toBe('refused');
  await expect.poll(() => state.getAttribute('data-network')).toBe('refused');
  expect(await state.textContent()).toContain('1 attempt was refused');
  expect(app.requests).toEqual([]);
});

test('the engine’s memory is shown, and given back with the base and the notebook as they were', async () => {
  app = await openApp({ hash: '#/sample' });
  const { page } = app;
  await settledCells(page);
  const meter = page.locator('[data-memory]');
  expect(await meter.getAttribute('data-memory')).toBe('far');
  await expect.poll(() => meter.textContent()).toMatch(/Engine memory [1-9][\d.]*\sMB of 4\.3\sGB/);
  await meter.getByRole('button').first().click();
  await meter.getByRole('button', { name: word('memory_renew') }).click();
  await expect.poll(() => page.getAttribute('html', 'data-engine')).toBe('restarting');
  await expect.poll(() => page.getAttribute('html', 'data-engine'), { timeout: 120_000 }).toBe('ready');
  expect(outcomesOf(await settledCells(page))).toEqual(['done']);
});
