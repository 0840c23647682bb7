import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('cells') === 0) return [];
  const age = { en: 'Periods since the first purchase', ru: 'Периодов с первой покупки', pl: 'Okresów od pierwszego zakupu' };
  const second = study.number('second');
  return [
    {
      table: 'cells',
      title:
        second === null
          ? study.say({ en: 'Customers who buy again, by cohort', ru: 'Кто покупает снова, по когортам', pl: 'Kto kupuje ponownie, według kohort' })
          : study.say({ en: `${study.write(second, 'share')} of new customers buy again in the next period`, ru: `В следующем периоде снова покупают ${study.write(second, 'share')} новых клиентов`, pl: `W następnym okresie kupuje ponownie ${study.write(second, 'share')} nowych klientów` }),
      note: study.say({ en: 'Share of the cohort that bought, by period of the first purchase', ru: 'Доля когорты, которая покупала, по периоду первой покупки', pl: 'Udział kohorty, który kupował, według okresu pierwszego zakupu' }),
      n: study.number('customers') ?? 0,
      chart: {
        mark: 'heatmap',
        x: { column: 'age', format: 'integer', label: age },
        y: { column: 'cohort', format: 'date', label: { en: 'Cohort', ru: 'Когорта', pl: 'Kohorta' } },
        fill: { column: 'retention', format: 'share', label: { en: 'Retention', ru: 'Удержание', pl: 'Retencja' } },
      },
    },
    {
      table: 'ages',
      title:
        study.number('late') === null
          ? study.say({ en: 'How retention falls with age', ru: 'Как удержание падает с возрастом', pl: 'Jak retencja spada z wiekiem' })
          : study.say({ en: `${study.figure('late', 'share')} still buy in period ${study.figure('late_age', 'integer')} after the first`, ru: `К периоду ${study.figure('late_age', 'integer')} после первого ещё покупают ${study.figure('late', 'share')}`, pl: `Po ${study.figure('late_age', 'integer')} okresach kupuje jeszcze ${study.figure('late', 'share')}` }),
      note: study.say({ en: 'All cohorts but the first, 95% interval', ru: 'Все когорты, кроме первой, интервал 95 %', pl: 'Wszystkie kohorty oprócz pierwszej, przedział 95 %' }),
      n: study.number('customers') ?? 0,
      chart: {
        mark: 'line',
        x: { column: 'age', format: 'integer', label: age },
        y: { column: 'retention', format: 'share', label: { en: 'Retention', ru: 'Удержание', pl: 'Retencja' } },
        low: 'ci_low',
        high: 'ci_high',
      },
    },
  ];
};

export default draw;
