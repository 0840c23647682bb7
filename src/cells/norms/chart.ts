import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('types') === 0) return [];
  return [
    {
      table: 'types',
      title: study.say({ en: `${study.figure('below', 'integer')} customers buy less often than is usual for their type`, ru: `Реже, чем принято для своего типа, покупают ${study.figure('below', 'integer')} клиентов`, pl: `Rzadziej, niż to zwykłe dla ich typu, kupuje ${study.figure('below', 'integer')} klientów` }),
      note: study.say({ en: 'Purchases a month by type: median and quartiles', ru: 'Покупок в месяц по типам: медиана и квартили', pl: 'Zakupów w miesiącu według typu: mediana i kwartyle' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'dot', x: { column: 'norm', format: 'number', label: { en: 'Purchases a month', ru: 'Покупок в месяц', pl: 'Zakupów w miesiącu' } }, y: { column: 'customer_type', scale: 'band', label: { en: 'Type', ru: 'Тип', pl: 'Typ' } }, low: 'lower_quartile', high: 'upper_quartile' },
    },
  ];
};

export default draw;
