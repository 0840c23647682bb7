import * as v from 'valibot';
import { quoteText } from '../../sql/quote.ts';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const words = v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1), v.maxLength(40));

const schema = v.strictObject({
  /** how items of progress begin that are components */
  prefix: v.optional(words, ['tco', 'тсо', 'совокупная стоимость', 'стоимость владения', 'koszt posiadania', 'cost of ownership']),
  /** words of the component that is the price itself */
  price: v.optional(words, ['price', 'purchase', 'цена', 'закупка', 'закупочная', 'cena', 'zakup']),
  ...commonEntries,
});

/** Components of the customer's total cost of ownership, as far as they are known. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'tco',
  label: { en: 'Total cost of ownership', ru: 'Полная стоимость владения', pl: 'Całkowity koszt posiadania' },
  schema,
  template: '{}',
  consults: ['progress', 'customers'],
  lines: null,
  needs: ['progress.customer_id', 'progress.item', 'progress.value'],
  absent: { en: 'No file tells components of the cost of ownership: add rows of progress such as “TCO: logistics” with an amount.', ru: 'Нет файла с компонентами стоимости владения: добавьте строки прогрессов вида «ТСО: логистика» с суммой.', pl: 'Żaden plik nie podaje składników kosztu posiadania: dodaj wiersze postępów, np. „TCO: logistyka” z kwotą.' },
  shapes: {
    components: { component: 'VARCHAR', customers: 'BIGINT', amount: 'DOUBLE', amount_share: 'DOUBLE', priced: 'BIGINT', is_price: 'BOOLEAN' },
    customers: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', component: 'VARCHAR', amount: 'DOUBLE', total: 'DOUBLE', price_share: 'DOUBLE', amount_share: 'DOUBLE' },
    largest: { customer_id: 'VARCHAR', customer: 'VARCHAR', manager: 'VARCHAR', component: 'VARCHAR', amount: 'DOUBLE', total: 'DOUBLE', amount_share: 'DOUBLE', price_share: 'DOUBLE' },
  },
  tables({ given, options, kept, face }) {
    const day = given('progress.done_date') ? "coalesce(CAST(done_date AS DATE), DATE '1900-01-01')" : "DATE '1900-01-01'";
    const begins = options.prefix.map((prefix) => `starts_with(told, ${quoteText(prefix.toLowerCase())})`).join(' OR ');
    const bare = options.prefix.toSorted((one, other) => other.length - one.length).map((prefix) => prefix.toLowerCase().replaceAll(/[^\p{L}\p{N} ]/gu, '.')).join('|');
    const amount = `TRY_CAST(replace(regexp_replace(CAST(value AS VARCHAR), '[^0-9,.\\-]', '', 'g'), ',', '.') AS DOUBLE)`;
    const isPrice = options.price.map((word) => `contains(lower(component), ${quoteText(word.toLowerCase())})`).join(' OR ');
    return {
      customers: `WITH told AS (SELECT customer_id, CAST(item AS VARCHAR) AS item, lower(trim(CAST(item AS VARCHAR))) AS told, ${amount} AS amount, ${day} AS day FROM main.progress WHERE customer_id IS NOT NULL),
 parts AS (SELECT customer_id, coalesce(nullif(trim(regexp_replace(trim(item), ${quoteText(`^(${bare})\\s*[:—–-]*\\s*`)}, '', 'i')), ''), item) AS component, amount, day FROM told WHERE ${begins}),
 latest AS (SELECT customer_id, component, arg_max(amount, (day, coalesce(amount, 0))) AS amount FROM parts GROUP BY customer_id, component)
SELECT customer_id${face.column}, component, amount, sum(amount) OVER (PARTITION BY customer_id) AS total, amount / nullif(sum(amount) OVER (PARTITION BY customer_id), 0) AS amount_share, sum(amount) FILTER (${isPrice}) OVER (PARTITION BY customer_id) / nullif(sum(amount) OVER (PARTITION BY customer_id), 0) AS price_share FROM latest${face.join} ORDER BY customer_id, amount DESC NULLS LAST, component`,
      components: `SELECT component, count(*) AS customers, count(amount) AS priced, coalesce(sum(amount), 0) AS amount, coalesce(sum(amount), 0) / nullif(sum(sum(amount)) OVER (), 0) AS amount_share, coalesce(${isPrice}, FALSE) AS is_price FROM ${kept('customers')} GROUP BY component ORDER BY amount DESC, component`,
      largest: `SELECT * FROM ${kept('customers')} WHERE amount IS NOT NULL AND customer_id IN (SELECT customer_id FROM ${kept('customers')} GROUP BY customer_id ORDER BY sum(amount) DESC NULLS LAST, customer_id LIMIT 12) ORDER BY total DESC, customer_id, amount DESC, component`,
    };
  },
  facts: ({ kept }) => `SELECT count(DISTINCT customer_id) AS customers, sum(amount) AS amount, (SELECT sum(amount_share) FILTER (is_price) FROM ${kept('components')}) AS price_share, (SELECT arg_max(component, amount) FILTER (NOT is_price) FROM ${kept('components')}) AS largest, arg_max(customer, total) AS dearest, max(total) AS dearest_total, arg_max(price_share, total) AS dearest_price FROM ${kept('customers')}`,
  findings: (facts, { locale }) => (Number(facts['customers'] ?? 0) === 0 ? [finding(locale, 'empty', { en: 'No customer has a component of the cost of ownership written down: “TCO: logistics” with an amount, for example.', ru: 'Ни у одного клиента не записаны компоненты стоимости владения: например «ТСО: логистика» и сумма.', pl: 'Przy żadnym kliencie nie zapisano składników kosztu posiadania: na przykład „TCO: logistyka” i kwota.' })] : []),
});
