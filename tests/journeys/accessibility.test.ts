import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { type App, choose, openApp, settledCells } from './openApp.ts';
import { wordsOf } from './words.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = new URL('../../', import.meta.url).pathname;
const word = wordsOf('en');

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

declare global {
  interface Window {
    axe?: { run(context: Document | Element, options: object): Promise<{ violations: Finding[] }> };
  }
}

let app: App;
afterEach(() => app.close());

/** what axe finds within a part of the page, one line each: all rules in the light, those of colours in the dark */
async function findings(page: Page, within: string): Promise<string[]> {
  // through the protocol, for the page's own policy lets no foreign script in
  await page.evaluate(axe);
  await page.evaluate(() => {
    // colours would go over slowly into those of the other scheme
    const still = new CSSStyleSheet();
    still.replaceSync('* { transition: none !important }');
    document.adoptedStyleSheets = [still];
  });
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    const lines = await page.evaluate(
      async ([rules, within]) => {
        if (!window.axe) throw new Error('axe did not arrive');
        const { violations } = await window.axe.run(document.querySelector(within) ?? document, { runOnly: rules });
        return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary ?? ''}`));
      },
      [
        colorScheme === 'light' ? { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] } : { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
        within,
      ] as const,
    );
    found.push(...lines.map((line) => `${colorScheme}: ${line}`));
  }
  return found;
}

test('axe finds nothing, in the light and in the dark, from the first visit to the presentation', async () => {
  app = await openApp();
  const { page } = app;
  // behind a dialog stands what was seen already
  const sees = async (screen: string, within = 'body'): Promise<void> => expect([screen, await findings(page, within)]).toEqual([screen, []]);
  const dialog = async (screen: string, open: () => Promise<void>): Promise<void> => {
    await open();
    await page.getByRole('dialog').waitFor();
    await sees(screen, 'dialog[open]');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  };
  const shareMenu = (entry: RegExp) => async (): Promise<void> => {
    await page.getByRole('button', { name: word('share'), exact: true }).click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  await sees('first visit');

  await choose(page, ['customers.csv', 'sales-1c.csv'].map((name) => `${root}public/sample/${name}`));
  const load = page.getByRole('button', { name: /^Load/ });
  await expect.poll(() => load.isEnabled(), { timeout: 150_000 }).toBe(true);
  await sees('review');

  await page.evaluate(() => (location.hash = '#/sample'));
  await page.locator('[data-cell=rfm]').waitFor();
  await settledCells(page);
  await sees('rfm');
  await page.evaluate(() => (location.hash = '#/notebook/who-to-sell-to'));
  await page.locator('[data-cell=who] [data-cube-cell]').first().waitFor();
  await settledCells(page);
  await page.locator('[data-cell=who] [data-cube-cell="2,0,2"]').click({ force: true });
  await sees('cube with a cell chosen');

  await dialog('what leaves', shareMenu(new RegExp(word('share_result'))));
  await dialog('handover', shareMenu(new RegExp(word('handover_open'))));
  await dialog('palette', () => page.keyboard.press('Control+k'));
  await dialog('keys', () => page.keyboard.press('?'));
  await page.keyboard.press('Alt+Shift+V');
  await page.getByRole('textbox', { name: word('checkpoint_name') }).waitFor();
  await sees('versions', 'aside:has(input)');
  await dialog('data of the browser', async () => {
    await page.getByRole('button', { name: word('notebook_menu') }).first().click();
    await page.getByRole('menuitem', { name: word('data_here') }).click();
  });
  await page.getByRole('button', { name: word('present'), exact: true }).click();
  await page.locator('[data-slide]').first().waitFor();
  await sees('presentation', '[data-stage]');
  expect(app.complaints).toEqual([]);
});
