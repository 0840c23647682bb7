import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, describe, expect, test } from 'vitest';
import { type App, choose, openApp, settledCells } from './openApp.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = new URL('../../', import.meta.url).pathname;

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

declare global {
  interface Window {
    axe?: { run(context: Document, options: object): Promise<{ violations: Finding[] }> };
  }
}

let app: App;
afterEach(() => app.close());

/** what axe finds on the page, one line each */
async function findings(): Promise<string[]> {
  const { page } = app;
  // through the protocol, for the page's own policy lets no foreign script in
  await page.evaluate(axe);
  return page.evaluate(async () => {
    if (!window.axe) throw new Error('axe did not arrive');
    const { violations } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] });
    return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary ?? ''}`));
  });
}

describe.each(['light', 'dark'] as const)('axe finds nothing, %s,', (scheme) => {
  test('on the first visit, in the review and in both notebooks', async () => {
    app = await openApp({ scheme });
    const { page } = app;
    expect(['first visit', await findings()]).toEqual(['first visit', []]);

    await choose(page, ['customers.csv', 'sales-1c.csv'].map((name) => `${root}public/sample/${name}`));
    const load = page.getByRole('button', { name: /^Load/ });
    await expect.poll(() => load.isEnabled(), { timeout: 150_000 }).toBe(true);
    expect(['review', await findings()]).toEqual(['review', []]);

    await page.evaluate(() => (location.hash = '#/sample'));
    await page.locator('[data-cell=rfm]').waitFor();
    await settledCells(page);
    expect(['rfm', await findings()]).toEqual(['rfm', []]);
    await page.evaluate(() => (location.hash = '#/notebook/who-to-sell-to'));
    await page.locator('[data-cell=who]').waitFor();
    await settledCells(page);
    expect(['cube', await findings()]).toEqual(['cube', []]);
  });
});
