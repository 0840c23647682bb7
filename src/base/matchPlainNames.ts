import { matchHeader } from './matchHeaders.ts';
import type { SheetColumn } from './matchTable.ts';
import { note, type Note } from './notes.ts';
import { normaliseHeader } from './normaliseHeader.ts';
import type { ColumnProfile } from './profileColumn.ts';
import type { TableName } from './schema.ts';

/** A word that names a field only among the right neighbours: “Date” beside a customer and an amount is the day of the order. */
interface PlainName {
  readonly field: 'order_date' | 'category' | 'channel' | 'customer_id' | 'net_amount' | 'product_id';
  readonly words: ReadonlySet<string>;
  readonly fits: (profile: ColumnProfile) => boolean;
  /** fields that another column may not be named as; else the person is asked */
  readonly rivals: readonly (readonly [TableName, string])[];
}

export interface PlainMatch {
  readonly column: number;
  readonly field: PlainName['field'];
  readonly sure: boolean;
  readonly evidence: Note;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split('|'));
const isDated = (profile: ColumnProfile): boolean => profile.told > 0 && profile.dates >= profile.told * 0.9 && (profile.orders.get('compact') ?? 0) < profile.dates;
const isAmount = (profile: ColumnProfile): boolean => profile.told > 0 && profile.numbers >= profile.told * 0.9 && !isDated(profile);
const isClass = (profile: ColumnProfile): boolean => profile.told > 0 && !isDated(profile) && profile.dots + profile.commas === 0 && (profile.distinct.size <= Math.max(3, profile.told * 0.5) || profile.told < 10);
const isName = (profile: ColumnProfile): boolean => profile.told > 0 && !isDated(profile) && profile.dots + profile.commas === 0;

const plainNames: readonly PlainName[] = [
  { field: 'product_id', words: words('код|kod|code|symbol|символ|артикул|индекс|indeks|index|item|article|позиция|pozycja|sku'), fits: isName, rivals: [['order_lines', 'product_id']] },
  { field: 'order_date', words: words('дата|data|date|день|dzień|day|created at|created|date created|дата создания|data utworzenia|data dodania'), fits: isDated, rivals: [['orders', 'order_date'], ['receivables', 'invoice_date'], ['receivables', 'due_date'], ['payments', 'payment_date'], ['visits', 'visit_date'], ['deliveries', 'actual_date']] },
  { field: 'category', words: words('группа|категория|группа товаров|товарная группа|grupa|kategoria|grupa towarowa|category|group|product group'), fits: isClass, rivals: [['products', 'category'], ['products', 'subcategory']] },
  { field: 'channel', words: words('канал|канал продаж|kanał|kanał sprzedaży|channel|sales channel'), fits: isClass, rivals: [['orders', 'channel']] },
  { field: 'customer_id', words: words('контрагент|клиент|покупатель|заказчик|kontrahent|klient|nabywca|odbiorca|customer|client|buyer|company|компания|firma|email|e mail|customer email|buyer email|email покупателя|email kupujacego|email kupującego'), fits: isName, rivals: [['orders', 'customer_id'], ['customers', 'customer_id'], ['customers', 'customer_name']] },
  { field: 'net_amount', words: words('сумма|выручка|оборот|продажи|kwota|wartość|przychód|obrót|sprzedaż|suma|amount|revenue|turnover|sales|value|total|sum|net value|net amount'), fits: isAmount, rivals: [['orders', 'net_amount'], ['orders', 'gross_amount'], ['orders', 'vat_amount'], ['order_lines', 'net_amount'], ['order_lines', 'gross_amount'], ['order_lines', 'vat_amount'], ['order_lines', 'vat_rate'], ['receivables', 'open_amount'], ['receivables', 'overdue_amount']] },
];

/** Fields that plain headers stand for in a list of orders or order lines, judged by their cells and by what else the sheet has. */
export function matchPlainNames(columns: readonly SheetColumn[], table: TableName): PlainMatch[] {
  if (table !== 'orders' && table !== 'order_lines') return [];
  const names = columns.map(({ header }) => normaliseHeader(header));
  const article = columns.some(({ header }) => (['product_id', 'product_name'] as const).some((field) => (matchHeader(header, 'order_lines', field)?.score ?? 0) >= 0.9));
  const counted = columns.some(({ header, profile }) => profile.numbers > 0 && (matchHeader(header, 'order_lines', 'qty')?.score ?? 0) >= 0.9);
  return plainNames.flatMap((plain): PlainMatch[] => {
    if (plain.field === 'product_id' && (table !== 'order_lines' || !counted)) return [];
    if (plain.field === 'category' && (table !== 'order_lines' || !article)) return [];
    const found = columns.flatMap(({ profile }, column) => (plain.words.has(names[column] ?? '') && plain.fits(profile) ? [column] : []));
    const rival = columns.find(({ header, profile }, column) => !found.includes(column) && profile.told > 0 && plain.rivals.some(([home, field]) => (matchHeader(header, home, field)?.score ?? 0) >= 0.7));
    const otherDays = plain.field === 'order_date' ? columns.filter(({ profile }) => isDated(profile)).length > 1 : false;
    const sure = found.length === 1 && !rival && !otherDays;
    // a customer may well have a number and a name: those two settle it between themselves
    if (!sure && plain.field === 'customer_id') return [];
    return found.map((column) => ({
      column,
      field: plain.field,
      sure,
      evidence: sayMatch(columns[column]?.header ?? '', plain.field, sure, rival?.header ?? null, otherDays),
    }));
  });
}

function sayMatch(header: string, field: string, sure: boolean, rival: string | null, otherDays: boolean): Note {
  if (sure) return note('only_of_kind', { header, field });
  if (rival !== null) return note('rival', { header, field, rival });
  return note(otherDays ? 'other_days' : 'may_be', { header, field });
}
