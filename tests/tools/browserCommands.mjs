// @ts-check
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

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
      await run(process.execPath, [join(root, 'src/cli/cubebook.mjs'), 'run', join(root, notebook), '--data', join(root, folder), '--out', out], { env: { ...process.env, VITEST: undefined } }).catch(ignoreFailedCells);
      return await readFile(out, 'utf8');
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  },
};

/** the result says of each cell whether it is done; anything else is this test's failure
 * @param {unknown} error */
function ignoreFailedCells(error) {
  if (!(error instanceof Error && 'code' in error && error.code === 1)) throw error;
}
