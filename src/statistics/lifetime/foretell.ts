import { fitBetaGeometric } from './betaGeometric.ts';
import { fitGammaRenewal, type Rhythms } from './gammaRenewal.ts';
import type { History } from './History.ts';
import { fitParetoNbd } from './paretoNbd.ts';

export type PurchaseModel = 'bgnbd' | 'mbgnbd' | 'pareto_nbd' | 'gamma_renewal';

export interface Foretelling {
  readonly model: PurchaseModel;
  readonly history: History;
  /** in days, whatever the history's unit; the renewal model needs them */
  readonly rhythms: Rhythms | null;
  readonly daysAUnit: number;
  /** spans of time ahead for which each customer's purchases are wanted */
  readonly each: readonly number[];
  /** spans ahead for which all customers' purchases together are wanted */
  readonly totals: readonly number[];
  /** spans from a first purchase on for which a newcomer's repeat purchases are wanted */
  readonly newcomers: readonly number[];
}

/** A fitted model's answers, plain numbers that pass between threads. */
export interface Foretold {
  readonly parameters: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly alive: Float64Array;
  readonly each: readonly Float64Array[];
  readonly totals: Float64Array;
  /** null: the model does not speak of newcomers */
  readonly newcomers: Float64Array | null;
}

interface Model {
  readonly parameters: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
  readonly converged: boolean;
  alive(customer: number): number;
  expected(t: number, customer: number): number;
  readonly expectedOfNew: ((t: number) => number) | null;
}

/** Fits a model of repeat buying and asks it. Null where the renewal model has no rhythm to learn. */
export function foretell(asked: Foretelling, onProgress?: (fraction: number) => void): Foretold | null {
  const model = fit(asked, (fraction) => onProgress?.(0.6 * fraction));
  if (!model) return null;
  const customers = asked.history.x.length;
  const [alive, totals] = [new Float64Array(customers), new Float64Array(asked.totals.length)];
  const each = asked.each.map(() => new Float64Array(customers));
  for (let at = 0; at < customers; at += 1) {
    if (at % 500 === 0) onProgress?.(0.6 + (0.4 * at) / customers);
    alive[at] = model.alive(at);
    each.forEach((values, index) => {
      values[at] = model.expected(asked.each[index] ?? 0, at);
    });
    totals.forEach((sum, index) => {
      totals[index] = sum + model.expected(asked.totals[index] ?? 0, at);
    });
  }
  const { parameters, logLikelihood, converged, expectedOfNew } = model;
  return { parameters, logLikelihood, converged, alive, each, totals, newcomers: expectedOfNew && Float64Array.from(asked.newcomers, expectedOfNew) };
}

function fit({ model, history, rhythms, daysAUnit }: Foretelling, onProgress: (fraction: number) => void): Model | null {
  const { x, recency, age } = history;
  if (model === 'gamma_renewal') {
    const renewal = rhythms && fitGammaRenewal(rhythms);
    return renewal && { parameters: renewal.parameters, logLikelihood: NaN, converged: true, alive: renewal.alive, expected: (t, at) => renewal.expected(t * daysAUnit, at), expectedOfNew: null };
  }
  const found = model === 'pareto_nbd' ? fitParetoNbd(history, onProgress) : fitBetaGeometric(history, model === 'mbgnbd', onProgress);
  return {
    parameters: found.parameters,
    logLikelihood: found.logLikelihood,
    converged: found.converged,
    alive: (at) => found.alive(x[at] ?? 0, recency[at] ?? 0, age[at] ?? 0),
    expected: (t, at) => found.expected(t, x[at] ?? 0, recency[at] ?? 0, age[at] ?? 0),
    expectedOfNew: (t) => found.expectedOfNew(t),
  };
}
