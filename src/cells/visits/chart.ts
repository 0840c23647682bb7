import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const names = { 'over-visited': { en: 'over-visited', ru: 'ездим слишком часто', pl: 'zbyt często' }, usual: { en: 'as usual', ru: 'как у похожих', pl: 'jak u podobnych' }, 'not visited': { en: 'not visited', ru: 'не ездим', pl: 'bez wizyt' } };
  const within = study.figure('hit_days', 'integer');
  return [
    {
      table: 'customers',
      title: study.say({ en: `${study.figure('over', 'integer')} customers are visited more than others of their turnover`, ru: `К ${study.figure('over', 'integer')} клиентам ездят чаще, чем к другим с такой же выручкой`, pl: `Do ${study.figure('over', 'integer')} klientów jeździ się częściej niż do innych o tym przychodzie` }),
      note: study.say({ en: 'Customers by visits a month and turnover', ru: 'Клиенты: визитов в месяц и выручка', pl: 'Klienci: wizyty w miesiącu i przychód' }),
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
      note: study.say({ en: 'Share of visits with an order soon after, by manager', ru: 'Доля визитов с заказом вскоре после них, по менеджерам', pl: 'Udział wizyt z zamówieniem wkrótce po nich, według opiekunów' }),
      n: study.number('visits') ?? 0,
      chart: { mark: 'bar', x: { column: 'hit_rate', format: 'share', label: { en: 'Followed by an order', ru: 'С заказом', pl: 'Z zamówieniem' } }, y: { column: 'manager', label: { en: 'Manager', ru: 'Менеджер', pl: 'Opiekun' } }, sort: '-hit_rate', limit: 20 },
    },
  ];
};

export default draw;
