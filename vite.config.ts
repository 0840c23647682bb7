import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

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
  ],
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
  optimizeDeps: { exclude: ['@duckdb/duckdb-wasm'], include: ['apache-arrow', 'comlink'] },
  test: {
    expect: { requireAssertions: true },
    env: { TZ: 'UTC' },
    projects: [
      { extends: true, test: { name: 'unit', environment: 'node', include: ['src/**/*.test.ts', 'tests/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'engine', environment: 'node', pool: 'forks', testTimeout: 120_000, hookTimeout: 120_000, include: ['tests/contract/**/*.test.ts'] },
      },
    ],
  },
});
