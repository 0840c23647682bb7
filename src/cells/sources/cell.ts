import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding, wilson } from '../study.ts';
import { hasEmail, hasPhone } from './contactable.ts';

const schema = v.strictObject({
  /** days after registration within which a first order counts as brought by the entry point */
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 30),
  ...commonEntries,
});

/** Where customers come from, what becomes of them, and who can be written to. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'sources',
  label: { en: 'Sources and contactability', ru: 'Источники и доступность для связи', pl: 'Źródła i możliwość kontaktu' },
  schema,
  template: 'days: 30',
  consults: ['order_lines', 'customers'],
  lines: ['customer_id', 'order_date', 'net_amount'],
  needs: ['customers.customer_id', 'customers.source'],
  absent: { en: 'No file tells where customers came from: add customers with a source.', ru: 'Нет файла с источником клиента: добавьте клиентов с источником.', pl: 'Żaden plik nie podaje źródła klienta: dodaj klientów ze źródłem.' },
  shapes: {
    sources: { source: 'VARCHAR', customers: 'BIGINT', bought: 'BIGINT', conversion: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE', profit_each: 'DOUBLE', contactable_share: 'DOUBLE', registered: 'BIGINT', soon: 'BIGINT', soon_share: 'DOUBLE', revenue: 'DOUBLE', gross_profit: 'DOUBLE' },
    contactability: { state: 'VARCHAR', customers: 'BIGINT', customers_share: 'DOUBLE', revenue: 'DOUBLE' },
    never: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', source: 'VARCHAR', created_at: 'DATE', contact_state: 'VARCHAR' },
    unreached: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', contact_state: 'VARCHAR', source: 'VARCHAR', revenue: 'DOUBLE' },
  },
  tables({ lines, has, given, options, face }) {
    const column = (name: string, type: string, otherwise = 'NULL'): string => (given(`customers.${name}`) ? `CAST(any_value(${name}) AS ${type})` : `CAST(${otherwise} AS ${type})`);
    const consent = given('customers.consent') ? 'coalesce(consent, FALSE)' : 'TRUE';
    const profit = has('cost') ? 'CAST(sum(line_profit) FILTER (in_window) AS DOUBLE)' : 'CAST(NULL AS DOUBLE)';
    const people = `l AS (${lines}), people AS (SELECT customer_id, coalesce(nullif(trim(CAST(any_value(source) AS VARCHAR)), ''), '—') AS source, ${column('created_at', 'DATE')} AS created_at, ${column('email', 'VARCHAR')} AS email, ${column('phone', 'VARCHAR')} AS phone, ${column('consent', 'BOOLEAN')} AS consent FROM main.customers WHERE customer_id IS NOT NULL GROUP BY customer_id),
 bought AS (SELECT customer_id, min(order_date) FILTER (NOT is_return) AS first_day, CAST(sum(net_amount) FILTER (in_window) AS DOUBLE) AS net, ${profit} AS profit FROM l WHERE customer_id IS NOT NULL GROUP BY customer_id),
 known AS (SELECT people.*, first_day, net, profit, CASE WHEN NOT (${hasEmail} OR ${hasPhone}) THEN 'no address' WHEN NOT ${consent} THEN 'no consent' ELSE 'contactable' END AS contact_state, created_at <= CAST($as_of AS DATE) - ${options.days} AS ripe, first_day <= created_at + ${options.days} AS soon FROM people LEFT JOIN bought USING (customer_id))`;
    return {
      sources: `WITH ${people} SELECT source, count(*) AS customers, count(first_day) AS bought, count(first_day) / CAST(count(*) AS DOUBLE) AS conversion, ${wilson('count(first_day)', 'count(*)', 'low')} AS low, ${wilson('count(first_day)', 'count(*)', 'high')} AS high,
  count(*) FILTER (ripe) AS registered, count(*) FILTER (ripe AND soon) AS soon, count(*) FILTER (ripe AND soon) / CAST(nullif(count(*) FILTER (ripe), 0) AS DOUBLE) AS soon_share, coalesce(sum(net), 0) AS revenue, sum(profit) AS gross_profit, coalesce(sum(${has('cost') ? 'profit' : 'net'}), 0) / count(*) AS profit_each, count(*) FILTER (contact_state = 'contactable') / CAST(count(*) AS DOUBLE) AS contactable_share FROM known GROUP BY source ORDER BY source`,
      contactability: `WITH ${people} SELECT contact_state AS state, count(*) AS customers, count(*) / CAST(sum(count(*)) OVER () AS DOUBLE) AS customers_share, coalesce(sum(net), 0) AS revenue FROM known GROUP BY contact_state ORDER BY list_position(['contactable', 'no consent', 'no address'], contact_state)`,
      unreached: `WITH ${people} SELECT customer_id${face.column}, contact_state, source, net AS revenue FROM known${face.join} WHERE contact_state <> 'contactable' AND net > 0 ORDER BY net DESC, customer_id`,
      never: `WITH ${people} SELECT customer_id${face.column}, source, created_at, contact_state FROM known${face.join} WHERE first_day IS NULL AND created_at < CAST($as_of AS DATE) - 60 ORDER BY created_at DESC, customer_id`,
    };
  },
  facts: ({ kept, given, has }) => `SELECT sum(customers) AS customers, (SELECT arg_max(source, profit_each) FROM ${kept('sources')} WHERE customers >= 10) AS best, (SELECT arg_max(source, conversion) FROM ${kept('sources')} WHERE customers >= 10) AS surest, (SELECT max(conversion) FROM ${kept('sources')} WHERE customers >= 10) AS surest_share, (SELECT max(profit_each) FROM ${kept('sources')} WHERE customers >= 10) AS best_each, (SELECT customers_share FROM ${kept('contactability')} WHERE state = 'contactable') AS contactable, (SELECT count(*) FROM ${kept('never')}) AS never, ${given('customers.consent') ? 'TRUE' : 'FALSE'} AS asked, ${given('customers.email') || given('customers.phone') ? 'TRUE' : 'FALSE'} AS addressed, ${has('cost') ? 'TRUE' : 'FALSE'} AS profit FROM ${kept('sources')}`,
  findings: (facts, { locale }) => [
    ...(facts['asked'] === false ? [finding(locale, 'absent', { en: 'No file tells consent: who has an address counts as contactable.', ru: 'Согласия в файлах нет: доступными считаются все, у кого есть адрес.', pl: 'Żaden plik nie podaje zgody: kontaktowi są wszyscy z adresem.' })] : []),
    ...(facts['addressed'] === false ? [finding(locale, 'absent', { en: 'No file tells e-mails or phones: nobody counts as contactable.', ru: 'В файлах нет ни почты, ни телефонов: доступных для связи нет.', pl: 'Żaden plik nie podaje e-maili ani telefonów: nikt nie jest kontaktowy.' })] : []),
  ],
});
