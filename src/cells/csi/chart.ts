import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  const worst = study.text('worst');
  if (study.rows('touchpoints') === 0 || worst === null) return [];
  const points = study.write(Math.round(study.number('worst_csi') ?? 0), 'integer');
  return [
    {
      table: 'touchpoints',
      title: study.say({ en: `Customers are least satisfied with “${worst}”: ${points} of 100`, ru: `Меньше всего довольны точкой «${worst}»: ${points} из 100`, pl: `Najmniej zadowoleni są z „${worst}”: ${points} na 100` }),
      note: study.say({ en: 'Mean satisfaction, 0 to 100, by touchpoint; 95% interval', ru: 'Средняя удовлетворённость, от 0 до 100, по точкам контакта; интервал 95 %', pl: 'Średnia satysfakcja, od 0 do 100, według punktów kontaktu; przedział 95 %' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'dot', x: { column: 'csi', format: 'integer', label: 'CSI' }, y: { column: 'touchpoint', scale: 'band', label: { en: 'Touchpoint', ru: 'Точка контакта', pl: 'Punkt kontaktu' } }, low: 'ci_low', high: 'ci_high', sort: '-csi' },
    },
  ];
};

export default draw;
