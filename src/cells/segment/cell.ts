import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { quoteName, quoteText } from '../../sql/quote.ts';
import { tokenize } from '../../sql/tokenize.ts';
import { traits as registry } from '../../traits/registry.ts';
import type { CellContext, CellKind } from '../CellKind.ts';
import { customerNames } from '../customerNames.ts';
import { absentFindings } from '../findings.ts';
import { commonEntries, readText, textEntry } from '../options.ts';
import { RuleError, ruleSchema, textsOf, traitsOf, writeRule, type Rule } from './rule.ts';

const decision = { tactic: v.optional(textEntry), owner: v.optional(textEntry), due: v.optional(textEntry), next: v.optional(textEntry) };
const named = v.strictObject({ name: textEntry, rule: ruleSchema, ...decision });

const schema = v.strictObject({
  name: v.optional(textEntry),
  rule: v.optional(ruleSchema),
  /** several segments; a customer belongs to the first whose rule holds */
  segments: v.optional(v.pipe(v.array(named), v.minLength(1))),
  /** name of the segment of all the others; without it they are left out */
  others: v.optional(textEntry),
  ...decision,
  ...commonEntries,
});

type Options = v.InferOutput<typeof schema>;

/** Named sets of customers by rule over traits, columns and amounts; customers who bought nothing count as zero. */
const segment: CellKind<Options> = {
  kind: 'segment',
  label: { en: 'Segment', ru: 'Сегмент', pl: 'Segment' },
  body: 'yaml',
  schema,
  template: 'name: Silent for 90 days\nrule:\n  all:\n    - { trait: recency_days, op: ">", value: 90 }',
  reads: () => ['customers'],
  async evaluate(options, context) {
    const given = options.segments ?? (options.rule === undefined ? [] : [{ name: options.name ?? context.id, rule: options.rule }]);
    const segments: readonly { name: string; rule: Rule }[] = given.map(({ name, rule }) => ({ name: readText(name, context.locale), rule }));
    const rest = options.others === undefined ? null : readText(options.others, context.locale);
    if (segments.length === 0) return fail('options', 'The segment has no rule.', { hint: 'Give `rule:` or `segments:`.' });
    const named = segments.flatMap(({ rule }) => [...traitsOf(rule), ...textsOf(rule).flatMap(traitNamesIn)]);
    const wanted = [...new Set([...named, 'revenue', 'ltv'])];
    const sheet = await context.sheet({ traits: wanted, where: options.where, asOf: options.as_of, windowDays: options.window_days });
    if (!sheet.ok) return sheet;
    const lost = sheet.value.absent.filter(({ trait }) => named.includes(trait));
    const usable = segments.filter(({ rule }) => ![...traitsOf(rule), ...textsOf(rule).flatMap(traitNamesIn)].some((id) => lost.some(({ trait }) => trait === id)));
    const cases: string[] = [];
    const amounts: string[] = [];
    try {
      for (const { name, rule } of usable) {
        const written = writeRule(rule);
        // amounts of several rules are numbered on
        const shift = amounts.length;
        const renumber = (sql: string): string => sql.replaceAll(/\bamount_(\d+)\b/g, (_, number: string) => `amount_${Number(number) + shift}`);
        cases.push(`WHEN ${shift > 0 ? renumber(written.condition) : written.condition} THEN ${quoteText(name)}`);
        amounts.push(...written.amounts.map((sql) => (shift > 0 ? renumber(sql) : sql)));
      }
    } catch (error) {
      if (error instanceof RuleError) return fail('options', `rule: ${error.message}`);
      throw error;
    }
    const others = rest === null ? 'NULL' : quoteText(rest);
    const shown = sheet.value.traits.filter((id) => wanted.includes(id));
    const ltv = sheet.value.traits.includes('ltv') ? 'ltv' : 'CAST(NULL AS DECIMAL(18,4)) AS ltv';
    const params = { ...context.params, as_of: { type: 'DATE', value: context.asOf(options.as_of) }, window_days: { type: 'BIGINT', value: context.windowDays(options.window_days) } } as const;
    const revenue = sheet.value.traits.includes('revenue') ? 'revenue' : 'CAST(0 AS DECIMAL(18,4)) AS revenue';
    const columns = ['customer_id', ...shown.filter((id) => id !== 'revenue' && id !== 'ltv').map(quoteName), revenue, ltv];
    const customers = await context.keep(
      'customers',
      `SELECT ${columns.join(', ')}, ${cases.length > 0 ? `CASE ${cases.join(' ')} ELSE ${others} END` : others} AS segment${customerNames(context.base).column}
FROM ${sheet.value.relation} AS s LEFT JOIN (SELECT * ${await excludeTraits(context, shown)} FROM main.customers) AS c USING (customer_id)
${amounts.join('\n')}
WHERE segment IS NOT NULL ORDER BY customer_id`,
      params,
    );
    if (!customers.ok) return customers;
    const names = [...usable.map(({ name }) => name), ...(rest === null ? [] : [rest])];
    const summary = await context.keep(
      'summary',
      `SELECT n.segment, count(k.customer_id) AS customers, coalesce(sum(k.revenue), 0) AS revenue, sum(k.ltv) AS gross_profit
FROM (VALUES ${names.length > 0 ? names.map((name, index) => `(${quoteText(name)}, ${index})`).join(', ') : "('', 0)"}) AS n(segment, position) LEFT JOIN ${customers.value.relation} AS k USING (segment)
GROUP BY n.segment, n.position ORDER BY n.position`,
    );
    if (!summary.ok) return summary;
    return done({
      tables: [customers.value, summary.value],
      findings: absentFindings(context.locale, lost),
      facts: { asOf: context.asOf(options.as_of), windowDays: context.windowDays(options.window_days), segments: options.segments ?? [{ ...options, name: options.name ?? context.id }] },
    });
  },
};

export default segment;

const traitNamesIn = (text: string): string[] => tokenize(text).flatMap((token) => ((token.kind === 'name' || token.kind === 'quoted') && registry.has(token.text) ? [token.text] : []));

/** Columns of customers that the sheet carries as traits: the trait goes before. */
async function excludeTraits(context: CellContext, shown: readonly string[]): Promise<string> {
  const columns = await context.columns('customers');
  const both = columns.ok ? columns.value.filter(({ name }) => shown.includes(name)).map(({ name }) => quoteName(name)) : [];
  return both.length > 0 ? `EXCLUDE (${both.join(', ')})` : '';
}
