import type { Locale } from '../messages/locale.ts';
import type { Finding, Sheet } from './CellKind.ts';

const leftOut = { en: 'It is left out.', ru: 'Показатель пропущен.', pl: 'Cecha została pominięta.' };

/** Traits that a cell asked for and the base cannot give: the cell stands on what is left, and says so. */
export const absentFindings = (locale: Locale, absent: Sheet['absent']): Finding[] => absent.map(({ reason }) => ({ kind: 'absent', message: `${reason[locale]}. ${leftOut[locale]}` }));
