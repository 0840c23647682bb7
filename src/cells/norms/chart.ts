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
    {
      table: 'choice',
      title: study.text('advice') === 'farm' ? study.say({ en: `Farm first: one more purchase from each buyer is worth ${study.figure('more_value', 'money')}`, ru: `Сначала растить своих: ещё одна покупка каждого стоит ${study.figure('more_value', 'money')}`, pl: `Najpierw rozwijać swoich: jeszcze jeden zakup każdego jest wart ${study.figure('more_value', 'money')}` }) : study.say({ en: `Hunt: a tenth more new customers is worth ${study.figure('new_value', 'money')}`, ru: `Привлекать новых: десятая часть сверху стоит ${study.figure('new_value', 'money')}`, pl: `Zdobywać nowych: o jedną dziesiątą więcej jest warte ${study.figure('new_value', 'money')}` }),
      note: study.say({ en: 'Gross profit (turnover without cost) of one purchase more from everybody, and of a tenth more new customers', ru: 'Валовая прибыль (без себестоимости — выручка) одной покупки сверх от каждого и десятой части новых клиентов сверх', pl: 'Zysk brutto (bez kosztu: przychód) z jednego zakupu więcej od każdego i z o jedną dziesiątą większej liczby nowych' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'value', format: 'money', label: { en: 'Value', ru: 'Стоимость', pl: 'Wartość' } }, y: { column: 'choice', label: '', names: { 'one more': { en: 'one more purchase', ru: 'ещё одна покупка', pl: 'jeden zakup więcej' }, 'tenth more new': { en: 'a tenth more new', ru: 'новых на десятую больше', pl: 'o 1/10 więcej nowych' } } } },
    },
  ];
};

export default draw;
