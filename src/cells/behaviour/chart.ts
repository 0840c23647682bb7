import type { Localised } from '../../messages/locale.ts';
import type { DrawPictures, Picture, StudyResult } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  const share = study.number('class');
  const segment = { en: 'Segment', ru: 'Сегмент', pl: 'Segment' };
  return [
    {
      table: 'customers',
      title: share === null ? study.say({ en: `${study.figure('clusters', 'integer')} kinds of behaviour`, ru: `Видов поведения: ${study.figure('clusters', 'integer')}`, pl: `Rodzaje zachowań: ${study.figure('clusters', 'integer')}` }) : study.say({ en: `The old classes tell ${study.figure('class', 'share')} of behaviour, ${study.figure('clusters', 'integer')} clusters ${study.figure('behaviour', 'share')}`, ru: `Старые классы объясняют ${study.figure('class', 'share')} поведения, кластеры (${study.figure('clusters', 'integer')}) — ${study.figure('behaviour', 'share')}`, pl: `Dawne klasy tłumaczą ${study.figure('class', 'share')} zachowania, klastry (${study.figure('clusters', 'integer')}) ${study.figure('behaviour', 'share')}` }),
      note: study.say({ en: `Customers on the plane of the two main components (${study.figure('plane', 'share')} of the variance), coloured by cluster`, ru: `Клиенты на плоскости двух главных компонент (${study.figure('plane', 'share')} дисперсии), цвет — кластер`, pl: `Klienci na płaszczyźnie dwóch głównych składowych (${study.figure('plane', 'share')} wariancji), kolor oznacza klaster` }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'dot', x: { column: 'x', format: 'number', label: { en: 'First component', ru: 'Первая компонента', pl: 'Pierwsza składowa' } }, y: { column: 'y', format: 'number', label: { en: 'Second', ru: 'Вторая', pl: 'Druga' } }, fill: { column: 'segment', label: segment }, sort: 'segment' },
    },
    {
      table: 'explained',
      title: study.say({ en: 'What the clusters tell of each feature', ru: 'Что кластеры говорят о каждом признаке', pl: 'Co klastry mówią o każdej cesze' }),
      note: share === null ? study.say({ en: 'Share of variance between clusters (η²)', ru: 'Доля дисперсии между кластерами (η²)', pl: 'Część wariancji między klastrami (η²)' }) : study.say({ en: 'Share of variance between groups (η²): from the old classes to the clusters', ru: 'Доля дисперсии между группами (η²): от старых классов к кластерам', pl: 'Część wariancji między grupami (η²): od dawnych klas do klastrów' }),
      n: study.number('customers') ?? 0,
      chart: share === null ? { mark: 'bar', x: { column: 'by_behaviour', format: 'share', label: 'η²' }, y: { column: 'feature', label: { en: 'Feature', ru: 'Признак', pl: 'Cecha' } } } : { mark: 'span', y: { column: 'feature', label: { en: 'Feature', ru: 'Признак', pl: 'Cecha' } }, low: { column: 'by_class', format: 'share', label: { en: 'Old classes', ru: 'Старые классы', pl: 'Dawne klasy' } }, high: { column: 'by_behaviour', format: 'share', label: { en: 'Share of variance', ru: 'Доля дисперсии', pl: 'Część wariancji' } } },
    },
    ...(share === null ? [] : crossed(study, segment)),
  ];
};

const crossed = (study: StudyResult, segment: Localised): Picture[] => [
  {
    table: 'crossed',
    title: study.say({ en: 'Old classes and new segments', ru: 'Старые классы и новые сегменты', pl: 'Dawne klasy i nowe segmenty' }),
    note: study.say({ en: 'Customers', ru: 'Клиентов', pl: 'Klienci' }),
    n: study.number('customers') ?? 0,
    chart: { mark: 'heatmap', x: { column: 'old_class', label: { en: 'Old class', ru: 'Старый класс', pl: 'Dawna klasa' } }, y: { column: 'segment', label: segment }, fill: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klienci' } } },
  },
];

export default draw;
