import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  const worst = study.text('worst');
  if (worst === null) return [];
  const grew = (study.number('worst_change') ?? 0) >= 0;
  return [
    {
      table: 'segments',
      title: grew ? study.say({ en: `No segment fell; “${worst}” grew least: ${study.figure('worst_change', 'money')}`, ru: `Ни один сегмент не упал; меньше всех вырос «${worst}»: ${study.figure('worst_change', 'money')}`, pl: `Żaden segment nie spadł; najmniej urósł „${worst}”: ${study.figure('worst_change', 'money')}` }) : study.say({ en: `“${worst}” changed most for the worse: ${study.figure('worst_change', 'money')}`, ru: `Сильнее всего просел сегмент «${worst}»: ${study.figure('worst_change', 'money')}`, pl: `Najbardziej pogorszył się segment „${worst}”: ${study.figure('worst_change', 'money')}` }),
      note: study.say({ en: 'Change of turnover against the window before, by segment', ru: 'Изменение выручки к прошлому периоду по сегментам', pl: 'Zmiana przychodu wobec poprzedniego okresu według segmentów' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'revenue_change', format: 'money', label: { en: 'Change', ru: 'Изменение', pl: 'Zmiana' } }, y: { column: 'segment', label: { en: 'Segment', ru: 'Сегмент', pl: 'Segment' } }, sort: 'revenue_change', limit: 30 },
    },
  ];
};

export default draw;
