import { sayCell } from '../../charts/bandNames.ts';
import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const loosest = sayCell(study.text('loosest') ?? '');
  const n = study.number('customers') ?? 0;
  return [
    {
      table: 'grades',
      title: study.say({ en: `${study.figure('guessed_share', 'share')} of the placed customers stand where they do by a guess`, ru: `По догадке размещены ${study.figure('guessed_share', 'share')} клиентов куба`, pl: `${study.figure('guessed_share', 'share')} klientów kostki umieszczono na oko` }),
      note: study.say({ en: 'Customers by how their share and suppliers are known', ru: 'Клиенты по тому, откуда известны доля и поставщики', pl: 'Klienci według tego, skąd znamy udział i dostawców' }),
      n,
      chart: {
        mark: 'bar',
        x: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klienci' } },
        y: { column: 'grade', label: '', names: { A: { en: 'A · documents', ru: 'A · документы', pl: 'A · dokumenty' }, B: { en: 'B · interview', ru: 'B · интервью', pl: 'B · wywiad' }, C: { en: 'C · guess', ru: 'C · догадка', pl: 'C · na oko' } } },
      },
    },
    {
      table: 'cells',
      title: study.say({ en: `Least certain is “${loosest}”: ${study.figure('play', 'integer')} customers may come or go`, ru: `Менее всего надёжна ячейка «${loosest}»: войти или выйти могут ${study.figure('play', 'integer')} клиентов`, pl: `Najmniej pewna jest komórka „${loosest}”: może przybyć lub ubyć ${study.figure('play', 'integer')} klientów` }),
      note: study.say({ en: 'From the customers known by documents to all who would be in the cell if one guess were a class off; number: customers now', ru: 'От известных по документам до всех, кто попал бы в ячейку, если одна догадка ошибается на класс; число — клиентов сейчас', pl: 'Od znanych z dokumentów do wszystkich, którzy trafiliby do komórki przy pomyłce o jedną klasę; liczba: klienci teraz' }),
      n,
      chart: { mark: 'span', y: { column: 'segment', label: { en: 'Segment', ru: 'Сегмент', pl: 'Segment' } }, low: { column: 'sure', format: 'integer', label: { en: 'Sure', ru: 'Наверняка', pl: 'Na pewno' } }, high: { column: 'at_most', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klienci' } }, text: { column: 'customers', format: 'integer' }, sort: '-at_most', limit: 12 },
    },
  ];
};

export default draw;
