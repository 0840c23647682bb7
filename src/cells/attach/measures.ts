import { wilson } from '../study.ts';

/** How much of what is added to a main product is told: orders, later orders too, pieces or money. */
export const measures = ['orders', 'within', 'units', 'revenue'] as const;
export type Measure = (typeof measures)[number];

/** column of order_lines that a measure sums; the others count orders */
export const summedColumn: Readonly<Record<Measure, string | null>> = { orders: null, within: null, units: 'qty', revenue: 'net_amount' };

const z = 1.959963984540054;

/** What one order adds to both sides of the rate, and how both sides become a rate with its interval. */
export interface MeasureSql {
  /** aggregates over the lines of an order: `added` and `base` */
  readonly amounts: string;
  /** aggregates over orders with a main product */
  readonly counts: string;
  /** columns over those aggregates: ci_low and ci_high */
  readonly interval: string;
  /** where chance would keep the rate of `base_orders` orders, around `mean_rate`; of aggregates named `pooled` */
  limit(sign: '-' | '+'): string;
  /** aggregate for the limits: how far one order strays */
  readonly stray: string;
}

export function measureSql(measure: Measure, main: string, addon: string): MeasureSql {
  const column = summedColumn[measure];
  if (column === null) {
    return {
      amounts: `bool_or(NOT is_return AND coalesce(${addon}, FALSE)) AS has_addon`,
      counts: 'count(*) AS base_orders, count(*) FILTER (has_addon) AS attached_orders, count(*) FILTER (has_addon) / CAST(nullif(count(*), 0) AS DOUBLE) AS rate',
      interval: `${wilson('attached_orders', 'base_orders', 'low')} AS ci_low, ${wilson('attached_orders', 'base_orders', 'high')} AS ci_high`,
      limit: (sign) => (sign === '-' ? `greatest(0, mean_rate - ${z} * sqrt(mean_rate * (1 - mean_rate) / base_orders))` : `least(1, mean_rate + ${z} * sqrt(mean_rate * (1 - mean_rate) / base_orders))`),
      stray: 'NULL',
    };
  }
  const amount = (condition: string, name: string): string => `CAST(coalesce(sum(${column}) FILTER (NOT is_return AND coalesce(${condition}, FALSE)), 0) AS DOUBLE) AS ${name}`;
  // of y − rate · x over orders, without a second pass: Σ(y − rx)² = Σy² − 2rΣxy + r²Σx²
  const strayed = 'greatest(0, sum(added * added) - 2 * (sum(added) / sum(main_amount)) * sum(added * main_amount) + (sum(added) / sum(main_amount)) ** 2 * sum(main_amount * main_amount))';
  const error = `CASE WHEN count(*) > 1 AND sum(main_amount) > 0 THEN sqrt(count(*) / (count(*) - 1.0) * ${strayed}) / sum(main_amount) END`;
  return {
    amounts: `bool_or(NOT is_return AND coalesce(${addon}, FALSE)) AS has_addon, ${amount(main, 'main_amount')}, ${amount(addon, 'added')}`,
    counts: `count(*) AS base_orders, count(*) FILTER (has_addon) AS attached_orders, sum(main_amount) AS main_amount, sum(added) AS addon_amount, CASE WHEN sum(main_amount) > 0 THEN sum(added) / sum(main_amount) END AS rate, ${error} AS std_error`,
    interval: `greatest(0, rate - ${z} * std_error) AS ci_low, rate + ${z} * std_error AS ci_high`,
    limit: (sign) => `${sign === '-' ? 'greatest(0, ' : '('}mean_rate ${sign} ${z} * stray / sqrt(base_orders))`,
    stray: `CASE WHEN count(*) > 1 AND sum(main_amount) > 0 THEN sqrt(${strayed} / (count(*) - 1.0)) / avg(main_amount) END`,
  };
}
