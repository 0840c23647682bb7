import { afterEach, describe, expect, test } from 'vitest';
import { type App, openApp, outcomesOf, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

let app: App;
afterEach(() => app.close());

describe.each(['en', 'ru', 'pl'])('the sample client in %s', (language) => {
  const word = wordsOf(language);

  test('opens, runs, is presented and left, with nothing blocked and nothing asked for', async () => {
    app = await openApp({ language, scheme: language === 'ru' ? 'dark' : 'light' });
    const { page } = app;
    app.forget();
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    await app.shot(`first-${language}`);

    await page.getByRole('link', { name: word('open_sample') }).click();
    expect(outcomesOf(await settledCells(page))).toEqual(['done']);
    await app.shot(`rfm-${language}`);

    // the cells are the same in every language
    if (language === 'en') {
      await page.evaluate(() => (location.hash = '#/notebook/who-to-sell-to'));
      await page.locator('[data-cell=who]').waitFor();
      expect(outcomesOf(await settledCells(page))).toEqual(['done']);
      await page.locator('[data-cell=who]').scrollIntoViewIfNeeded();
      await app.shot(`cube-${language}`);
      // behind each picture stands a table that other programs read
      const table = page.locator('[data-cell=who] table[data-table=cells]');
      expect(Number(await table.getAttribute('aria-rowcount'))).toBeGreaterThan(27);
      await expect.poll(() => table.locator('tbody tr').count()).toBeGreaterThan(0);
      await expect.poll(() => page.locator('[data-cell=overview]').textContent()).toMatch(/640/);
    }

    await page.getByRole('button', { name: word('present'), exact: true }).click();
    const stage = page.getByRole('dialog', { name: word('present_label') });
    await stage.locator('[data-slide="1"]').waitFor();
    await page.keyboard.press('ArrowRight');
    await stage.locator('[data-slide="2"]').waitFor();
    await app.shot(`slide-${language}`);
    // the speaker's own window: the next slide, and keys that turn the show
    const [desk] = await Promise.all([app.context.waitForEvent('page'), stage.getByRole('button', { name: word('present_desk') }).click()]);
    await desk.locator('article.stage').waitFor();
    await desk.keyboard.press('ArrowRight');
    await stage.locator('[data-slide="3"]').waitFor();
    await desk.close();
    await page.bringToFront();
    await stage.locator('[data-slide="3"]').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Escape');
    await stage.waitFor({ state: 'detached' });

    expect(app.requests).toEqual([]);
    expect(app.complaints).toEqual([]);
  });
});
