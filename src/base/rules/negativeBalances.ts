import { leaveOutCaught, type Rule } from './Rule.ts';

export const negativeBalances: Rule = {
  id: 'E27',
  label: { en: 'Prepayments and credits among debts', ru: 'Авансы и переплаты среди долгов', pl: 'Przedpłaty i nadpłaty wśród należności' },
  treatments: {
    keep: { en: 'shown as prepayment, never set off between clients', ru: 'показаны как аванс, между клиентами не зачитываются', pl: 'pokazane jako przedpłata, bez kompensaty między klientami' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['receivables.open_amount'],
  catches: () => ({ table: 'receivables', where: 'open_amount < 0' }),
  leaveOut: leaveOutCaught,
};
