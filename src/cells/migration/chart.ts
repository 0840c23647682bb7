import { sayCell } from '../../charts/bandNames.ts';
import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('matrix') === 0) return [];
  const [moved, all] = [study.figure('moved', 'integer'), study.figure('customers', 'integer')];
  const [gained, lost] = [sayCell(study.text('gained') ?? ''), sayCell(study.text('lost') ?? '')];
  const [more, fewer] = [study.figure('gained_net', 'integer'), study.figure('lost_net', 'integer')];
  const since = study.write(study.text('before'), 'date');
  return [
    {
      table: 'matrix',
      title: study.say({ en: `${moved} of ${all} customers changed their segment since ${since}`, ru: `С ${since} сменили сегмент ${moved} из ${all} клиентов`, pl: `Od ${since} segment zmieniło ${moved} z ${all} klientów` }),
      note: study.say({ en: 'Customers: rows before, columns now', ru: 'Клиенты: строки — было, столбцы — стало', pl: 'Klienci: wiersze — było, kolumny — jest' }),
      n: study.number('customers') ?? 0,
      chart: {
        mark: 'heatmap',
        x: { column: 'to_segment', label: { en: 'Now', ru: 'Стало', pl: 'Jest' } },
        y: { column: 'from_segment', label: { en: 'Before', ru: 'Было', pl: 'Było' } },
        fill: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klientów' } },
      },
    },
    {
      table: 'flows',
      title:
        gained === '' || lost === ''
          ? study.say({ en: 'As many came to each segment as left it', ru: 'В каждый сегмент пришло столько же, сколько ушло', pl: 'Do każdego segmentu przyszło tylu, ilu odeszło' })
          : study.say({ en: `“${gained}” grew most, by ${more}; “${lost}” shrank most, by ${fewer}`, ru: `Больше всех вырос сегмент «${gained}»: +${more}; больше всех сократился «${lost}»: −${fewer}`, pl: `Najbardziej urósł segment „${gained}”: +${more}; najbardziej zmalał „${lost}”: −${fewer}` }),
      note: study.say({ en: 'Customers who left the segment, left of zero, and who came, right of it; number: customers now', ru: 'Слева от нуля — ушедшие из сегмента, справа — пришедшие; число — клиентов сейчас', pl: 'Na lewo od zera ci, którzy opuścili segment, na prawo ci, którzy przyszli; liczba: klienci teraz' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'span', y: { column: 'segment', label: { en: 'Segment', ru: 'Сегмент', pl: 'Segment' } }, low: { column: 'out', format: 'integer', label: { en: 'Went', ru: 'Ушли', pl: 'Odeszli' } }, high: { column: 'came', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klientów' } }, text: { column: 'after', format: 'integer' }, limit: 20 },
    },
    {
      table: 'moves',
      title: study.say({ en: `Most moved ${sayCell(study.text('first_move') ?? '')}: ${study.figure('first_moved', 'integer')}`, ru: `Чаще всего: ${sayCell(study.text('first_move') ?? '')}, клиентов ${study.figure('first_moved', 'integer')}`, pl: `Najczęściej: ${sayCell(study.text('first_move') ?? '')}, klientów ${study.figure('first_moved', 'integer')}` }),
      note: study.say({ en: 'Customers by move; the fifteen largest', ru: 'Клиенты по переходам; пятнадцать крупнейших', pl: 'Klienci według przejścia; piętnaście największych' }),
      n: study.number('moved') ?? 0,
      wide: true,
      chart: { mark: 'bar', x: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klientów' } }, y: { column: 'move', label: { en: 'Move', ru: 'Переход', pl: 'Przejście' } }, sort: '-customers', limit: 15 },
    },
  ];
};

export default draw;
