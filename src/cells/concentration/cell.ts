import * as v from 'valibot';
import { formatValue } from '../../charts/formatValue.ts';
import { done } from '../../database/outcome.ts';
import { quotePath } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { customerNames } from '../customerNames.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { readLines } from '../readLines.ts';
import { absentLines, finding, keepAll, readFacts } from '../study.ts';

const schema = v.strictObject({
  from: v.optional(fromEntry),
  /** shares of turnover at which A and B end */
  classes: v.optional(v.pipe(v.tuple([v.number(), v.number()]), v.check(([a, b]) => 0 < a && a < b && b <= 1, 'two growing shares, such as [0.8, 0.95]')), [0.8, 0.95]),
  ...commonEntries,
});

const shapes = {
  customers: { customer_id: 'VARCHAR', revenue: 'DECIMAL(18,4)', cumulative_share: 'DOUBLE', class: 'VARCHAR', revenue_share: 'DOUBLE', position: 'BIGINT', cv_month: 'DOUBLE', xyz: 'VARCHAR' },
  summary: { gini: 'DOUBLE', hhi: 'DOUBLE', top10_share: 'DOUBLE', top20pct_share: 'DOUBLE', cr4: 'DOUBLE', gini_unbiased: 'DOUBLE', customers: 'BIGINT' },
  classes: { class: 'VARCHAR', customers: 'BIGINT', revenue: 'DECIMAL(38,4)', revenue_share: 'DOUBLE', x: 'BIGINT', y: 'BIGINT', z: 'BIGINT' },
  lorenz: { customers_share: 'DOUBLE', revenue_share: 'DOUBLE' },
};

/** How much of the turnover hangs on how few customers: ABC and XYZ, Lorenz curve, Gini. */
const concentration: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'concentration',
  label: { en: 'Concentration', ru: 'Концентрация', pl: 'Koncentracja' },
  body: 'yaml',
  schema,
  template: 'classes: [0.8, 0.95]',
  reads: ({ from }) => (from === undefined ? [] : [from]),
  consults: () => ['order_lines', 'customers'],
  async evaluate(options, context) {
    const lines = await readLines(options, context, ['customer_id', 'net_amount']);
    if (!lines.ok) return absentLines(lines.error, options, context, shapes);
    const { params, has, asOf, windowDays } = lines.value;
    const [a, b] = options.classes;
    const dated = has('order_date');
    const inside = options.from === undefined || options.window_days !== undefined ? 'in_window' : 'TRUE';
    const source = `l AS (${lines.value.sql}), bought AS (SELECT * FROM l WHERE customer_id IS NOT NULL AND ${inside})`;
    // months of the window without a purchase count as zero: that is what varies
    const months = dated
      ? `, months AS (SELECT unnest(generate_series(date_trunc('month', min(order_date)), date_trunc('month', max(order_date)), INTERVAL 1 MONTH)) AS month FROM bought),
 monthly AS (SELECT c.customer_id, m.month, coalesce(sum(l.net_amount), 0) AS net FROM (SELECT DISTINCT customer_id FROM bought) AS c CROSS JOIN months AS m LEFT JOIN bought AS l ON l.customer_id = c.customer_id AND date_trunc('month', l.order_date) = m.month GROUP BY ALL),
 spread AS (SELECT customer_id, CASE WHEN count(*) >= 3 AND avg(net) > 0 THEN CAST(stddev_samp(net) AS DOUBLE) / CAST(avg(net) AS DOUBLE) END AS cv_month FROM monthly GROUP BY customer_id)`
      : `, spread AS (SELECT DISTINCT customer_id, CAST(NULL AS DOUBLE) AS cv_month FROM bought)`;
    const names = options.from === undefined ? customerNames(context.base) : { column: '', join: '' };
    const ranked = 'sum(revenue) OVER (ORDER BY revenue DESC, customer_id ROWS UNBOUNDED PRECEDING)';
    const customers = `WITH ${source}${months},
 total AS (SELECT customer_id, sum(net_amount) AS revenue FROM bought GROUP BY customer_id HAVING sum(net_amount) > 0),
 run AS (SELECT *, ${ranked} AS upto, sum(revenue) OVER () AS whole, row_number() OVER (ORDER BY revenue DESC, customer_id) AS position FROM total)
SELECT customer_id, revenue, CAST(upto AS DOUBLE) / CAST(whole AS DOUBLE) AS cumulative_share,
  CASE WHEN CAST(upto - revenue AS DOUBLE) / CAST(whole AS DOUBLE) < ${a} THEN 'A' WHEN CAST(upto - revenue AS DOUBLE) / CAST(whole AS DOUBLE) < ${b} THEN 'B' ELSE 'C' END AS class,
  CAST(revenue AS DOUBLE) / CAST(whole AS DOUBLE) AS revenue_share, position, cv_month,
  CASE WHEN cv_month <= 0.1 THEN 'X' WHEN cv_month <= 0.25 THEN 'Y' WHEN cv_month IS NOT NULL THEN 'Z' END AS xyz${names.column}
FROM run LEFT JOIN spread USING (customer_id)${names.join} ORDER BY customer_id`;
    const made = await keepAll(context, { customers, ...furtherTables(quotePath(context.id, 'customers')) }, params);
    if (!made.ok) return made;
    const facts = await readFacts(
      context,
      `WITH ${source} SELECT count(*) FILTER (net <= 0) AS left_out, CAST(coalesce(sum(net) FILTER (net <= 0), 0) AS VARCHAR) AS left_out_amount FROM (SELECT customer_id, sum(net_amount) AS net FROM bought GROUP BY customer_id)`,
      params,
    );
    if (!facts.ok) return facts;
    const summary = await readFacts(context, `SELECT s.*, (SELECT count(*) FILTER (class = 'A') FROM ${quotePath(context.id, 'customers')}) AS a_customers FROM ${quotePath(context.id, 'summary')} AS s`, {});
    if (!summary.ok) return summary;
    const n = made.value[0]?.rowCount ?? 0;
    const leftOut = Number(facts.value['left_out'] ?? 0);
    const leftOutAmount = formatValue(facts.value['left_out_amount'] ?? 0, { kind: 'money', locale: context.locale, currency: context.base.currency, among: 1000 });
    return done({
      tables: made.value,
      findings: [
        ...(n === 0 ? [finding(context.locale, 'empty', { en: 'Nobody has a positive turnover in the window.', ru: 'В этом периоде ни у кого нет положительного оборота.', pl: 'W tym okresie nikt nie ma dodatniego obrotu.' })] : []),
        ...(n > 0 && dated ? [finding(context.locale, 'xyz_step', { en: 'X, Y and Z stand on the variation of monthly sums; the bounds of 10% and 25% were set for yearly ones, so X is rare.', ru: 'X, Y и Z — по вариации месячных сумм; границы 10 и 25 % придуманы для годовых, поэтому X бывает редко.', pl: 'X, Y i Z według zmienności sum miesięcznych; granice 10 i 25 % ustalono dla rocznych, więc X zdarza się rzadko.' })] : []),
        ...(leftOut > 0
          ? [
              finding(context.locale, 'left_out', {
                en: `${leftOut} customers with zero or negative turnover are not ranked (${leftOutAmount} in all).`,
                ru: `Клиенты с нулевым или отрицательным оборотом не ранжируются: ${leftOut} (всего ${leftOutAmount}).`,
                pl: `Klienci z zerowym lub ujemnym obrotem poza rankingiem: ${leftOut} (razem ${leftOutAmount}).`,
              }),
            ]
          : []),
      ],
      facts: { ...(asOf === null ? {} : { asOf, windowDays }), ...summary.value },
    });
  },
};

export default concentration;

function furtherTables(customers: string): Record<string, string> {
  return {
    summary: `WITH x AS (SELECT CAST(revenue AS DOUBLE) AS x, row_number() OVER (ORDER BY revenue, customer_id) AS i, count(*) OVER () AS n, CAST(sum(revenue) OVER () AS DOUBLE) AS t, position FROM ${customers})
SELECT max(2.0 * weighted / (n * t) - (n + 1.0) / n) AS gini, max(squares) AS hhi, max(top10) AS top10_share, max(top20) AS top20pct_share, max(top4) AS cr4,
  max(CASE WHEN n > 1 THEN (2.0 * weighted / (n * t) - (n + 1.0) / n) * n / (n - 1) END) AS gini_unbiased, coalesce(max(n), 0) AS customers
FROM (SELECT n, t, sum(x * i) AS weighted, sum((100 * x / t) * (100 * x / t)) AS squares, sum(x) FILTER (position <= 4) / t AS top4, sum(x) FILTER (position <= 10) / t AS top10, sum(x) FILTER (position <= ceil(n / 5.0)) / t AS top20 FROM x GROUP BY n, t)`,
    classes: `SELECT class, count(*) AS customers, sum(revenue) AS revenue, sum(revenue_share) AS revenue_share, count(*) FILTER (xyz = 'X') AS x, count(*) FILTER (xyz = 'Y') AS y, count(*) FILTER (xyz = 'Z') AS z FROM ${customers} GROUP BY class ORDER BY class`,
    lorenz: `WITH steps AS (SELECT position, count(*) OVER () AS n, cumulative_share FROM ${customers})
SELECT CAST(0 AS DOUBLE) AS customers_share, CAST(0 AS DOUBLE) AS revenue_share WHERE (SELECT count(*) FROM steps) > 0
UNION ALL SELECT position / CAST(n AS DOUBLE), cumulative_share FROM steps WHERE n <= 400 OR position % CAST(ceil(n / 400.0) AS BIGINT) = 0 OR position = n ORDER BY customers_share`,
  };
}
