import { leaveOutCaught, type Rule } from './Rule.ts';

export const bonusTables: Rule = {
  id: 'E33',
  label: { en: 'Bonuses outside of sales', ru: 'Бонусы вне продаж', pl: 'Bonusy poza sprzedażą' },
  treatments: {
    tell: { en: 'told: sales are before bonuses', ru: 'отмечено: продажи до бонусов', pl: 'zaznaczone: sprzedaż przed bonusami' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'tell',
  needs: [],
  catches: (base) => {
    const bonuses = base.tables.find(({ name, canonical }) => !canonical && /bonus|бонус|retro|ретро|premi[ae]|rabat_/iu.test(name));
    return bonuses ? { table: bonuses.name, where: 'true' } : null;
  },
  leaveOut: leaveOutCaught,
};
