import { currencyCode } from './currencyCode.ts';

/** Money of the base for one unit of another currency: ISO code → month (`2024-03`, or `*` for every month without a rate of its own) → rate. */
export type ExchangeRates = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Key of the rate that holds where a month has none. */
export const anyMonth = '*';

export const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Both, where the second wins. */
export function mergeRates(first: ExchangeRates | undefined, second: ExchangeRates | undefined): ExchangeRates {
  const merged: Record<string, Record<string, number>> = {};
  for (const rates of [first, second]) for (const [code, months] of Object.entries(rates ?? {})) merged[code] = { ...merged[code], ...months };
  return merged;
}

/** SQL that gives the rate of a row by its currency and, where the row has a day, its month; NULL where none was given. */
export function rateExpression(rates: ExchangeRates, dated: boolean): string | null {
  const codes = Object.entries(rates).flatMap(([code, months]) => {
    const inMonth = dated ? Object.entries(months).filter(([month]) => month !== anyMonth) : [];
    const otherwise = months[anyMonth];
    if (inMonth.length === 0) return otherwise === undefined ? [] : [`WHEN '${checkedCode(code)}' THEN CAST(${otherwise} AS DOUBLE)`];
    const cases = inMonth.map(([month, rate]) => `WHEN '${checkedMonth(month)}' THEN ${rate}`).join(' ');
    return [`WHEN '${checkedCode(code)}' THEN CAST(CASE left(CAST(order_date AS VARCHAR), 7) ${cases} ELSE ${otherwise ?? 'NULL'} END AS DOUBLE)`];
  });
  return codes.length === 0 ? null : `CASE ${currencyCode} ${codes.join(' ')} END`;
}

export const codePattern = /^[A-Z]{3}$/;

const checkedCode = (code: string): string => {
  if (!codePattern.test(code)) throw new Error(`${code} is no code of a currency`);
  return code;
};

const checkedMonth = (month: string): string => {
  if (!monthPattern.test(month)) throw new Error(`${month} is no month`);
  return month;
};
