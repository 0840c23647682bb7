import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('groups') === 0) return [];
  const deepest = study.text('deepest');
  const places = { x: { column: 'across', label: { en: 'Price list', ru: 'Прайс', pl: 'Cennik' } }, y: { column: 'group_by', label: { en: 'Group', ru: 'Группа', pl: 'Grupa' } } } as const;
  return [
    ...(study.number('most') === null
      ? []
      : [
          {
            table: 'groups',
            title: study.say({ en: `Discounts run from ${study.figure('least', 'share')} to ${study.figure('most', 'share')}, deepest for ${deepest ?? ''}`, ru: `Скидки — от ${study.figure('least', 'share')} до ${study.figure('most', 'share')}, самые глубокие: ${deepest ?? ''}`, pl: `Rabaty od ${study.figure('least', 'share')} do ${study.figure('most', 'share')}, najgłębsze: ${deepest ?? ''}` }),
            note: study.say({ en: 'Discount by value, share of list; the sentence speaks of groups of five customers or more', ru: 'Скидка по стоимости, доля прайса; вывод — о группах от пяти клиентов', pl: 'Rabat wartościowo, część cennika; zdanie dotyczy grup od pięciu klientów' }),
            n: study.number('customers') ?? 0,
            chart: { mark: 'heatmap', ...places, fill: { column: 'discount', format: 'share', label: { en: 'Discount', ru: 'Скидка', pl: 'Rabat' } } },
          } as const,
        ]),
    ...(study.number('longest') === null
      ? []
      : [
          {
            table: 'groups',
            title: study.say({ en: `Days to pay run from ${study.figure('shortest', 'integer')} to ${study.figure('longest', 'integer')}`, ru: `Отсрочка — от ${study.figure('shortest', 'integer')} до ${study.figure('longest', 'integer')} дней`, pl: `Termin płatności od ${study.figure('shortest', 'integer')} do ${study.figure('longest', 'integer')} dni` }),
            note: study.say({ en: 'Mean days to pay of the customers of the group; the sentence speaks of groups of five or more', ru: 'Средняя отсрочка клиентов группы, дней; вывод — о группах от пяти клиентов', pl: 'Średni termin płatności klientów grupy, dni; zdanie dotyczy grup od pięciu klientów' }),
            n: study.number('customers') ?? 0,
            chart: { mark: 'heatmap', ...places, fill: { column: 'terms_days', format: 'integer', label: { en: 'Days', ru: 'Дней', pl: 'Dni' } } },
          } as const,
        ]),
  ];
};

export default draw;
