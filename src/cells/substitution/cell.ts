import * as v from 'valibot';
import { commonEntries } from '../options.ts';
import { sqlStudy } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const schema = v.strictObject({
  /** how far the substitute's price may lie from the product's */
  price_tolerance: v.optional(share, 0.05),
  /** share of the quantity that is expected to change over: an assumption */
  acceptance: v.optional(share, 0.3),
  ...commonEntries,
});

const faced = { customer: 'VARCHAR', manager: 'VARCHAR' };

/** A better-paying product for the same use, at about the same price. */
export default sqlStudy<v.InferOutput<typeof schema>>({
  kind: 'substitution',
  label: { en: 'Margin substitution', ru: 'Замена на маржинальные аналоги', pl: 'Zamiana na lepiej marżowe' },
  schema,
  template: 'acceptance: 0.3',
  consults: ['order_lines', 'products', 'customers'],
  lines: ['customer_id', 'order_date', 'product_id', 'qty', 'net_amount', 'cost'],
  needs: ['products.product_id', 'products.substitute_group'],
  absent: { en: 'No file tells which products replace each other: add products with a substitute group.', ru: 'Нет файла, где указаны аналоги: добавьте товары с группой аналогов.', pl: 'Żaden plik nie podaje zamienników: dodaj towary z grupą zamienników.' },
  shapes: {
    offers: { customer_id: 'VARCHAR', product_id: 'VARCHAR', product: 'VARCHAR', substitute_id: 'VARCHAR', substitute: 'VARCHAR', qty: 'DOUBLE', price: 'DOUBLE', substitute_price: 'DOUBLE', margin: 'DOUBLE', substitute_margin: 'DOUBLE', gain: 'DOUBLE', ...faced },
    swaps: { product_id: 'VARCHAR', product: 'VARCHAR', substitute_id: 'VARCHAR', substitute: 'VARCHAR', swap: 'VARCHAR', price: 'DOUBLE', substitute_price: 'DOUBLE', margin: 'DOUBLE', substitute_margin: 'DOUBLE', customers: 'BIGINT', qty: 'DOUBLE', gain: 'DOUBLE' },
    customers: { customer_id: 'VARCHAR', offers: 'BIGINT', gain: 'DOUBLE', best: 'VARCHAR', instead_of: 'VARCHAR', ...faced },
  },
  tables({ lines, options, kept, face, given }) {
    const name = given('products.product_name') ? 'coalesce(any_value(product_name), product_id)' : 'product_id';
    const offers = `WITH l AS (${lines}),
 sold AS (SELECT customer_id, product_id, CAST(sum(qty) AS DOUBLE) AS qty, CAST(sum(net_amount) AS DOUBLE) AS net, CAST(sum(line_profit) AS DOUBLE) AS profit FROM l WHERE in_window AND NOT is_return AND qty > 0 AND net_amount > 0 AND line_profit IS NOT NULL GROUP BY customer_id, product_id),
 catalogue AS (SELECT product_id, ${name} AS name, any_value(substitute_group) AS family FROM main.products WHERE product_id IS NOT NULL GROUP BY product_id HAVING any_value(substitute_group) IS NOT NULL),
 unit AS (SELECT product_id, name, family, sum(net) / sum(qty) AS price, sum(profit) / sum(qty) AS unit_profit, sum(profit) / sum(net) AS margin FROM sold JOIN catalogue USING (product_id) GROUP BY product_id, name, family),
 usual AS (SELECT sum(profit) / sum(net) AS margin FROM sold),
 better AS (SELECT f.product_id, f.name AS product, t.product_id AS substitute_id, t.name AS substitute, f.price, t.price AS substitute_price, f.margin, t.margin AS substitute_margin, t.unit_profit - f.unit_profit AS unit_gain
   FROM unit AS f JOIN unit AS t ON t.family = f.family AND t.product_id <> f.product_id, usual WHERE f.margin < usual.margin AND t.margin > f.margin AND t.unit_profit > f.unit_profit AND abs(t.price / f.price - 1) <= ${options.price_tolerance} + 1e-9
   QUALIFY row_number() OVER (PARTITION BY f.product_id ORDER BY t.unit_profit DESC, t.product_id) = 1)
SELECT customer_id, product_id, product, substitute_id, substitute, price, substitute_price, margin, substitute_margin, qty, qty * unit_gain * ${options.acceptance} AS gain${face.column} FROM sold JOIN better USING (product_id)${face.join} WHERE customer_id IS NOT NULL ORDER BY gain DESC, customer_id, product_id`;
    return {
      offers,
      swaps: `SELECT product_id, any_value(product) AS product, substitute_id, any_value(substitute) AS substitute, any_value(product) || ' → ' || any_value(substitute) AS swap, any_value(price) AS price, any_value(substitute_price) AS substitute_price, any_value(margin) AS margin, any_value(substitute_margin) AS substitute_margin, count(*) AS customers, sum(qty) AS qty, sum(gain) AS gain FROM ${kept('offers')} GROUP BY product_id, substitute_id ORDER BY gain DESC, product_id`,
      customers: `SELECT customer_id, any_value(customer) AS customer, any_value(manager) AS manager, count(*) AS offers, sum(gain) AS gain, arg_max(substitute, gain) AS best, arg_max(product, gain) AS instead_of FROM ${kept('offers')} GROUP BY customer_id ORDER BY gain DESC, customer_id`,
    };
  },
  facts: ({ kept, options }) => `SELECT count(*) AS customers, coalesce(sum(gain), 0) AS gain, ${options.acceptance} AS acceptance, (SELECT count(*) FROM ${kept('swaps')}) AS swaps, (SELECT arg_max(customer, gain) FROM ${kept('customers')}) AS first, (SELECT arg_max(swap, gain) FROM ${kept('swaps')}) AS best FROM ${kept('customers')}`,
  findings: (facts, { locale }) =>
    Number(facts['swaps'] ?? 0) === 0
      ? [finding(locale, 'empty', { en: 'No product below the usual margin has a better substitute at about its price.', ru: 'Ни у одного товара с маржой ниже обычной нет более выгодного аналога по близкой цене.', pl: 'Żaden towar o marży poniżej zwykłej nie ma lepszego zamiennika w podobnej cenie.' })]
      : [finding(locale, 'assumed', { en: 'How many accept the substitute is assumed, not measured: try it on a part of the customers first.', ru: 'Доля согласившихся на замену — допущение, а не измерение: сначала проверьте на части клиентов.', pl: 'Udział zgadzających się na zamianę jest założeniem, nie pomiarem: najpierw wypróbuj na części klientów.' })],
});
