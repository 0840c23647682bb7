import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const top = study.figure('top20pct_share', 'share');
  const count = study.figure('a_customers', 'integer');
  return [
    {
      table: 'lorenz',
      title: study.say({ en: `The largest fifth of the customers brings ${top} of the turnover`, ru: `Крупнейшая пятая часть клиентов даёт ${top} оборота`, pl: `Największa piąta część klientów daje ${top} obrotu` }),
      note: study.say({
        en: `Customers from the largest to the smallest, share of turnover; Gini ${study.figure('gini', 'number')}`,
        ru: `Клиенты от крупнейшего к мелкому, доля оборота; индекс Джини ${study.figure('gini', 'number')}`,
        pl: `Klienci od największego do najmniejszego, udział w obrocie; Gini ${study.figure('gini', 'number')}`,
      }),
      n: study.rows('customers'),
      chart: {
        mark: 'line',
        x: { column: 'customers_share', format: 'share', label: { en: 'Share of customers', ru: 'Доля клиентов', pl: 'Udział klientów' }, domain: [0, 1] },
        y: { column: 'revenue_share', format: 'share', label: { en: 'Share of turnover', ru: 'Доля оборота', pl: 'Udział w obrocie' }, domain: [0, 1] },
        lines: [{ x: 0.2, label: study.write(0.2, 'share') }, { y: 0.8, label: study.write(0.8, 'share') }],
      },
    },
    {
      table: 'classes',
      title: study.say({ en: `Class A holds ${count} customers`, ru: `В классе A клиентов: ${count}`, pl: `W klasie A klientów: ${count}` }),
      note: study.say({ en: 'Customers by class of turnover', ru: 'Клиенты по классам оборота', pl: 'Klienci według klasy obrotu' }),
      n: study.rows('customers'),
      chart: { mark: 'bar', x: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klientów' } }, y: { column: 'class', label: { en: 'Class', ru: 'Класс', pl: 'Klasa' } } },
    },
  ];
};

export default draw;
