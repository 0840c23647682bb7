import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('components') === 0) return [];
  const amount = { column: 'amount', format: 'money', label: { en: 'A year', ru: 'В год', pl: 'Rocznie' } } as const;
  return [
    {
      table: 'components',
      title: study.say({ en: `The price is ${study.figure('price_share', 'share')} of what owning costs; after it “${study.text('largest') ?? ''}”`, ru: `Цена — ${study.figure('price_share', 'share')} стоимости владения; после неё «${study.text('largest') ?? ''}»`, pl: `Cena to ${study.figure('price_share', 'share')} kosztu posiadania; po niej „${study.text('largest') ?? ''}”` }),
      note: study.say({ en: 'Known components of all customers, a year', ru: 'Известные компоненты всех клиентов, в год', pl: 'Znane składniki wszystkich klientów, rocznie' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: amount, y: { column: 'component', label: { en: 'Component', ru: 'Компонент', pl: 'Składnik' } }, sort: '-amount', limit: 15 },
    },
    {
      table: 'largest',
      title: study.say({ en: `${study.text('dearest') ?? ''} pays ${study.figure('dearest_total', 'money')} in all, ${study.figure('dearest_price', 'share')} of it the price`, ru: `${study.text('dearest') ?? ''} платит всего ${study.figure('dearest_total', 'money')}, из них цена — ${study.figure('dearest_price', 'share')}`, pl: `${study.text('dearest') ?? ''} płaci razem ${study.figure('dearest_total', 'money')}, z tego cena ${study.figure('dearest_price', 'share')}` }),
      note: study.say({ en: 'Components by customer, a year', ru: 'Компоненты по клиентам, в год', pl: 'Składniki według klientów, rocznie' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: amount, y: { column: 'customer', label: { en: 'Customer', ru: 'Клиент', pl: 'Klient' } }, fill: { column: 'component', label: { en: 'Component', ru: 'Компонент', pl: 'Składnik' } } },
    },
  ];
};

export default draw;
