/** Probability that an event was given a higher score than a non-event, ties counted half (Mann & Whitney); NaN without both. */
export function areaUnderCurve(scores: Float64Array, y: Float64Array): number {
  const order = Uint32Array.from(scores.keys()).sort((one, other) => (scores[one] ?? 0) - (scores[other] ?? 0));
  let ranks = 0;
  let events = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to += 1;
    for (let k = from; k < to; k += 1) {
      if ((y[order[k] ?? 0] ?? 0) < 0.5) continue;
      ranks += (from + to + 1) / 2;
      events += 1;
    }
    from = to;
  }
  const others = order.length - events;
  return events > 0 && others > 0 ? (ranks - (events * (events + 1)) / 2) / (events * others) : NaN;
}

/** mean squared distance of probability and outcome */
export const brierScore = (probabilities: Float64Array, y: Float64Array): number => probabilities.reduce((sum, p, at) => sum + (p - (y[at] ?? 0)) ** 2, 0) / probabilities.length;

/** How many times more events than overall are among the share with the highest probabilities. */
export function lift(probabilities: Float64Array, y: Float64Array, share: number): number {
  const order = Uint32Array.from(probabilities.keys()).sort((one, other) => (probabilities[other] ?? 0) - (probabilities[one] ?? 0) || one - other);
  const count = Math.max(1, Math.round(share * order.length));
  const total = y.reduce((sum, value) => sum + value, 0);
  const top = order.slice(0, count).reduce((sum, at) => sum + (y[at] ?? 0), 0);
  return total > 0 ? top / count / (total / y.length) : NaN;
}

export interface CalibrationBin {
  readonly n: number;
  readonly events: number;
  readonly predicted: number;
  readonly observed: number;
}

/** Equal shares of rows by probability: mean predicted against observed. */
export function calibrate(probabilities: Float64Array, y: Float64Array, bins: number): CalibrationBin[] {
  const order = Uint32Array.from(probabilities.keys()).sort((one, other) => (probabilities[one] ?? 0) - (probabilities[other] ?? 0) || one - other);
  const count = Math.min(bins, order.length);
  return Array.from({ length: count }, (_, index) => {
    const slice = order.slice(Math.floor((index * order.length) / count), Math.floor(((index + 1) * order.length) / count));
    const events = slice.reduce((sum, at) => sum + (y[at] ?? 0), 0);
    return { n: slice.length, events, predicted: slice.reduce((sum, at) => sum + (probabilities[at] ?? 0), 0) / slice.length, observed: events / slice.length };
  });
}

/** Which part of the events is found among the rows with the highest probabilities, for each share of the rows from 0 to 1. */
export function gains(probabilities: Float64Array, y: Float64Array, steps: number): { readonly share: number; readonly captured: number }[] {
  const total = y.reduce((sum, value) => sum + value, 0);
  if (total === 0) return [];
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    return { share, captured: step === 0 ? 0 : (lift(probabilities, y, share) * Math.max(1, Math.round(share * y.length))) / y.length };
  });
}
