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
      title: study.say({ en: `The clusters tell ${study.figure('surest_share', 'share')} of “${study.text('surest') ?? ''}”, but only ${study.figure('vaguest_share', 'share')} of “${study.text('vaguest') ?? ''}”`, ru: `«${study.text('surest') ?? ''}» кластеры объясняют на ${study.figure('surest_share', 'share')}, а «${study.text('vaguest') ?? ''}» — лишь на ${study.figure('vaguest_share', 'share')}`, pl: `Klastry tłumaczą ${study.figure('surest_share', 'share')} cechy „${study.text('surest') ?? ''}”, a „${study.text('vaguest') ?? ''}” tylko ${study.figure('vaguest_share', 'share')}` }),
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
    title: study.text('uniform_class') === null ? study.say({ en: 'Every old class is too small to be judged', ru: 'Каждый старый класс слишком мал, чтобы судить', pl: 'Każda dawna klasa jest za mała, by ją ocenić' }) : study.say({ en: `Even “${study.text('uniform_class') ?? ''}”, the most uniform class, has only ${study.figure('uniform_share', 'share')} in one segment`, ru: `Даже в самом однородном классе «${study.text('uniform_class') ?? ''}» в одном сегменте лишь ${study.figure('uniform_share', 'share')}`, pl: `Nawet w najbardziej jednolitej klasie „${study.text('uniform_class') ?? ''}” w jednym segmencie jest tylko ${study.figure('uniform_share', 'share')}` }),
    note: study.say({ en: 'Customers', ru: 'Клиентов', pl: 'Klienci' }),
    n: study.number('customers') ?? 0,
    chart: { mark: 'heatmap', x: { column: 'old_class', label: { en: 'Old class', ru: 'Старый класс', pl: 'Dawna klasa' } }, y: { column: 'segment', label: segment }, fill: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klienci' } } },
  },
];

export default draw;
