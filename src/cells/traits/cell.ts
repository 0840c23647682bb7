import * as v from 'valibot';
import { done } from '../../database/outcome.ts';
import { quoteName } from '../../sql/quote.ts';
import { traits as registry } from '../../traits/registry.ts';
import type { CellKind } from '../CellKind.ts';
import { absentFindings } from '../findings.ts';
import { commonEntries } from '../options.ts';

const schema = v.strictObject({ traits: v.optional(v.array(v.string())), ...commonEntries });

/** The customer sheet: one row a customer, one column a trait. Without a list, every trait that the base allows. */
const traits: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'traits',
  label: { en: 'Customer sheet', ru: 'Карта клиентов', pl: 'Arkusz klientów' },
  body: 'yaml',
  schema,
  template: 'traits: [recency_days, frequency, revenue, ltv]',
  reads: () => ['customers'],
  async evaluate(options, context) {
    const wanted = options.traits ?? [...registry.keys()];
    const sheet = await context.sheet({ traits: wanted, where: options.where, asOf: options.as_of, windowDays: options.window_days });
    if (!sheet.ok) return sheet;
    const columns = ['customer_id', ...sheet.value.traits.filter((id) => wanted.includes(id))].map(quoteName);
    const result = await context.keep('customers', `SELECT ${columns.join(', ')} FROM ${sheet.value.relation} ORDER BY customer_id`);
    if (!result.ok) return result;
    const findings = options.traits === undefined ? [] : absentFindings(context.locale, sheet.value.absent);
    return done({ tables: [result.value], findings, facts: { asOf: context.asOf(options.as_of), windowDays: context.windowDays(options.window_days) } });
  },
};

export default traits;
