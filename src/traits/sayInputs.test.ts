import { expect, it } from 'vitest';
import { traits } from './registry.ts';
import { sayColumn, sayInputs } from './sayInputs.ts';

it('says wanted columns by the files that would give them, each way once', () => {
  expect(sayInputs('receivables.customer_id + receivables.due_date + receivables.open_amount', 'ru')).toBe('задолженность (клиент, срок оплаты, остаток долга)');
  expect(sayInputs('customers.n_suppliers / customers.competition / competitors.competitor', 'en')).toBe('customers (number of suppliers) or customers (competition) or competitors (name)');
  expect(sayInputs('customers.demand_annual + customers.size_metric / customers.demand_annual / customers.size_metric', 'pl')).toBe('klienci (roczne zapotrzebowanie) lub klienci (wielkość)');
});

it('knows every column that a trait asks for by a word', () => {
  const asked = [...traits.values()].flatMap(({ ways }) => ways.flatMap(({ needs }) => needs)).map((need) => need.split('.')[1] ?? '');
  expect(asked.filter((column) => sayColumn(column, 'ru') === column.replaceAll('_', ' '))).toEqual([]);
});
