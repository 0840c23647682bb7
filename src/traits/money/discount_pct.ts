import type { Trait } from '../Trait.ts';

export default {
  id: 'discount_pct',
  label: { en: 'Discount', ru: 'Скидка', pl: 'Rabat' },
  definition: {
    en: 'Discount as a share of the value at list price, in the window; from list prices, else from the discount of the lines.',
    ru: 'Скидка в доле от стоимости по прайсу за период: по ценам прайса, иначе по скидке в строках.',
    pl: 'Rabat jako udział wartości według cennika w okresie: z cen cennikowych, inaczej z rabatu w pozycjach.',
  },
  type: 'share',
  unit: 'share',
  direction: 'lower',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.list_price', 'order_lines.qty'],
      aggregates: {
        lines: { listed: 'sum(list_price * qty) FILTER (in_window AND NOT is_return AND list_price > 0)', paid: 'sum(net_amount) FILTER (in_window AND NOT is_return AND list_price > 0)' },
      },
      expression:
        'CASE WHEN listed > 0 THEN 1 - CAST(paid AS DOUBLE) / CAST(listed AS DOUBLE) END',
    },
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.discount_pct'],
      aggregates: {
        lines: { full: 'sum(CAST(net_amount AS DOUBLE) / (1 - discount_pct)) FILTER (in_window AND NOT is_return AND discount_pct >= 0 AND discount_pct < 1)', paid: 'sum(CAST(net_amount AS DOUBLE)) FILTER (in_window AND NOT is_return AND discount_pct >= 0 AND discount_pct < 1)' },
      },
      expression:
        'CASE WHEN full > 0 THEN 1 - paid / full END',
    },
  ],
  bands: { cuts: [0.05, 0.1] },
  source: 'METHODS A77',
} satisfies Trait;
