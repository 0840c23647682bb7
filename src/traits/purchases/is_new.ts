import type { Trait } from '../Trait.ts';

export default {
  id: 'is_new',
  label: { en: 'New customer', ru: 'Новый клиент', pl: 'Nowy klient' },
  definition: {
    en: 'First purchase within 90 days before the as-of date, and not within the first 90 days of the file.',
    ru: 'Первая покупка не раньше 90 дней до даты расчёта и не в первые 90 дней файла.',
    pl: 'Pierwszy zakup nie wcześniej niż 90 dni przed datą i nie w pierwszych 90 dniach pliku.',
  },
  type: 'flag',
  unit: 'none',
  direction: 'neutral',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        occasions: { first_day: 'min(order_date)' },
      },
      expression:
        'CASE WHEN first_day IS NULL THEN NULL ELSE first_day > CAST($as_of AS DATE) - 90 AND first_day > (SELECT min(order_date) FROM order_lines) + 90 END',
    },
  ],
  bands: 'own',
  source: 'METHODS A42, E24',
} satisfies Trait;
