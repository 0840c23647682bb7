import type { Trait } from '../Trait.ts';

export default {
  id: 'manager',
  label: { en: 'Manager', ru: 'Менеджер', pl: 'Opiekun' },
  definition: {
    en: 'Manager of the customer, or of the last order where customers carry none.',
    ru: 'Менеджер клиента или последнего заказа, если у клиентов он не указан.',
    pl: 'Opiekun klienta albo ostatniego zamówienia, gdy przy kliencie go brak.',
  },
  type: 'class',
  unit: 'none',
  direction: 'neutral',
  ways: [
    {
      needs: ['customers.manager'],
      aggregates: {
        customers: { given: 'any_value(manager)' },
      },
      expression:
        'given',
    },
    {
      needs: ['order_lines.order_date', 'order_lines.customer_id', 'order_lines.manager'],
      aggregates: {
        lines: { last_manager: 'last(manager ORDER BY order_date, manager) FILTER (manager IS NOT NULL)' },
      },
      expression:
        'last_manager',
    },
  ],
  bands: 'own',
  source: 'METHODS E23',
} satisfies Trait;
