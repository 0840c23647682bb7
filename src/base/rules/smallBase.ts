import { leaveOutCaught, type Rule } from './Rule.ts';

export const smallBase: Rule = {
  id: 'E35',
  label: { en: 'Too few clients for models', ru: 'Слишком мало клиентов для моделей', pl: 'Za mało klientów na modele' },
  treatments: {
    keep: { en: 'counts instead of shares', ru: 'числа вместо долей', pl: 'liczby zamiast udziałów' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['customers.customer_id'],
  catches: () => ({ table: 'customers', where: '(SELECT count(*) FROM base.customers) < 30' }),
  leaveOut: leaveOutCaught,
};
