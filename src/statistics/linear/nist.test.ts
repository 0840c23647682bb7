import { describe, expect } from 'vitest';
import { digits, numbers, ones, published, readColumns, readShared } from '../testing.ts';
import { fitLeastSquares } from './fitLeastSquares.ts';

interface Certified {
  readonly coef: readonly string[];
  readonly se: readonly string[];
  readonly r2: string;
  readonly model: string;
  readonly file: string;
}

const certified = 'reference/nist-certified.json';

function fitSet(name: string) {
  const { model, file, ...expected }: Certified = JSON.parse(readShared(certified))[name];
  const table = readColumns(`data/nist-strd/${file}`);
  const y = numbers(table['y']);
  const power = Number(/poly\(x,(\d+)/.exec(model)?.[1] ?? 1);
  const x = power > 1 || table['x'] ? numbers(table['x'] ?? table['x1']) : null;
  const predictors = x ? Array.from({ length: power }, (_, k) => x.map((value) => value ** (k + 1))) : Object.keys(table).filter((column) => column !== 'y').map((column) => numbers(table[column]));
  const hasIntercept = expected.coef.length > predictors.length;
  const fit = fitLeastSquares(hasIntercept ? [ones(y.length), ...predictors] : predictors, y, hasIntercept);
  if (fit.kind !== 'fitted') throw new Error(`${name} is ${fit.kind}`);
  return { expected, fit };
}

describe('least squares on the NIST reference sets', () => {
  for (const name of ['norris', 'pontius', 'noint1', 'noint2', 'longley', 'wampler1', 'wampler2', 'wampler3', 'wampler4', 'wampler5']) {
    published(certified)(`${name} has at least 10 correct digits in coefficients, standard errors and R²`, () => {
      const { expected, fit } = fitSet(name);
      const found = [...expected.coef.map((value, j) => digits(fit.coefficients[j], Number(value))), ...expected.se.map((value, j) => digits(fit.standardErrors[j], Number(value)))];
      expect(Math.min(...found)).toBeGreaterThan(10);
      if (Number(expected.r2) <= 1) expect(digits(fit.rSquared, Number(expected.r2))).toBeGreaterThan(10);
    });
  }

  published('data/nist-strd/filip.csv')('the tenth-degree polynomial of Filip has at least 6', () => {
    const { expected, fit } = fitSet('filip');
    expect(Math.min(...expected.coef.map((value, j) => digits(fit.coefficients[j], Number(value))), ...expected.se.map((value, j) => digits(fit.standardErrors[j], Number(value))))).toBeGreaterThan(6);
  });
});
