import type { Localised } from '../../messages/locale.ts';

interface SettledRule {
  readonly id: string;
  readonly label: Localised;
  /** the first is the default; another takes effect when the files are read */
  readonly treatments: Readonly<Record<string, Localised>>;
}

/** Traps that are dealt with while files are read, or that the analysis itself keeps clear of. */
export const settledAtLoad: readonly SettledRule[] = [
  {
    id: 'E14',
    label: { en: 'Total and subtotal rows', ru: 'Итоги и подытоги', pl: 'Sumy i podsumy' },
    treatments: {
      control: { en: 'left out, checked against their rows', ru: 'исключены, сверены со своими строками', pl: 'pominięte, sprawdzone z wierszami' },
      keep: { en: 'read as any other row', ru: 'читаются как обычные строки', pl: 'czytane jak inne wiersze' },
    },
  },
  { id: 'E31', label: { en: 'Target inside the features', ru: 'Цель внутри признаков', pl: 'Cel wśród cech' }, treatments: { split: { en: 'models split at an index date', ru: 'модели делят данные по дате', pl: 'modele dzielą dane w dniu granicznym' } } },
];

/** Whether one of the rules that are settled while files are read is asked for otherwise than before. */
export const needsReading = (before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): boolean =>
  settledAtLoad.some(({ id, treatments }) => {
    const [usual] = Object.keys(treatments);
    return (before[id] ?? usual) !== (now[id] ?? usual);
  });
