import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('months') === 0) return [];
  const active = study.figure('active', 'integer');
  const activity = study.figure('activity', 'share');
  const customers = { en: 'Customers', ru: 'Клиентов', pl: 'Klientów' };
  return [
    {
      table: 'months',
      title: study.say({ en: `${active} customers are active, ${activity} of the base`, ru: `Активных клиентов ${active}, это ${activity} базы`, pl: `Aktywnych klientów jest ${active}, czyli ${activity} bazy` }),
      note: study.say({ en: 'Customers with a purchase in the window, at each month’s end', ru: 'Клиенты с покупкой за период, на конец каждого месяца', pl: 'Klienci z zakupem w okresie, na koniec każdego miesiąca' }),
      n: study.number('base') ?? 0,
      chart: { mark: 'line', x: { column: 'month', format: 'date', label: { en: 'Month', ru: 'Месяц', pl: 'Miesiąc' } }, y: { column: 'active', format: 'integer', label: customers } },
    },
    {
      table: 'flow',
      title: study.say({ en: `In a year the active base went from ${study.figure('opened', 'integer')} to ${active}`, ru: `За год активная база: было ${study.figure('opened', 'integer')}, стало ${active}`, pl: `W ciągu roku aktywna baza: było ${study.figure('opened', 'integer')}, jest ${active}` }),
      note: study.say({ en: 'Opening + new + returned − lapsed = closing', ru: 'Было + новые + вернулись − ушли = стало', pl: 'Było + nowi + wrócili − odeszli = jest' }),
      n: study.number('base') ?? 0,
      chart: {
        mark: 'span',
        x: { column: 'step', label: '', names: { opening: { en: 'opening', ru: 'было', pl: 'było' }, new: { en: 'new', ru: 'новые', pl: 'nowi' }, returned: { en: 'returned', ru: 'вернулись', pl: 'wrócili' }, lapsed: { en: 'lapsed', ru: 'ушли', pl: 'odeszli' }, closing: { en: 'closing', ru: 'стало', pl: 'jest' } } },
        low: { column: 'low', format: 'integer', label: customers },
        high: { column: 'high', format: 'integer', label: customers },
        text: { column: 'customers', format: 'integer' },
      },
    },
    ...((study.rows('managers') < 2 || study.text('quietest') === null) ? [] : [{
      table: 'managers',
      title: study.say({ en: `${study.text('liveliest') ?? ''} keeps ${study.figure('liveliest_share', 'share')} of the customers active, ${study.text('quietest') ?? ''} ${study.figure('quietest_share', 'share')}`, ru: `Активных клиентов у ${study.text('liveliest') ?? ''} — ${study.figure('liveliest_share', 'share')}, у ${study.text('quietest') ?? ''} — ${study.figure('quietest_share', 'share')}`, pl: `${study.text('liveliest') ?? ''} ma ${study.figure('liveliest_share', 'share')} aktywnych klientów, ${study.text('quietest') ?? ''} – ${study.figure('quietest_share', 'share')}` }),
      note: study.say({ en: 'Share of each manager’s customers with a purchase in the window; 95% interval', ru: 'Доля клиентов менеджера с покупкой за период; интервал 95 %', pl: 'Udział klientów opiekuna z zakupem w okresie; przedział 95 %' }),
      n: study.number('managed') ?? 0,
      chart: { mark: 'dot' as const, x: { column: 'activity', format: 'share' as const, label: { en: 'Active', ru: 'Активны', pl: 'Aktywni' } }, y: { column: 'manager', scale: 'band' as const, label: { en: 'Manager', ru: 'Менеджер', pl: 'Opiekun' } }, low: 'low', high: 'high', sort: '-activity', limit: 30 },
    }]),
  ];
};

export default draw;
