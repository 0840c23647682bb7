import type { DrawPictures } from '../Picture.ts';

const names = { cold: { en: 'cold', ru: 'холодные', pl: 'zimni' }, warm: { en: 'warm', ru: 'тёплые', pl: 'ciepli' }, hot: { en: 'hot', ru: 'горячие', pl: 'gorący' } };

const draw: DrawPictures = (study) => {
  if ((study.number('customers') ?? 0) === 0) return [];
  const largest = names[(study.text('largest') ?? 'cold') as keyof typeof names];
  const share = study.figure('largest_share', 'share');
  return [
    {
      table: 'mix',
      title: study.say({ en: `The largest group is ${largest.en}: ${share} of the base; breaks of the ideal order: ${study.figure('inversions', 'integer')} of 3`, ru: `Больше всего — ${largest.ru}: ${share} базы; нарушений идеального порядка: ${study.figure('inversions', 'integer')} из 3`, pl: `Najwięcej jest grupy „${largest.pl}”: ${share} bazy; naruszeń idealnej kolejności: ${study.figure('inversions', 'integer')} z 3` }),
      note: study.say({ en: 'Customers by temperature; the ideal order is warm, hot, cold', ru: 'Клиенты по температуре; идеальный порядок: тёплые, горячие, холодные', pl: 'Klienci według temperatury; idealna kolejność: ciepli, gorący, zimni' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'bar', x: { column: 'customers', format: 'integer', label: { en: 'Customers', ru: 'Клиентов', pl: 'Klientów' } }, y: { column: 'temperature', names, label: '' } },
    },
    ...((study.number('could_warm') ?? 0) === 0 ? [] : [{
      table: 'transitions',
      title: study.say({ en: `${study.write(study.number('warmed') ?? 0, 'integer')} of ${study.write(study.number('could_warm') ?? 0, 'integer')} cold and warm contacts warmed up`, ru: `Потеплели ${study.write(study.number('warmed') ?? 0, 'integer')} из ${study.write(study.number('could_warm') ?? 0, 'integer')} холодных и тёплых`, pl: `Ociepliło się ${study.write(study.number('warmed') ?? 0, 'integer')} z ${study.write(study.number('could_warm') ?? 0, 'integer')} zimnych i ciepłych` }),
      note: study.say({ en: `Share of the group of ${study.write(study.text('before'), 'date')}: rows then, columns now`, ru: `Доля группы на ${study.write(study.text('before'), 'date')}: строки — тогда, столбцы — сейчас`, pl: `Udział grupy z ${study.write(study.text('before'), 'date')}: wiersze — wtedy, kolumny — teraz` }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'heatmap' as const, x: { column: 'now', names, domain: ['cold', 'warm', 'hot'], label: { en: 'Now', ru: 'Сейчас', pl: 'Teraz' } }, y: { column: 'before', names, domain: ['cold', 'warm', 'hot'], label: { en: 'Then', ru: 'Тогда', pl: 'Wtedy' } }, fill: { column: 'probability', format: 'share' as const, label: { en: 'Share', ru: 'Доля', pl: 'Udział' } } },
    }]),
  ];
};

export default draw;
