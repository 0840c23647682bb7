/** Colours of charts as variables of the theme, so that light, dark and print follow without drawing anew. */
const categorical = [1, 2, 3, 4, 5, 6].map((step) => `var(--cat-${step})`);
export const otherCategory = 'var(--cat-other)';
export const computed = 'var(--seq-5)';

export interface SequentialStep {
  readonly fill: string;
  /** of text upon it */
  readonly on: string;
}

/** The step of a value between the smallest and the largest; the emptiest picture for missing ones. */
export function sequentialStep(value: number | null, min: number, max: number): SequentialStep {
  if (value === null) return { fill: 'var(--chart-empty)', on: 'var(--c-ink-3)' };
  const share = max > min ? (value - min) / (max - min) : 1;
  const step = Math.min(7, 1 + Math.floor(share * 7));
  return { fill: `var(--seq-${step})`, on: `var(--seq-${step}-on)` };
}

/** A colour per class, in the order in which they come; from the seventh on they share one. */
export const categoryColours = (classes: readonly string[]): ReadonlyMap<string, string> => new Map(classes.map((name, index) => [name, categorical[index] ?? otherCategory]));
