import type { Database } from '../../database/Database.ts';
import { done, type Outcome } from '../../database/outcome.ts';
import type { Scalar } from '../../database/table.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import type { Base, BaseTable } from '../Base.ts';
import { normaliseHeader } from '../normaliseHeader.ts';
import { readDate } from '../values/readDate.ts';
import { codePattern, type ExchangeRates } from './ExchangeRates.ts';

const headers = {
  currency: /^(currency( code)?|code|iso( code)?|валюта|код валюты|буквенный код|waluta|kod waluty|symbol waluty)$/u,
  day: /^(date|day|month|period|дата|день|месяц|период|data|dzien|dzień|miesiac|miesiąc|okres)$/u,
  rate: /^((exchange |fx |average |mid )?rate|fx|курс( валюты| цб( рф)?)?|средний курс|kurs( waluty| sredni| średni)?)$/u,
  nominal: /^(nominal|units?|per|номинал|единиц|кратность|ilosc|ilość|kratnosc|kratność|nominal)$/u,
};
type Part = keyof typeof headers;
const parts: readonly Part[] = ['currency', 'day', 'rate', 'nominal'];

/** more rows than thirty currencies have days in ten years */
const mostRows = 120_000;

/** Rates of exchange in a file of their own (currency, day or month, rate): the average of each month. */
export async function readRates(database: Database, base: Base): Promise<Outcome<ExchangeRates>> {
  const found = new Map<string, Map<string, number[]>>();
  for (const table of base.tables) {
    const columns = table.canonical ? null : rateColumns(table, base);
    if (!columns) continue;
    const read = await database.run(`SELECT ${columns.map((name) => (name === null ? 'NULL' : `CAST(${quoteName(name)} AS VARCHAR)`)).join(', ')} FROM ${quotePath('base', table.name)} LIMIT ${mostRows}`);
    if (!read.ok) return read;
    for (const [currency, day, rate, nominal] of read.value.rows()) {
      const code = String(currency ?? '').trim().toUpperCase();
      const month = monthOf(String(day ?? ''));
      const value = numberOf(rate) / (nominal === null || nominal === undefined ? 1 : numberOf(nominal));
      if (!codePattern.test(code) || month === null || !Number.isFinite(value) || value <= 0) continue;
      const months = found.get(code) ?? new Map<string, number[]>();
      months.set(month, [...(months.get(month) ?? []), value]);
      found.set(code, months);
    }
  }
  return done(Object.fromEntries([...found].map(([code, months]) => [code, Object.fromEntries([...months].map(([month, values]) => [month, values.reduce((sum, value) => sum + value, 0) / values.length]))])));
}

/** Names of the columns in the order of `parts`; null when the table is none of rates. */
function rateColumns(table: BaseTable, base: Base): readonly (string | null)[] | null {
  const input = base.inputs.find((candidate) => candidate.table === table.name);
  const spoken = Object.entries(input?.mapping ?? {}).map(([header, name]) => ({ header: normaliseHeader(header), name }));
  const columns = parts.map((part) => spoken.find(({ header, name }) => headers[part].test(header) && table.columns.some((column) => column.name === name))?.name ?? null);
  return columns.slice(0, 3).includes(null) ? null : columns;
}

const numberOf = (value: Scalar | undefined): number => Number(String(value ?? '').trim().replace(',', '.'));

/** `2024-03-05`, `2024-03`, `03.2024`, `05.03.2024`, `март 2024`: the month of it. */
function monthOf(text: string): string | null {
  const plain = text.trim();
  const yearFirst = /^(\d{4})[-./](\d{1,2})(?!\d)/.exec(plain);
  const yearLast = /^(\d{1,2})[-./](\d{4})$/.exec(plain);
  const [year, month] = yearFirst ? [yearFirst[1], yearFirst[2]] : yearLast ? [yearLast[2], yearLast[1]] : [];
  if (year !== undefined && month !== undefined) return Number(month) >= 1 && Number(month) <= 12 ? `${year}-${month.padStart(2, '0')}` : null;
  const day = readDate(plain, 'dmy') ?? readDate(`1 ${plain}`, 'dmy');
  return day && new Date(day.days * 86_400_000).toISOString().slice(0, 7);
}
