import type { DrawPictures, StudyResult } from '../Picture.ts';

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
      title: managersTitle(study),
      note: study.say({ en: 'Share of each manager’s customers with a purchase in the window; 95% interval', ru: 'Доля клиентов менеджера с покупкой за период; интервал 95 %', pl: 'Udział klientów opiekuna z zakupem w okresie; przedział 95 %' }),
      n: study.number('managed') ?? 0,
      chart: { mark: 'dot' as const, x: { column: 'activity', format: 'share' as const, label: { en: 'Active', ru: 'Активны', pl: 'Aktywni' } }, y: { column: 'manager', scale: 'band' as const, label: { en: 'Manager', ru: 'Менеджер', pl: 'Opiekun' } }, low: 'low', high: 'high', sort: '-activity', limit: 30 },
    }]),
  ];
};

/** managers are told apart only where their intervals are */
function managersTitle(study: StudyResult): string {
  const [best, worst] = [study.figure('liveliest_share', 'share'), study.figure('quietest_share', 'share')];
  const [first, last] = [study.text('liveliest') ?? '', study.text('quietest') ?? ''];
  if (study.text('apart') === null) return study.say({ en: `By manager ${worst} to ${best} of customers are active: no more apart than chance`, ru: `По менеджерам активны от ${worst} до ${best} клиентов: разница не больше случайной`, pl: `Według opiekunów aktywnych jest od ${worst} do ${best} klientów: różnica nie większa niż przypadek` });
  return study.say({ en: `Of the customers of ${first} ${best} are active, of those of ${last} only ${worst}`, ru: `У менеджера «${first}» активны ${best} клиентов, у «${last}» — лишь ${worst}`, pl: `U opiekuna „${first}” aktywnych jest ${best} klientów, u „${last}” tylko ${worst}` });
}

export default draw;
