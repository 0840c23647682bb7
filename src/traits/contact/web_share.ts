import type { Trait } from '../Trait.ts';

export default {
  id: 'web_share',
  label: { en: 'Share of web orders', ru: 'Доля заказов через сайт', pl: 'Udział zamówień z internetu' },
  definition: {
    en: 'Share of the orders in the window that came through a web channel (site, portal, online, EDI), among those whose channel is known.',
    ru: 'Доля заказов за период через веб-канал (сайт, портал, личный кабинет, EDI) среди заказов с известным каналом.',
    pl: 'Udział zamówień w okresie z kanału internetowego (strona, portal, sklep, EDI) wśród tych o znanym kanale.',
  },
  type: 'share',
  unit: 'share',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.channel'],
      aggregates: {
        channels: { web: 'sum(n) FILTER (is_web)', n: 'sum(n)' },
      },
      expression:
        'CASE WHEN n > 0 THEN CAST(coalesce(web, 0) AS DOUBLE) / CAST(n AS DOUBLE) END',
    },
  ],
  bands: { cuts: [0.1, 0.5] },
  source: 'METHODS A95',
} satisfies Trait;
