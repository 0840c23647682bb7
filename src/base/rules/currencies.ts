import type { Base } from '../Base.ts';
import { currencyCode } from '../rates/currencyCode.ts';
import { mergeRates, rateExpression } from '../rates/ExchangeRates.ts';
import { hasColumn, isStored, nothingLeftOut, typeOf, type Rule } from './Rule.ts';

/** the currency that most orders are in */
export const main = `(SELECT mode(${currencyCode}) FROM base.orders)`;
const foreign = `${currencyCode} <> ${main}`;
const amounts = ['net_amount', 'gross_amount', 'vat_amount', 'cost', 'unit_cost', 'unit_price', 'list_price', 'gross_profit', 'discount_amount', 'shipping_amount'];

/** The rate of the document, else the one that was given for its month; null where there can be none. */
function rateIn(base: Base, table: string): string | null {
  const given = rateExpression(mergeRates(base.ratesInFiles, base.rates), hasColumn(base, table, 'order_date'));
  const known = [hasColumn(base, table, 'fx_rate') ? 'nullif(fx_rate, 0)' : null, given].filter((part) => part !== null);
  return known.length === 0 ? null : `coalesce(${known.join(', ')})`;
}

/** Rows that cannot be converted. */
function withoutRate(base: Base, table: string): string {
  const rate = rateIn(base, table);
  return rate === null ? foreign : `${foreign} AND ${rate} IS NULL`;
}

export const currencies: Rule = {
  id: 'E6',
  label: { en: 'Several currencies', ru: 'Несколько валют', pl: 'Kilka walut' },
  treatments: {
    convert: { en: 'converted by their rate; without one left out', ru: 'пересчитаны по курсу; без курса исключены', pl: 'przeliczone po kursie; bez kursu pominięte' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
    keep: { en: 'as in the file, not to be added up', ru: 'как в файле, складывать нельзя', pl: 'jak w pliku, nie wolno sumować' },
  },
  byDefault: 'convert',
  needs: ['order_lines.currency'],
  catches: () => ({ table: 'order_lines', where: foreign }),
  leaveOut: (treatment, base) => {
    const inBoth = (condition: (table: string) => string): Record<string, string> => ({ order_lines: condition('order_lines'), ...(hasColumn(base, 'orders', 'currency') ? { orders: condition('orders') } : {}) });
    if (treatment === 'exclude') return inBoth(() => foreign);
    if (treatment === 'convert') return inBoth((table) => withoutRate(base, table));
    return nothingLeftOut;
  },
  rewrite: (treatment, base) => {
    if (treatment !== 'convert') return {};
    return Object.fromEntries(
      ['order_lines', 'orders'].flatMap((table) => {
        const rate = hasColumn(base, table, 'currency') ? rateIn(base, table) : null;
        if (rate === null) return [];
        return amounts.filter((name) => isStored(base, table, name)).map((name) => [`${table}.${name}`, `CASE WHEN ${foreign} THEN CAST(CAST(${name} AS DOUBLE) * ${rate} AS ${typeOf(base, table, name)}) ELSE ${name} END`]);
      }),
    );
  },
};
