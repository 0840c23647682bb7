import type { ExportPrint } from '../../base/shapeOf.ts';
import type { Locale } from '../../messages/locale.ts';
import { formatCount, formatNumber } from '../formats.ts';

export interface PrintChange {
  readonly what: 'rows' | 'columns' | 'days' | 'money';
  readonly before: string;
  /** null: not known before the whole file is read, or the same */
  readonly now: string | null;
}

/** An export against the one of its shape that was loaded before. */
export function comparePrints(before: ExportPrint, now: ExportPrint | null, locale: Locale): readonly PrintChange[] {
  const days = ({ period }: ExportPrint): string => (period ? `${period.first} – ${period.last}` : '');
  const money = (print: ExportPrint): string => (print.money === null ? '' : formatNumber(Number(print.money), locale));
  const told = (what: PrintChange['what'], of: (print: ExportPrint) => string): PrintChange => {
    const [old, fresh] = [of(before), now ? of(now) : null];
    return { what, before: old, now: fresh === old ? null : fresh };
  };
  const changes = [told('rows', ({ rows }) => formatCount(rows, locale)), told('columns', ({ columns }) => formatCount(columns, locale)), told('days', days), told('money', money)];
  return changes.filter(({ what, before: old, now: fresh }) => (old !== '' || fresh !== null) && (what !== 'columns' || fresh !== null));
}
