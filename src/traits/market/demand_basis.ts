import type { Trait } from '../Trait.ts';

export default {
  id: 'demand_basis',
  label: { en: 'Demand known or estimated', ru: 'Потребность известна или оценена', pl: 'Zapotrzebowanie znane czy oszacowane' },
  definition: {
    en: 'given: the file tells the annual demand; estimated: worked out from the size of the customer, of low confidence; empty where neither is possible.',
    ru: 'given: годовая потребность есть в файле; estimated: оценена по размеру клиента, доверять осторожно; пусто, если нет ни того ни другого.',
    pl: 'given: roczne zapotrzebowanie jest w pliku; estimated: oszacowane z wielkości klienta, o małej pewności; puste, gdy nie ma żadnego.',
  },
  type: 'class',
  unit: 'none',
  direction: 'neutral',
  ways: [
    {
      needs: ['customers.demand_annual', 'customers.size_metric', 'order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        customers: { told: 'any_value(demand_annual)' },
        sized: { estimate: 'any_value(estimate)' },
      },
      expression: "CASE WHEN told IS NOT NULL THEN 'given' WHEN estimate IS NOT NULL THEN 'estimated' END",
    },
    {
      needs: ['customers.demand_annual'],
      aggregates: {
        customers: { told: 'any_value(demand_annual)' },
      },
      expression: "CASE WHEN told IS NOT NULL THEN 'given' END",
    },
    {
      needs: ['customers.size_metric', 'order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        sized: { estimate: 'any_value(estimate)' },
      },
      expression: "CASE WHEN estimate IS NOT NULL THEN 'estimated' END",
    },
  ],
  bands: 'own',
  source: 'METHODS A66',
} satisfies Trait;
