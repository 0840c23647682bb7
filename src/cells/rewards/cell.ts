import * as v from 'valibot';
import { done } from '../../database/outcome.ts';
import type { Localised } from '../../messages/locale.ts';
import { quotePath } from '../../sql/quote.ts';
import { describeCoefficients } from '../../statistics/linear/describeModel.ts';
import { fitLeastSquares } from '../../statistics/linear/fitLeastSquares.ts';
import type { CellKind } from '../CellKind.ts';
import { customerFaces } from '../customerNames.ts';
import { double, keepColumns, text } from '../keepColumns.ts';
import { commonEntries } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, baseHas, finding, keepAll, readFacts } from '../study.ts';
import { jointWords, rewardSql } from './rewardSql.ts';

const schema = v.strictObject({
  /** words in the name of a campaign that is joint marketing */
  joint: v.optional(v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1), v.maxLength(20)), jointWords),
  ...commonEntries,
});

const shapes = {
  customers: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', discount: 'DOUBLE', bonus: 'DOUBLE', bonus_paid: 'DOUBLE', joint_marketing: 'DOUBLE', reward: 'DOUBLE', reward_share: 'DOUBLE', net: 'DOUBLE', volume: 'DOUBLE', breadth: 'BIGINT', regularity: 'BIGINT', margin_before: 'DOUBLE' },
  forms: { form: 'VARCHAR', amount: 'DOUBLE', customers: 'BIGINT', amount_share: 'DOUBLE', of_list: 'DOUBLE' },
  basis: { driver: 'VARCHAR', coefficient: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE', p: 'DOUBLE' },
};
const forms = ['discount', 'bonus', 'bonus_paid', 'joint_marketing'] as const;
const drivers = ['volume', 'breadth', 'regularity', 'margin_before'] as const;
const fewest = 30;

/** What customers are given, in which form, and what it is given for. */
const rewards: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'rewards',
  label: { en: 'Rewards and what they are for', ru: 'Поощрения и за что они', pl: 'Nagrody i za co są' },
  body: 'yaml',
  schema,
  template: '{}',
  reads: () => [],
  consults: () => ['order_lines', 'customers', 'plans', 'campaigns'],
  async evaluate(options, context) {
    const lines = await readLines(options, context, ['customer_id', 'order_date', 'net_amount']);
    if (!lines.ok) return absentLines(lines.error, {}, context, shapes);
    const { has, params, asOf, windowDays } = lines.value;
    const given = (column: string): boolean => baseHas(context, column);
    const ways = [
      ...(has('list_price') && has('qty') ? ['WHEN list_price > 0 AND qty > 0 THEN greatest(CAST(list_price AS DOUBLE) * qty, CAST(net_amount AS DOUBLE))'] : []),
      ...(has('discount_pct') ? ['WHEN discount_pct >= 0 AND discount_pct < 1 THEN CAST(net_amount AS DOUBLE) / (1 - discount_pct)'] : []),
    ];
    const listed = ways.length === 0 ? 'CAST(NULL AS DOUBLE)' : `CASE ${ways.join(' ')} END`;
    const { bonus, campaigns, tiered } = rewardSql(given, options.joint);
    const face = customerFaces(context.base);
    const customers = `WITH l AS (${lines.value.sql}), priced AS (SELECT *, ${listed} AS listed FROM l WHERE in_window AND customer_id IS NOT NULL AND NOT is_return AND net_amount > 0),
 per AS (SELECT customer_id, CAST(sum(net_amount) AS DOUBLE) AS net, coalesce(sum(listed - CAST(net_amount AS DOUBLE)), 0) AS discount, ${has('category') ? 'count(DISTINCT category)' : 'CAST(NULL AS BIGINT)'} AS breadth, count(DISTINCT date_trunc('month', order_date)) AS active_months, sum(coalesce(listed, CAST(net_amount AS DOUBLE)) - CAST(net_amount - line_profit AS DOUBLE)) FILTER (line_profit IS NOT NULL) / nullif(sum(coalesce(listed, CAST(net_amount AS DOUBLE))) FILTER (line_profit IS NOT NULL), 0) AS margin_before FROM priced GROUP BY customer_id),
 bonus AS (${bonus}), campaigned AS (${campaigns}),
 joined AS (SELECT per.*, coalesce(bonus.bonus, 0) AS bonus, coalesce(bonus_paid, 0) AS bonus_paid, coalesce(joint_marketing, 0) AS joint_marketing FROM per LEFT JOIN bonus USING (customer_id) LEFT JOIN campaigned USING (customer_id))
SELECT customer_id${face.column}, net, discount, bonus, bonus_paid, joint_marketing, discount + bonus + bonus_paid + joint_marketing AS reward, (discount + bonus + bonus_paid + joint_marketing) / nullif(net + discount, 0) AS reward_share, net AS volume, breadth, active_months AS regularity, margin_before FROM joined${face.join} ORDER BY reward DESC, customer_id`;
    const kept = quotePath(context.id, 'customers');
    const made = await keepAll(context, { customers, forms: `SELECT * FROM (${forms.map((form) => `SELECT '${form}' AS form, coalesce(sum(${form}), 0) AS amount, count(*) FILTER (${form} > 0) AS customers, coalesce(sum(${form}), 0) / nullif(sum(reward), 0) AS amount_share, coalesce(sum(${form}), 0) / nullif(sum(net + discount), 0) AS of_list FROM ${kept}`).join(' UNION ALL ')}) WHERE amount > 0 ORDER BY amount DESC, form` }, params);
    if (!made.ok) return made;
    // equal values share the mean of their ranks; sums that differ in their last digits only are equal
    const rank = (name: string): string => `CASE WHEN ${name} IS NOT NULL THEN rank() OVER (ORDER BY round(${name}, 6)) + (count(*) OVER (PARTITION BY round(${name}, 6)) - 1) / 2.0 END AS ${name}`;
    const ranks = await context.database.run(`SELECT ${['reward_share', ...drivers].map(rank).join(', ')}, reward FROM ${kept} ORDER BY customer_id`);
    if (!ranks.ok) return ranks;
    const basis = weigh((name) => ranks.value.column(name).map((value) => (value === null ? NaN : Number(value))), ranks.value.rowCount);
    const rewarded = ranks.value.column('reward').filter((value) => Number(value) > 0).length;
    const told = rewarded >= fewest ? basis : [];
    const weighed = await keepColumns(context, 'basis', { driver: text(told.map(({ driver }) => driver)), coefficient: double(told.map(({ coefficient }) => coefficient)), low: double(told.map(({ low }) => low)), high: double(told.map(({ high }) => high)), p: double(told.map(({ p }) => p)) }, customers);
    if (!weighed.ok) return weighed;
    const facts = await readFacts(context, `SELECT count(*) AS customers, sum(reward) AS reward, sum(reward) / nullif(sum(net + discount), 0) AS reward_share, (SELECT arg_max(driver, coefficient) FILTER (low > 0) FROM ${quotePath(context.id, 'basis')}) AS paid_for FROM ${kept}`, {});
    if (!facts.ok) return facts;
    const say = (kind: string, message: Localised) => finding(context.locale, kind, message);
    return done({
      tables: [...made.value, weighed.value],
      findings: [
        ...(ways.length === 0 ? [say('absent', { en: 'No file tells list prices or discounts: discounts are not among the rewards.', ru: 'В файлах нет ни цен прайса, ни скидок: скидок среди поощрений нет.', pl: 'Żaden plik nie podaje cen cennikowych ani rabatów: rabatów nie ma wśród nagród.' })] : []),
        ...(tiered ? [] : [say('absent', { en: 'No file tells bonus thresholds: add plans with tier_threshold and tier_rate.', ru: 'Нет файла с порогами бонусов: добавьте планы с порогом и ставкой.', pl: 'Żaden plik nie podaje progów bonusowych: dodaj plany z progiem i stawką.' })]),
        ...(told.length === 0 ? [say('small_n', { en: `Fewer than ${fewest} rewarded customers, or nothing to tell them apart: what is rewarded is not estimated.`, ru: `Поощряемых клиентов меньше ${fewest} или их нечем различить: за что поощряют, не оценено.`, pl: `Nagradzanych klientów mniej niż ${fewest} albo nie ma czym ich odróżnić: nie oszacowano, za co się nagradza.` })] : [say('not_an_effect', { en: 'This says what is rewarded today, not what another reward would bring.', ru: 'Это о том, за что поощряют сейчас, а не о том, что дало бы другое поощрение.', pl: 'To mówi, za co się nagradza dziś, nie co dałaby inna nagroda.' })]),
      ],
      facts: { ...(asOf === null ? {} : { asOf }), windowDays, ...facts.value },
    });
  },
};

export default rewards;

interface Weight {
  readonly driver: string;
  readonly coefficient: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/** Standardised coefficients of ranks; drivers that no file gives, or that do not vary, are left out. */
function weigh(column: (name: string) => readonly number[], rows: number): Weight[] {
  const used = drivers.filter((name) => new Set(column(name).filter(Number.isFinite)).size > 1);
  const complete = Array.from({ length: rows }, (_, row) => row).filter((row) => ['reward_share', ...used].every((name) => Number.isFinite(column(name)[row])));
  const standardised = (name: string): Float64Array => {
    const all = column(name);
    const values = Float64Array.from(complete, (row) => all[row] ?? NaN);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
    return values.map((value) => (value - mean) / spread);
  };
  const y = standardised('reward_share');
  const columns = [new Float64Array(y.length).fill(1), ...used.map(standardised)];
  if (used.length === 0 || y.length < fewest || [y, ...columns].some((values) => !values.every(Number.isFinite))) return [];
  const fit = fitLeastSquares(columns, y, true);
  if (fit.kind !== 'fitted') return [];
  const { low, high, pValues } = describeCoefficients(columns, y, fit, 'hc3', true);
  return used.map((driver, at) => ({ driver, coefficient: fit.coefficients[at + 1] ?? NaN, low: low[at + 1] ?? NaN, high: high[at + 1] ?? NaN, p: pValues[at + 1] ?? NaN }));
}
