import * as v from 'valibot';
import { quoteText } from '../../sql/quote.ts';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding, wilson } from '../study.ts';

const words = v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1), v.maxLength(60));

const schema = v.strictObject({
  /** items of progress that hold a reason */
  item: v.optional(words, ['reason', 'причин', 'powód', 'powod', 'przyczyn']),
  /** silence after which a customer counts as lapsed */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(30)), 180),
  /** words of reasons that we can do something about */
  fixable: v.optional(words, ['price', 'expens', 'deliver', 'quality', 'service', 'stock', 'availab', 'цен', 'дорог', 'дорож', 'достав', 'срок', 'качеств', 'сервис', 'наличи', 'cen', 'drog', 'dostaw', 'termin', 'jakoś', 'obsług', 'dostępn']),
  ...commonEntries,
});

const like = (value: string, list: readonly string[]): string => `(${list.map((word) => `contains(${value}, ${quoteText(word.toLowerCase())})`).join(' OR ')})`;

/** Why customers fall silent or leave, as far as somebody asked. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'reasons',
  label: { en: 'Reasons of silence', ru: 'Причины молчания', pl: 'Powody ciszy' },
  schema,
  template: 'days: 180',
  consults: ['order_lines', 'customers', 'progress', 'visits', 'campaigns'],
  lines: ['customer_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: {
    reasons: { reason: 'VARCHAR', customers: 'BIGINT', value: 'DOUBLE', value_share: 'DOUBLE', running_share: 'DOUBLE', fixable: 'BOOLEAN', lapsed: 'BIGINT', customers_share: 'DOUBLE' },
    log: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', reason: 'VARCHAR', told: 'DATE', state: 'VARCHAR', value: 'DOUBLE', last_order: 'DATE', silent_days: 'BIGINT' },
    unasked: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', last_order: 'DATE', silent_days: 'BIGINT', value: 'DOUBLE' },
    contact: { contacted: 'BOOLEAN', customers: 'BIGINT', returned: 'BIGINT', return_rate: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' },
  },
  tables({ lines, has, given, options, kept, face }) {
    const logged = given('progress.customer_id') && given('progress.item') && given('progress.value');
    const day = given('progress.done_date') ? 'CAST(done_date AS DATE)' : 'CAST(NULL AS DATE)';
    const profit = has('cost') ? 'coalesce(line_profit, 0)' : 'net_amount';
    const told = logged
      ? `SELECT customer_id, trim(CAST(value AS VARCHAR)) AS reason, ${day} AS told FROM main.progress WHERE customer_id IS NOT NULL AND trim(coalesce(CAST(value AS VARCHAR), '')) <> '' AND ${like('lower(CAST(item AS VARCHAR))', options.item)} AND (${day} IS NULL OR ${day} <= $as_of)`
      : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS VARCHAR) AS reason, CAST(NULL AS DATE) AS told WHERE FALSE';
    const base = `l AS (${lines}), seen AS (SELECT customer_id, max(order_date) FILTER (NOT is_return) AS last_order FROM l WHERE customer_id IS NOT NULL GROUP BY customer_id HAVING count(*) FILTER (NOT is_return) > 0),
 worth AS (SELECT customer_id, last_order, date_diff('day', last_order, CAST($as_of AS DATE)) AS silent_days, CAST(sum(${profit}) FILTER (order_date > last_order - 365) AS DOUBLE) AS value FROM l JOIN seen USING (customer_id) GROUP BY customer_id, last_order),
 told AS (${told}), latest AS (SELECT customer_id, arg_max(reason, (coalesce(told, DATE '1900-01-01'), reason)) AS reason, max(told) AS told FROM told GROUP BY customer_id)`;
    const touches = [
      ...(given('visits.visit_date') && given('visits.customer_id') ? ['SELECT customer_id, CAST(visit_date AS DATE) AS day FROM main.visits'] : []),
      ...(given('campaigns.sent_at') && given('campaigns.customer_id') ? [`SELECT customer_id, CAST(sent_at AS DATE) FROM main.campaigns${given('campaigns.group') ? ` WHERE NOT regexp_matches(lower(coalesce(CAST("group" AS VARCHAR), '')), 'control|контрол|kontrol')` : ''}`] : []),
      'SELECT customer_id, told FROM told',
    ].join(' UNION ALL ');
    return {
      log: `WITH ${base} SELECT customer_id${face.column}, reason, told, last_order, silent_days, CASE WHEN silent_days IS NULL THEN 'never bought' WHEN silent_days > ${options.days} THEN 'lapsed' ELSE 'silent' END AS state, coalesce(value, 0) AS value FROM latest LEFT JOIN worth USING (customer_id)${face.join} ORDER BY value DESC, customer_id`,
      reasons: `WITH named AS (SELECT lower(regexp_replace(reason, '\\s+', ' ', 'g')) AS key, * FROM ${kept('log')}), summed AS (SELECT key, mode(reason ORDER BY reason) AS reason, count(*) AS customers, count(*) FILTER (state = 'lapsed') AS lapsed, sum(value) AS value FROM named GROUP BY key)
SELECT reason, customers, lapsed, customers / CAST(sum(customers) OVER () AS DOUBLE) AS customers_share, value, value / nullif(sum(value) OVER (), 0) AS value_share, sum(value) OVER (ORDER BY value DESC, key) / nullif(sum(value) OVER (), 0) AS running_share, ${like('key', options.fixable)} AS fixable FROM summed ORDER BY value DESC, key`,
      unasked: `WITH ${base} SELECT customer_id${face.column}, last_order, silent_days, value FROM worth${face.join} WHERE silent_days > ${options.days} AND customer_id NOT IN (SELECT customer_id FROM latest) AND value > 0 ORDER BY value DESC, customer_id`,
      contact: `WITH ${base}, at_index AS (SELECT customer_id, max(order_date) AS last_order FROM l WHERE customer_id IS NOT NULL AND NOT is_return AND order_date <= CAST($as_of AS DATE) - 60 GROUP BY customer_id HAVING date_diff('day', max(order_date), CAST($as_of AS DATE) - 60) > ${options.days}),
 touches AS (SELECT DISTINCT customer_id FROM (${touches}) AS t(customer_id, day) WHERE day > CAST($as_of AS DATE) - 60 AND day <= CAST($as_of AS DATE) - 30), back AS (SELECT DISTINCT customer_id FROM l WHERE NOT is_return AND order_date > CAST($as_of AS DATE) - 60)
SELECT touches.customer_id IS NOT NULL AS contacted, count(*) AS customers, count(back.customer_id) AS returned, count(back.customer_id) / CAST(count(*) AS DOUBLE) AS return_rate, ${wilson('count(back.customer_id)', 'count(*)', 'low')} AS low, ${wilson('count(back.customer_id)', 'count(*)', 'high')} AS high FROM at_index LEFT JOIN touches USING (customer_id) LEFT JOIN back USING (customer_id) GROUP BY 1 ORDER BY 1`,
    };
  },
  facts: ({ kept, options }) => `SELECT (SELECT count(*) FROM ${kept('log')}) AS told, (SELECT count(*) FROM ${kept('unasked')}) AS unasked, (SELECT sum(value) FROM ${kept('unasked')}) AS unasked_value, (SELECT sum(value_share) FILTER (fixable) FROM ${kept('reasons')}) AS fixable, (SELECT arg_max(reason, value) FROM ${kept('reasons')}) AS first, ${options.days} AS days, (SELECT sum(customers) FROM ${kept('contact')}) AS silent, (SELECT max(return_rate) FILTER (contacted) FROM ${kept('contact')}) AS back_contacted, (SELECT max(return_rate) FILTER (NOT contacted) FROM ${kept('contact')}) AS back_alone`,
  findings: (facts, { locale }) => [
    ...(Number(facts['told'] ?? 0) === 0 ? [finding(locale, 'absent', { en: 'Nobody wrote reasons down: add rows of progress with the reason as value.', ru: 'Причины никто не записывал: добавьте строки прогрессов с причиной в ответе.', pl: 'Nikt nie zapisywał powodów: dodaj wiersze postępów z powodem jako odpowiedzią.' })] : []),
    ...(Number(facts['silent'] ?? 0) > 0 ? [finding(locale, 'not_an_effect', { en: 'Who is contacted is chosen by people: a higher return beside contact is no proof of its effect.', ru: 'Кому звонить, выбирают люди: больше возвратов среди тех, с кем связались, — не доказательство эффекта.', pl: 'Do kogo się dzwoni, wybierają ludzie: więcej powrotów wśród kontaktowanych nie dowodzi efektu.' })] : []),
  ],
});
