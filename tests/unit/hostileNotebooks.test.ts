import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalTables } from '../../src/base/schema.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import type { Notebook } from '../../src/notebook/Notebook.ts';
import { parseNotebook } from '../../src/notebook/parseNotebook.ts';
import { setFrontMatter } from '../../src/notebook/setFrontMatter.ts';
import { serializeNotebook } from '../../src/notebook/serializeNotebook.ts';
import { visibleText } from '../../src/notebook/visibleText.ts';
import { vocabularyOf } from '../../src/session/NotebookSession.ts';

interface Hostile {
  readonly id: string;
  readonly encoding: string;
  readonly payload: string;
}

const folder = new URL('../../../shared/hostile/', import.meta.url);
const read = (name: string): Hostile[] => (existsSync(folder) ? JSON.parse(readFileSync(new URL(name, folder), 'utf8')) : []);
const vocabulary = vocabularyOf(cellKinds, canonicalTables);
const open = (text: string): Notebook => parseNotebook(text, vocabulary);
const payload = (id: string): string => read('notebook.json').find((entry) => entry.id === id)?.payload ?? '';
const cellsOf = (notebook: Notebook) => notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block] : []));
const problemsOf = ({ problems }: Notebook): string[] => problems.map(({ message, line }) => `${line}: ${message}`);

/** Entries that are described and not given, and the test that carries each out. */
const carriedOut: Readonly<Record<string, string>> = {
  'csv-055': 'tests/unit/hostileFiles.test.ts',
  'csv-057': 'tests/unit/hostileFiles.test.ts',
  'xlsx-023': 'tests/unit/formats.test.ts',
  'xlsx-025': 'tests/unit/formats.test.ts',
  'parquet-009': 'tests/unit/formats.test.ts',
  'parquet-011': 'tests/unit/mutations.test.ts',
  'parquet-013': 'tests/unit/hostileFiles.test.ts',
  'parquet-015': 'tests/unit/formats.test.ts',
  'storage-001': 'tests/soak/kill.mjs',
  'storage-003': 'src/start/EngineHost.test.ts',
  'storage-005': 'tests/browser/storage.test.ts',
  'storage-007': 'tests/browser/storage.test.ts',
  'storage-009': 'tests/journeys/keeping.test.ts',
  'storage-011': 'src/storage/NotebookStore.test.ts',
  'storage-013': 'src/storage/NotebookStore.test.ts',
  'storage-015': 'tests/journeys/keeping.test.ts',
  'storage-017': 'src/ui/notebookFile.test.ts',
  'storage-019': 'src/storage/NotebookStore.test.ts',
  'storage-021': 'tests/journeys/offline.test.ts',
};

describe.skipIf(!existsSync(folder))('hostile examples (../shared/hostile)', () => {
  test('each is given to a test, or carried out by one', () => {
    const taken: Readonly<Record<string, string>> = { 'csv.json': 'tests/unit/hostileFiles.test.ts', 'xlsx.json': 'tests/unit/hostileFiles.test.ts', 'parquet.json': 'tests/unit/hostileFiles.test.ts', 'notebook.json': 'tests/journeys/hostile.test.ts', 'sql.json': 'tests/journeys/hostile.test.ts', 'storage.json': '' };
    const untried = readdirSync(folder).flatMap((name) => read(name).flatMap(({ id, encoding }) => ((encoding === 'recipe' ? carriedOut[id] : taken[name]) ? [] : [id])));
    expect(untried).toEqual([]);
    const root = new URL('../../', import.meta.url);
    expect(Object.values(carriedOut).filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });

  test.each(read('notebook.json').map((entry) => [entry.id, entry] as const))('%s opens with every byte kept', (_id, entry) => {
    const notebook = open(entry.payload);
    expect(serializeNotebook(notebook)).toBe(entry.payload);
    expect('polluted' in {}).toBe(false);
  });

  test('keys that are not known are kept byte for byte when another is set', () => {
    const edited = setFrontMatter(open(payload('notebook-037')), ['title'], 'Kept');
    expect(edited).toMatchObject({ ok: true });
    if (edited.ok) expect(serializeNotebook(edited.value)).toContain('version: 999\nfuture: {x: 1}\n');
  });

  test('a key twice is told with its line, and aliases are refused', () => {
    expect(problemsOf(open(payload('notebook-039'))).join()).toMatch(/^3: .*twice|^3: .*unique|^3: .*title/u);
    expect(problemsOf(open(payload('notebook-035'))).length).toBeGreaterThan(0);
  });

  test('names that are no names are told, each at its cell, and one that only looks dangerous is a name', () => {
    const notebook = open(payload('notebook-041'));
    expect(cellsOf(notebook)).toHaveLength(3);
    expect([...new Set(problemsOf(notebook).map((told) => told.split(':')[0]))]).toEqual(['1', '4']);
    expect('constructor' in Object.prototype && typeof {}.constructor).toBe('function');
  });

  test('signs that hide are shown as marks', () => {
    const shown = visibleText(payload('notebook-051'));
    expect(shown).toContain('⟦U+202E⟧');
    expect(shown).not.toMatch(/[\u202A-\u202E\u200B-\u200F]/u);
  });

  test('a fence within a text does not end its cell', () => {
    expect(cellsOf(open(payload('notebook-053'))).map(({ body }) => body.trim())).toEqual(['SELECT 1']);
    expect(serializeNotebook(open(payload('notebook-055')))).toBe(payload('notebook-055'));
  });
});
