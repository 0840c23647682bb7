import type { Trait } from '../Trait.ts';

export default {
  id: 'systematicity',
  label: { en: 'Systematicity', ru: 'Системность', pl: 'Systematyczność' },
  definition: {
    en: 'How regular the purchases are: variation of gaps under 0.5 systematic, to 1 semi, otherwise or with fewer than 3 gaps unsystematic; empty without purchases.',
    ru: 'Насколько регулярны покупки: вариация интервалов до 0,5 — системные, до 1 — частично, иначе или при менее чем 3 интервалах — несистемные; пусто без покупок.',
    pl: 'Jak regularne są zakupy: zmienność odstępów poniżej 0,5 systematyczne, do 1 częściowo, inaczej lub poniżej 3 odstępów niesystematyczne; puste bez zakupów.',
  },
  type: 'ordered',
  unit: 'none',
  direction: 'higher',
  ways: [
    {
      needs: ['order_lines.net_amount', 'order_lines.order_date', 'order_lines.customer_id'],
      aggregates: {
        gaps: { n: 'count(*)', cv: 'stddev_samp(gap) / nullif(avg(gap), 0)' },
        occasions: { days: 'count(*)' },
      },
      expression:
        "CASE WHEN days IS NULL THEN NULL WHEN coalesce(n, 0) < 3 OR cv >= 1 THEN 'unsystematic' WHEN cv < 0.5 THEN 'systematic' ELSE 'semi' END",
    },
  ],
  levels: ['unsystematic', 'semi', 'systematic'],
  bands: 'own',
  source: 'METHODS A59',
} satisfies Trait;
