import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { closeCondition } from '../../sql/condition.ts';
import { quoteName, quotePath, quoteText } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { fromEntry, readText, textEntry } from '../options.ts';

const metric = v.strictObject({
  label: textEntry,
  /** SQL aggregate over the rows read, e.g. count(*) */
  value: v.pipe(v.string(), v.nonEmpty()),
  from: v.optional(fromEntry),
  where: v.optional(v.string()),
  format: v.optional(v.picklist(['money', 'integer', 'number', 'share', 'days', 'date'])),
  note: v.optional(textEntry),
});

const schema = v.strictObject({ from: v.optional(fromEntry), metrics: v.pipe(v.array(metric), v.minLength(1), v.maxLength(12)), title: v.optional(textEntry) });

/** A strip of single numbers, each an aggregate over a table or cell. */
const metrics: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'metrics',
  label: { en: 'Numbers', ru: 'Показатели', pl: 'Wskaźniki' },
  body: 'yaml',
  schema,
  template: 'from: customers\nmetrics:\n  - label: Customers\n    value: count(*)\n    format: integer',
  reads: (options) => [...new Set(options.metrics.flatMap((entry) => entry.from ?? options.from ?? []))],
  async evaluate(options, context) {
    const queries: string[] = [];
    for (const [index, entry] of options.metrics.entries()) {
      const from = entry.from ?? options.from;
      if (from === undefined) return fail('options', `metrics[${index}] names no table.`, { hint: 'Give `from:` for the metric or for the whole cell.' });
      const value = closeCondition(entry.value);
      const condition = closeCondition(entry.where ?? 'true');
      if (!value.ok) return fail('options', `metrics[${index}].value: ${value.reason}`, { hint: value.hint });
      if (!condition.ok) return fail('options', `metrics[${index}].where: ${condition.reason}`, { hint: condition.hint });
      queries.push(`SELECT ${index + 1} AS position, ${quoteText(readText(entry.label, context.locale))} AS label, CAST(${value.sql} AS VARCHAR) AS ${quoteName('value')} FROM ${quotePath(...from.split('.'))} WHERE ${condition.sql}`);
    }
    const result = await context.keep('result', `SELECT label, "value" FROM (\n${queries.join('\nUNION ALL\n')}\n) ORDER BY position`);
    if (!result.ok) return result;
    return done({ tables: [result.value], findings: [], facts: { metrics: options.metrics.map(({ label, format, note }) => ({ label: readText(label, context.locale), format: format ?? 'number', note: note === undefined ? null : readText(note, context.locale) })) } });
  },
};

export default metrics;
