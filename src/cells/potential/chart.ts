import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const money = { en: 'Turnover', ru: 'Выручка', pl: 'Przychód' };
  return [
    {
      table: 'steps',
      title: study.say({ en: `The plan is ${study.figure('plan', 'money')}, ${study.figure('growth', 'share')} above the window`, ru: `План — ${study.figure('plan', 'money')}, на ${study.figure('growth', 'share')} выше периода`, pl: `Plan to ${study.figure('plan', 'money')}, ${study.figure('growth', 'share')} powyżej okresu` }),
      note: study.say({ en: 'Turnover repeated, and the part of each gap that is planned for', ru: 'Повторённая выручка и запланированная часть каждого разрыва', pl: 'Powtórzony przychód i zaplanowana część każdej luki' }),
      n: study.number('customers') ?? 0,
      chart: {
        mark: 'span',
        x: { column: 'step', label: '', names: { base: { en: 'as now', ru: 'как сейчас', pl: 'jak teraz' }, white_space: { en: 'white space', ru: 'белые пятна', pl: 'białe plamy' }, wallet: { en: 'wallet', ru: 'доля закупок', pl: 'udział w zakupach' }, comeback: { en: 'comebacks', ru: 'возврат', pl: 'powroty' }, plan: { en: 'plan', ru: 'план', pl: 'plan' } } },
        low: { column: 'low', format: 'money', label: money },
        high: { column: 'high', format: 'money', label: money },
        text: { column: 'amount', format: 'money' },
      },
    },
    {
      table: 'managers',
      title: study.text('first') !== null && study.number('first_growth') !== null ? study.say({ en: `“${study.text('first') ?? ''}” is asked for most growth: ${study.figure('first_growth', 'share')}`, ru: `Больше всего роста ждут от «${study.text('first') ?? ''}»: ${study.figure('first_growth', 'share')}`, pl: `Najwięcej wzrostu oczekuje się od „${study.text('first') ?? ''}”: ${study.figure('first_growth', 'share')}` }) : study.say({ en: 'Growth that each manager is asked for', ru: 'Какого роста ждут от каждого менеджера', pl: 'Jakiego wzrostu oczekuje się od każdego opiekuna' }),
      note: study.say({ en: 'Plan against the turnover of the window, by manager of the customer', ru: 'План к выручке периода, по менеджерам клиента', pl: 'Plan wobec przychodu okresu, według opiekuna klienta' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'growth', format: 'share', label: { en: 'Growth', ru: 'Рост', pl: 'Wzrost' } }, y: { column: 'manager', label: { en: 'Manager', ru: 'Менеджер', pl: 'Opiekun' } }, sort: '-growth', limit: 20 },
    },
  ];
};

export default draw;
