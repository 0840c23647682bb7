import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const leak = study.figure('leak', 'money');
  const who = study.text('leaking');
  const money = { en: 'Amount', ru: 'Сумма', pl: 'Kwota' };
  return [
    {
      table: 'steps',
      wide: true,
      title: study.say({ en: `Discounts take ${study.figure('discount', 'share')} of list; ${leak} of it lies beyond policy`, ru: `Скидки съедают ${study.figure('discount', 'share')} прайса; сверх политики ${leak}`, pl: `Rabaty zabierają ${study.figure('discount', 'share')} cennika; ponad politykę ${leak}` }),
      note: study.say({ en: `Sold lines of the window with a known list value; policy allows ${study.figure('allowed', 'share')}`, ru: `Проданные строки периода с известной ценой прайса; политика допускает ${study.figure('allowed', 'share')}`, pl: `Sprzedane pozycje okresu o znanej cenie cennikowej; polityka dopuszcza ${study.figure('allowed', 'share')}` }),
      n: study.number('customers') ?? 0,
      chart: {
        mark: 'span',
        x: { column: 'step', label: '', names: { list: { en: 'list', ru: 'прайс', pl: 'cennik' }, allowed: { en: 'within policy', ru: 'по политике', pl: 'wg polityki' }, leak: { en: 'beyond policy', ru: 'сверх политики', pl: 'ponad politykę' }, net: { en: 'net', ru: 'выручка', pl: 'netto' }, bonus: { en: 'bonuses', ru: 'бонусы', pl: 'bonusy' }, marketing: { en: 'joint marketing', ru: 'совм. маркетинг', pl: 'wspólny marketing' }, terms: { en: 'days to pay', ru: 'отсрочка', pl: 'odroczenie' }, pocket: { en: 'in the pocket', ru: 'в кармане', pl: 'do kieszeni' }, cost: { en: 'cost', ru: 'себестоимость', pl: 'koszt' }, kept: { en: 'kept', ru: 'остаётся', pl: 'zostaje' } } },
        low: { column: 'low', format: 'money', label: money },
        high: { column: 'high', format: 'money', label: money },
        text: { column: 'amount', format: 'money' },
      },
    },
    {
      table: 'managers',
      title: who === null ? study.say({ en: 'Discounts by manager', ru: 'Скидки по менеджерам', pl: 'Rabaty według opiekunów' }) : study.say({ en: `Most of the leak comes through ${who}`, ru: `Больше всего утекает через «${who}»`, pl: `Najwięcej wycieka przez „${who}”` }),
      note: study.say({ en: 'Discount beyond policy, by manager of the order', ru: 'Скидка сверх политики, по менеджеру заказа', pl: 'Rabat ponad politykę według opiekuna zamówienia' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'leak', format: 'money', label: { en: 'Leak', ru: 'Утечка', pl: 'Wyciek' } }, y: { column: 'manager', label: { en: 'Manager', ru: 'Менеджер', pl: 'Opiekun' } }, sort: '-leak', limit: 20 },
    },
    {
      table: 'customers',
      title: study.say({ en: `${study.figure('above', 'integer')} of ${study.figure('customers', 'integer')} customers get more than policy allows, ${study.figure('losing', 'integer')} lose us money`, ru: `Больше, чем разрешает политика, получают ${study.figure('above', 'integer')} из ${study.figure('customers', 'integer')} клиентов; в убыток — ${study.figure('losing', 'integer')}`, pl: `Więcej, niż pozwala polityka, dostaje ${study.figure('above', 'integer')} z ${study.figure('customers', 'integer')} klientów; ze stratą ${study.figure('losing', 'integer')}` }),
      note: study.say({ en: 'Customers by discount and margin', ru: 'Клиенты: скидка и маржа', pl: 'Klienci: rabat i marża' }),
      chart: {
        mark: 'dot',
        x: { column: 'discount', format: 'share', label: { en: 'Discount', ru: 'Скидка', pl: 'Rabat' } },
        y: { column: 'margin', format: 'share', label: { en: 'Margin', ru: 'Маржа', pl: 'Marża' } },
        size: { column: 'net', format: 'money', label: { en: 'Turnover', ru: 'Выручка', pl: 'Przychód' } },
        fill: { column: 'verdict', names: { 'within policy': { en: 'within policy', ru: 'по политике', pl: 'wg polityki' }, 'above policy': { en: 'above policy', ru: 'сверх политики', pl: 'ponad politykę' }, 'loses money': { en: 'loses money', ru: 'в убыток', pl: 'ze stratą' }, unknown: { en: 'no cost', ru: 'нет себестоимости', pl: 'brak kosztu' } } },
        lines: study.number('allowed') === null ? [] : [{ x: study.number('allowed') ?? 0, label: { en: 'policy', ru: 'политика', pl: 'polityka' } }],
      },
    },
    {
      table: 'deepened',
      title: study.say({ en: `Of ${study.figure('deepened', 'integer')} deeper discounts ${study.figure('unpaid', 'integer')} did not pay for themselves`, ru: `Не окупились ${study.figure('unpaid', 'integer')} из ${study.figure('deepened', 'integer')} углублённых скидок`, pl: `Z ${study.figure('deepened', 'integer')} pogłębionych rabatów nie zwróciło się ${study.figure('unpaid', 'integer')}` }),
      note: study.say({ en: 'Customers whose discount grew by a point or more: by how much volume had to rise, and by how much it rose', ru: 'Клиенты, чья скидка выросла на пункт и больше: насколько должен был вырасти объём и насколько вырос', pl: 'Klienci, których rabat wzrósł o punkt lub więcej: o ile wolumen musiał wzrosnąć i o ile wzrósł' }),
      n: study.number('deepened') ?? 0,
      chart: {
        mark: 'dot',
        x: { column: 'needed_volume', format: 'share', label: { en: 'Rise needed', ru: 'Нужный рост', pl: 'Potrzebny wzrost' } },
        y: { column: 'volume_change', format: 'share', label: { en: 'Rise of volume', ru: 'Рост объёма', pl: 'Wzrost wolumenu' } },
        fill: { column: 'verdict', names: { paid: { en: 'paid', ru: 'окупилась', pl: 'zwrócił się' }, 'did not pay': { en: 'did not pay', ru: 'не окупилась', pl: 'nie zwrócił się' }, unknown: { en: 'no cost', ru: 'нет себестоимости', pl: 'brak kosztu' } } },
        lines: [{ y: 0 }],
      },
    },
  ];
};

export default draw;
