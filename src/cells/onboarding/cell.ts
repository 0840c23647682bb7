import * as v from 'valibot';
import { closeCondition } from '../../sql/condition.ts';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding, wilson } from '../study.ts';

const schema = v.strictObject({
  /** what makes an order an entry order: a condition over the columns of order_lines */
  entry: v.optional(v.pipe(v.string(), v.nonEmpty(), v.check((text) => closeCondition(text).ok, 'one condition over the columns of order_lines'))),
  /** days within which a second order is hoped for */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 90),
  /** orders that a customer of the fixed panel has at least */
  panel_orders: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(30)), 5),
  ...commonEntries,
});

/** From the first order on: which entry brings customers back, and how the check grows. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'onboarding',
  label: { en: 'First orders', ru: 'Первые заказы', pl: 'Pierwsze zamówienia' },
  schema,
  template: 'days: 90',
  consults: ['order_lines'],
  lines: ['customer_id', 'order_id', 'order_date', 'net_amount'],
  absent: { en: 'Add a file with orders.', ru: 'Добавьте файл с заказами.', pl: 'Dodaj plik z zamówieniami.' },
  shapes: {
    entries: { entry: 'VARCHAR', customers: 'BIGINT', returned: 'BIGINT', second_share: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE', revenue_180: 'DOUBLE', ripe: 'BIGINT' },
    by_number: { number: 'BIGINT', customers: 'BIGINT', average_check: 'DOUBLE', panel: 'DOUBLE', panel_customers: 'BIGINT' },
    curves: { entry: 'VARCHAR', day: 'BIGINT', with_second: 'DOUBLE', at_risk: 'BIGINT', n: 'BIGINT' },
    panel: { number: 'BIGINT', average_check: 'DOUBLE', customers: 'BIGINT' },
    old_ones: { maybe_old: 'BIGINT', customers: 'BIGINT' },
  },
  tables({ lines, has, options }) {
    const condition = options.entry === undefined ? null : closeCondition(options.entry);
    const yes = condition?.ok ? `bool_or(coalesce(${condition.sql}, FALSE))` : has('promo_id') ? "bool_or(coalesce(CAST(promo_id AS VARCHAR), '') <> '')" : null;
    const entry = yes === null ? (has('category') ? "coalesce(arg_max(CAST(category AS VARCHAR), net_amount), '—')" : "'—'") : `CASE WHEN ${yes} THEN 'entry' ELSE 'other' END`;
    const documents = `l AS (${lines}), documents AS (SELECT customer_id, order_id, min(order_date) AS day, CAST(sum(net_amount) AS DOUBLE) AS net, ${entry} AS entry FROM l WHERE customer_id IS NOT NULL AND NOT is_return GROUP BY customer_id, order_id HAVING sum(net_amount) > 0),
 numbered AS (SELECT *, row_number() OVER w AS number, lead(day) OVER w AS next_day FROM documents WINDOW w AS (PARTITION BY customer_id ORDER BY day, order_id)),
 file_start AS (SELECT min(order_date) AS day FROM l),
 firsts AS (SELECT customer_id, numbered.day, entry, date_diff('day', numbered.day, next_day) AS wait, date_diff('day', numbered.day, CAST($as_of AS DATE)) AS watched, numbered.day <= file_start.day + 90 AS maybe_old FROM numbered, file_start WHERE number = 1)`;
    return {
      entries: `WITH ${documents}, half_year AS (SELECT f.customer_id, sum(d.net) AS net FROM firsts AS f JOIN documents AS d ON d.customer_id = f.customer_id AND d.day <= f.day + 180 WHERE watched >= 180 GROUP BY f.customer_id),
 judged AS (SELECT firsts.*, half_year.net FROM firsts LEFT JOIN half_year USING (customer_id) WHERE NOT maybe_old)
SELECT entry, count(*) AS customers, count(*) FILTER (watched >= ${options.days}) AS ripe, count(*) FILTER (watched >= ${options.days} AND wait <= ${options.days}) AS returned, count(*) FILTER (watched >= ${options.days} AND wait <= ${options.days}) / CAST(nullif(count(*) FILTER (watched >= ${options.days}), 0) AS DOUBLE) AS second_share,
  ${wilson(`count(*) FILTER (watched >= ${options.days} AND wait <= ${options.days})`, `count(*) FILTER (watched >= ${options.days})`, 'low')} AS low, ${wilson(`count(*) FILTER (watched >= ${options.days} AND wait <= ${options.days})`, `count(*) FILTER (watched >= ${options.days})`, 'high')} AS high, avg(net) AS revenue_180 FROM judged GROUP BY entry ORDER BY entry`,
      by_number: `WITH ${documents}, long AS (SELECT customer_id FROM numbered GROUP BY customer_id HAVING count(*) >= ${options.panel_orders}) SELECT number, count(*) AS customers, avg(net) AS average_check, CASE WHEN number <= ${options.panel_orders} THEN avg(net) FILTER (customer_id IN (FROM long)) END AS panel, count(*) FILTER (customer_id IN (FROM long)) AS panel_customers FROM numbered WHERE number <= 30 GROUP BY number ORDER BY number`,
      curves: `WITH ${documents}, timed AS (SELECT entry, coalesce(wait, watched) AS t, wait IS NOT NULL AS came FROM firsts WHERE NOT maybe_old), steps AS (SELECT entry, t, count(*) FILTER (came) AS events, count(*) AS left_now FROM timed GROUP BY entry, t),
 risk AS (SELECT *, sum(left_now) OVER (PARTITION BY entry ORDER BY t DESC) AS at_risk, sum(left_now) OVER (PARTITION BY entry) AS n FROM steps)
SELECT entry, t AS day, 1 - exp(sum(CASE WHEN events < at_risk THEN ln(1 - events / CAST(at_risk AS DOUBLE)) ELSE -700 END) OVER (PARTITION BY entry ORDER BY t)) AS with_second, at_risk, n FROM risk WHERE n >= 10 AND t <= 730 QUALIFY events > 0 ORDER BY entry, day`,
      panel: `WITH ${documents}, long AS (SELECT customer_id FROM numbered GROUP BY customer_id HAVING count(*) >= ${options.panel_orders}) SELECT number, avg(net) AS average_check, count(*) AS customers FROM numbered WHERE customer_id IN (FROM long) AND number <= ${options.panel_orders} GROUP BY number ORDER BY number`,
      old_ones: `WITH ${documents} SELECT count(*) FILTER (maybe_old) AS maybe_old, count(*) AS customers FROM firsts`,
    };
  },
  facts: ({ kept, options, has }) => `SELECT maybe_old, customers, ${options.days} AS days, ${options.panel_orders} AS panel_orders, ${options.entry !== undefined || has('promo_id') ? 'TRUE' : 'FALSE'} AS offered, (SELECT arg_max(entry, second_share) FROM ${kept('entries')} WHERE ripe >= 10) AS best, (SELECT max(second_share) FROM ${kept('entries')} WHERE ripe >= 10) AS best_share, (SELECT sum(returned) / CAST(nullif(sum(ripe), 0) AS DOUBLE) FROM ${kept('entries')}) AS second_share, (SELECT sum(customers) FROM ${kept('entries')}) AS judged, (SELECT average_check FROM ${kept('panel')} WHERE number = 1) AS first_check, (SELECT arg_max(average_check, number) FROM ${kept('panel')}) AS last_check, (SELECT max(customers) FROM ${kept('panel')}) AS panel_customers, (SELECT arg_min(entry, half) FROM (${halves(kept('curves'))})) AS soonest, (SELECT min(half) FROM (${halves(kept('curves'))})) AS soonest_half, (SELECT max(half) FROM (${halves(kept('curves'))})) AS latest_half, (SELECT max(with_second) FROM ${kept('curves')}) AS most_back FROM ${kept('old_ones')}`,
  findings: (facts, { locale }) => [
    ...(Number(facts['maybe_old'] ?? 0) > 0 ? [finding(locale, 'left_censored', { en: `${String(facts['maybe_old'])} of ${String(facts['customers'])} customers first appear within 90 days of the file's beginning: they may be old ones and are left out of the entries.`, ru: `Клиентов, впервые появившихся в первые 90 дней файла: ${String(facts['maybe_old'])} из ${String(facts['customers'])}; они могут быть старыми и в сравнение входов не взяты.`, pl: `Klienci, którzy pojawiają się w pierwszych 90 dniach pliku: ${String(facts['maybe_old'])} z ${String(facts['customers'])}; mogą być starzy, więc pominięto ich w porównaniu wejść.` })] : []),
    ...(facts['offered'] === false ? [finding(locale, 'absent', { en: 'No file tells entry offers (promo_id): first orders are compared by their main category.', ru: 'В файлах нет отметки о предложении для входа (promo_id): первые заказы сравниваются по главной категории.', pl: 'Żaden plik nie podaje ofert na wejście (promo_id): pierwsze zamówienia porównano według głównej kategorii.' })] : []),
  ],
});

/** SQL: by entry, the day by which half have a second order */
const halves = (curves: string): string => `SELECT entry, min(day) FILTER (with_second >= 0.5) AS half FROM ${curves} GROUP BY entry`;
