import type { ExchangeRates } from '../../base/rates/ExchangeRates.ts';

/** A rate as it was typed, with comma or point; null: nothing was typed; NaN: no rate above 0. */
export function parseRate(typed: string): number | null {
  const plain = typed.trim().replaceAll(/[\s\u00a0\u202f]/gu, '').replace(',', '.');
  if (plain === '') return null;
  const rate = /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
  return rate > 0 ? rate : Number.NaN;
}

/** The rates with one of them set, or taken out where it is null. */
export function setRate(rates: ExchangeRates, currency: string, month: string, rate: number | null): ExchangeRates {
  const { [currency]: ofCurrency = {}, ...others } = rates;
  const { [month]: _before, ...kept } = ofCurrency;
  const months = rate === null ? kept : { ...kept, [month]: rate };
  return Object.keys(months).length === 0 ? others : { ...others, [currency]: months };
}
