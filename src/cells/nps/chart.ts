import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('scores') === 0) return [];
  const whole = (fact: string): string => study.write(Math.round(study.number(fact) ?? 0), 'integer');
  return [
    {
      table: 'quarters',
      title: study.say({ en: `NPS ${whole('nps')} by customer, between ${whole('ci_low')} and ${whole('ci_high')}`, ru: `NPS по клиентам ${whole('nps')}, от ${whole('ci_low')} до ${whole('ci_high')}`, pl: `NPS według klientów ${whole('nps')}, od ${whole('ci_low')} do ${whole('ci_high')}` }),
      note: study.say({ en: 'Promoters less critics by quarter, points, 95% interval', ru: 'Промоутеры минус критики по кварталам, пункты, интервал 95 %', pl: 'Promotorzy minus krytycy według kwartałów, punkty, przedział 95 %' }),
      n: study.number('answers') ?? 0,
      chart: { mark: 'dot', x: { column: 'quarter', format: 'date', label: { en: 'Quarter', ru: 'Квартал', pl: 'Kwartał' } }, y: { column: 'nps', format: 'integer', label: 'NPS' }, low: 'ci_low', high: 'ci_high', lines: [{ y: 0 }] },
    },
  ];
};

export default draw;
