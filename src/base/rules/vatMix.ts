import { leaveOutCaught, type Rule } from './Rule.ts';

export const vatMix: Rule = {
  id: 'E5',
  label: { en: 'Amounts with and without VAT mixed', ru: 'Суммы с НДС и без НДС вперемешку', pl: 'Kwoty netto i brutto wymieszane' },
  treatments: {
    net: { en: 'counted without VAT, row by row', ru: 'считаются без НДС, построчно', pl: 'liczone netto, wiersz po wierszu' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'net',
  needs: ['order_lines.gross_amount', 'order_lines.net_amount'],
  catches: () => ({ table: 'order_lines', where: `net_amount <> 0 AND NOT (${[0, 5, 7, 8, 9, 10, 12, 18, 19, 20, 21, 22, 23].map((rate) => `abs(CAST(gross_amount AS DOUBLE) / CAST(net_amount AS DOUBLE) - ${1 + rate / 100}) < 0.006`).join(' OR ')})` }),
  leaveOut: leaveOutCaught,
};
