import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  const orders = study.figure('expectedOrders', 'integer');
  const end = study.text('calibrationEnd');
  return [
    ...(study.rows('series') > 0
      ? [
          {
            table: 'series',
            title: study.say({ en: `Held out were ${study.figure('heldOut', 'integer')} purchases, ${study.figure('expectedHeld', 'integer')} were expected`, ru: `На отложенном периоде покупок ${study.figure('heldOut', 'integer')}, модель ждала ${study.figure('expectedHeld', 'integer')}`, pl: `W okresie odłożonym było ${study.figure('heldOut', 'integer')} zakupów, oczekiwano ${study.figure('expectedHeld', 'integer')}` }),
            note: study.say({ en: 'Repeat purchases added up; the model knows those before the line alone', ru: 'Повторные покупки нарастающим итогом; модель знает только то, что до линии', pl: 'Zakupy powtórne narastająco; model zna tylko te przed linią' }),
            n: study.number('n') ?? 0,
            chart: {
              mark: 'line' as const,
              x: { column: 'period_end', format: 'date' as const, label: { en: 'By the end of', ru: 'К концу', pl: 'Do końca' } },
              y: { column: 'purchases', format: 'integer' as const, label: { en: 'Repeat purchases', ru: 'Повторные покупки', pl: 'Zakupy powtórne' } },
              stroke: { column: 'series', label: { en: 'Series', ru: 'Ряд', pl: 'Seria' }, names: { actual: { en: 'as it was', ru: 'как было', pl: 'jak było' }, expected: { en: 'expected', ru: 'ожидалось', pl: 'oczekiwano' } } },
              ...(end === null ? {} : { lines: [{ x: end }] }),
            },
          },
        ]
      : []),
    ...(study.rows('customers') > 0
      ? [
          {
            table: 'customers',
            title: study.say({ en: `${orders} purchases are expected over the horizon`, ru: `За горизонт ожидается покупок: ${orders}`, pl: `W horyzoncie oczekuje się zakupów: ${orders}` }),
            note: study.say({ en: 'Customers by the probability to be still with us', ru: 'Клиенты по вероятности, что они ещё с нами', pl: 'Klienci według prawdopodobieństwa, że są z nami' }),
            chart: { mark: 'histogram' as const, x: { column: 'p_alive', format: 'share' as const, label: { en: 'Probability to be with us', ru: 'Вероятность, что с нами', pl: 'Prawdopodobieństwo, że jest z nami' } }, bins: 20 },
          },
        ]
      : []),
  ];
};

export default draw;
