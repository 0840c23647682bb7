import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserCommands } from './tests/tools/browserCommands.mjs';
import { chromiumArguments, findChromium } from './tests/tools/find-chromium.mjs';

/** The page's own policy; once the engine's parts are here, src/start/closeNetwork.ts narrows it further. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self' blob:",
  // the hash is of the <style> that Plot writes into each of its pictures; a journey sees that none is blocked
  "style-src 'self' 'sha256-3HlhALGRXA7zi47XrC1iCJusV8o4/yUXqYNFkYR17EU='",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "manifest-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types engine service svelte-trusted-html',
].join('; ');

const writePolicy: Plugin = {
  name: 'write-content-policy',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${contentPolicy}" />`),
  },
};

/** The service worker, told what the build consists of; its version is the hash of all of it. */
const writeService: Plugin = {
  name: 'write-service-worker',
  apply: 'build',
  buildStart() {
    if (this.environment.config.consumer === 'client') this.emitFile({ type: 'chunk', id: new URL('./workers/service.ts', import.meta.url).pathname, fileName: 'service.js' });
  },
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const service = bundle['service.js'];
      if (service?.type !== 'chunk') return;
      const open = new URL('./public/', import.meta.url).pathname;
      const still = readdirSync(open, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(open.length));
      const built = Object.keys(bundle).filter((path) => path !== 'service.js' && !path.endsWith('.map'));
      const hash = createHash('sha256');
      for (const path of built) hash.update(path).update(path === 'index.html' ? assetText(bundle[path]) : '');
      for (const path of still) hash.update(path).update(readFileSync(join(open, path)));
      service.code = service.code.replace('__FILES__', () => JSON.stringify({ version: hash.digest('hex').slice(0, 12), paths: [...built, ...still].toSorted() }));
    },
  },
};

/** Names of XML vocabularies, which only look like addresses. */
const vocabularies = /^(?:www\.w3\.org|schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.org)$/;

/**
 * Libraries name hosts: manuals in their errors, the engine its extension servers. Nothing here may ever ask them,
 * so the built files name hosts that cannot exist. Each keeps its length, since offsets into the engine's data count on it.
 */
const forgetHosts: Plugin = {
  name: 'forget-hosts',
  apply: 'build',
  generateBundle: {
    order: 'pre',
    handler(_, bundle) {
      for (const [path, file] of Object.entries(bundle)) {
        if (file.type === 'chunk') file.code = withoutHosts(file.code);
        else if (/\.(?:js|css|html)$/.test(path)) file.source = withoutHosts(typeof file.source === 'string' ? file.source : Buffer.from(file.source).toString('utf8'));
        else if (path.endsWith('.wasm') && typeof file.source !== 'string') file.source = Buffer.from(withoutHosts(Buffer.from(file.source).toString('latin1')), 'latin1');
      }
    },
  },
};

const withoutHosts = (text: string): string =>
  text.replaceAll(/(https?|wss?|s3):\/\/((?:[a-z0-9-]+\.)+[a-z]{2,})/gi, (address: string, scheme: string, host: string) => {
    if (vocabularies.test(host) || host.endsWith('.invalid')) return address;
    return host.length > '.invalid'.length ? `${scheme}://${host.slice(0, -'.invalid'.length).replaceAll('.', '-')}.invalid` : `${'x'.repeat(scheme.length)}://${'x'.repeat(host.length)}`;
  });

const assetText = (file: { readonly type: string; readonly source?: string | Uint8Array } | undefined): string | Uint8Array => file?.source ?? '';

export default defineConfig({
  base: './',
  plugins: [
    // compiled beforehand for tests (npm run messages): the compiler keeps a test run from ending
    process.env['VITEST']
      ? []
      : paraglideVitePlugin({
          project: './src/messages/project.inlang',
          outdir: './src/messages/compiled',
          strategy: ['globalVariable', 'baseLocale'],
          emitTsDeclarations: true,
        }),
    svelte(),
    forgetHosts,
    writePolicy,
    writeService,
  ],
  // stages and themes nest, so light-dark() must stay what it is
  build: { target: 'es2023', cssTarget: ['chrome123', 'firefox120', 'safari17.5'], assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
  optimizeDeps: { exclude: ['@duckdb/duckdb-wasm'], include: ['apache-arrow', 'comlink', 'mdast-util-from-markdown', 'mdast-util-frontmatter', 'mdast-util-gfm', 'micromark-extension-frontmatter', 'micromark-extension-gfm', 'valibot', 'yaml'] },
  test: {
    // what a page shows may come a moment after the state that announces it
    expect: { requireAssertions: true, poll: { timeout: 20_000 } },
    env: { TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'unit', environment: 'node', isolate: false, testTimeout: 60_000, include: ['src/**/*.test.ts', 'tests/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'engine', environment: 'node', pool: 'forks', isolate: false, testTimeout: 120_000, hookTimeout: 120_000, include: ['tests/contract/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          include: ['tests/browser/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            commands: browserCommands,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: findChromium() ?? 'chromium', args: chromiumArguments } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      // on dist/ as built before
      {
        extends: true,
        test: { name: 'journeys', environment: 'node', pool: 'forks', fileParallelism: false, testTimeout: 420_000, hookTimeout: 120_000, include: ['tests/journeys/**/*.test.ts'] },
      },
    ],
  },
});
