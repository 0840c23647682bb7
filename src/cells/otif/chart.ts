import type { DrawPictures, Picture, StudyResult } from '../Picture.ts';

const reasons = { late: { en: 'late', ru: 'поздно', pl: 'za późno' }, short: { en: 'short', ru: 'неполно', pl: 'niekompletnie' }, late_and_short: { en: 'late and short', ru: 'поздно и неполно', pl: 'za późno i niekompletnie' }, not_delivered: { en: 'not delivered yet', ru: 'ещё не доставлено', pl: 'jeszcze nie dostarczono' } } as const;

const draw: DrawPictures = (study) => {
  if (study.rows('months') === 0) return [];
  const full = study.number('otif') !== null;
  const rate = study.figure(full ? 'otif' : 'on_time', 'share');
  const first = Object.entries(reasons).find(([name]) => name === study.text('first_reason'))?.[1];
  return [
    {
      table: 'months',
      title: full
        ? study.say({ en: `${rate} of orders arrive on time and in full`, ru: `Вовремя и полностью приходит ${rate} заказов`, pl: `Na czas i w całości dociera ${rate} zamówień` })
        : study.say({ en: `${rate} of orders arrive on time`, ru: `Вовремя приходит ${rate} заказов`, pl: `Na czas dociera ${rate} zamówień` }),
      note: study.say({ en: 'Share of orders by month of the promised date, 95% interval', ru: 'Доля заказов по месяцу обещанной даты, интервал 95 %', pl: 'Udział zamówień według miesiąca terminu, przedział 95 %' }),
      n: study.number('judged') ?? 0,
      chart: { mark: 'line', x: { column: 'month', format: 'date', label: { en: 'Month', ru: 'Месяц', pl: 'Miesiąc' } }, y: { column: 'rate', format: 'share', label: { en: 'Share of orders', ru: 'Доля заказов', pl: 'Udział zamówień' } }, low: 'ci_low', high: 'ci_high' },
    },
    {
      table: 'reasons',
      title: first === undefined ? study.say({ en: 'Why orders miss', ru: 'Почему заказы не попадают', pl: 'Dlaczego zamówienia chybiają' }) : study.say({ en: `${study.figure('first_share', 'share')} of misses: ${first.en}`, ru: `Чаще всего — «${first.ru}»: ${study.figure('first_share', 'share')} сбоев`, pl: `Najczęściej „${first.pl}”: ${study.figure('first_share', 'share')} uchybień` }),
      note: study.say({ en: 'Orders by what went wrong', ru: 'Заказы по причине', pl: 'Zamówienia według przyczyny' }),
      n: study.number('judged') ?? 0,
      chart: {
        mark: 'bar',
        x: { column: 'orders', format: 'integer', label: { en: 'Orders', ru: 'Заказов', pl: 'Zamówień' } },
        y: {
          column: 'reason',
          label: { en: 'Reason', ru: 'Причина', pl: 'Przyczyna' },
          names: reasons,
        },
        sort: '-orders',
      },
    },
    ...(study.rows('needs') === 0 ? [] : [sayNeeds(study)]),
  ];
};

/** The two modes of service that METHODS A91 asks about: those who need it at once, those who need it to the day. */
function sayNeeds(study: StudyResult): Picture {
  const urgent = study.figure('urgent_customers', 'integer');
  const [missed, others] = [study.figure('urgent_missed', 'share'), study.figure('usual_missed', 'share')];
  return {
    table: 'needs',
    title:
      study.number('urgent_customers') === null
        ? study.say({ en: 'Nobody asks for half of the orders at short notice: one mode of service will do', ru: 'Срочно половину заказов никто не просит: хватит одного режима доставки', pl: 'Nikt nie prosi o połowę zamówień pilnie: wystarczy jeden tryb dostawy' })
        : study.number('usual_missed') === null
          ? study.say({ en: `${urgent} customers need half or more at short notice: ${missed} of their orders miss`, ru: `Клиентов, у кого срочна половина заказов и больше: ${urgent}; мимо приходит ${missed} их заказов`, pl: `Klienci, u których pilna jest połowa zamówień lub więcej: ${urgent}; chybia ${missed} ich zamówień` })
          : study.say({ en: `${urgent} customers need half or more at short notice: ${missed} of their orders miss, of others ${others}`, ru: `Клиентов, у кого срочна половина заказов и больше: ${urgent}; мимо приходит ${missed} их заказов, у прочих ${others}`, pl: `Klienci, u których pilna jest połowa zamówień lub więcej: ${urgent}; chybia ${missed} ich zamówień, u innych ${others}` }),
    note: study.say({ en: 'Customers with three orders or more: days from order to the date asked for or promised, and share of orders that missed', ru: 'Клиенты с тремя и более заказами: дней от заказа до запрошенной или обещанной даты и доля заказов мимо срока или состава', pl: 'Klienci z co najmniej trzema zamówieniami: dni od zamówienia do terminu żądanego lub obiecanego i udział zamówień chybionych' }),
    n: study.number('needing') ?? 0,
    chart: {
      mark: 'dot',
      x: { column: 'lead_days', format: 'number', label: { en: 'Days of lead', ru: 'Дней до срока', pl: 'Dni do terminu' } },
      y: { column: 'missed_share', format: 'share', label: { en: 'Missed', ru: 'Мимо', pl: 'Chybione' } },
      fill: { column: 'need', domain: ['usual', 'urgent', 'window'], names: { usual: { en: 'as usual', ru: 'обычные', pl: 'zwykli' }, urgent: { en: 'at short notice', ru: 'срочно', pl: 'pilnie' }, window: { en: 'to the day', ru: 'день в день', pl: 'co do dnia' } } },
    },
  };
}

export default draw;
