import { describe, expect, test } from 'vitest';
import { digits, numbers, published, readColumns } from '../testing.ts';
import { fitBetaGeometric } from './betaGeometric.ts';
import { fitGammaGamma } from './gammaGamma.ts';
import { fitGammaRenewal } from './gammaRenewal.ts';
import { countHistories, sampleHistories } from './History.ts';
import { fitParetoNbd } from './paretoNbd.ts';

const path = 'data/oracles/cdnow_summary.csv';
const read = () => {
  const table = readColumns(path);
  return { x: numbers(table['frequency']), recency: numbers(table['recency']), age: numbers(table['T']) };
};

describe('CDNOW, one customer in ten', () => {
  published(path)('BG/NBD has the published parameters, likelihood and expectations', () => {
    const history = read();
    const model = fitBetaGeometric(history, false);
    const { r = NaN, alpha = NaN, a = NaN, b = NaN } = model.parameters;
    expect([r.toFixed(4), alpha.toFixed(4), a.toFixed(4), b.toFixed(4), model.logLikelihood.toFixed(1), model.converged]).toEqual(['0.2426', '4.4135', '0.7929', '2.4258', '-9582.4', true]);
    expect([1 / 7, 1, 3, 31 + 6 / 7, 32, 78].map((t) => Number(model.expectedOfNew(t).toFixed(4)))).toEqual([0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.858]);
    expect([model.expected(39, 2, 30.43, 38.86).toFixed(3), model.alive(2, 30.43, 38.86).toFixed(4)]).toEqual(['1.226', '0.7266']);
    const total = history.x.reduce((sum, x, i) => sum + model.expected(39, x, history.recency[i] ?? 0, history.age[i] ?? 0), 0);
    expect(Math.abs(total - 1653.4)).toBeLessThan(0.3);
  });

  published(path)('a base so large that the search begins on a part of it ends at the same parameters', () => {
    const { x, recency, age } = read();
    const copies = Array.from({ length: 12 }, (_, at) => at * 1e-6);
    const many = { x: Float64Array.from(copies.flatMap(() => [...x])), recency: Float64Array.from(copies.flatMap((more) => Array.from(recency, (value) => (value > 0 ? value + more : 0)))), age: Float64Array.from(copies.flatMap((more) => Array.from(age, (value) => value + more))) };
    const { parameters, converged } = fitBetaGeometric(many, false);
    const { r = NaN, alpha = NaN, a = NaN, b = NaN } = parameters;
    expect(sampleHistories(countHistories(many))?.x.length).toBe(4000);
    expect([r.toFixed(4), alpha.toFixed(3), a.toFixed(3), b.toFixed(3), converged]).toEqual(['0.2426', '4.414', '0.793', '2.426', true]);
  });

  published(path)('Pareto/NBD has the published parameters, likelihood and expectation', () => {
    const model = fitParetoNbd(read());
    const { r = NaN, alpha = NaN, s = NaN, beta = NaN } = model.parameters;
    expect([r.toFixed(3), alpha.toFixed(3), s.toFixed(3), model.logLikelihood.toFixed(1)]).toEqual(['0.553', '10.578', '0.606', '-9595.0']);
    expect(beta).toBeGreaterThan(11.645);
    expect(beta).toBeLessThan(11.675);
    expect([model.alive(26, 30.86, 31).toFixed(4), model.expected(52, 26, 30.86, 31).toFixed(2)]).toEqual(['0.9979', '25.46']);
  });

  published(path)('MBG/NBD has the published parameters', () => {
    const { r = NaN, alpha = NaN, a = NaN, b = NaN } = fitBetaGeometric(read(), true).parameters;
    expect([r.toFixed(3), alpha.toFixed(3), a.toFixed(3), b.toFixed(3)]).toEqual(['0.525', '6.183', '0.891', '1.614']);
  });

  published('data/oracles/cdnow_mv.csv')('Gamma–Gamma has the published parameters, correlation and expected values', () => {
    const table = readColumns('data/oracles/cdnow_mv.csv');
    const spend = fitGammaGamma(numbers(table['x']), numbers(table['zbar']));
    if (!spend) throw new Error('too few');
    expect(spend.buyers).toBe(946);
    expect([spend.correlation.toFixed(4), spend.parameters.p.toFixed(2), spend.parameters.q.toFixed(2), spend.parameters.gamma.toFixed(2)]).toEqual(['0.1139', '6.25', '3.74', '15.45']);
    expect([spend.expectedValue(2, 22.35).toFixed(2), spend.expectedValue(0, 0).toFixed(1)]).toEqual(['24.66', '35.2']);
    expect(Math.abs(spend.expectedValue(1, 11.77) - 18.92)).toBeLessThan(0.01);
  });

  published(path)('another unit of time scales alpha alone and expects the same', () => {
    const { x, recency, age } = read();
    const [weeks, days] = [fitBetaGeometric({ x, recency, age }, false), fitBetaGeometric({ x, recency: recency.map((t) => 7 * t), age: age.map((t) => 7 * t) }, false)];
    expect(digits((days.parameters['alpha'] ?? NaN) / 7, weeks.parameters['alpha'] ?? NaN)).toBeGreaterThan(5);
    expect(digits(days.expected(7 * 39, 2, 7 * 30.43, 7 * 38.86), weeks.expected(39, 2, 30.43, 38.86))).toBeGreaterThan(5);
  });
});

test('both roads to the Pareto/NBD likelihood meet where the series is still short enough', () => {
  const ages = Float64Array.from({ length: 40 }, (_, i) => 20 + i);
  const history = { x: ages.map((_, i) => i % 4), recency: ages.map((age, i) => (i % 4 === 0 ? 0 : age * 0.8)), age: ages };
  const model = fitParetoNbd(history);
  expect(Number.isFinite(model.logLikelihood)).toBe(true);
  for (const at of [0, 3, 17]) {
    const p = model.alive(history.x[at] ?? 0, history.recency[at] ?? 0, ages[at] ?? 0);
    expect(p).toBeGreaterThan(0);
    expect(p).toBeLessThanOrEqual(1);
  }
});

describe('the renewal model', () => {
  const rhythm = (silence: number) => fitGammaRenewal({ gaps: Float64Array.from([6, 8, 7, 6]), mean: Float64Array.from([30, 30, 31, 29]), meanLog: Float64Array.from([3.39, 3.39, 3.42, 3.36]), silence: Float64Array.from([silence, 5, 10, 3]) });

  test('doubts a regular buyer who is silent for three times the own gap, and not one who is in time', () => {
    expect(rhythm(12)?.alive(0)).toBeGreaterThan(0.95);
    expect(rhythm(90)?.alive(0)).toBeLessThan(0.05);
  });

  test('expects about one purchase a gap of a buyer in time', () => {
    expect(Math.abs((rhythm(2)?.expected(300, 0) ?? 0) / 10 - 1)).toBeLessThan(0.35);
  });
});

test('thousands of purchases overflow nothing', () => {
  const history = { x: Float64Array.from({ length: 60 }, (_, i) => (i * 53) % 2000), recency: Float64Array.from({ length: 60 }, (_, i) => 300 - (i % 9)), age: new Float64Array(60).fill(300) };
  for (const model of [fitBetaGeometric(history, false), fitBetaGeometric(history, true), fitParetoNbd(history)]) {
    const expected = model.expected(100, 1900, 299, 300);
    expect(expected).toBeGreaterThan(0);
    expect(Number.isFinite(expected)).toBe(true);
  }
});
