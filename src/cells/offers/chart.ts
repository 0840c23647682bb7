import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('offers') === 0) return [];
  return [
    {
      table: 'offers',
      title: study.say({ en: `Largest single offer: ${study.text('best') ?? ''}, ${study.figure('best_gap', 'money')}`, ru: `Самое крупное предложение: ${study.text('best') ?? ''}, ${study.figure('best_gap', 'money')}`, pl: `Największa oferta: ${study.text('best') ?? ''}, ${study.figure('best_gap', 'money')}` }),
      note: study.say({ en: 'Sum of the gaps against peers among the customers of the segment', ru: 'Сумма разрывов с похожими у клиентов сегмента', pl: 'Suma luk wobec podobnych u klientów segmentu' }),
      n: study.number('placed') ?? 0,
      chart: { mark: 'bar', x: { column: 'gap_value', format: 'money', label: { en: 'Gap', ru: 'Разрыв', pl: 'Luka' } }, y: { column: 'offer', label: { en: 'Segment · category', ru: 'Сегмент · категория', pl: 'Segment · kategoria' } }, sort: '-gap_value', limit: 20 },
    },
  ];
};

export default draw;
