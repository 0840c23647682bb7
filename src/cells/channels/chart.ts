import type { DrawPictures } from '../Picture.ts';

const states = { online: { en: 'online', ru: 'онлайн', pl: 'online' }, mixed: { en: 'both ways', ru: 'и так, и так', pl: 'mieszane' }, offline: { en: 'offline', ru: 'офлайн', pl: 'offline' } } as const;

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  return [
    {
      table: 'mix',
      title: study.say({ en: `${study.figure('web', 'share')} of orders come through the web, ${study.figure('web_before', 'share')} a window before`, ru: `Через сайт идёт ${study.figure('web', 'share')} заказов, периодом раньше было ${study.figure('web_before', 'share')}`, pl: `Przez sieć idzie ${study.figure('web', 'share')} zamówień, okres wcześniej ${study.figure('web_before', 'share')}` }),
      note: study.say({ en: 'Orders of the window by channel', ru: 'Заказы периода по каналам', pl: 'Zamówienia okresu według kanałów' }),
      n: study.number('orders') ?? 0,
      chart: { mark: 'bar', x: { column: 'orders_share', format: 'share', label: { en: 'Share of orders', ru: 'Доля заказов', pl: 'Udział zamówień' } }, y: { column: 'channel', label: { en: 'Channel', ru: 'Канал', pl: 'Kanał' } }, sort: '-orders_share', limit: 15 },
    },
    {
      table: 'moves',
      title: study.say({ en: `${study.figure('moved_share', 'share')} of customers changed their main channel`, ru: `Основной канал сменили ${study.figure('moved_share', 'share')} клиентов`, pl: `Główny kanał zmieniło ${study.figure('moved_share', 'share')} klientów` }),
      note: study.say({ en: 'Customers by the channel of most orders: rows before, columns now', ru: 'Клиенты по основному каналу: строки — раньше, столбцы — теперь', pl: 'Klienci według głównego kanału: wiersze wcześniej, kolumny teraz' }),
      n: study.number('moved_base') ?? 0,
      chart: { mark: 'heatmap', x: { column: 'now', label: { en: 'Now', ru: 'Теперь', pl: 'Teraz' } }, y: { column: 'before', label: { en: 'Before', ru: 'Раньше', pl: 'Wcześniej' } }, fill: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klienci' } } },
    },
    {
      table: 'customers',
      title: study.say({ en: `${study.figure('ready', 'integer')} offline customers are ready for the portal`, ru: `К личному кабинету готовы ${study.figure('ready', 'integer')} офлайн-клиентов`, pl: `${study.figure('ready', 'integer')} klientów offline jest gotowych na portal` }),
      note: study.say({ en: 'Readiness: regular, simple, small orders rank high; ready from 60 on', ru: 'Готовность: выше у регулярных, простых и мелких заказов; готовы от 60', pl: 'Gotowość: wyżej regularne, proste i drobne zamówienia; gotowi od 60' }),
      chart: { mark: 'histogram', x: { column: 'readiness', format: 'integer', label: { en: 'Readiness', ru: 'Готовность', pl: 'Gotowość' } }, fill: { column: 'state', names: states, domain: ['offline', 'mixed', 'online'], label: { en: 'Orders', ru: 'Заказы', pl: 'Zamówienia' } } },
    },
  ];
};

export default draw;
