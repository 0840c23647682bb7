import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('whale') === 0) return [];
  return [
    {
      table: 'whale',
      title: study.say({ en: `${study.figure('losing', 'integer')} customers cost more than they bring: ${study.figure('lost', 'money')}`, ru: `Обходятся дороже, чем приносят, ${study.figure('losing', 'integer')} клиентов: ${study.figure('lost', 'money')}`, pl: `${study.figure('losing', 'integer')} klientów kosztuje więcej, niż przynosi: ${study.figure('lost', 'money')}` }),
      note: study.say({ en: 'Cumulative profit after serving, from the most to the least profitable customer', ru: 'Накопленная прибыль после обслуживания, от самого прибыльного клиента', pl: 'Skumulowany zysk po obsłudze, od najbardziej zyskownego klienta' }),
      n: study.number('customers') ?? 0,
      chart: {
        mark: 'line',
        x: { column: 'customers_share', format: 'share', label: { en: 'Share of customers', ru: 'Доля клиентов', pl: 'Udział klientów' } },
        y: { column: 'cumulative_profit', format: 'money', label: { en: 'Profit so far', ru: 'Прибыль нарастающим итогом', pl: 'Zysk narastająco' } },
        lines: study.number('profit') === null ? [] : [{ y: study.number('profit') ?? 0, label: { en: `total ${study.figure('profit', 'money')}`, ru: `итог ${study.figure('profit', 'money')}`, pl: `razem ${study.figure('profit', 'money')}` } }],
      },
    },
  ];
};

export default draw;
