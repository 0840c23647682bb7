import type { Trait } from '../Trait.ts';

export default {
  id: 'hhi',
  label: { en: 'Concentration of the wallet', ru: 'Концентрация закупок', pl: 'Koncentracja zakupów' },
  definition: {
    en: 'Sum of squared shares of the suppliers in the customer’s purchases, ours included.',
    ru: 'Сумма квадратов долей поставщиков в закупках клиента, включая нас.',
    pl: 'Suma kwadratów udziałów dostawców w zakupach klienta, z naszym.',
  },
  type: 'number',
  unit: 'ratio',
  direction: 'neutral',
  ways: [
    {
      needs: ['competitors.share_pct'],
      aggregates: {
        competitors: { squares: 'sum(share_pct * share_pct)', taken: 'sum(share_pct)' },
      },
      expression:
        'CASE WHEN taken > 1.5 THEN (squares + greatest(0, 100 - taken) * greatest(0, 100 - taken)) / 10000 ELSE squares + greatest(0, 1 - taken) * greatest(0, 1 - taken) END',
    },
  ],
  bands: { cuts: [0.15, 0.25] },
  source: 'METHODS A54',
} satisfies Trait;
