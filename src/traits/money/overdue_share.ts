import type { Trait } from '../Trait.ts';

export default {
  id: 'overdue_share',
  label: { en: 'Overdue share', ru: 'Доля просрочки', pl: 'Udział po terminie' },
  definition: {
    en: 'Overdue amount as a share of all that is open; zero when nothing is overdue, empty for customers without invoices.',
    ru: 'Просроченное в доле от всей открытой суммы; ноль, если просрочки нет, пусто без счетов.',
    pl: 'Kwota po terminie jako udział w całej otwartej; zero bez zaległości, puste bez faktur.',
  },
  type: 'share',
  unit: 'share',
  direction: 'lower',
  ways: [
    {
      needs: ['receivables.customer_id', 'receivables.due_date', 'receivables.open_amount'],
      aggregates: {
        invoices: { late: 'sum(open_now) FILTER (days > 0)', balance: 'sum(open_now)', n: 'count(*)' },
      },
      expression:
        'CASE WHEN coalesce(n, 0) = 0 THEN NULL WHEN coalesce(late, 0) <= 0 THEN 0 ELSE CAST(late AS DOUBLE) / CAST(nullif(greatest(balance, late), 0) AS DOUBLE) END',
    },
  ],
  bands: { cuts: [0, 0.1] },
  source: 'METHODS A60, A62',
} satisfies Trait;
