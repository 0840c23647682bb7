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
      title: study.say({ en: 'What it costs the largest customers', ru: 'Во что это обходится крупнейшим', pl: 'Ile to kosztuje największych' }),
      note: study.say({ en: 'Components by customer, a year', ru: 'Компоненты по клиентам, в год', pl: 'Składniki według klientów, rocznie' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: amount, y: { column: 'customer', label: { en: 'Customer', ru: 'Клиент', pl: 'Klient' } }, fill: { column: 'component', label: { en: 'Component', ru: 'Компонент', pl: 'Składnik' } } },
    },
  ];
};

export default draw;
