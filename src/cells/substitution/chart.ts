import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('offers') === 0) return [];
  const gain = { column: 'gain', format: 'money', label: { en: 'Gross profit a window', ru: 'Валовая прибыль за период', pl: 'Zysk brutto w okresie' } } as const;
  const taken = study.figure('acceptance', 'share');
  return [
    {
      table: 'swaps',
      wide: true,
      title: study.say({ en: `${study.figure('gain', 'money')} more gross profit if ${taken} of the volume changes over`, ru: `Ещё ${study.figure('gain', 'money')} валовой прибыли, если перейдёт ${taken} объёма`, pl: `${study.figure('gain', 'money')} zysku brutto więcej, jeśli przejdzie ${taken} wolumenu` }),
      note: study.say({ en: 'Substitutes of the same use and price with a better margin; quantity of the window', ru: 'Аналоги того же назначения и цены с лучшей маржой; объём периода', pl: 'Zamienniki o tym samym użyciu i cenie, z lepszą marżą; wolumen okresu' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: gain, y: { column: 'swap', label: { en: 'From → to', ru: 'Что → на что', pl: 'Z → na' } }, sort: '-gain', limit: 15 },
    },
    {
      table: 'customers',
      title: study.text('first') === null ? study.say({ en: 'Where the change pays most', ru: 'Где замена даёт больше всего', pl: 'Gdzie zamiana daje najwięcej' }) : study.say({ en: `The change pays most with ${study.text('first') ?? ''}`, ru: `Больше всего замена даёт у клиента ${study.text('first') ?? ''}`, pl: `Najwięcej zamiana daje u klienta ${study.text('first') ?? ''}` }),
      note: study.say({ en: 'Gain by customer', ru: 'Выигрыш по клиентам', pl: 'Zysk według klientów' }),
      chart: { mark: 'bar', x: gain, y: { column: 'customer', label: { en: 'Customer', ru: 'Клиент', pl: 'Klient' } }, sort: '-gain', limit: 15 },
    },
  ];
};

export default draw;
