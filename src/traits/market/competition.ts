import type { Trait } from '../Trait.ts';

export default {
  id: 'competition',
  label: { en: 'Competition', ru: 'Конкуренция', pl: 'Konkurencja' },
  definition: {
    en: 'Suppliers the customer uses, us included (1, 2, 3+), or the level given in the file.',
    ru: 'Сколько поставщиков у клиента, включая нас (1, 2, 3+), или уровень из файла.',
    pl: 'Ilu dostawców ma klient, z nami (1, 2, 3+), albo poziom podany w pliku.',
  },
  type: 'ordered',
  unit: 'none',
  direction: 'lower',
  ways: [
    {
      needs: ['customers.n_suppliers'],
      aggregates: {
        customers: { suppliers: 'any_value(n_suppliers)' },
      },
      expression:
        "CASE WHEN suppliers IS NULL OR suppliers < 1 THEN NULL WHEN suppliers >= 3 THEN '3+' WHEN suppliers >= 2 THEN '2' ELSE '1' END",
    },
    {
      needs: ['customers.competition'],
      aggregates: {
        customers: { given: 'any_value(lower(trim(CAST(competition AS VARCHAR))))' },
      },
      expression:
        "CASE WHEN given IN ('1', '1.0', 'one') THEN '1' WHEN given IN ('2', '2.0', 'two') THEN '2' WHEN given IN ('3+', '3 +', 'many') OR TRY_CAST(given AS DOUBLE) >= 3 THEN '3+' WHEN given IN ('low', 'низкая', 'низкий', 'слабая', 'niska', 'niski') THEN 'low' WHEN given IN ('medium', 'mid', 'average', 'средняя', 'средний', 'średnia', 'średni') THEN 'medium' WHEN given IN ('high', 'высокая', 'высокий', 'сильная', 'wysoka', 'wysoki') THEN 'high' END",
    },
    {
      needs: ['competitors.competitor'],
      aggregates: {
        competitors: { others: 'count(DISTINCT competitor)' },
      },
      expression:
        "CASE WHEN others IS NULL THEN NULL WHEN others >= 2 THEN '3+' WHEN others = 1 THEN '2' ELSE '1' END",
    },
  ],
  levels: ['1', '2', '3+', 'low', 'medium', 'high'],
  bands: 'own',
  source: 'METHODS A54',
} satisfies Trait;
