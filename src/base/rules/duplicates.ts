import { nothingLeftOut, type Rule } from './Rule.ts';

export const duplicates: Rule = {
  id: 'E11',
  label: { en: 'Exact duplicate rows and overlapping files', ru: 'Полные повторы строк и пересечения файлов', pl: 'Dokładne duplikaty i nakładające się pliki' },
  treatments: {
    drop: { en: 'counted once', ru: 'учтены один раз', pl: 'liczone raz' },
    exclude: { en: 'counted once', ru: 'учтены один раз', pl: 'liczone raz' },
    keep: { en: 'kept', ru: 'оставлены', pl: 'zachowane' },
  },
  byDefault: 'drop',
  needs: ['order_lines.order_id'],
  catches: () => ({ table: 'order_lines', where: '_copy' }),
  leaveOut: (treatment) => (treatment === 'keep' ? nothingLeftOut : { order_lines: '_copy' }),
};
