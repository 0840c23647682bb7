import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { type App, openApp, outcomesOf, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

let app: App;
let copy: string | null = null;
afterEach(async () => {
  await app.close();
  if (copy !== null) rmSync(copy, { recursive: true, force: true });
  copy = null;
});

const ready = (): Promise<unknown> => app.page.waitForFunction(() => document.documentElement.dataset['engine'] === 'ready');

describe('after the first visit', () => {
  test('the app works with the network off, in every language', async () => {
    app = await openApp();
    const { page, context } = app;
    await context.setOffline(true);
    app.forget();
    for (const language of ['en', 'ru', 'pl']) {
      await app.go('#/sample', language);
      await page.reload();
      await ready();
      expect(outcomesOf(await settledCells(page))).toEqual(['done']);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      await page.getByRole('button', { name: wordsOf(language)('present'), exact: true }).waitFor();
    }
    expect(app.requests).toEqual([]);
    expect(app.complaints).toEqual([]);
  });

  test('a newer version is offered, and taken only when the person says so', async () => {
    const word = wordsOf('en');
    const dist = fileURLToPath(new URL('../../dist', import.meta.url));
    copy = mkdtempSync(join(tmpdir(), 'cubebook-dist-'));
    cpSync(dist, copy, { recursive: true });
    app = await openApp({ dist: copy });
    const { page } = app;
    // the next version: other words in the page, another version in the service worker
    writeFileSync(join(copy, 'index.html'), readFileSync(join(dist, 'index.html'), 'utf8').replace('<html lang="en"', '<html data-next="yes" lang="en"'));
    writeFileSync(join(copy, 'service.js'), readFileSync(join(dist, 'service.js'), 'utf8').replace(/"version":"[0-9a-f]+"/, '"version":"next"'));
    const isNext = (): Promise<string | null> => page.getAttribute('html', 'data-next');

    await page.reload();
    await ready();
    expect(await isNext()).toBeNull();
    const offer = page.getByRole('button', { name: word('update_take') });
    await offer.waitFor();
    await page.reload();
    await ready();
    expect(await isNext()).toBeNull();
    await offer.click();
    await expect.poll(isNext).toBe('yes');
    await ready();
    expect(await page.evaluate(() => caches.keys())).toEqual(['cubebook next']);
  });
});
