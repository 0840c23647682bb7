import type { Trait } from '../Trait.ts';

export default {
  id: 'attach_rate',
  label: { en: 'Attach rate', ru: 'Доля чеков с допродажей', pl: 'Udział dosprzedaży' },
  definition: {
    en: 'Share of orders with a main product that also hold an add-on.',
    ru: 'Доля заказов с основным товаром, в которых есть дополнительный.',
    pl: 'Udział zamówień z towarem głównym, które mają też dodatkowy.',
  },
  type: 'share',
  unit: 'share',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.role'],
      aggregates: {
        orders: { both: 'count(*) FILTER (in_window AND has_main AND has_addon)', main: 'count(*) FILTER (in_window AND has_main)' },
      },
      expression:
        'CAST(both AS DOUBLE) / nullif(main, 0)',
    },
  ],
  bands: { cuts: [0.3, 0.6] },
  source: 'METHODS A15',
} satisfies Trait;
