import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalTables } from '../../src/base/schema.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import type { RunResult } from '../../src/cli/collectResult.ts';
import { readData } from '../../src/cli/readData.ts';
import { runNotebook } from '../../src/cli/runNotebook.ts';
import { expectDone } from '../../src/database/outcome.ts';
import type { Scalar } from '../../src/database/table.ts';
import { parseNotebook } from '../../src/notebook/parseNotebook.ts';
import { vocabularyOf } from '../../src/session/NotebookSession.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const shared = join(root, '../shared');
export const sample = join(root, 'public/sample');

/** Runs cells, each given as `kind id=… ` with its body, on the files of a folder. */
export async function runCells(cells: Readonly<Record<string, string>>, folder: string, frontMatter = ''): Promise<RunResult> {
  const blocks = Object.entries(cells).map(([info, body]) => `\`\`\`${info}\n${body}\n\`\`\`\n`);
  const text = `---\ncubebook: 1\n${frontMatter}\n---\n${blocks.join('\n')}`;
  const data = expectDone(await readData(folder));
  return expectDone(await runNotebook(parseNotebook(text, vocabularyOf(cellKinds, canonicalTables)), data, { params: {}, engine: 'native' })).result;
}

/** The same on files written here as text. */
export async function runOnFiles(cells: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>, frontMatter = ''): Promise<RunResult> {
  const folder = await mkdtemp(join(tmpdir(), 'cubebook-study-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await runCells(cells, folder, frontMatter);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** the rows of a result as records; says why when the cell failed */
export function records(result: RunResult, id: string, table: string): Record<string, Scalar>[] {
  const cell = result.cells.find((one) => one.id === id);
  const found = cell?.tables[table];
  if (!found) throw new Error(`${id}.${table} is not among the results: ${cell?.error?.message ?? cell?.status ?? 'no such cell'}`);
  return found.rows.map((row) => Object.fromEntries(found.columns.map(({ name }, index) => [name, row[index] ?? null])));
}
