import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => [
  {
    table: 'pairs',
    title: study.say({ en: `${study.figure('shared', 'integer')} of ${study.figure('customers', 'integer')} customers are in more than one segment`, ru: `Больше чем в одном сегменте: ${study.figure('shared', 'integer')} из ${study.figure('customers', 'integer')} клиентов`, pl: `W więcej niż jednym segmencie: ${study.figure('shared', 'integer')} z ${study.figure('customers', 'integer')} klientów` }),
    note: study.say({ en: 'Share of the row’s segment that is in the column’s too', ru: 'Доля сегмента строки, входящая и в сегмент столбца', pl: 'Udział segmentu z wiersza, który należy też do segmentu z kolumny' }),
    n: study.number('customers') ?? 0,
    chart: {
      mark: 'heatmap',
      x: { column: 'right_segment', label: { en: 'Also in', ru: 'Также в', pl: 'Także w' } },
      y: { column: 'left_segment', label: { en: 'Segment', ru: 'Сегмент', pl: 'Segment' } },
      fill: { column: 'share_of_left', format: 'share', label: { en: 'Share', ru: 'Доля', pl: 'Udział' } },
    },
  },
];

export default draw;
