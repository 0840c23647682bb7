import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { applyRules } from '../base/applyRules.ts';
import { loadBase } from '../base/loadBase.ts';
import { cellKinds } from '../cells/kinds.ts';
import type { Database } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { openNative } from '../database/native.ts';
import { openWasmInNode } from '../database/wasmNode.ts';
import { failureTexts } from '../messages/sayFailure.ts';
import type { Notebook } from '../notebook/Notebook.ts';
import { NotebookSession } from '../session/NotebookSession.ts';
import { drawPictures } from '../share/drawPictures.ts';
import { figuresOf } from '../share/figures.ts';
import { writeReport } from '../share/writeReport.ts';
import { collectResult, type RunResult } from '../session/collectResult.ts';
import type { Data } from './readData.ts';

export interface FinishedRun {
  readonly result: RunResult;
  /** the report as one HTML file */
  html(): string;
}

export interface RunSettings {
  readonly params: Readonly<Record<string, string>>;
  readonly engine: 'native' | 'wasm';
}

/** The charts of a report, as the page draws them, on a document without a page. */
function picturesOf({ notebook, graph }: NotebookSession, result: RunResult, currency: string | null): Map<string, string> {
  const locale = notebook.frontMatter.lang ?? 'en';
  const figures = figuresOf({ notebook, shared: { result, hidden: new Map() }, states: new Map(result.cells.map(({ id }) => [id, graph.state(id)])), kinds: [...cellKinds.values()], locale, currency });
  const charts = new Set(notebook.blocks.flatMap((block) => (block.type === 'cell' && block.kind === 'chart' ? [block.id] : [])));
  return drawPictures(figures, (cell) => charts.has(cell), locale, currency, parseHTML('<!doctype html><html></html>').document);
}

/** Loads the data, runs every cell, collects what the contract's RESULT.json holds. */
export async function runNotebook(notebook: Notebook, data: Data, settings: RunSettings): Promise<Outcome<FinishedRun>> {
  const spill = await mkdtemp(join(tmpdir(), 'cubebook-'));
  const database: Database = settings.engine === 'native' ? await openNative({ temporaryFolder: spill }) : await openWasmInNode();
  try {
    const loaded = await loadBase(database, data.files, { mapping: data.mapping, rules: notebook.frontMatter.rules });
    if (!loaded.ok) return loaded;
    const ruled = await applyRules(database, loaded.value, notebook.frontMatter.rules);
    if (!ruled.ok) return ruled;
    const base = ruled.value;
    if (base.tables.length === 0) return fail('input', 'no file could be read as a table', { hint: 'See `cubebook inspect --data DIR` for what each file is taken for.' });
    const session = new NotebookSession({ notebook, database, base, kinds: cellKinds, locale: 'en', overrides: settings.params });
    const params = session.params();
    if (!params.ok) return params;
    session.graph.run();
    await session.graph.settled();
    const result = await collectResult(session, database, base, params.value);
    await failureTexts;
    return result.ok ? done({ result: result.value, html: () => writeReport(notebook, result.value, { currency: base.currency, pictures: picturesOf(session, result.value, base.currency) }) }) : result;
  } finally {
    await database.close();
    rmSync(spill, { recursive: true, force: true });
  }
}
