import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Table } from '../../database/table.ts';
import { parseCellBody } from '../../notebook/parseCellBody.ts';
import chart from './cell.ts';
import { sayFinding } from './sayFinding.ts';
import { type ChartOptions, chartSchema } from './options.ts';
import { buildPlot } from './plot.ts';

const sales = new Table(
  [
    { name: 'month', type: 'DATE' },
    { name: 'region', type: 'VARCHAR' },
    { name: 'revenue', type: 'DECIMAL(18,2)' },
  ],
  [['2024-01-01', '2024-02-01', '2024-03-01'], ['North', 'South', null], ['1200.50', null, '-30.00']],
);
const options = (body: object): ChartOptions => v.parse(chartSchema, { from: 'sales', ...body });
const draw = (body: object) => buildPlot(sales, options(body), { locale: 'en', currency: 'EUR' }, 640);
const refusal = (body: string): string => {
  const checked = parseCellBody({ id: 'c', bodyLine: 2, body }, chartSchema);
  return checked.ok ? '' : `${checked.error.line}: ${checked.error.message}`;
};

describe('chart', () => {
  it.each(['bar', 'line', 'area', 'dot', 'tick', 'box'])('draws a %s of every row', (mark) => {
    const { plot, rows } = draw({ mark, x: 'month', y: 'revenue', ...(mark === 'box' ? { x: 'region' } : {}) });
    expect(rows).toBe(3);
    expect(plot.marks?.length).toBeGreaterThan(0);
    expect(plot.className).toBe('cb-plot');
  });

  it('puts days and missing classes side by side under a bar', () => {
    expect(draw({ mark: 'bar', x: 'month', y: 'revenue' }).plot.x).toMatchObject({ type: 'band', domain: ['2024-01-01', '2024-02-01', '2024-03-01'] });
    expect(draw({ mark: 'bar', y: 'region', x: 'revenue' }).plot.y).toMatchObject({ type: 'band', domain: ['North', 'South', '—'] });
  });

  it('puts days under a heatmap in their order, and turns a few long names rather than leave some out', () => {
    const shown = (names: readonly string[], days: readonly string[]) =>
      buildPlot(new Table([{ name: 'day', type: 'DATE' }, { name: 'name', type: 'VARCHAR' }, { name: 'n', type: 'BIGINT' }], [[...days], [...names], days.map((_, at) => at)]), options({ mark: 'heatmap', x: 'day', y: 'name', fill: 'n' }), { locale: 'en', currency: null }, 400).plot;
    expect(shown(['a', 'b', 'a'], ['2024-03-01', '2024-01-01', '2024-02-01']).x).toMatchObject({ domain: ['2024-01-01', '2024-02-01', '2024-03-01'] });
    const steps = ['contact above the buyer', 'share of wallet known', 'plan of the next year', 'visited the new site'];
    const turned = buildPlot(new Table([{ name: 'step', type: 'VARCHAR' }, { name: 'n', type: 'BIGINT' }], [steps, [1, 2, 3, 4]]), options({ mark: 'bar', x: 'step', y: 'n' }), { locale: 'en', currency: null }, 400).plot;
    expect(turned.x).toMatchObject({ tickRotate: -32, domain: steps });
    expect(turned.x).not.toHaveProperty('ticks');
    expect(turned.marginBottom).toBeGreaterThan(80);
  });

  it('keeps neighbouring ticks apart: small numbers with their decimals, roots evenly', () => {
    const axis = (scale: string, values: readonly number[]) => buildPlot(new Table([{ name: 'x', type: 'DOUBLE' }, { name: 'y', type: 'DOUBLE' }], [[...values], [...values]]), options({ mark: 'dot', x: { column: 'x', scale }, y: 'y' }), { locale: 'en', currency: null }, 640).plot.x;
    const format = axis('linear', [0, 0.2])?.tickFormat;
    expect(typeof format === 'function' ? [0.1, 0.15].map((value) => String(format(value, 0))) : []).toEqual(['0.1', '0.15']);
    expect(axis('sqrt', [0, 600_000])).toMatchObject({ type: 'sqrt', ticks: [0, 20_000, 100_000, 200_000, 500_000] });
  });

  it('gives classes their own colours in the legend, by the domain when there is one', () => {
    expect(draw({ mark: 'dot', x: 'month', y: 'revenue', fill: { column: 'region', domain: ['South', 'North'] } }).legend).toEqual([
      { label: 'South', colour: 'var(--cat-1)' },
      { label: 'North', colour: 'var(--cat-2)' },
    ]);
  });

  it('draws the steps of a bridge, intervals, labels and lines to compare with', () => {
    const bridge = draw({ mark: 'span', x: 'month', low: 'revenue', high: 'revenue', text: 'revenue', lines: [{ y: 10, label: 'plan' }] });
    expect(bridge.plot.x).toMatchObject({ type: 'band' });
    expect(bridge.plot.marks).toHaveLength(5);
    expect(draw({ mark: 'dot', x: 'region', y: 'revenue', low: 'revenue', high: 'revenue' }).plot.marks).toHaveLength(3);
    expect(draw({ mark: 'dot', x: 'revenue', y: 'revenue', low: 'revenue', high: 'revenue', interval: 'curve' }).plot.marks).toHaveLength(4);
  });

  it('calls classes by the names given', () => {
    expect(draw({ mark: 'bar', x: { column: 'region', names: { North: { en: 'Far north', ru: 'Дальний север' } }, domain: ['South', 'North'] }, y: 'revenue' }).plot.x).toMatchObject({ domain: ['South', 'Far north'] });
  });

  it.each([
    ['from: a\nmark: pie\nx: a\n', '3: cell "c", option "mark": expected ("bar" | "line" | "area" | "dot" | "histogram" | "heatmap" | "rule" | "tick" | "box" | "span"), found "pie"'],
    ['from: a\nmark: bar\nx: a\ny: {column: b, scale: polar}\n', '5: cell "c", option "y.scale": expected ("linear" | "log" | "sqrt" | "band" | "utc"), found "polar"'],
    ['from: a\nmark: bar\nx: a\n', '2: cell "c", option "y": this mark needs y'],
    ['from: a; DROP TABLE orders\nmark: bar\nx: a\ny: b\n', '2: cell "c", option "from": a table, a cell, or cell.table'],
    ['from: a\nmark: histogram\nx: a\nbins: 1000000000\n', '5: cell "c", option "bins": Invalid value: Expected <=100 but received 1000000000'],
    ['from: a\nmark: bar\nx: a\ny: b\nonclick: x\n', '6: cell "c", option "onclick": there is no such option'],
  ])('refuses %j', (body, message) => {
    expect(refusal(body)).toBe(message);
  });

  it('reads only the columns that it names, and says which are missing', async () => {
    const kept: string[] = [];
    const context = {
      id: 'c',
      params: {},
      base: { tables: [], inputs: [], quality: [], asOf: '2024-06-30', currency: null },
      columns: () => Promise.resolve({ ok: true as const, value: sales.columns }),
      keep: (name: string, sql: string) => {
        kept.push(sql);
        return Promise.resolve({ ok: true as const, value: { name, relation: '"c"', columns: sales.columns, rowCount: 3, sql } });
      },
    };
    type Context = Parameters<typeof chart.evaluate>[1];
    const evaluate = (body: object) => chart.evaluate(options(body), context as Partial<Context> as Context);
    expect(await evaluate({ mark: 'bar', x: 'region', y: 'revenue', sort: '-revenue', limit: 10 })).toMatchObject({ ok: true, value: { facts: { asOf: '2024-06-30' } } });
    expect(kept).toEqual(['SELECT "region", "revenue"\nFROM "sales"\nORDER BY "revenue" DESC NULLS LAST\nLIMIT 10']);
    expect(await evaluate({ mark: 'bar', x: 'town', y: 'sum(amount)) FROM orders; --' })).toMatchObject({ ok: false, error: { kind: 'missing', message: 'sales has no column "town"' } });
  });

  it('says what it found with figures in the language of the reader, and waits for the cells that they come from', () => {
    const told = options({ mark: 'bar', x: 'region', y: 'revenue', finding: { en: 'Half is {{ facts.half | money }} of {{ facts.n }}', ru: 'Половина — {{ facts.half | money }} из {{ facts.n }}' } });
    expect(chart.reads(told)).toEqual(['sales', 'facts']);
    const facts = { figures: { '{{ facts.half | money }}': { value: '1234.5000', kind: 'money' }, '{{ facts.n }}': { value: 3, kind: 'integer' } } };
    expect(sayFinding(told, facts, 'ru', 'EUR')).toBe('Половина — 1\u00A0235\u00A0€ из 3');
    expect(sayFinding(told, {}, 'en', 'EUR')).toBe('Half is {{ facts.half | money }} of {{ facts.n }}');
    expect(sayFinding(options({ mark: 'bar', x: 'region', y: 'revenue' }), facts, 'en', null)).toBeNull();
  });
});
