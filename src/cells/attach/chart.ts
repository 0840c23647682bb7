import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('periods') === 0) return [];
  const rate = { column: 'rate', format: 'share', label: { en: 'Attach rate', ru: 'Доля с допродажей', pl: 'Udział dosprzedaży' } } as const;
  const target = study.number('target');
  const n = study.number('base_orders') ?? 0;
  const behind = study.figure('behind', 'integer');
  const period = { column: 'period', format: 'date', label: { en: 'Period', ru: 'Период', pl: 'Okres' } } as const;
  const standing = { below: { en: 'below', ru: 'ниже', pl: 'poniżej' }, above: { en: 'above', ru: 'выше', pl: 'powyżej' }, 'on track': { en: 'on', ru: 'в пределах', pl: 'w granicach' } }[study.text('standing') ?? 'on track'] ?? { en: 'on', ru: 'в пределах', pl: 'w granicach' };
  return [
    target === null
      ? {
          table: 'periods',
          title: study.say({ en: `${study.figure('rate', 'share')} of orders with a main product also hold an add-on`, ru: `Дополнительный товар есть в ${study.figure('rate', 'share')} заказов с основным`, pl: `Towar dodatkowy jest w ${study.figure('rate', 'share')} zamówień z głównym` }),
          note: study.say({ en: 'Share of orders by period, 95% interval', ru: 'Доля заказов по периодам, интервал 95 %', pl: 'Udział zamówień według okresów, przedział 95 %' }),
          n,
          chart: { mark: 'line', x: period, y: rate, low: 'ci_low', high: 'ci_high' },
        }
      : {
          table: 'tracking',
          title: study.say({
            en: `${study.figure('last_rate', 'share')} of orders hold an add-on: ${standing.en} the path to ${study.write(target, 'share')}`,
            ru: `Допродажа в ${study.figure('last_rate', 'share')} заказов: ${standing.ru} пути к ${study.write(target, 'share')}`,
            pl: `Dosprzedaż w ${study.figure('last_rate', 'share')} zamówień: ${standing.pl} ścieżki do ${study.write(target, 'share')}`,
          }),
          note: study.say({
            en: `Share of orders with a main product by period, 95% interval; at the pace of the last three it ends at ${study.figure('heading', 'share')}`,
            ru: `Доля заказов с основным товаром по периодам, интервал 95 %; при темпе последних трёх выйдет ${study.figure('heading', 'share')}`,
            pl: `Udział zamówień z towarem głównym według okresów, przedział 95 %; w tempie trzech ostatnich wyjdzie ${study.figure('heading', 'share')}`,
          }),
          n,
          chart: { mark: 'line', x: period, y: rate, low: 'ci_low', high: 'ci_high', fill: { column: 'series', domain: ['actual', 'path'], names: { actual: { en: 'actual', ru: 'факт', pl: 'wykonanie' }, path: { en: 'path', ru: 'путь к цели', pl: 'ścieżka do celu' } } }, lines: [{ y: target, label: { en: `target ${study.write(target, 'share')}`, ru: `цель ${study.write(target, 'share')}`, pl: `cel ${study.write(target, 'share')}` } }] },
        },
    {
      table: 'managers',
      title: study.say({ en: `${behind} managers attach less than chance would explain`, ru: `Менеджеров, которые допродают реже, чем объяснил бы случай: ${behind}`, pl: `Opiekunowie dosprzedający rzadziej, niż tłumaczy przypadek: ${behind}` }),
      note: study.say({ en: 'Rate against number of orders; dashed: where 95% lie by chance', ru: 'Доля против числа заказов; пунктир: где лежат 95 % по воле случая', pl: 'Udział wobec liczby zamówień; linia: gdzie leży 95 % przypadkiem' }),
      n,
      chart: {
        mark: 'dot',
        x: { column: 'base_orders', format: 'integer', label: { en: 'Orders with a main product', ru: 'Заказов с основным товаром', pl: 'Zamówień z towarem głównym' } },
        y: rate,
        low: 'limit_low',
        high: 'limit_high',
        interval: 'curve',
        text: 'manager',
        lines: study.number('rate') === null ? [] : [{ y: study.number('rate') ?? 0, label: { en: 'all', ru: 'все', pl: 'wszyscy' } }],
      },
    },
  ];
};

export default draw;
