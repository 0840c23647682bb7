import { quoteText } from '../sql/quote.ts';

/** How an axis is cut, once the cut points are known. Levels count from 1 = lowest. */
export interface Banding {
  readonly labels: readonly string[];
  /** cut points of a number axis, ascending; null for classes */
  readonly cuts: readonly number[] | null;
  readonly method: 'fixed' | 'quantile' | 'class';
  /** SQL: the level of a value, NULL for a missing or unlisted one */
  level(value: string): string;
}

/** Name of the band of customers whose value is missing. */
export const missingBand = 'none';

/** A number that SQL reads as the very same double. */
const doubleLiteral = (value: number): string => `CAST('${value}' AS DOUBLE)`;

/** Right-closed intervals: (−∞, c1], (c1, c2], … (ck, ∞). Level = 1 + number of cut points strictly below the value. */
export function bandByCuts(cuts: readonly number[], labels: readonly string[] | undefined, method: 'fixed' | 'quantile'): Banding {
  const ascending = [...cuts].sort((a, b) => a - b);
  return {
    labels: labels ?? defaultLabels(ascending.length + 1),
    cuts: ascending,
    method,
    level: (value) => {
      const above = ascending.map((cut) => `CAST(${value} > ${doubleLiteral(cut)} AS INTEGER)`);
      return `CASE WHEN ${value} IS NOT NULL THEN ${['1', ...above].join(' + ')} END`;
    },
  };
}

export function bandByClasses(classes: readonly (readonly string[])[], labels?: readonly string[]): Banding {
  return {
    labels: labels ?? classes.map((names) => names.join(', ')),
    cuts: null,
    method: 'class',
    level: (value) => {
      const cases = classes.map((names, index) => `WHEN CAST(${value} AS VARCHAR) IN (${names.map(quoteText).join(', ')}) THEN ${index + 1}`);
      return cases.length > 0 ? `CASE ${cases.join(' ')} END` : 'CAST(NULL AS INTEGER)';
    },
  };
}

/** Names that stay the same while thresholds move, so that a segment named by its bands keeps its clients' cell. */
function defaultLabels(count: number): string[] {
  if (count === 1) return ['all'];
  if (count === 2) return ['low', 'high'];
  if (count === 3) return ['low', 'middle', 'high'];
  return Array.from({ length: count }, (_, index) => String(index + 1));
}

/** SQL: the label of a level, `none` where there is none. */
export function labelOfLevel(level: string, banding: Banding): string {
  const cases = banding.labels.map((label, index) => `WHEN ${index + 1} THEN ${quoteText(label)}`);
  return `CASE ${level} ${cases.join(' ')} ELSE ${quoteText(missingBand)} END`;
}

/** SQL aggregates for the cut points of n equal-count bands: type-7 quantiles, so equal values always share a band. */
export const quantileCuts = (value: string, bands: number): string[] => Array.from({ length: bands - 1 }, (_, index) => `quantile_cont(${value}, ${(index + 1) / bands})`);

/** SQL: the value of a trait as a double, for cutting; dates as days since 1970. */
export const asNumber = (value: string, type: string): string => (type === 'date' ? `CAST(date_diff('day', DATE '1970-01-01', ${value}) AS DOUBLE)` : `CAST(${value} AS DOUBLE)`);
