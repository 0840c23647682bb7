import type { DrawPictures } from '../Picture.ts';

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
  ];
};

export default draw;
