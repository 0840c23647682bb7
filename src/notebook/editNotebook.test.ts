import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockAt, deleteBlock, duplicateBlock, editBlock, insertBlock, moveBlock } from './editNotebook.ts';
import type { Notebook } from './Notebook.ts';
import { parseNotebook } from './parseNotebook.ts';
import { setCellAttribute, setCellBody, setCellOption } from './setCell.ts';
import { setFrontMatter } from './setFrontMatter.ts';
import { expectDone } from '../database/outcome.ts';
import { markdown, vocabulary } from './testing.ts';

const read = (text: string): Notebook => parseNotebook(text, vocabulary);
const keyAt = (notebook: Notebook, index: number): string => blockAt(notebook, index).key;
const sample = '# One\n\ntext\n\n```sql id=a\nSELECT 1\n```\n\n```chart id=b hidden\nmark: bar # kept\nx: {value: month, label: "Month"}\n\n# before y\ny: revenue\n```\n\nlast\n';

describe('editing', () => {
  it('changes only the edited block', () => {
    const notebook = read(sample);
    expect(editBlock(notebook, keyAt(notebook, 0), '# Uno').source).toBe(sample.replace('# One\n\ntext', '# Uno'));
  });

  it('keeps the keys of the other blocks', () => {
    const notebook = read(sample);
    const edited = insertBlock(notebook, keyAt(notebook, 0), '```sql id=new\nSELECT 2\n```');
    expect(edited.blocks.map(({ key }) => key)).toEqual(['b0', 'b4', 'b1', 'b2', 'b3']);
    expect(deleteBlock(edited, 'b4').source).toBe(sample);
    expect(moveBlock(notebook, 'b1', 'b2').blocks.map(({ key }) => key)).toEqual(['b0', 'b2', 'b1', 'b3']);
  });

  it('follows the line ends of the file', () => {
    const notebook = read('# A\r\n\r\n```sql id=a\r\nSELECT 1\r\n```\r\n');
    expect(setCellBody(notebook, 'a', 'SELECT\n2').source).toBe('# A\r\n\r\n```sql id=a\r\nSELECT\r\n2\r\n```\r\n');
    expect(insertBlock(notebook, keyAt(notebook, 1), 'one\ntwo').source).toBe('# A\r\n\r\n```sql id=a\r\nSELECT 1\r\n```\r\n\r\none\r\ntwo\r\n');
  });

  it('keeps lone carriage returns and new line feeds apart', () => {
    for (const body of ['\n', '\n```\n']) {
      const edited = setCellBody(read('# H\n```sql id=a\r  ```\n'), 'a', body);
      expect(edited.blocks.flatMap((block) => (block.type === 'cell' ? [block.body.replaceAll('\r', '\n')] : []))).toEqual([body]);
    }
  });

  it('grows the fence when the body holds fences', () => {
    expect(setCellBody(read('```sql id=a\n```\n'), 'a', '```\nx\n````\n').source).toBe('`````sql id=a\n```\nx\n````\n`````\n');
  });

  it('closes what would swallow the next block', () => {
    const notebook = read(sample);
    for (const text of ['```\nopen', '<!-- open', '~~~~~\nopen', '<script>\nvar a', '- item']) {
      const edited = editBlock(notebook, 'b0', text);
      expect(edited.blocks.slice(-3).map((block) => block.text)).toEqual(notebook.blocks.slice(1).map((block) => block.text));
      expect(edited.source.endsWith(sample.slice(blockAt(notebook, 0).end))).toBe(true);
    }
  });

  it('copies a cell under the next free id', () => {
    const twice = duplicateBlock(read(sample), 'b1');
    expect(twice.blocks.map((block) => (block.type === 'cell' ? block.id : ''))).toEqual(['', 'a', 'a_2', 'b', '']);
    expect(twice.problems).toEqual([]);
  });

  it('sets attributes and flags in place', () => {
    const notebook = read(sample);
    expect(expectDone(setCellAttribute(notebook, 'b', 'hidden', undefined)).source).toBe(sample.replace('id=b hidden', 'id=b'));
    expect(expectDone(setCellAttribute(notebook, 'a', 'skip', null)).source).toBe(sample.replace('id=a', 'id=a skip'));
    expect(expectDone(setCellAttribute(notebook, 'a', 'id', 'c')).source).toBe(sample.replace('id=a', 'id=c'));
    expect(setCellAttribute(notebook, 'a', 'name', 'x`y')).toMatchObject({ ok: false, error: { kind: 'options' } });
  });

  it('sets one option and keeps comments and spacing', () => {
    const notebook = read(sample);
    const set = (path: (string | number)[], value: Parameters<typeof setCellOption>[3]) => expectDone(setCellOption(notebook, 'b', path, value)).source;
    expect(set(['mark'], 'line')).toBe(sample.replace('mark: bar', 'mark: line'));
    expect(set(['x', 'label'], 'a, b')).toBe(sample.replace('"Month"', '"a, b"'));
    expect(set(['y'], { value: 'revenue', format: 'money' })).toBe(sample.replace('y: revenue', 'y: {value: revenue, format: money}'));
    expect(set(['limit'], 10)).toBe(sample.replace('y: revenue\n', 'y: revenue\nlimit: 10\n'));
    expect(set(['sort', 'by'], 'y')).toBe(sample.replace('y: revenue\n', 'y: revenue\nsort:\n  by: y\n'));
    expect(set(['mark'], undefined)).toBe(sample.replace('mark: bar # kept\n', ''));
    expect(set(['x', 'unit'], 'EUR')).toContain('unit: EUR');
  });

  it('sets the front matter, and makes one where there is none', () => {
    const text = '---\ncubebook: 1\n# the cut\nrules: {E1: exclude}\nparams:\n  n: {type: integer, default: 3} # days\n---\n\ntext\n';
    expect(expectDone(setFrontMatter(read(text), ['params', 'n', 'default'], 4)).source).toBe(text.replace('default: 3', 'default: 4'));
    expect(expectDone(setFrontMatter(read(text), ['rules', 'E1'], 'keep')).source).toBe(text.replace('exclude', 'keep'));
    expect(expectDone(setFrontMatter(read('text\n'), ['title'], 'T: 1')).source).toBe('---\ncubebook: 1\ntitle: "T: 1"\n---\n\ntext\n');
  });

  it('sets any option of random options so that it reads back, others unchanged', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'key with space', 'д');
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('a: b', '# x', '- y', 'on', '2024-01-01', 'x, y', "it's", 'line\nline', ' lead', '{', '007', '~'));
    const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(key, leaf, { maxKeys: 3 }));
    fc.assert(
      fc.property(fc.dictionary(key, value), fc.array(key, { minLength: 1, maxLength: 2 }), value, (options, path, wanted) => {
        const start = setCellBody(read('```chart id=b\n```\n\nrest\n'), 'b', Object.entries(options).map(([name, entry]) => `${JSON.stringify(name)}:   ${JSON.stringify(entry)} # kept\n`).join(''));
        const edited = setCellOption(start, 'b', path, wanted);
        expect(edited.ok).toBe(true);
        if (!edited.ok) return;
        expect(edited.value.source.endsWith('```\n\nrest\n')).toBe(true);
        for (const name of Object.keys(options).filter((one) => one !== path[0])) expect(edited.value.source).toContain(`${JSON.stringify(name)}:   ${JSON.stringify(options[name])} # kept\n`);
      }),
      { numRuns: 250 },
    );
  }, 120_000);

  it('leaves all bytes outside the edited block of any text', () => {
    fc.assert(
      fc.property(markdown, fc.nat(), fc.constantFrom('new', '# new', '```sql id=n\nSELECT 9\n```', '```open', '- x', '<!-- x'), (text, pick, replacement) => {
        const notebook = read(text);
        if (notebook.blocks.length === 0) return;
        const block = blockAt(notebook, pick % notebook.blocks.length);
        const edited = editBlock(notebook, block.key, replacement).source;
        expect(edited.startsWith(text.slice(0, block.start))).toBe(true);
        expect(edited.endsWith(text.slice(block.end))).toBe(true);
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  it('changes only the body of any cell, and reads it back', () => {
    const line = fc.constantFrom('SELECT 1', '```', '~~~', '````', '', '  x', "'\u0000'");
    fc.assert(
      fc.property(markdown, fc.nat(), fc.array(line, { maxLength: 5 }), (text, pick, lines) => {
        const notebook = read(text);
        const cells = notebook.blocks.flatMap((block) => (block.type === 'cell' && block.fence.closed ? [block] : []));
        const cell = cells[pick % Math.max(cells.length, 1)];
        if (!cell) return;
        const body = lines.map((entry) => `${entry}\n`).join('');
        const edited = setCellBody(notebook, cell.id, body);
        expect(edited.source.startsWith(text.slice(0, cell.start))).toBe(true);
        expect(edited.source.endsWith(text.slice(cell.end))).toBe(true);
        const found = edited.blocks.find((block) => block.start === cell.start);
        expect(found?.type === 'cell' && found.body.replaceAll(/\r\n|\r/gu, '\n')).toBe(body);
      }),
      { numRuns: 600 },
    );
  }, 120_000);

  it('loses no block when one is moved or deleted', () => {
    const texts = (notebook: Notebook): string[] => notebook.blocks.map((block) => block.text).toSorted();
    const notebook = read(`${sample}\n## Two\n\nmore\n\n\n~~~rfm id=r\nopen`);
    for (const block of notebook.blocks) {
      expect(texts(deleteBlock(notebook, block.key))).toEqual(texts(notebook).filter((text) => text !== block.text));
      for (const after of [null, ...notebook.blocks.map(({ key }) => key)]) {
        const moved = moveBlock(notebook, block.key, after);
        expect(moved.source.replaceAll(/\s+|~~~$/gu, '').length).toBeGreaterThanOrEqual(notebook.source.replaceAll(/\s+/gu, '').length);
        expect(moved.blocks.flatMap((one) => (one.type === 'cell' ? [one.id] : [])).toSorted()).toEqual(['a', 'b', 'r']);
      }
    }
  });
});
