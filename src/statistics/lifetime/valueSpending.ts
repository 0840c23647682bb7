import { fitGammaGamma } from './gammaGamma.ts';

export interface Valued {
  readonly parameters: Readonly<Record<'p' | 'q' | 'gamma', number>>;
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly correlation: number;
  /** of each customer's next purchase */
  readonly expected: Float64Array;
}

export interface Spent {
  /** repeat purchases */
  readonly x: Float64Array;
  /** their mean value */
  readonly value: Float64Array;
}

/** Fits the model of spend and values each customer's purchases. Null with fewer than three repeat buyers. */
export function valueSpending({ x, value }: Spent): Valued | null {
  const spending = fitGammaGamma(x, value);
  if (!spending) return null;
  const { parameters, logLikelihood, converged, correlation } = spending;
  return { parameters, logLikelihood, converged, correlation, expected: x.map((count, at) => spending.expectedValue(count, value[at] ?? NaN)) };
}
