import { describe, expect, test } from 'vitest';
import { numbers, published, readColumns } from '../testing.ts';
import { fitCox } from './fitCox.ts';
import { kaplanMeier, logRank, medianOf } from './kaplanMeier.ts';

const pick = (values: Float64Array, keep: (at: number) => boolean): Float64Array => values.filter((_, at) => keep(at));

describe('leukaemia (aml)', () => {
  const path = 'data/oracles/aml.csv';
  const read = () => {
    const table = readColumns(path);
    const group = table['x'] ?? [];
    return { time: numbers(table['time']), event: numbers(table['status']), group };
  };

  published(path)('maintained patients survive as published', () => {
    const { time, event, group } = read();
    const curve = kaplanMeier(pick(time, (at) => group[at] === 'Maintained'), pick(event, (at) => group[at] === 'Maintained'), 'log');
    const printed = new Map([[9, 0.909091], [13, 0.818182], [18, 0.715909], [23, 0.613636], [31, 0.490909], [34, 0.368182], [48, 0.184091]]);
    expect(curve.filter(({ events }) => events > 0).map((point) => [point.time, Number(point.survival.toFixed(6))])).toEqual([...printed]);
    // R: summary(survfit(...)) prints std.err 0.0867 and 0.754 to 1 at time 9
    expect([curve[0]?.error.toFixed(4), curve[0]?.low.toFixed(3), curve[0]?.high]).toEqual(['0.0867', '0.754', 1]);
  });

  published(path)('medians are 31 and 23', () => {
    const { time, event, group } = read();
    const medians = ['Maintained', 'Nonmaintained'].map((name) => medianOf(kaplanMeier(pick(time, (at) => group[at] === name), pick(event, (at) => group[at] === name), 'log')).median);
    expect(medians).toEqual([31, 23]);
  });
});

describe('lung cancer', () => {
  const path = 'data/oracles/lung.csv';
  const read = () => {
    const table = readColumns(path);
    return { time: numbers(table['time']), event: numbers(table['status']).map((status) => status - 1), sex: numbers(table['sex']), age: numbers(table['age']) };
  };

  published(path)('the median is 310 (285 to 363), by sex 270 and 426', () => {
    const { time, event, sex } = read();
    expect(medianOf(kaplanMeier(time, event, 'log'))).toEqual({ median: 310, low: 285, high: 363 });
    expect([1, 2].map((code) => medianOf(kaplanMeier(pick(time, (at) => sex[at] === code), pick(event, (at) => sex[at] === code), 'log')).median)).toEqual([270, 426]);
  });

  published(path)('the log-rank test of the sexes gives 10.3267, p .00131', () => {
    const { time, event, sex } = read();
    const { statistic, pValue } = logRank(time, event, Int32Array.from(sex, (code) => code - 1), 2);
    expect([statistic.toFixed(4), pValue.toFixed(5)]).toEqual(['10.3267', '0.00131']);
  });

  published(path)('Cox with Efron ties gives the coefficients that R prints for age and sex', () => {
    const { time, event, sex, age } = read();
    const cox = fitCox([age, sex], time, event);
    if (cox.kind !== 'fitted') throw new Error(cox.kind);
    // coxph(Surv(time, status) ~ age + sex, lung)
    expect([...cox.coefficients].map((value) => value.toFixed(6))).toEqual(['0.017045', '-0.513219']);
    expect([...cox.standardErrors].map((value) => value.toFixed(6))).toEqual(['0.009223', '0.167458']);
  });
});

test('a predictor that orders all events has no finite hazard ratio, and a constant one is named', () => {
  const time = Float64Array.from([1, 2, 3, 4, 5, 6]);
  const event = Float64Array.from([1, 1, 1, 0, 0, 0]);
  expect(fitCox([Float64Array.from([1, 1, 1, 0, 0, 0])], time, event).kind).toBe('separated');
  expect(fitCox([new Float64Array(6).fill(3)], time, event)).toEqual({ kind: 'singular', terms: [0] });
  expect(fitCox([time], time, new Float64Array(6)).kind).toBe('no events');
});

test('nobody leaves: the curve stays at 1 and has no median; all leave at once: it ends at 0 without limits', () => {
  const stays = kaplanMeier(Float64Array.from([2, 3]), Float64Array.from([0, 0]), 'log');
  expect([stays.map(({ survival, low, high }) => [survival, low, high]), medianOf(stays).median]).toEqual([[[1, 1, 1], [1, 1, 1]], NaN]);
  const [end] = kaplanMeier(Float64Array.from([4, 4]), Float64Array.from([1, 1]), 'log-log');
  expect([end?.survival, end?.low]).toEqual([0, NaN]);
});
