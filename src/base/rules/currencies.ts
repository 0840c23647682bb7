import { hasColumn, isStored, nothingLeftOut, typeOf, type Rule } from './Rule.ts';

const main = '(SELECT mode(upper(trim(currency))) FROM base.orders)';
const foreign = `upper(trim(currency)) <> ${main}`;
const amounts = ['net_amount', 'gross_amount', 'vat_amount', 'cost', 'unit_cost', 'unit_price', 'list_price', 'gross_profit', 'discount_amount', 'shipping_amount'];

export const currencies: Rule = {
  id: 'E6',
  label: { en: 'Several currencies', ru: 'Несколько валют', pl: 'Kilka walut' },
  treatments: {
    convert: { en: 'converted by the rate of the document; without a rate left out', ru: 'пересчитаны по курсу документа; без курса исключены', pl: 'przeliczone po kursie dokumentu; bez kursu pominięte' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
    keep: { en: 'as in the file, not to be added up', ru: 'как в файле, складывать нельзя', pl: 'jak w pliku, nie wolno sumować' },
  },
  byDefault: 'convert',
  needs: ['order_lines.currency'],
  catches: () => ({ table: 'order_lines', where: foreign }),
  leaveOut: (treatment, base) => {
    const tables = (condition: string): Record<string, string> => ({ order_lines: condition, ...(hasColumn(base, 'orders', 'currency') ? { orders: condition } : {}) });
    if (treatment === 'exclude') return tables(foreign);
    if (treatment === 'convert') return tables(hasColumn(base, 'order_lines', 'fx_rate') ? `${foreign} AND fx_rate IS NULL` : foreign);
    return nothingLeftOut;
  },
  rewrite: (treatment, base) => {
    if (treatment !== 'convert' || !hasColumn(base, 'order_lines', 'fx_rate')) return {};
    return Object.fromEntries(['order_lines', 'orders'].flatMap((table) => amounts.filter((name) => isStored(base, table, name)).map((name) => [`${table}.${name}`, `CASE WHEN ${foreign} THEN CAST(CAST(${name} AS DOUBLE) * fx_rate AS ${typeOf(base, table, name)}) ELSE ${name} END`])));
  },
};
