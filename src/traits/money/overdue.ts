import type { Trait } from '../Trait.ts';

export default {
  id: 'overdue',
  label: { en: 'Overdue amount', ru: 'Просроченная задолженность', pl: 'Kwota po terminie' },
  definition: {
    en: 'Open amount of invoices due before the as-of date; zero for customers who owe nothing late.',
    ru: 'Открытая сумма по счетам, срок которых истёк до даты расчёта; ноль у тех, кто не просрочил.',
    pl: 'Otwarta kwota faktur wymagalnych przed datą; zero u tych, którzy nie zalegają.',
  },
  type: 'money',
  unit: 'money',
  direction: 'lower',
  ways: [
    {
      needs: ['receivables.customer_id', 'receivables.due_date', 'receivables.open_amount'],
      aggregates: {
        invoices: { late: 'sum(open_now) FILTER (days > 0)' },
      },
      expression:
        'coalesce(late, 0)',
    },
  ],
  bands: { cuts: [0] },
  source: 'METHODS A60',
} satisfies Trait;
