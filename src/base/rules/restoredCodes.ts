import { leaveOutCaught, type Rule } from './Rule.ts';
import { caughtByNotes } from './notedRows.ts';

export const restoredCodes: Rule = {
  id: 'E18',
  label: { en: 'Codes put right: lost zeros, letter case', ru: 'Исправленные коды: потерянные нули, регистр букв', pl: 'Naprawione kody: utracone zera, wielkość liter' },
  treatments: {
    restore: { en: 'zeros restored where the checksum agrees, case as in the file that owns the key', ru: 'нули возвращены, где сходится контрольная сумма, регистр — как в основном файле', pl: 'zera przywrócone, gdzie zgadza się suma kontrolna, wielkość liter jak w pliku głównym' },
    exclude: { en: 'rows left out', ru: 'строки исключены', pl: 'wiersze pominięte' },
  },
  byDefault: 'restore',
  needs: [],
  catches: (base) => caughtByNotes(base, 'E18'),
  leaveOut: leaveOutCaught,
};
