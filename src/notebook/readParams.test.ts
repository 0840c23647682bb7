import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { expectDone } from '../database/outcome.ts';
import { findCell } from './editNotebook.ts';
import type { Cell } from './Notebook.ts';
import { parseCellBody } from './parseCellBody.ts';
import { parseNotebook } from './parseNotebook.ts';
import { readParams } from './readParams.ts';
import { splitSlides } from './splitSlides.ts';
import { vocabulary } from './testing.ts';

const read = (text: string) => parseNotebook(text, vocabulary);
const declared = read(`---
cubebook: 1
params:
  since: {type: date, default: 2024-01-01, min: 2020-01-01}
  top: {type: integer, default: 10, min: 1, max: 50, label: {en: Top, ru: Топ, pl: Top}}
  region: {type: choice, options: [North, South]}
  strict: {type: boolean, default: true}
---
`);

describe('readParams', () => {
  it('binds declared defaults, typed, and the parameters that stand in every notebook', () => {
    expect(expectDone(readParams(declared, {}, { as_of: '2024-12-31' }))).toEqual({
      since: { type: 'DATE', value: '2024-01-01' },
      top: { type: 'BIGINT', value: 10 },
      region: { type: 'VARCHAR', value: null },
      strict: { type: 'BOOLEAN', value: true },
      as_of: { type: 'DATE', value: '2024-12-31' },
      window_days: { type: 'BIGINT', value: 365 },
    });
  });

  it('takes overrides as text', () => {
    expect(expectDone(readParams(declared, { top: '5', region: 'South', strict: 'false', window_days: '90' }))).toMatchObject({ top: { value: 5 }, region: { value: 'South' }, strict: { value: false }, window_days: { value: 90 } });
  });

  it.each([
    [{ top: '51' }, 'parameter "top": expected at most 50, found "51"'],
    [{ top: '1.5' }, 'parameter "top": expected a whole number, found "1.5"'],
    [{ region: 'East' }, 'parameter "region": expected one of North, South, found "East"'],
    [{ since: '31.12.2024' }, 'parameter "since": expected a date as YYYY-MM-DD, found "31.12.2024"'],
    [{ since: '2019-12-31' }, 'parameter "since": expected at least 2020-01-01, found "2019-12-31"'],
    [{ constructor: '1' }, 'there is no parameter "constructor"'],
  ])('refuses %j', (overrides, message) => {
    const params = readParams(declared, overrides);
    expect(params.ok ? null : params.error.message).toBe(message);
  });
});

describe('parseCellBody', () => {
  const schema = v.strictObject({ mark: v.picklist(['bar', 'line']), limit: v.optional(v.number(), 10), axes: v.optional(v.array(v.strictObject({ trait: v.string(), bands: v.union([v.strictObject({ cuts: v.array(v.number()) }), v.strictObject({ quantiles: v.number() })]) }))) });
  const parse = (body: string) => {
    const cell = findCell(read(`# T\n\n\`\`\`chart id=c\n${body}\`\`\`\n`), 'c');
    if (!cell) throw new Error('no cell');
    return parseCellBody<v.InferOutput<typeof schema>>(cell satisfies Cell, schema);
  };

  it('gives options with their defaults', () => {
    expect(expectDone(parse('mark: bar # yes\n'))).toEqual({ mark: 'bar', limit: 10 });
  });

  it.each([
    ['mark: pie\n', 4, 'cell "c", option "mark": expected ("bar" | "line"), found "pie"'],
    ['mark: bar\nlimit: many\n', 5, 'cell "c", option "limit": expected number, found "many"'],
    ['mark: bar\nscript: x\n', 5, 'cell "c", option "script": there is no such option'],
    ['limit: 3\n', 4, 'cell "c", option "mark": is missing'],
    ['mark: bar\naxes:\n  - trait: revenue\n    bands: {cuts: [1, x]}\n', 7, 'cell "c", option "axes.0.bands.cuts.1": expected number, found "x"'],
    ['mark: bar\nmark: line\n', 5, 'cell "c": Map keys must be unique'],
    ['mark: [\n', 5, null],
    ['mark: !!js/function x\n', 4, null],
    [`mark: ${'['.repeat(5000)}\n`, 4, 'cell "c": YAML nested deeper than 40 levels'],
    [`${'- '.repeat(20000)}x\n`, 4, 'cell "c": YAML nested deeper than 40 levels'],
  ])('names line and key in %j', (body, line, message) => {
    const options = parse(body);
    expect(options.ok).toBe(false);
    if (options.ok) return;
    expect(options.error.kind).toBe('options');
    expect(options.error.line).toBe(line);
    if (message !== null) expect(options.error.message).toBe(message);
  });
});

describe('splitSlides', () => {
  it('starts a slide at each level-1 and level-2 heading, without skipped cells', () => {
    const slides = splitSlides(read('intro\n\n# One\n\n```sql id=a notes\n```\n\n### deeper\n\n## Two\n\n```sql id=b skip\n```\n\n```sql id=c\n```\n'));
    expect(slides.map(({ level, title, blocks, notes }) => [level, title, blocks.length, notes.length])).toEqual([[0, '', 1, 0], [1, 'One', 2, 1], [2, 'Two', 2, 0]]);
  });
});
