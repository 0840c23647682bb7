import { evidenceGrade } from '../evidenceGrade.ts';
import type { Trait } from '../Trait.ts';


export default {
  id: 'evidence',
  label: { en: 'Evidence of share', ru: 'Надёжность доли', pl: 'Wiarygodność udziału' },
  definition: {
    en: 'How our share of wallet is known: A by customs data or invoices, B by an interview or survey, C by an expert or without a source; empty where nothing is known.',
    ru: 'Откуда известна наша доля в закупках: A — таможня или накладные, B — интервью или опрос, C — эксперт или без источника; пусто, если ничего не известно.',
    pl: 'Skąd znamy nasz udział w zakupach: A z danych celnych lub faktur, B z wywiadu lub ankiety, C od eksperta lub bez źródła; puste, gdy nic nie wiadomo.',
  },
  type: 'ordered',
  unit: 'none',
  direction: 'higher',
  ways: [
    {
      needs: ['competitors.source', 'customers.demand_annual'],
      aggregates: {
        competitors: { best: `min(${evidenceGrade('source')})` },
        customers: { demand_told: 'any_value(demand_annual)' },
      },
      expression: "coalesce(best, CASE WHEN demand_told IS NOT NULL THEN 'C' END)",
    },
    {
      needs: ['competitors.source'],
      aggregates: {
        competitors: { best: `min(${evidenceGrade('source')})` },
      },
      expression: 'best',
    },
    {
      needs: ['customers.demand_annual'],
      aggregates: {
        customers: { demand_told: 'any_value(demand_annual)' },
      },
      expression: "CASE WHEN demand_told IS NOT NULL THEN 'C' END",
    },
  ],
  levels: ['C', 'B', 'A'],
  bands: 'own',
  source: 'METHODS A58',
} satisfies Trait;
