import type { DrawPictures, StudyResult } from '../Picture.ts';

const names = { entry: { en: 'entry offer', ru: 'предложение для входа', pl: 'oferta na wejście' }, other: { en: 'other first orders', ru: 'другие первые заказы', pl: 'inne pierwsze zamówienia' } } as const;

const draw: DrawPictures = (study) => {
  if (study.rows('by_number') === 0) return [];
  const best = study.text('best') === '—' ? null : study.text('best');
  const called = best === null ? '' : (Object.entries(names).find(([name]) => name === best)?.[1][study.locale] ?? best);
  const days = study.figure('days', 'integer');
  const share = { en: 'Came back', ru: 'Вернулись', pl: 'Wrócili' };
  return [
    {
      table: 'entries',
      title: best === null ? study.say({ en: `${study.figure('second_share', 'share')} order again within ${study.figure('days', 'days')}`, ru: `Снова заказывают за ${study.figure('days', 'days')} ${study.figure('second_share', 'share')}`, pl: `W ${study.figure('days', 'days')} wraca ${study.figure('second_share', 'share')}` }) : study.say({ en: `After “${called}” ${study.figure('best_share', 'share')} order again within ${days} days, ${study.figure('second_share', 'share')} overall`, ru: `После входа «${called}» снова заказывают за ${days} дней ${study.figure('best_share', 'share')}, в целом ${study.figure('second_share', 'share')}`, pl: `Po wejściu „${called}” w ${days} dni wraca ${study.figure('best_share', 'share')}, ogółem ${study.figure('second_share', 'share')}` }),
      note: study.say({ en: 'Share of first orders followed by a second, by entry, 95% interval', ru: 'Доля первых заказов, за которыми пришёл второй, по входу, 95 %-й интервал', pl: 'Udział pierwszych zamówień, po których przyszło drugie, według wejścia, przedział 95 %' }),
      n: study.number('judged') ?? 0,
      chart: { mark: 'dot', x: { column: 'second_share', format: 'share', label: share }, y: { column: 'entry', scale: 'band', label: { en: 'Entry', ru: 'Вход', pl: 'Wejście' }, names }, low: 'low', high: 'high', sort: '-second_share', limit: 15 },
    },
    {
      table: 'panel',
      title: study.say({ en: `The check goes from ${study.figure('first_check', 'money')} to ${study.figure('last_check', 'money')} over ${study.figure('panel_orders', 'integer')} orders`, ru: `За ${study.figure('panel_orders', 'integer')} заказов чек идёт от ${study.figure('first_check', 'money')} к ${study.figure('last_check', 'money')}`, pl: `Przez ${study.figure('panel_orders', 'integer')} zamówień rachunek idzie od ${study.figure('first_check', 'money')} do ${study.figure('last_check', 'money')}` }),
      note: study.say({ en: 'Mean check by order number; the same customers at every number', ru: 'Средний чек по номеру заказа; на каждом номере одни и те же клиенты', pl: 'Średni rachunek według numeru zamówienia; przy każdym numerze ci sami klienci' }),
      n: study.number('panel_customers') ?? 0,
      chart: { mark: 'line', x: { column: 'number', format: 'integer', label: { en: 'Order number', ru: 'Номер заказа', pl: 'Numer zamówienia' } }, y: { column: 'average_check', format: 'money', label: { en: 'Mean check', ru: 'Средний чек', pl: 'Średni rachunek' } } },
    },
    {
      table: 'curves',
      title: curveTitle(study),
      note: study.say({ en: 'Kaplan–Meier share with a second order, by day since the first; entries of at least ten customers', ru: 'Доля со вторым заказом (Каплан–Майер) по дням от первого; входы не меньше чем с десятью клиентами', pl: 'Udział z drugim zamówieniem (Kaplan–Meier) według dni od pierwszego; wejścia z co najmniej dziesięcioma klientami' }),
      n: study.number('judged') ?? 0,
      chart: { mark: 'line', x: { column: 'day', format: 'integer', label: { en: 'Days since the first order', ru: 'Дней с первого заказа', pl: 'Dni od pierwszego zamówienia' } }, y: { column: 'with_second', format: 'share', label: share }, stroke: { column: 'entry', label: { en: 'Entry', ru: 'Вход', pl: 'Wejście' }, names } },
    },
  ];
};

function curveTitle(study: StudyResult): string {
  const half = study.number('soonest_half');
  const [day, late] = [study.write(half, 'days'), study.figure('latest_half', 'days')];
  const soonest = study.text('soonest') ?? '';
  const called = Object.entries(names).find(([name]) => name === soonest)?.[1][study.locale] ?? soonest;
  if (half === null) return study.say({ en: `Not even half come back: ${study.figure('most_back', 'share')} at most within two years`, ru: `Не возвращается и половина: за два года — не больше ${study.figure('most_back', 'share')}`, pl: `Nie wraca nawet połowa: w dwa lata najwyżej ${study.figure('most_back', 'share')}` });
  return half === study.number('latest_half')
    ? study.say({ en: `Half have a second order after ${day}`, ru: `Половина делает второй заказ: ${day}`, pl: `Połowa składa drugie zamówienie: ${day}` })
    : study.say({ en: `Half have a second order after ${day} from “${called}”, after ${late} from the slowest entry`, ru: `Второй заказ у половины: вход «${called}» — ${day}, самый медленный вход — ${late}`, pl: `Drugie zamówienie u połowy: wejście „${called}” – ${day}, najwolniejsze – ${late}` });
}

export default draw;
