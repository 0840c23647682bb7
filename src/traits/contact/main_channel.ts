import type { Trait } from '../Trait.ts';

export default {
  id: 'main_channel',
  label: { en: 'Main channel', ru: 'Основной канал', pl: 'Główny kanał' },
  definition: {
    en: 'Channel of most of the customer’s orders in the window.',
    ru: 'Канал, через который прошло больше всего заказов за период.',
    pl: 'Kanał, którym przyszło najwięcej zamówień w okresie.',
  },
  type: 'class',
  unit: 'none',
  direction: 'neutral',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id', 'order_lines.channel'],
      aggregates: {
        channels: { most: 'first(channel ORDER BY n DESC, channel)' },
      },
      expression:
        'most',
    },
  ],
  bands: 'own',
  source: 'METHODS A95',
} satisfies Trait;
