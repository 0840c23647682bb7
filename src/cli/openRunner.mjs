// @ts-check
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shelf = join(root, 'node_modules/.cache/cubebook');
const day = 86_400_000;

/**
 * The headless runner, bundled from the sources once for each state of them: the bundler finds traits, studies and notebooks by
 * folder, as in the app.
 * @returns {Promise<(words: readonly string[]) => Promise<number>>}
 */
export async function openRunner() {
  const place = join(shelf, await stampOf(['src', 'notebooks', 'package-lock.json']));
  if (!existsSync(place)) await bundle(place);
  return (await import(pathToFileURL(join(place, 'main.mjs')).href)).main;
}

/** @param {string} place */
async function bundle(place) {
  const { build } = await import('vite');
  const draft = `${place}.${process.pid}`;
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: 'src/cli/main.ts', outDir: draft, emptyOutDir: true, target: 'node20', minify: false, copyPublicDir: false, rolldownOptions: { output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' } } },
  });
  // whoever comes second throws its own away
  await rename(draft, place).catch(() => rm(draft, { recursive: true, force: true }));
  for (const name of await readdir(shelf)) {
    const old = join(shelf, name);
    const { mtimeMs } = await stat(old).catch(() => ({ mtimeMs: Infinity }));
    if (old !== place && Date.now() - mtimeMs > day) await rm(old, { recursive: true, force: true });
  }
}

/**
 * What tells one state of the sources from another.
 * @param {readonly string[]} paths
 */
async function stampOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const whole = join(root, path);
    const files = (await stat(whole)).isDirectory() ? (await readdir(whole, { recursive: true })).toSorted() : [''];
    for (const file of files) {
      const { mtimeMs, size } = await stat(join(whole, file));
      hash.update(`${path}/${file} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
