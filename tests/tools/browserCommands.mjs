// @ts-check
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRunner } from '../../src/cli/openRunner.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What tests in the browser ask of the machine they run on. Folders are named from the repository's root.
 */
export const browserCommands = {
  /**
   * The files of a folder, or null where there is no such folder.
   * @param {unknown} _context
   * @param {string} folder
   */
  async readFolder(_context, folder) {
    if (!existsSync(join(root, folder))) return null;
    const names = (await readdir(join(root, folder))).toSorted();
    return Promise.all(names.map(async (name) => ({ name, base64: (await readFile(join(root, folder, name))).toString('base64') })));
  },

  /**
   * RESULT.json of the headless runner on native DuckDB.
   * @param {unknown} _context
   * @param {string} notebook
   * @param {string} folder
   * @returns {Promise<string>}
   */
  async runHeadless(_context, notebook, folder) {
    const place = await mkdtemp(join(tmpdir(), 'cubebook-'));
    const out = join(place, 'result.json');
    try {
      runner ??= openRunner();
      // 1: some cell failed; the result says of each whether it is done
      const status = await (await runner)(['run', join(root, notebook), '--data', join(root, folder), '--out', out]);
      if (status > 1) throw new Error(`the headless runner ended with ${status}`);
      return await readFile(out, 'utf8');
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  },
};

/** the headless runner as its command starts it, once for all tests
 * @type {Promise<(words: string[]) => Promise<number>> | undefined} */
let runner;
