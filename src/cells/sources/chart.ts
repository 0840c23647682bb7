import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('sources') === 0) return [];
  const best = study.text('best');
  const each = { en: 'Gross profit a customer', ru: 'Валовая прибыль на клиента', pl: 'Zysk brutto na klienta' };
  const source = { column: 'source', scale: 'band', label: { en: 'Source', ru: 'Источник', pl: 'Źródło' } } as const;
  return [
    {
      table: 'sources',
      title: best === null ? study.say({ en: 'Gross profit a customer, by source', ru: 'Валовая прибыль на клиента по источникам', pl: 'Zysk brutto na klienta według źródeł' }) : study.say({ en: `“${best}” brings most a customer: ${study.figure('best_each', 'money')}`, ru: `Больше всего на клиента даёт «${best}»: ${study.figure('best_each', 'money')}`, pl: `Najwięcej na klienta daje „${best}”: ${study.figure('best_each', 'money')}` }),
      note: study.say({ en: 'Gross profit of the window over all customers of the source, also those who never bought', ru: 'Валовая прибыль периода на всех клиентов источника, и тех, кто не покупал', pl: 'Zysk brutto okresu na wszystkich klientów źródła, także tych bez zakupu' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'profit_each', format: 'money', label: each }, y: source, sort: '-profit_each', limit: 20 },
    },
    {
      table: 'sources',
      title: study.text('surest') === null ? study.say({ en: 'How many of each source ever bought', ru: 'Какая часть источника хоть раз купила', pl: 'Jaka część źródła kiedykolwiek kupiła' }) : study.say({ en: `Contacts from “${study.text('surest') ?? ''}” become customers most often: ${study.figure('surest_share', 'share')}`, ru: `Чаще других покупателями становятся из источника «${study.text('surest') ?? ''}»: ${study.figure('surest_share', 'share')}`, pl: `Najczęściej kupują klienci ze źródła „${study.text('surest') ?? ''}”: ${study.figure('surest_share', 'share')}` }),
      note: study.say({ en: 'Share of customers with an order, 95% interval', ru: 'Доля клиентов с заказом, 95 %-й интервал', pl: 'Udział klientów z zamówieniem, przedział 95 %' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'dot', x: { column: 'conversion', format: 'share', label: { en: 'Ever bought', ru: 'Купили', pl: 'Kupili' } }, y: source, low: 'low', high: 'high', sort: '-conversion', limit: 20 },
    },
    {
      table: 'contactability',
      title: study.say({ en: `${study.figure('contactable', 'share')} of the base may be written to`, ru: `Писать можно ${study.figure('contactable', 'share')} базы`, pl: `Pisać można do ${study.figure('contactable', 'share')} bazy` }),
      note: study.say({ en: 'Customers by whether there is an address and a consent', ru: 'Клиенты: есть ли адрес и согласие', pl: 'Klienci według adresu i zgody' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klienci' } }, y: { column: 'state', label: { en: 'Contact', ru: 'Связь', pl: 'Kontakt' }, names: { contactable: { en: 'may be written to', ru: 'можно писать', pl: 'można pisać' }, 'no consent': { en: 'no consent', ru: 'нет согласия', pl: 'brak zgody' }, 'no address': { en: 'no address', ru: 'нет адреса', pl: 'brak adresu' } } } },
    },
  ];
};

export default draw;
