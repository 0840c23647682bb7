import { hasRole } from './productRoles.ts';
import { recordGrains } from './recordGrains.ts';
import type { GrainName } from './Trait.ts';

export interface Grain {
  /** other grains that must stand before it in the WITH list */
  readonly after: readonly GrainName[];
  /** SELECT of the row set; `{where}` is the cell's condition on order lines */
  readonly sql: (shape: GrainShape) => string;
}

export interface GrainShape {
  /** the cell's condition on order_lines, closed in parentheses, or TRUE */
  readonly where: string;
  has(column: `${string}.${string}`): boolean;
}

const inWindow = 'order_date > CAST($as_of AS DATE) - CAST($window_days AS INTEGER)';

/** A purchase is a document with a line that is no return; an occasion is a day with positive turnover (METHODS E1). */
export const grains: Readonly<Record<GrainName, Grain>> = {
  lines: {
    after: [],
    sql: ({ where, has }) => `
SELECT *, ${has('order_lines.cost') ? 'net_amount - cost' : 'NULL::DECIMAL(18,4)'} AS line_profit, ${inWindow} AS in_window
FROM (SELECT * FROM order_lines WHERE ${where})
WHERE customer_id IS NOT NULL AND order_date <= $as_of`,
  },
  orders: {
    after: ['lines'],
    sql: ({ has }) => `
SELECT customer_id, order_id, min(order_date) AS order_date, bool_or(in_window) AS in_window,
  sum(net_amount) AS net, sum(line_profit) AS profit,
  count(*) FILTER (NOT is_return) AS line_count,
  bool_or(NOT is_return) AS is_purchase${has('order_lines.role') ? `,\n  bool_or(${hasRole('main')} AND NOT is_return) AS has_main, bool_or(${hasRole('addon')} AND NOT is_return) AS has_addon` : ''}
FROM lines GROUP BY customer_id, order_id`,
  },
  occasions: {
    after: ['orders'],
    sql: () => `
SELECT customer_id, order_date, bool_or(in_window) AS in_window, sum(net) AS net
FROM orders WHERE is_purchase GROUP BY customer_id, order_date HAVING sum(net) > 0`,
  },
  gaps: {
    after: ['occasions'],
    sql: () => `
SELECT customer_id, order_date, in_window, date_diff('day', lag(order_date) OVER (PARTITION BY customer_id ORDER BY order_date), order_date) AS gap
FROM occasions QUALIFY gap IS NOT NULL`,
  },
  categories: {
    after: ['lines'],
    sql: () => `
SELECT customer_id, category, sum(net_amount) AS net FROM lines
WHERE in_window AND category IS NOT NULL GROUP BY customer_id, category HAVING sum(net_amount) > 0`,
  },
  skus: {
    after: ['lines'],
    sql: () => `
SELECT customer_id, product_id, sum(net_amount) AS net FROM lines
WHERE in_window AND product_id IS NOT NULL GROUP BY customer_id, product_id HAVING sum(net_amount) > 0`,
  },
  /** one row a buyer: how many categories at least 40 % of the buyers of the same type take */
  peers: {
    after: ['categories'],
    sql: ({ has }) => {
      const type = has('customers.customer_type') ? "coalesce(c.customer_type, '')" : "''";
      return `
WITH typed AS (SELECT k.customer_id, k.category, ${type} AS peer_type FROM categories k JOIN customers c USING (customer_id)),
 size AS (SELECT peer_type, count(DISTINCT customer_id) AS buyers FROM typed GROUP BY peer_type),
 relevant AS (SELECT peer_type, category FROM typed JOIN size USING (peer_type) GROUP BY peer_type, category, buyers HAVING count(*) >= 0.4 * buyers),
 counted AS (SELECT peer_type, count(*) AS relevant_categories FROM relevant GROUP BY peer_type)
SELECT DISTINCT customer_id, relevant_categories FROM typed JOIN counted USING (peer_type)`;
    },
  },
  channels: {
    after: ['lines'],
    sql: () => `
SELECT customer_id, channel, count(DISTINCT order_id) AS n, ${webChannel('channel')} AS is_web
FROM lines WHERE in_window AND NOT is_return AND channel IS NOT NULL GROUP BY customer_id, channel`,
  },
  /** lines with cost of the window; a product is high-margin when it earns more than the company does on the whole */
  margins: {
    after: ['lines'],
    sql: () => `
WITH costed AS (SELECT customer_id, product_id, net_amount, line_profit FROM lines WHERE in_window AND cost IS NOT NULL AND product_id IS NOT NULL),
 whole AS (SELECT CAST(sum(line_profit) AS DOUBLE) / CAST(nullif(sum(net_amount), 0) AS DOUBLE) AS margin FROM costed),
 products AS (SELECT product_id, CAST(sum(line_profit) AS DOUBLE) / CAST(sum(net_amount) AS DOUBLE) > any_value(margin) AS is_high FROM costed, whole GROUP BY product_id HAVING sum(net_amount) > 0)
SELECT customer_id, net_amount AS net, is_high FROM costed JOIN products USING (product_id)`,
  },
  customers: { after: [], sql: () => 'SELECT * FROM main.customers' },
  /** what peers of the same type spend a unit of size, at their upper quartile */
  sized: {
    after: ['lines'],
    sql: ({ has }) => {
      const type = has('customers.customer_type') ? "coalesce(customer_type, '')" : "''";
      return `
WITH bought AS (SELECT customer_id, sum(net_amount) AS year_net FROM lines WHERE order_date > CAST($as_of AS DATE) - 365 GROUP BY customer_id HAVING sum(net_amount) > 0),
 rated AS (SELECT ${type} AS peer_type, quantile_cont(CAST(year_net AS DOUBLE) / CAST(size_metric AS DOUBLE), 0.75) AS spend FROM bought JOIN main.customers USING (customer_id) WHERE size_metric > 0 GROUP BY 1)
SELECT customer_id, CAST(size_metric AS DOUBLE) * spend AS estimate FROM main.customers JOIN rated ON peer_type = ${type} WHERE size_metric > 0`;
    },
  },
  competitors: { after: [], sql: () => 'SELECT * FROM main.competitors' },
  ...recordGrains,
};

const webWords = "'web|online|on-line|site|portal|e-?com|internet|edi|b2b|app|сайт|интернет|портал|кабинет|^лк$|онлайн|sklep|platform|stron'";

/** SQL: whether a channel is one that customers order through by themselves. */
export const webChannel = (column: string): string => `regexp_matches(lower(${column}), ${webWords})`;
