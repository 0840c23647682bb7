import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { applyRules } from '../../src/base/applyRules.ts';
import type { Base } from '../../src/base/Base.ts';
import { canonicalTables } from '../../src/base/schema.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import { collectResult, type RunResult } from '../../src/session/collectResult.ts';
import { expectDone } from '../../src/database/outcome.ts';
import { parseNotebook } from '../../src/notebook/parseNotebook.ts';
import { NotebookSession, vocabularyOf } from '../../src/session/NotebookSession.ts';
import { EngineHost } from '../../src/start/EngineHost.ts';
import { fetchParts } from '../../src/start/fetchParts.ts';
import { ImportClient } from '../../src/start/ImportClient.ts';
import { difference } from '../contract/difference.ts';

const notebooks = import.meta.glob<string>('../../notebooks/*.en.md', { eager: true, query: '?raw', import: 'default' });
const bytes = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

// a stranger's files show other ways through the same notebooks; these are enough for that
const abroad = ['rfm-27', 'who-to-sell-to', 'what-to-sell', 'ltv-outlook'];

describe.each(['public/sample', '../shared/data/northwind'])('in Chromium, on the files of %s,', (folder) => {
  let opened: { readonly host: EngineHost; readonly base: Base } | null = null;

  beforeAll(async () => {
    const files = await commands.readFolder(folder);
    if (files === null) return;
    const { engine, engineWorker, importWorker } = await fetchParts();
    const host = new EngineHost({ engine, engineWorker, memoryLimit: '1GB', replay: () => Promise.resolve(true), onState: () => undefined, onEnd: () => undefined, onMemory: () => undefined });
    await host.name();
    const named = files.map(({ name, base64 }) => ({ name, blob: new Blob([bytes(base64)]) }));
    const importer = new ImportClient(Promise.resolve(importWorker));
    const recognitions = expectDone(await importer.recognise(named));
    const base = expectDone(await importer.load({ port: await host.port(), engine: host.engine, files: named, recognitions, rules: {}, groups: {}, rates: {} }, () => undefined));
    opened = { host, base };
  });
  afterAll(async () => {
    await opened?.host.close();
  });

  /** as the page runs it: rules of the notebook put in force, then every cell */
  async function run(text: string, host: EngineHost, loaded: Base): Promise<RunResult> {
    const notebook = parseNotebook(text, vocabularyOf(cellKinds, canonicalTables));
    const ruled = expectDone(await applyRules(host, loaded, notebook.frontMatter.rules));
    const session = new NotebookSession({ notebook, database: host, base: ruled, kinds: cellKinds, locale: 'en' });
    session.graph.run();
    await session.graph.settled();
    return expectDone(await collectResult(session, host, ruled, expectDone(session.params())));
  }

  test.for(Object.entries(notebooks).filter(([path]) => folder === 'public/sample' || abroad.some((slug) => path.includes(`/${slug}.`))))('%s gives the tables that native DuckDB gives', async ([path, text], { skip }) => {
    if (opened === null) return skip(`${folder} is not on this machine`);
    const here = await run(text, opened.host, opened.base);
    const native = JSON.parse(await commands.runHeadless(path.replace('../../', ''), folder)) as RunResult;
    const gone = here.cells.filter(({ status }) => status === 'failed').map(({ id }) => id);
    expect(gone).toEqual(native.cells.filter(({ status }) => status === 'failed').map(({ id }) => id));
    const there = new Map(native.cells.map((cell) => [cell.id, cell]));
    const done = here.cells.filter(({ status }) => status === 'done');
    expect(done.length).toBeGreaterThan(0);
    expect(done.map((cell) => difference(cell, there.get(cell.id) ?? { ...cell, tables: {} })).filter((found) => found !== null)).toEqual([]);
    expect([here.quality, here.params, here.inputs]).toEqual([native.quality, native.params, native.inputs]);
  });
});
