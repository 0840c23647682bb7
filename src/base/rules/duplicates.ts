import { countLines, nothingLeftOut, type Rule } from './Rule.ts';

export const duplicates: Rule = {
  id: 'E11',
  label: { en: 'Exact duplicate rows', ru: 'Полные повторы строк', pl: 'Dokładne duplikaty wierszy' },
  treatments: {
    drop: { en: 'counted once', ru: 'учтены один раз', pl: 'liczone raz' },
    exclude: { en: 'counted once', ru: 'учтены один раз', pl: 'liczone raz' },
    keep: { en: 'kept', ru: 'оставлены', pl: 'zachowane' },
  },
  byDefault: 'drop',
  needs: ['order_lines.order_id'],
  count: (base) => countLines(base, '_copy'),
  leaveOut: (treatment) => (treatment === 'keep' ? nothingLeftOut : { order_lines: '_copy' }),
};
