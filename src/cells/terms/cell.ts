import * as v from 'valibot';
import { quoteName } from '../../sql/quote.ts';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const column = v.pipe(v.string(), v.nonEmpty());

const schema = v.strictObject({
  by: v.optional(column, 'customer_type'),
  /** second grouping; `none` for one only */
  across: v.optional(column, 'price_type'),
  ...commonEntries,
});

/** What each group of customers is given: discount, days to pay, margin. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'terms',
  label: { en: 'Terms by group', ru: 'Условия по группам', pl: 'Warunki według grup' },
  schema,
  template: 'by: customer_type',
  consults: ['order_lines', 'customers'],
  lines: ['customer_id', 'order_date', 'net_amount'],
  needs: ['customers.customer_id'],
  absent: { en: 'No file lists customers with their groups.', ru: 'Нет файла с клиентами и их группами.', pl: 'Żaden plik nie podaje klientów z grupami.' },
  shapes: {
    groups: { group_by: 'VARCHAR', across: 'VARCHAR', customers: 'BIGINT', discount: 'DOUBLE', terms_days: 'DOUBLE', terms_days_weighted: 'DOUBLE', margin: 'DOUBLE', revenue: 'DOUBLE', buyers: 'BIGINT', revenue_each: 'DOUBLE', small: 'BOOLEAN' },
    odd: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', group_by: 'VARCHAR', discount: 'DOUBLE', usual_discount: 'DOUBLE', margin: 'DOUBLE', usual_margin: 'DOUBLE', across: 'VARCHAR', revenue: 'DOUBLE' },
  },
  tables({ lines, has, given, options, face }) {
    const groupOf = (name: string): string => (given(`customers.${name}`) ? `coalesce(CAST(any_value(${quoteName(name)}) AS VARCHAR), '—')` : "'—'");
    const ways = [
      ...(has('list_price') && has('qty') ? ['WHEN list_price > 0 AND qty > 0 THEN greatest(CAST(list_price AS DOUBLE) * qty, CAST(net_amount AS DOUBLE))'] : []),
      ...(has('discount_pct') ? ['WHEN discount_pct >= 0 AND discount_pct < 1 THEN CAST(net_amount AS DOUBLE) / (1 - discount_pct)'] : []),
    ];
    const listed = ways.length === 0 ? 'CAST(NULL AS DOUBLE)' : `CASE ${ways.join(' ')} END`;
    const people = `l AS (${lines}), people AS (SELECT customer_id, ${groupOf(options.by)} AS group_by, ${options.across === 'none' ? "'—'" : groupOf(options.across)} AS across, ${given('customers.payment_terms_days') ? 'CAST(any_value(payment_terms_days) AS DOUBLE)' : 'CAST(NULL AS DOUBLE)'} AS terms FROM main.customers WHERE customer_id IS NOT NULL GROUP BY customer_id),
 priced AS (SELECT customer_id, CAST(net_amount AS DOUBLE) AS net, CAST(line_profit AS DOUBLE) AS profit, ${listed} AS listed FROM l WHERE in_window AND NOT is_return AND net_amount > 0),
 per AS (SELECT customer_id, sum(net) AS net, sum(listed) AS listed, sum(net) FILTER (listed IS NOT NULL) AS listed_net, sum(profit) AS profit, sum(net) FILTER (profit IS NOT NULL) AS costed_net FROM priced GROUP BY customer_id),
 joined AS (SELECT people.*, per.* EXCLUDE (customer_id), 1 - listed_net / nullif(listed, 0) AS discount, profit / nullif(costed_net, 0) AS margin FROM people LEFT JOIN per USING (customer_id))`;
    return {
      groups: `WITH ${people} SELECT group_by, across, count(*) AS customers, count(net) AS buyers, 1 - sum(listed_net) / nullif(sum(listed), 0) AS discount, avg(terms) AS terms_days, sum(terms * net) / nullif(sum(net) FILTER (terms IS NOT NULL), 0) AS terms_days_weighted, sum(profit) / nullif(sum(costed_net), 0) AS margin, coalesce(sum(net), 0) AS revenue, coalesce(sum(net), 0) / count(*) AS revenue_each, count(*) < 5 AS small FROM joined GROUP BY group_by, across ORDER BY group_by, across`,
      odd: `WITH ${people}, usual AS (SELECT group_by, across, median(discount) AS usual_discount, 1.4826 * mad(discount) AS spread, median(margin) AS usual_margin FROM joined WHERE net > 0 GROUP BY group_by, across HAVING count(*) >= 5)
SELECT customer_id${face.column}, group_by, across, discount, usual_discount, margin, usual_margin, net AS revenue FROM joined JOIN usual USING (group_by, across)${face.join} WHERE discount > usual_discount + greatest(2 * spread, 0.02) AND coalesce(margin < usual_margin, TRUE) ORDER BY net DESC, customer_id`,
    };
  },
  facts: ({ kept }) => `SELECT sum(customers) AS customers, min(discount) FILTER (NOT small) AS least, max(discount) FILTER (NOT small) AS most, arg_max(group_by || CASE WHEN across = '—' THEN '' ELSE ' · ' || across END, discount) FILTER (NOT small) AS deepest, min(terms_days) FILTER (NOT small) AS shortest, max(terms_days) FILTER (NOT small) AS longest, corr(discount, revenue_each) FILTER (NOT small) AS goes_with_size, (SELECT count(*) FROM ${kept('odd')}) AS odd FROM ${kept('groups')}`,
  findings: (facts, { locale }) => (facts['most'] === null ? [finding(locale, 'absent', { en: 'No file tells list prices or discounts: terms are days and margin only.', ru: 'В файлах нет ни цен прайса, ни скидок: условия — только отсрочка и маржа.', pl: 'Żaden plik nie podaje cen cennikowych ani rabatów: warunki to tylko dni i marża.' })] : []),
});
