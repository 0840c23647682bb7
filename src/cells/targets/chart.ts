import type { DrawPictures, Picture } from '../Picture.ts';

const states = { reached: { en: 'reached', ru: 'выполнен', pl: 'osiągnięty' }, ahead: { en: 'on track', ru: 'по графику', pl: 'zgodnie z planem' }, behind: { en: 'behind', ru: 'отстаёт', pl: 'w tyle' } } as const;

const draw: DrawPictures = (study) => {
  if (study.rows('targets') === 0) return [];
  const gone = study.number('gone');
  const done = { column: 'done_share', format: 'share', label: { en: 'Done', ru: 'Выполнено', pl: 'Wykonano' } } as const;
  const manager = { column: 'who', label: { en: 'Manager', ru: 'Менеджер', pl: 'Opiekun' } } as const;
  const lines = gone === null ? [] : [{ x: gone, label: { en: 'time gone', ru: 'прошло времени', pl: 'upłynęło czasu' } }];
  const fill: NonNullable<Picture['chart']['fill']> = { column: 'state', names: states, domain: ['reached', 'ahead', 'behind'], label: { en: 'State', ru: 'Состояние', pl: 'Stan' } };
  return [
    {
      table: 'managers',
      title: study.say({ en: `${study.figure('managers_behind', 'integer')} of ${study.figure('managers', 'integer')} managers are behind their plan`, ru: `От плана отстают ${study.figure('managers_behind', 'integer')} из ${study.figure('managers', 'integer')} менеджеров`, pl: `Za planem jest ${study.figure('managers_behind', 'integer')} z ${study.figure('managers', 'integer')} opiekunów` }),
      note: study.say({ en: 'Share of the plan done; the line is the share of the period gone', ru: 'Выполненная доля плана; линия — прошедшая доля периода', pl: 'Wykonana część planu; linia to miniona część okresu' }),
      chart: { mark: 'bar', x: done, y: manager, fill, lines, sort: '-done_share', limit: 30 },
    },
    {
      table: 'tasks',
      title: study.say({ en: `${study.figure('tasks_done', 'share')} of the planned activities are done`, ru: `Сделано ${study.figure('tasks_done', 'share')} запланированных активностей`, pl: `Wykonano ${study.figure('tasks_done', 'share')} zaplanowanych działań` }),
      note: study.say({ en: 'Visits of the planned type, share of the plan', ru: 'Визиты запланированного типа, доля плана', pl: 'Wizyty zaplanowanego typu, część planu' }),
      chart: { mark: 'bar', x: done, y: manager, fill, lines, sort: '-done_share', limit: 30 },
    },
    {
      table: 'lags',
      title: study.text('told') === 'true' ? study.say({ en: `Sales go with visits made ${study.figure('best_lag', 'integer')} weeks before`, ru: `Продажи связаны с визитами за ${study.figure('best_lag', 'integer')} нед. до них`, pl: `Sprzedaż wiąże się z wizytami sprzed ${study.figure('best_lag', 'integer')} tyg.` }) : study.say({ en: 'Later sales go with visits no more than by chance, whatever the week', ru: 'Последующие продажи связаны с визитами не больше случайного, в любую неделю', pl: 'Późniejsza sprzedaż wiąże się z wizytami nie bardziej niż przypadkiem, w którymkolwiek tygodniu' }),
      note: study.say({ en: 'Correlation of weekly visits with turnover so many weeks later, means of manager and week taken off; 95% interval', ru: 'Корреляция недельных визитов с выручкой столько недель спустя, за вычетом средних менеджера и недели; 95 %-й интервал', pl: 'Korelacja tygodniowych wizyt z przychodem tyle tygodni później, po odjęciu średnich opiekuna i tygodnia; przedział 95 %' }),
      n: study.number('manager_weeks') ?? 0,
      chart: { mark: 'dot', x: { column: 'weeks', format: 'integer', label: { en: 'Weeks later', ru: 'Недель спустя', pl: 'Tygodni później' } }, y: { column: 'correlation', format: 'number', label: { en: 'Correlation', ru: 'Корреляция', pl: 'Korelacja' } }, low: 'low', high: 'high', lines: [{ y: 0 }] },
    },
  ];
};

export default draw;
