import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { type App, openApp, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

let app: App;
afterEach(() => app.close());

const word = wordsOf('en');
const saved = (page: Page): Promise<string | null> => page.locator('[data-saved]').getAttribute('data-saved');
const title = (page: Page): Promise<string> => page.getByRole('textbox', { name: word('notebook_title') }).inputValue();

/** gives the notebook another title, and waits until this browser has it */
async function rename(page: Page, to: string): Promise<void> {
  const box = page.getByRole('textbox', { name: word('notebook_title') });
  await box.fill(to);
  await box.press('Enter');
  await expect.poll(() => saved(page)).toBe('kept');
}

const reload = async (page: Page): Promise<void> => {
  await page.reload();
  await page.waitForFunction(() => document.documentElement.dataset['engine'] === 'ready');
  await page.getByRole('textbox', { name: word('notebook_title') }).waitFor();
};

describe('a notebook in this browser', () => {
  test('has versions to look at and to go back to, checkpoints with a name, and an undo that outlives a reload', async () => {
    app = await openApp({ hash: '#/notebook/who-to-sell-to' });
    const { page } = app;
    await rename(page, 'First thought');
    await rename(page, 'Second thought');
    await page.getByRole('button', { name: word('versions_open') }).click();
    const panel = page.getByRole('complementary', { name: word('versions') });
    await panel.getByRole('textbox', { name: word('checkpoint_name') }).fill('before the workshop');
    await panel.getByRole('button', { name: word('checkpoint_keep') }).click();
    await panel.getByText('before the workshop', { exact: true }).waitFor();
    await rename(page, 'Third thought');
    await expect.poll(() => panel.locator('[data-version]').count()).toBeGreaterThan(2);
    await panel.locator('[data-version]', { hasText: 'before the workshop' }).click();
    await panel.getByText('title: Second thought').first().waitFor();
    await app.shot('versions-en');
    await panel.getByRole('button', { name: word('version_restore') }).click();
    await expect.poll(() => title(page)).toBe('Second thought');
    await expect.poll(() => saved(page)).toBe('kept');

    await reload(page);
    expect(await title(page)).toBe('Second thought');
    await page.getByRole('button', { name: word('undo'), exact: true }).click();
    await expect.poll(() => title(page)).toBe('Third thought');
    await page.getByRole('button', { name: word('undo'), exact: true }).click();
    await page.getByRole('button', { name: word('undo'), exact: true }).click();
    await expect.poll(() => title(page)).toBe('First thought');
    await expect.poll(() => saved(page)).toBe('kept');
    await reload(page);
    expect(await title(page)).toBe('First thought');
    await page.getByRole('button', { name: word('redo'), exact: true }).click();
    await expect.poll(() => title(page)).toBe('Second thought');
    expect(app.complaints).toEqual([]);
  });

  test('is kept by a tab that is closed before the pause in typing ends', async () => {
    app = await openApp({ hash: '#/notebook/who-to-sell-to' });
    const { page, context } = app;
    await rename(page, 'Kept');
    const address = page.url();
    const box = page.getByRole('textbox', { name: word('notebook_title') });
    await box.fill('Typed and closed');
    await box.press('Enter');
    await page.close({ runBeforeUnload: true });
    const again = await context.newPage();
    await again.goto(address);
    await expect.poll(() => title(again)).toBe('Typed and closed');
  });

  test('in two tabs: the other one is told, and edits of both are kept', async () => {
    app = await openApp({ hash: '#/notebook/who-to-sell-to' });
    const { page, context } = app;
    await rename(page, 'Shared');
    const other = await context.newPage();
    await other.goto(page.url());
    await expect.poll(() => title(other)).toBe('Shared');
    await rename(other, 'From the other tab');
    await page.getByText(word('keep_elsewhere')).waitFor();
    await rename(page, 'From this tab');
    await page.getByText(word('keep_conflict')).waitFor();
    await page.evaluate(() => (location.hash = '#/'));
    for (const kept of ['From the other tab', 'From this tab']) await page.getByText(kept, { exact: true }).first().waitFor();
  });

  test('that has no room is said not to be saved, stays in the page, and is saved once there is room', async () => {
    app = await openApp({ hash: '#/notebook/who-to-sell-to' });
    const { page, context } = app;
    const devtools = await context.newCDPSession(page);
    const origin = new URL(page.url()).origin;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    const box = page.getByRole('textbox', { name: word('notebook_title') });
    await box.fill('No room for this');
    await box.press('Enter');
    await expect.poll(() => saved(page)).toBe('refused');
    await page.getByText(/no room left to keep the notebook/).waitFor();
    expect(await title(page)).toBe('No room for this');
    await app.shot('not-saved-en');
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    await rename(page, 'Room again');
    await reload(page);
    expect(await title(page)).toBe('Room again');
  });
});

describe('a client’s data in this browser', () => {
  test('that finds no room is said not to be kept, and goes on working', async () => {
    app = await openApp();
    const { page, context } = app;
    const devtools = await context.newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 1 });
    await page.evaluate(() => (location.hash = '#/sample'));
    await page.getByText(word('base_unkept')).waitFor();
    expect(Object.values(await settledCells(page))).toContain('done');
  });

  test('goes with one button, from every store and tab', async () => {
    app = await openApp({ hash: '#/sample' });
    const { page, context } = app;
    await settledCells(page);
    await rename(page, 'A client nobody should see');
    await page.evaluate(() => {
      localStorage.setItem('cubebook.language', 'en');
      return navigator.storage.getDirectory().then((folder) => folder.getFileHandle('left-over', { create: true }));
    });
    const other = await context.newPage();
    await other.goto(page.url());
    await expect.poll(() => title(other)).toBe('A client nobody should see');

    await page.getByRole('button', { name: word('notebook_menu') }).click();
    await page.getByRole('menuitem', { name: word('data_here') }).click();
    const dialog = page.getByRole('dialog', { name: word('data_here') });
    await dialog.getByText('customers.csv').waitFor();
    await app.shot('browser-data-en');
    await dialog.getByRole('button', { name: word('purge') }).click();
    await dialog.getByRole('button', { name: word('purge_sure') }).click();
    for (const tab of [page, other]) {
      await tab.getByText(word('recent_empty')).waitFor();
      await tab.waitForFunction(() => document.documentElement.dataset['engine'] === 'ready');
    }
    const left = await page.evaluate(async () => {
      const texts: string[] = [];
      for (const { name = '', version = 1 } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name, version);
          request.addEventListener('success', () => resolve(request.result));
          request.addEventListener('error', () => reject(new Error(String(request.error))));
        });
        for (const store of database.objectStoreNames) {
          const keys = await new Promise<IDBValidKey[]>((resolve) => {
            const request = database.transaction(store).objectStore(store).getAllKeys();
            request.addEventListener('success', () => resolve(request.result));
          });
          texts.push(...keys.map((key) => `${store} ${JSON.stringify(key)}`));
        }
        database.close();
      }
      const folder = await navigator.storage.getDirectory();
      for await (const name of folder.keys()) texts.push(`file ${name}`);
      texts.push(...Object.keys(localStorage).map((key) => `local ${key}`), ...Object.keys(sessionStorage).map((key) => `session ${key}`));
      const caches_ = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
      return { texts, cached: caches_.flat() };
    });
    // the language of the address is the one choice that the page makes anew
    expect(left.texts.filter((text) => text !== 'local cubebook.language')).toEqual([]);
    // what is kept for work without a network is the app and its sample, nothing of a client's
    expect(left.cached.filter((url) => !/\/(assets|sample)\/|\/(index\.html|icon\.svg|manifest\.webmanifest|cube\.png)$/.test(url))).toEqual([]);
  });
});
