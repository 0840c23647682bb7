import type { DrawPictures } from '../Picture.ts';

const states = { done: { en: 'done', ru: 'сделано', pl: 'zrobione' }, planned: { en: 'planned', ru: 'запланировано', pl: 'zaplanowane' }, late: { en: 'late', ru: 'просрочено', pl: 'spóźnione' }, open: { en: 'not done', ru: 'не сделано', pl: 'niezrobione' } } as const;
const levels = { '0': { en: 'nobody of a known level', ru: 'никого с известным уровнем', pl: 'nikt o znanym poziomie' }, '1': { en: 'buyer', ru: 'закупщик', pl: 'kupiec' }, '2': { en: 'head of purchasing', ru: 'директор по закупкам', pl: 'szef zakupów' }, '3': { en: 'technical or commercial director', ru: 'технический, коммерческий директор', pl: 'dyrektor techniczny, handlowy' }, '4': { en: 'top management', ru: 'первое лицо', pl: 'zarząd' } } as const;

const draw: DrawPictures = (study) => {
  if (study.rows('items') === 0) return [];
  const share = { en: 'Done', ru: 'Сделано', pl: 'Zrobione' };
  return [
    {
      table: 'items',
      title: study.say({ en: `Least done: “${study.text('weakest') ?? ''}”, with ${study.figure('weakest_share', 'share')} of customers`, ru: `Реже всего сделано «${study.text('weakest') ?? ''}»: у ${study.figure('weakest_share', 'share')} клиентов`, pl: `Najrzadziej zrobione: „${study.text('weakest') ?? ''}”, u ${study.figure('weakest_share', 'share')} klientów` }),
      note: study.say({ en: 'Share of customers with the step done', ru: 'Доля клиентов, у которых шаг сделан', pl: 'Udział klientów ze zrobionym krokiem' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'done_share', format: 'share', label: share }, y: { column: 'item', label: { en: 'Step', ru: 'Шаг', pl: 'Krok' } }, sort: 'done_share', limit: 20 },
    },
    {
      table: 'managers',
      title: study.say({ en: `${study.figure('completeness', 'share')} of the steps are done; “${study.text('leader') ?? ''}” leads`, ru: `Сделано ${study.figure('completeness', 'share')} шагов; впереди «${study.text('leader') ?? ''}»`, pl: `Zrobiono ${study.figure('completeness', 'share')} kroków; prowadzi „${study.text('leader') ?? ''}”` }),
      note: study.say({ en: 'Weighted completeness by manager of the customer', ru: 'Взвешенная полнота по менеджерам клиента', pl: 'Ważona kompletność według opiekuna klienta' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'completeness', format: 'share', label: share }, y: { column: 'manager', label: { en: 'Manager', ru: 'Менеджер', pl: 'Opiekun' } }, sort: '-completeness', limit: 20 },
    },
    {
      table: 'burnup',
      title: study.say({ en: `Steps done rose to ${study.figure('done_now', 'share')}`, ru: `Доля сделанных шагов выросла до ${study.figure('done_now', 'share')}`, pl: `Udział zrobionych kroków wzrósł do ${study.figure('done_now', 'share')}` }),
      note: study.say({ en: 'Weighted share of all steps done by the end of the month', ru: 'Взвешенная доля шагов, сделанных к концу месяца', pl: 'Ważony udział kroków zrobionych do końca miesiąca' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'line', x: { column: 'month', label: { en: 'Month', ru: 'Месяц', pl: 'Miesiąc' } }, y: { column: 'done_share', format: 'share', label: share } },
    },
    {
      table: 'levels',
      title: study.say({ en: `With ${study.figure('above_buyer', 'share')} of active customers we know somebody above the buyer`, ru: `Выше закупщика знаем кого-то у ${study.figure('above_buyer', 'share')} активных клиентов`, pl: `Kogoś powyżej kupca znamy u ${study.figure('above_buyer', 'share')} aktywnych klientów` }),
      note: study.say({ en: 'Active customers by the highest decision level known', ru: 'Активные клиенты по высшему известному уровню ЛПР', pl: 'Aktywni klienci według najwyższego znanego poziomu decyzyjnego' }),
      n: study.number('buyers') ?? 0,
      chart: { mark: 'bar', x: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klienci' } }, y: { column: 'level', scale: 'band', label: { en: 'Level', ru: 'Уровень', pl: 'Poziom' }, names: levels } },
    },
    {
      table: 'matrix',
      title: study.say({ en: `The largest customers have ${study.figure('late', 'integer')} steps late`, ru: `У крупнейших клиентов просроченных шагов: ${study.figure('late', 'integer')}`, pl: `Najwięksi klienci mają spóźnionych kroków: ${study.figure('late', 'integer')}` }),
      note: study.say({ en: 'By gross profit of the window, largest on top', ru: 'По валовой прибыли периода, крупнейшие сверху', pl: 'Według zysku brutto okresu, najwięksi na górze' }),
      wide: true,
      n: study.number('shown') ?? 0,
      chart: { mark: 'heatmap', x: { column: 'item', label: { en: 'Step', ru: 'Шаг', pl: 'Krok' } }, y: { column: 'customer', label: { en: 'Customer', ru: 'Клиент', pl: 'Klient' } }, fill: { column: 'state', names: states, domain: ['done', 'planned', 'open', 'late'], label: { en: 'State', ru: 'Состояние', pl: 'Stan' } } },
    },
  ];
};

export default draw;
