import { done, type Outcome } from '../../database/outcome.ts';
import type { DescribedLogistic } from '../../statistics/logistic/describeLogistic.ts';
import { areaUnderCurve, brierScore, calibrate, gains, lift } from '../../statistics/logistic/judgePrediction.ts';
import type { CellContext } from '../CellKind.ts';
import { double, integer, text, type Computed } from '../keepColumns.ts';
import { readDesign, type Design, type DesignRequest } from '../readDesign.ts';

/** How well probabilities foretold outcomes. */
export interface Judged {
  readonly n: number;
  readonly auc: number;
  readonly brier: number;
  readonly lift: number;
  readonly probabilities: Float64Array;
  readonly y: Float64Array;
}

export const judge = (probabilities: Float64Array, y: Float64Array): Judged => ({ n: y.length, auc: areaUnderCurve(probabilities, y), brier: y.length > 0 ? brierScore(probabilities, y) : NaN, lift: lift(probabilities, y, 0.1), probabilities, y });

/** The model as fitted, on customers of a later index date. */
export async function judgeLater(from: string, request: DesignRequest, learned: Design, fit: DescribedLogistic, outcome: string, context: CellContext): Promise<Outcome<Judged>> {
  const read = await readDesign({ ...request, from }, context);
  if (!read.ok) return read;
  const { terms, numbers, n } = read.value;
  const scores = new Float64Array(n).fill(fit.coefficients[0] ?? 0);
  learned.terms.forEach(({ name }, at) => {
    const same = terms.find((term) => term.name === name)?.values;
    for (let row = 0; row < n; row += 1) scores[row] = (scores[row] ?? 0) + (fit.coefficients[at + 1] ?? 0) * (same?.[row] ?? 0);
  });
  return done(judge(scores.map((value) => 1 / (1 + Math.exp(-value))), numbers.get(outcome) ?? new Float64Array()));
}

const bins = 10;

/** tenths of the rows by probability: mean predicted and observed share */
export function calibrationColumns({ probabilities, y }: Judged): Record<string, Computed> {
  const found = calibrate(probabilities, y, bins);
  return {
    bin: integer(found.map((_, index) => index + 1)),
    n: integer(found.map(({ n }) => n)),
    events: integer(found.map(({ events }) => events)),
    predicted: double(found.map(({ predicted }) => predicted)),
    observed: double(found.map(({ observed }) => observed)),
  };
}

/** which part of those who left is found among the likeliest, for the rows learned from and for later ones */
export function gainColumns(learned: Judged, later: Judged | null): Record<string, Computed> {
  const series = [['learned', learned], ...(later ? [['later', later] as const] : [])] as const;
  const points = series.flatMap(([name, judged]) => gains(judged.probabilities, judged.y, bins).map((point) => ({ name, ...point })));
  return { rows: text(points.map(({ name }) => name)), share: double(points.map(({ share }) => share)), captured: double(points.map(({ captured }) => captured)), by_chance: double(points.map(({ share }) => share)) };
}
