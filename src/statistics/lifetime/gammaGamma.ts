import { minimise, positive } from '../minimise.ts';
import { logGamma } from '../special/gamma.ts';

export interface Spending {
  readonly parameters: Readonly<Record<'p' | 'q' | 'gamma', number>>;
  readonly logLikelihood: number;
  readonly converged: boolean;
  /** of number and mean value of repeat purchases: the model takes them as independent */
  readonly correlation: number;
  readonly buyers: number;
  /** expected value of a purchase of a customer with x repeat purchases of mean value z; of somebody new with x = 0; NaN where the model has no mean (q ≤ 1) */
  expectedValue(x: number, z: number): number;
}

/** Gamma–Gamma model of spend (Fader & Hardie 2013), fitted to customers with repeat purchases of positive mean value. Null when there are fewer than three. */
export function fitGammaGamma(allX: Float64Array, allZ: Float64Array): Spending | null {
  const rows = Array.from(allX.keys()).filter((i) => (allX[i] ?? 0) > 0 && (allZ[i] ?? 0) > 0);
  if (rows.length < 3) return null;
  const x = Float64Array.from(rows, (i) => allX[i] ?? 0);
  const scale = rows.reduce((sum, i) => sum + (allZ[i] ?? 0), 0) / rows.length;
  const z = Float64Array.from(rows, (i) => (allZ[i] ?? 0) / scale);
  const distinct = [...new Set(x)];
  const cost = (logs: Float64Array): number => {
    const [p, q, gamma] = unpack(logs);
    const constant = new Map(distinct.map((k) => [k, logGamma(p * k + q) - logGamma(p * k) - logGamma(q) + q * Math.log(gamma) + p * k * Math.log(k)]));
    let sum = 0;
    for (let i = 0; i < x.length; i += 1) {
      const k = x[i] ?? 0;
      const value = z[i] ?? 0;
      sum += (constant.get(k) ?? 0) + (p * k - 1) * Math.log(value) - (p * k + q) * Math.log(gamma + k * value);
    }
    return -sum;
  };
  const best = minimise(cost, [[1, 1, 0], [2, 0.5, -1], [0, 2, 1]]);
  const [p, q, unitGamma] = unpack(best.at);
  const gamma = unitGamma * scale;
  return {
    parameters: { p, q, gamma },
    logLikelihood: -best.value - rows.length * Math.log(scale),
    converged: best.converged,
    correlation: correlate(x, z),
    buyers: rows.length,
    expectedValue: (k, mean) => {
      const weight = p * k + q - 1;
      return weight > 0 ? (p * (gamma + k * (k > 0 ? mean : 0))) / weight : NaN;
    },
  };
}

const unpack = (logs: Float64Array): [number, number, number] => {
  const [p, q, gamma] = logs;
  return [positive(p), positive(q), positive(gamma)];
};

function correlate(x: Float64Array, z: Float64Array): number {
  const about = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, mz] = [about(x), about(z)];
  let [xx, zz, xz] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const [dx, dz] = [(x[i] ?? 0) - mx, (z[i] ?? 0) - mz];
    xx += dx * dx;
    zz += dz * dz;
    xz += dx * dz;
  }
  return xx > 0 && zz > 0 ? xz / Math.sqrt(xx * zz) : NaN;
}
