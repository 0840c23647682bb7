import type { Database } from '../../database/Database.ts';
import { done, type Outcome } from '../../database/outcome.ts';
import type { Base } from '../Base.ts';
import { hasColumn } from '../rules/Rule.ts';
import { currencyCode } from './currencyCode.ts';
import { anyMonth, codePattern, mergeRates } from './ExchangeRates.ts';

/** A currency whose documents bring no rate of their own. */
export interface WantedRate {
  readonly currency: string;
  readonly months: readonly WantedMonth[];
}

interface WantedMonth {
  /** `2024-03`; null where rows have no day */
  readonly month: string | null;
  readonly rows: number;
  /** exact decimal as text, in that currency */
  readonly amount: string;
  /** what is known for the month; null: the rows are left out when money is converted */
  readonly rate: number | null;
}

/** Foreign currencies of the lines that need a rate from outside, month by month. */
export async function ratesWanted(database: Database, base: Base): Promise<Outcome<readonly WantedRate[]>> {
  if (base.prepared || base.currency === null || !hasColumn(base, 'order_lines', 'currency')) return done([]);
  const month = hasColumn(base, 'order_lines', 'order_date') ? 'left(CAST(order_date AS VARCHAR), 7)' : 'CAST(NULL AS VARCHAR)';
  const amount = hasColumn(base, 'order_lines', 'net_amount') ? 'CAST(coalesce(sum(net_amount), 0) AS VARCHAR)' : "'0'";
  const own = hasColumn(base, 'order_lines', 'fx_rate') ? ' AND fx_rate IS NULL' : '';
  const found = await database.run(`SELECT ${currencyCode} AS code, ${month} AS month, count(*) AS rows, ${amount} AS amount FROM base.order_lines WHERE ${currencyCode} <> '${base.currency}'${own} GROUP BY 1, 2 ORDER BY 1, 2`);
  if (!found.ok) return found;
  const rates = mergeRates(base.ratesInFiles, base.rates);
  const wanted = new Map<string, WantedMonth[]>();
  for (const [code, monthOf, rows, money] of found.value.rows()) {
    if (typeof code !== 'string' || !codePattern.test(code)) continue;
    const known = rates[code];
    const day = typeof monthOf === 'string' ? monthOf : null;
    wanted.set(code, [...(wanted.get(code) ?? []), { month: day, rows: Number(rows), amount: String(money), rate: (day === null ? undefined : known?.[day]) ?? known?.[anyMonth] ?? null }]);
  }
  return done([...wanted].map(([currency, months]) => ({ currency, months })));
}
