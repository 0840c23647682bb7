import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { orderCells } from '../../charts/bandNames.ts';
import { Table } from '../../database/table.ts';
import { readChannels } from './channels.ts';
import { type ChartOptions, chartSchema } from './options.ts';
import { alike, fell, rose, stepsOf } from './readings.ts';
import { decimalTicks, monthTicks } from './ticks.ts';

const options = (body: object): ChartOptions => v.parse(chartSchema, { from: 'a', ...body });

describe('readings of a picture', () => {
  it('tells what a bridge adds and takes away by colour and sign, and stands totals on zero', () => {
    const table = new Table(
      ['step', 'low', 'high', 'amount'].map((name) => ({ name, type: name === 'step' ? 'VARCHAR' : 'DOUBLE' })),
      [['before', 'new', 'lost', 'now'], [0, 10, 9, 0], [10, 14, 14, 9], [10, 4, -5, 9]],
    );
    const bridge = options({ mark: 'span', x: 'step', low: 'low', high: 'high', text: 'amount' });
    const steps = stepsOf(bridge, readChannels(table, bridge, 'en')) ?? [];
    expect(steps.map(({ sign }) => sign)).toEqual(['', '+', '', '']);
    expect(steps.map(({ colour }) => colour)).toEqual(['var(--seq-5)', rose, fell, 'var(--seq-5)']);
  });

  it('colours bars on both sides of zero apart, and bars of one side alike', () => {
    const table = (values: readonly number[]) => new Table([{ name: 'segment', type: 'VARCHAR' }, { name: 'change', type: 'DOUBLE' }], [['a', 'b'], [...values]]);
    const bars = options({ mark: 'bar', y: 'segment', x: 'change' });
    const colours = (values: readonly number[]) => stepsOf(bars, readChannels(table(values), bars, 'en'))?.map(({ colour }) => colour);
    expect(colours([-1, 2])).toEqual([fell, rose]);
    expect(colours([1, 2])).toBeUndefined();
  });

  it('puts who stayed on the diagonal of a matrix, cells by their bands', () => {
    const [from, to] = [['systematic / low', 'unsystematic / high', 'semi / low'], ['semi / low', 'systematic / low', 'none / low']];
    const table = new Table([{ name: 'from', type: 'VARCHAR' }, { name: 'to', type: 'VARCHAR' }, { name: 'n', type: 'BIGINT' }], [from, to, [1, 2, 3]]);
    const matrix = options({ mark: 'heatmap', x: 'to', y: 'from', fill: 'n' });
    const { x, y } = alike(matrix, readChannels(table, matrix, 'en'));
    expect(x?.channel.domain).toHaveLength(4);
    expect(y?.channel.domain).toEqual(x?.channel.domain);
    expect(orderCells(new Set(['systematic / high', 'none / low', 'systematic / low', 'unsystematic / low']))).toEqual(['unsystematic / low', 'systematic / low', 'systematic / high', 'none / low']);
    expect(orderCells(new Set(['north / low', 'south / low']))).toBeNull();
  });

  it('spaces months evenly and gives logarithms round ticks', () => {
    const [first, last] = [Date.parse('2022-01-01'), Date.parse('2024-12-01')];
    expect(monthTicks(first, last, 7).map((day) => day.toISOString().slice(0, 7))).toEqual(['2022-01', '2022-07', '2023-01', '2023-07', '2024-01', '2024-07']);
    expect(monthTicks(Date.parse('2024-03-04'), Date.parse('2024-03-20'), 7)).toEqual([]);
    expect(decimalTicks(2000, 3_000_000, 6)).toEqual([10_000, 100_000, 1_000_000]);
    expect(decimalTicks(40, 900, 6)).toEqual([100, 200]);
  });
});
