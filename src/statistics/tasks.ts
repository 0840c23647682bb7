import { findClusters, type ClusterAnswer, type ClusterQuestion } from './cluster/findClusters.ts';
import { permute, type Permuted } from './effect/permute.ts';
import { foretell, type Foretelling, type Foretold } from './lifetime/foretell.ts';
import { valueSpending, type Spent, type Valued } from './lifetime/valueSpending.ts';
import { weighPredictors, type Weighed, type WeighRequest } from './linear/weighPredictors.ts';
import { describeLogistic, type LogisticDescription, type LogisticQuestion } from './logistic/describeLogistic.ts';

/** Computations that may take long, from plain numbers to plain numbers, so that they can run beside the page. */
interface Tasks {
  readonly foretell: { readonly input: Foretelling; readonly output: Foretold | null };
  readonly valueSpending: { readonly input: Spent; readonly output: Valued | null };
  readonly weighPredictors: { readonly input: WeighRequest; readonly output: Weighed };
  readonly describeLogistic: { readonly input: LogisticQuestion; readonly output: LogisticDescription };
  readonly findClusters: { readonly input: ClusterQuestion; readonly output: ClusterAnswer | null };
  readonly permute: { readonly input: Permutation; readonly output: Permuted };
}

interface Permutation {
  readonly values: Float64Array;
  readonly treated: Uint8Array;
  readonly seed: number;
  readonly draws: number;
}

export type TaskName = keyof Tasks;
export type TaskInput<Name extends TaskName> = Tasks[Name]['input'];
export type TaskOutput<Name extends TaskName> = Tasks[Name]['output'];

type Runners = { readonly [Name in TaskName]: (input: Tasks[Name]['input'], onProgress?: (fraction: number) => void) => Tasks[Name]['output'] };

const runners: Runners = {
  foretell,
  valueSpending,
  weighPredictors,
  describeLogistic: ({ columns, y, firth }, onProgress) => describeLogistic(columns, y, firth, onProgress),
  findClusters,
  permute: ({ values, treated, seed, draws }, onProgress) => permute(values, treated, seed, draws, onProgress),
};

/** `onProgress` hears how far the work is, from 0 to 1. */
export const runTask = <Name extends TaskName>(name: Name, input: TaskInput<Name>, onProgress?: (fraction: number) => void): TaskOutput<Name> => runners[name](input, onProgress);
