import { leaveOutCaught, type Rule } from './Rule.ts';

export const missingCost: Rule = {
  id: 'E22',
  label: { en: 'Missing or zero cost', ru: 'Нет себестоимости или она нулевая', pl: 'Brak kosztu lub koszt zerowy' },
  treatments: {
    keep: { en: 'gross profit unknown, not 100 %', ru: 'валовая прибыль неизвестна, а не 100 %', pl: 'zysk brutto nieznany, nie 100 %' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['order_lines.cost'],
  catches: () => ({ table: 'order_lines', where: 'coalesce(cost, 0) = 0' }),
  leaveOut: leaveOutCaught,
};
