import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type App, openApp, settledCells, shared } from './openApp.ts';
import { wordsOf } from './words.ts';

interface Hostile {
  readonly id: string;
  readonly encoding: string;
  readonly payload: string;
  readonly expect: string;
}

declare global {
  interface Window {
    tellState?(state: string): void;
  }
}

let app: App;
afterEach(() => app.close());
const word = wordsOf('en');
const file = (name: string): string => join(shared, 'hostile', `${name}.json`);
const read = (name: string): Hostile[] => (existsSync(file(name)) ? (JSON.parse(readFileSync(file(name), 'utf8')) as Hostile[]).filter(({ encoding }) => encoding === 'text') : []);

/** a notebook that comes from elsewhere */
async function hand(text: string): Promise<void> {
  await app.page.locator('input[type=file][multiple]').first().setInputFiles({ name: 'hostile.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
  await app.page.getByRole('heading', { name: word('preview_title') }).waitFor();
}

const asCells = (payloads: readonly { readonly id: string; readonly payload: string }[]): string =>
  `---\ncubebook: 1\n---\n${payloads.map(({ id, payload }) => `\`\`\`\`\`sql id=${id.replaceAll('-', '_')}\n${payload}\n\`\`\`\`\`\n`).join('\n')}`;

describe.skipIf(!existsSync(file('sql')))('hostile SQL', () => {
  test('reaches no server, neither the own one nor another, and leaves the base as it was', async () => {
    app = await openApp({ hash: '#/sample', proxy: true });
    await settledCells(app.page);
    app.forget();
    // the one that needs time without end has a journey of its own
    const payloads = read('sql').filter(({ expect: told }) => !told.startsWith('CANCEL'));
    const own = [
      { id: 'own_csv', payload: `SELECT * FROM read_csv('${app.sink}/own.csv')` },
      { id: 'own_app', payload: `FROM '${app.url}sample/customers.csv'` },
      { id: 'own_install', payload: 'INSTALL httpfs' },
      { id: 'own_elsewhere', payload: "FROM read_csv('https://elsewhere.invalid/list.csv')" },
    ];
    await hand(asCells([...payloads.map(({ id, payload }) => ({ id, payload: payload.replaceAll('https://sink.invalid', app.sink) })), ...own, { id: 'still_there', payload: 'SELECT count(*) AS customers FROM customers' }]));
    expect(app.requests).toEqual([]);
    await app.page.getByRole('button', { name: word('run_notebook') }).click();
    const statuses = await settledCells(app.page);
    for (const { id, expect: told } of payloads) if (/^(NO_NET|LOCKED|FENCED|READONLY|SHADOW|MULTI|RECOVER)/.test(told)) expect([id, statuses[id.replaceAll('-', '_')]]).toEqual([id, 'failed']);
    expect(own.map(({ id }) => statuses[id])).toEqual(own.map(() => 'failed'));
    expect(statuses['still_there']).toBe('done');
    await expect.poll(() => app.page.locator('[data-cell=still_there]').textContent()).toContain('640');
    const shown = async (id: string): Promise<string> => (await app.page.locator(`[data-cell=sql_${id}]`).textContent()) ?? '';
    if (payloads.length > 0) {
      for (const id of ['053', '055', '059', '063']) expect([id, statuses[`sql_${id}`]]).toEqual([id, 'done']);
      expect((await shown('053')).length).toBeLessThan(10_000);
      for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) expect(await shown('055')).toContain(name);
      const digits = (await shown('059')).replace(/[^0-9]/gu, '');
      for (const whole of ['9007199254740993', '170141183460469231731687303715884105727']) expect(digits).toContain(whole);
    }
    expect([app.requests, app.proxied]).toEqual([[], []]);
    await expect.poll(() => app.page.getAttribute('html', 'data-engine')).toBe('ready');
    expect(await app.page.evaluate(() => 'polluted' in {})).toBe(false);
    // the witness hears what does leave
    const free = await app.context.newPage();
    await free.goto('http://elsewhere.invalid/heard');
    expect(app.proxied).toContain('http://elsewhere.invalid/heard');
  });
});

describe.skipIf(!existsSync(file('notebook')))('hostile notebooks', () => {
  test('run nothing, load nothing and lead nowhere', async () => {
    app = await openApp({ hash: '#/sample', proxy: true });
    await settledCells(app.page);
    app.forget();
    for (const { payload } of read('notebook')) {
      await hand(payload.replaceAll('https://sink.invalid', app.sink));
      expect(await app.page.$$eval('[data-cell]', (cells) => cells.filter((cell) => cell.getAttribute('data-status') === 'done').length)).toBe(0);
    }
    // those that hold cells, after the person said so: each comes to an end, and the base stays as it was
    const cells = read('notebook').filter(({ expect: told }) => /^NO_SQLI|^BOUNDED: clamped|all escaped$/.test(told));
    await hand([...cells.map(({ payload }) => payload), '```sql id=still_there\nSELECT count(*) AS customers FROM customers\n```\n'].join('\n\n'));
    await app.page.getByRole('button', { name: word('run_notebook') }).click();
    expect((await settledCells(app.page))['still_there']).toBe('done');
    await expect.poll(() => app.page.locator('[data-cell=still_there]').textContent()).toContain('640');
    expect([app.requests, app.proxied]).toEqual([[], []]);
    expect(await app.page.evaluate(() => Object.keys(window).filter((name) => /pwn|polluted|xss/i.test(name)))).toEqual([]);
    expect(app.page.url().startsWith(app.url)).toBe(true);
  });
});

describe('an engine that is driven to its end', () => {
  test('is stopped on request, and a crash brings it back with the base', async () => {
    app = await openApp({ hash: '#/sample' });
    const { page } = app;
    await settledCells(page);
    app.forget();
    await hand(
      asCells([
        { id: 'endless', payload: 'WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r' },
        { id: 'deadly', payload: "SELECT length(repeat('x', 3000000000))" },
        { id: 'base_back', payload: 'SELECT count(*) AS customers FROM customers' },
      ]),
    );
    const states: string[] = [];
    await page.exposeFunction('tellState', (state: string) => void states.push(state));
    await page.evaluate(() => {
      new MutationObserver(() => window.tellState?.(document.documentElement.dataset['engine'] ?? '')).observe(document.documentElement, { attributeFilter: ['data-engine'] });
    });
    // the preview is accepted, and its first cell stopped
    await page.getByRole('button', { name: word('run_notebook') }).click();
    const endless = page.locator('[data-cell=endless]');
    await endless.getByRole('button', { name: word('stop') }).click();
    await expect.poll(() => endless.getAttribute('data-status')).toBe('failed');
    // the one that kills the engine was next in the queue; what it took with it does not start again by itself
    await expect.poll(() => states.join(), { timeout: 200_000 }).toMatch(/restarting.*ready/);
    const after = page.locator('[data-cell=base_back]');
    await after.getByRole('button', { name: word('run'), exact: true }).click();
    await expect.poll(() => after.getAttribute('data-status'), { timeout: 150_000 }).toBe('done');
    await expect.poll(() => after.textContent()).toContain('640');
    expect(app.requests).toEqual([]);
  });
});
