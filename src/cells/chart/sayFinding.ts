import * as v from 'valibot';
import { formatKinds, formatValue } from '../../charts/formatValue.ts';
import type { Locale } from '../../messages/locale.ts';
import { proseValues } from '../../notebook/proseValues.ts';
import { readText } from '../options.ts';
import type { ChartOptions } from './options.ts';

const figures = v.record(v.string(), v.strictObject({ value: v.nullable(v.union([v.string(), v.number(), v.boolean()])), kind: v.picklist(formatKinds) }));

/** Figures that a finding speaks of, as the cell read them, by how they are written in it. */
export type FindingFigures = v.InferOutput<typeof figures>;

/** What a chart found, as a sentence with its figures in the reader's language; null where the notebook gives none. */
export function sayFinding({ finding }: ChartOptions, facts: Readonly<Record<string, unknown>>, locale: Locale, currency: string | null): string | null {
  if (finding === undefined) return null;
  const read = v.safeParse(figures, facts['figures']);
  const known = read.success ? read.output : {};
  return proseValues(readText(finding, locale))
    .map((part) => {
      if (part.type === 'text') return part.text;
      const figure = known[part.source];
      return figure === undefined ? part.source : formatValue(figure.value, { kind: figure.kind, locale, currency, compact: part.compact });
    })
    .join('');
}
