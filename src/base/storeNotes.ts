import type { Batch, Database } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';
import type { CellNote } from './CellNotes.ts';
import { StageTexts } from './StageTexts.ts';

const batchRows = 100_000;

/** A note of a file's cell, or of the whole file. */
export type FileNote = { readonly rule: 'E17'; readonly file: number } | (CellNote & { readonly file: number });

/** Puts notes under `quality.reading`, where rules find them: as columns, since a hundred thousand of them as text of a statement take seconds to be read. */
export async function storeNotes(database: Database, notes: readonly FileNote[]): Promise<Outcome<unknown>> {
  if (notes.length === 0) return done(null);
  const columns = [
    { name: 'rule', type: 'VARCHAR' },
    { name: '_file', type: 'INTEGER' },
    { name: '_row', type: 'INTEGER' },
    { name: 'column', type: 'VARCHAR' },
    { name: 'was', type: 'VARCHAR' },
    { name: 'now', type: 'VARCHAR' },
  ] as const;
  const imported = await database.import({ schema: 'stage', name: 'notes', columns }, inBatches(notes));
  return imported.ok ? database.run('INSERT INTO quality.reading SELECT * FROM stage.notes') : imported;
}

async function* inBatches(notes: readonly FileNote[]): AsyncGenerator<Batch> {
  const rule = new StageTexts();
  const texts = { column: new StageTexts(), was: new StageTexts(), now: new StageTexts() };
  for (let from = 0; from < notes.length; from += batchRows) {
    const part = notes.slice(from, from + batchRows);
    const files = new Int32Array(part.length);
    const rows = new Int32Array(part.length);
    const told = new Uint8Array(part.length);
    for (const [at, note] of part.entries()) {
      rule.putText(note.rule);
      files[at] = note.file;
      if (note.rule === 'E17') for (const column of Object.values(texts)) column.putNull();
      else {
        rows[at] = note.row;
        told[at] = 1;
        for (const name of ['column', 'was', 'now'] as const) texts[name].putText(note[name]);
      }
    }
    yield { rows: part.length, columns: [rule.take(), { kind: 'value', values: files, valid: null }, { kind: 'value', values: rows, valid: told }, texts.column.take(), texts.was.take(), texts.now.take()] };
  }
}
