import { existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumArguments, findChromium } from '../tools/find-chromium.mjs';
import { serveFolder } from '../tools/serve-folder.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const shared = join(root, '../shared');
export const northwind = join(shared, 'data/northwind');
const output = join(root, 'tests/.output');

export interface App {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly url: string;
  /** where the second server listens */
  readonly sink: string;
  /** what reached the app's own server and the sink, since the start or since `forget` */
  readonly requests: string[];
  /** what was asked of any other host, as a proxy before it heard; empty where there is none */
  readonly proxied: string[];
  /** what the page complained of: policy violations, errors, crashes */
  readonly complaints: string[];
  /** from here on nothing is expected */
  forget(): void;
  go(hash: string, language?: string): Promise<void>;
  shot(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface AppOptions {
  readonly language?: string;
  readonly scheme?: 'light' | 'dark';
  readonly hash?: string;
  /** another build than the repository's own */
  readonly dist?: string;
  /** a proxy stands before every host but this machine */
  readonly proxy?: boolean;
}

/** The built app as a stranger's static host would serve it, under a path of its own, in a fresh profile; everything that leaves is heard. */
export async function openApp({ language = 'en', scheme = 'light', hash = '#/', dist = join(root, 'dist'), proxy = false }: AppOptions = {}): Promise<App> {
  if (!existsSync(join(dist, 'index.html'))) throw new Error('there is no dist/: run npm run build first');
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('there is no Chromium on this machine');
  mkdirSync(output, { recursive: true });

  const requests: string[] = [];
  const complaints: string[] = [];
  // the browser itself asks for a newer service worker whenever a page is loaded anew
  const heard = (url: string): void => void (url === '/some/house/service.js' || requests.push(url));
  const server = await serveFolder(dist, { path: '/some/house/', onRequest: heard });
  const sink = createServer((request, response) => {
    requests.push(`sink ${request.url ?? ''}`);
    response.end();
  });
  await new Promise<void>((resolve) => void sink.listen(0, '127.0.0.1', resolve));
  const proxied: string[] = [];
  // the browser itself talks to its maker's hosts, whatever page is open
  const passes = (url = ''): void => void (/^(https?:\/\/)?[\w.-]+\.(google|googleapis|gstatic|gvt1)\.com(:\d+)?(\/|$)/u.test(url) || proxied.push(url));
  const gate = createServer((request, response) => {
    passes(request.url);
    response.end();
  });
  gate.on('connect', (request, socket) => {
    passes(request.url);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  if (proxy) await new Promise<void>((resolve) => void gate.listen(0, '127.0.0.1', resolve));
  const gated = proxy ? [`--proxy-server=http://127.0.0.1:${(gate.address() as AddressInfo).port}`] : [];
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments, ...gated] });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: scheme, acceptDownloads: true });
  // without these the page downloads and asks by <input>, which a test can answer
  await context.addInitScript('delete window.showSaveFilePicker; delete window.showOpenFilePicker;');
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy|TrustedScript/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('crash', () => complaints.push('the page crashed'));

  const go = async (to: string, lang = language): Promise<void> => {
    await page.goto(`${server.url}?lang=${lang}${to}`);
  };
  await go(hash);
  await page.waitForFunction(() => document.documentElement.dataset['engine'] === 'ready', null, { timeout: 150_000 });
  return {
    page,
    context,
    url: server.url,
    sink: `http://127.0.0.1:${(sink.address() as AddressInfo).port}`,
    requests,
    proxied,
    complaints,
    forget: () => void [requests, proxied].forEach((list) => list.splice(0)),
    go,
    shot: async (name) => void (await page.screenshot({ path: join(output, `${name}.png`), animations: 'disabled' })),
    close: async () => {
      await browser.close();
      await server.close();
      await new Promise((resolve) => sink.close(resolve));
      if (proxy) await new Promise((resolve) => gate.close(resolve));
    },
  };
}

/** waits until every cell has come to an end, and returns how each did */
export async function settledCells(page: Page): Promise<Record<string, string>> {
  const statuses = (): Promise<Record<string, string>> => page.$$eval('[data-cell]', (cells) => Object.fromEntries(cells.map((cell) => [cell.getAttribute('data-cell') ?? '', cell.getAttribute('data-status') ?? ''])));
  const ended = page.waitForFunction(() => {
    const cells = [...document.querySelectorAll<HTMLElement>('[data-cell]')];
    return cells.length > 0 && cells.every(({ dataset }) => dataset['status'] === 'done' || dataset['status'] === 'failed');
  });
  await ended.catch(async (error: unknown) => {
    await page.screenshot({ path: join(output, 'unsettled.png') });
    throw new Error(`the cells came to no end: ${JSON.stringify(await statuses())}`, { cause: error });
  });
  return statuses();
}

export const outcomesOf = (statuses: Record<string, string>): string[] => [...new Set(Object.values(statuses))];

/** hands files to the page through its own input */
export async function choose(page: Page, files: readonly string[]): Promise<void> {
  await page.locator('input[type=file][multiple]').first().setInputFiles([...files]);
}
