import { leaveOutCaught, type Rule } from './Rule.ts';
import { caughtByNotes } from './notedRows.ts';

export const repairedCells: Rule = {
  id: 'E16',
  label: { en: 'Numbers repaired or worked out', ru: 'Исправленные и вычисленные числа', pl: 'Liczby naprawione lub wyliczone' },
  treatments: {
    repair: { en: 'read as their own line proves, or quantity × price', ru: 'прочитаны, как доказывает сама строка, или количество × цена', pl: 'odczytane według własnego wiersza albo ilość × cena' },
    exclude: { en: 'rows left out', ru: 'строки исключены', pl: 'wiersze pominięte' },
  },
  byDefault: 'repair',
  needs: [],
  catches: (base) => caughtByNotes(base, 'E16'),
  leaveOut: leaveOutCaught,
};
