import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const names = { 'over-visited': { en: 'over-visited', ru: 'ездим слишком часто', pl: 'zbyt często' }, usual: { en: 'as usual', ru: 'как у похожих', pl: 'jak u podobnych' }, 'not visited': { en: 'not visited', ru: 'не ездим', pl: 'bez wizyt' } };
  const within = study.figure('hit_days', 'integer');
  return [
    {
      table: 'customers',
      title: study.say({ en: `${study.figure('over', 'integer')} customers are visited more than others of their turnover`, ru: `К ${study.figure('over', 'integer')} клиентам ездят чаще, чем к другим с такой же выручкой`, pl: `Do ${study.figure('over', 'integer')} klientów jeździ się częściej niż do innych o tym przychodzie` }),
      note: study.say({ en: `Customers by visits a month and turnover; ${study.figure('web_ready', 'integer')} of the over-visited already order by the web or have access to the portal`, ru: `Клиенты: визитов в месяц и выручка; из тех, к кому ездят слишком часто, через сайт заказывают или имеют доступ в кабинет ${study.figure('web_ready', 'integer')}`, pl: `Klienci: wizyty w miesiącu i przychód; spośród odwiedzanych zbyt często przez sieć zamawia lub ma dostęp do portalu ${study.figure('web_ready', 'integer')}` }),
      chart: {
        mark: 'dot',
        x: { column: 'visits_month', format: 'number', label: { en: 'Visits a month', ru: 'Визитов в месяц', pl: 'Wizyty w miesiącu' } },
        y: { column: 'revenue', format: 'money', scale: 'sqrt', label: { en: 'Turnover', ru: 'Выручка', pl: 'Przychód' } },
        fill: { column: 'state', names, domain: ['usual', 'over-visited', 'not visited'] },
      },
    },
    {
      table: 'managers',
      title: study.say({ en: `${study.figure('hit_rate', 'share')} of visits are followed by an order within ${within} days`, ru: `После ${study.figure('hit_rate', 'share')} визитов есть заказ в пределах ${within} дн.`, pl: `Po ${study.figure('hit_rate', 'share')} wizyt w ciągu ${within} dni jest zamówienie` }),
      note: study.say({ en: `Share of visits with an order soon after, by manager; ${study.figure('without_share', 'share')} of all orders came without a visit`, ru: `Доля визитов с заказом вскоре после них, по менеджерам; без визита пришли ${study.figure('without_share', 'share')} всех заказов`, pl: `Udział wizyt z zamówieniem wkrótce po nich, według opiekunów; bez wizyty przyszło ${study.figure('without_share', 'share')} wszystkich zamówień` }),
      n: study.number('visits') ?? 0,
      chart: { mark: 'bar', x: { column: 'hit_rate', format: 'share', label: { en: 'Followed by an order', ru: 'С заказом', pl: 'Z zamówieniem' } }, y: { column: 'manager', label: { en: 'Manager', ru: 'Менеджер', pl: 'Opiekun' } }, sort: '-hit_rate', limit: 20 },
    },
  ];
};

export default draw;
