import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNotebook } from './parseNotebook.ts';
import { proseTree } from './proseTree.ts';
import { decodeNotebook, encodeNotebook, serializeNotebook } from './serializeNotebook.ts';
import { markdown, vocabulary } from './testing.ts';

const read = (text: string) => parseNotebook(text, vocabulary);
const cells = (text: string) => read(text).blocks.flatMap((block) => (block.type === 'cell' ? [block] : []));
const problems = (text: string) => read(text).problems.map(({ line, message }) => `${line}: ${message}`);

describe('parseNotebook', () => {
  it('reads prose and cells with their kinds, ids, flags and bodies', () => {
    const notebook = read('---\ncubebook: 1\ntitle: Base\n---\n# One\n\ntext\n\n```sql id=top hidden\nSELECT 1\n```\n\n## Two\n');
    expect(notebook.frontMatter.title).toBe('Base');
    expect(notebook.blocks.map((block) => [block.type, block.text, block.line])).toEqual([
      ['prose', '# One\n\ntext', 5],
      ['cell', '```sql id=top hidden\nSELECT 1\n```', 9],
      ['prose', '## Two', 13],
    ]);
    expect(cells(notebook.source)[0]).toMatchObject({ id: 'top', kind: 'sql', known: true, body: 'SELECT 1\n', bodyLine: 10, hidden: true, notes: false, skip: false, problem: null });
    expect(notebook.problems).toEqual([]);
  });

  it.each([
    ['# See https://example.org and a@b.example #', 'See https://example.org and a@b.example'],
    ['Two\nlines\n---', 'Two\nlines'],
    ['##', ''],
    ['# C#', 'C#'],
  ])('reads the heading of %j', (text, heading) => {
    expect(read(`${text}\n`).blocks).toMatchObject([{ type: 'prose', heading: { text: heading } }]);
  });

  it('takes a second byte-order mark for text', () => {
    expect(read('\uFEFF\uFEFF\n\\\n').blocks.map(({ text }) => text)).toEqual(['\uFEFF\n\\']);
  });

  it('keeps fences of other languages, and fences inside lists and quotes, as prose', () => {
    expect(cells('```python\nx\n```\n\n- item\n\n  ```sql id=a\n  SELECT 1\n  ```\n\n> ```sql id=b\n> SELECT 1\n> ```\n\n```\nplain\n```\n')).toEqual([]);
  });

  it('shows a cell kind that this version lacks, and keeps it', () => {
    const [cell] = cells('```forecast id=f future=1\na: 1\n```\n');
    expect(cell).toMatchObject({ kind: 'forecast', known: false, problem: { kind: 'missing', line: 1 } });
    expect(cell?.info.attributes.map(({ name, value }) => [name, value])).toEqual([['id', 'f'], ['future', '1']]);
  });

  it('names cells without an id after their kind', () => {
    expect(cells('```sql\nSELECT 1\n```\n\n```sql\nSELECT 2\n```\n\n```sql id=sql_1\nSELECT 3\n```\n').map(({ id }) => id)).toEqual(['sql_2', 'sql_3', 'sql_1']);
  });

  it.each([
    ['```sql id=a\n```\n\n```sql id=a\n```\n', '4: cell id "a" is taken by the cell at line 1'],
    ['```sql id=../../etc\n```\n', '1: cell id "../../etc": an id starts with a lower-case Latin letter and goes on with letters, digits and _'],
    ['```sql id=__proto__\n```\n', '1: cell id "__proto__": an id starts with a lower-case Latin letter and goes on with letters, digits and _'],
    ['text\n\n```sql id=orders\n```\n', '3: cell id "orders" is the name of a table of the base'],
    ['---\ncubebook: 2\n---\n', '2: "cubebook": this version reads notebooks of version 1, found 2'],
    ['---\ntitle: a\ntitle: b\n---\n', '3: Map keys must be unique'],
    ['---\na: &a [x]\nb: *a\n---\n', '3: an alias (*a); aliases are not read'],
    ['---\nparams:\n  n:\n    type: integer\n    default: many\n---\n', '5: parameter "n": "default": expected a whole number, found "many"'],
    ['---\nparams: {d: {type: date, default: 2024-02-30}}\n---\n', '2: parameter "d": "default": expected a date as YYYY-MM-DD, found "2024-02-30"'],
  ])('tells what is wrong in %j with its line', (text, problem) => {
    expect(problems(text)).toContain(problem);
  });

  it('reads a fence that holds fences, and one that never ends', () => {
    expect(cells('````sql id=a\n```\nx\n```\n````\n')[0]?.body).toBe('```\nx\n```\n');
    expect(cells("```sql id=a\nSELECT '```'\n\nstill text")[0]).toMatchObject({ body: "SELECT '```'\n\nstill text", fence: { closed: false } });
  });

  it('keeps unknown front-matter keys, and pollutes no prototype', () => {
    const notebook = read('---\n__proto__:\n  polluted: 1\nfuture: {x: 1}\n---\n');
    expect(JSON.stringify(notebook.frontMatter.all['future'])).toBe('{"x":1}');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each([['>', 5000], ['- ', 5000], ['1. ', 2000], ['- > ', 2000]])('opens %j nested thousands deep, and finds the cell after it', (marker, depth) => {
    const text = `${marker.repeat(depth)}x\n\n\`\`\`sql id=a\nSELECT 1\n\`\`\`\n`;
    expect(cells(text).map(({ id, body }) => [id, body])).toEqual([['a', 'SELECT 1\n']]);
    expect(serializeNotebook(read(text))).toBe(text);
    expect(proseTree(marker.repeat(depth))).toMatchObject([{ type: 'block-code' }]);
  });

  it('saves an unedited notebook with the same bytes, whatever it holds', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const bytes = new TextEncoder().encode(text);
        const decoded = decodeNotebook(bytes);
        expect(decoded.ok).toBe(true);
        if (decoded.ok) expect(encodeNotebook(read(decoded.value))).toEqual(bytes);
      }),
      { numRuns: 250 },
    );
  }, 120_000);

  it('covers all text but white space with front matter and blocks, in order', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const { blocks, frontMatter, source } = read(text);
        let rest = '';
        let end = frontMatter.span?.end ?? 0;
        for (const block of blocks) {
          expect(block.start).toBeGreaterThanOrEqual(end);
          rest += source.slice(end, block.start);
          end = block.end;
        }
        expect((rest + source.slice(end)).replaceAll(/[\s\uFEFF]/gu, '')).toBe('');
        expect(serializeNotebook(read(text))).toBe(text);
      }),
      { numRuns: 600 },
    );
  }, 120_000);
});
