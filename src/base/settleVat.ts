import { note, type Note } from './notes.ts';
import { normaliseHeader } from './normaliseHeader.ts';
import type { ColumnRecognition, Question } from './Recognition.ts';
import type { TableName } from './schema.ts';
import { decimalToNumber, readNumber, type DecimalSign } from './values/readNumber.ts';

/** Usual rates, in percent. 25 is left out: a quarter inside is a fifth outside. */
const rates = [5, 7, 8, 10, 12, 18, 19, 20, 21, 22, 23, 24];
const vatWords = new Set(['ндс', 'сумма ндс', 'в т ч ндс', 'сумма налога', 'vat', 'kwota vat', 'podatek', 'podatek vat', 'wartosc vat', 'wartość vat', 'tax', 'tax amount', 'vat amount', 'taxes', 'sales tax', 'total tax']);
/** headers that say themselves whether VAT is in */
const tellsVat = /без ндс|с ндс|netto|brutto|\bnet\b|gross|incl|excl|untaxed|ndс|vat/iu;
const amountWords = new Set(['сумма', 'всего', 'итого', 'стоимость', 'выручка', 'продажи', 'оборот', 'сумма продажи', 'сумма документа', 'wartosc', 'wartość', 'kwota', 'razem', 'suma', 'sprzedaż', 'obrót', 'amount', 'total', 'value', 'line total', 'total amount', 'line amount', 'sales']);

interface AmountColumn {
  readonly column: ColumnRecognition;
  readonly values: readonly (number | null)[];
  readonly told: boolean;
}

/** Whether a column named only “amount” holds amounts with or without VAT: by the arithmetic of the rows, never by its name. Changes `columns`. */
export function settleVat(columns: ColumnRecognition[], rows: readonly (readonly string[])[], table: TableName | null, sign: DecimalSign, questions: Question[]): void {
  if (table !== 'orders' && table !== 'order_lines') return;
  const numbersOf = (column: ColumnRecognition): (number | null)[] => rows.map((row) => {
    const read = readNumber(row[column.index] ?? '', column.format === '.' || column.format === ',' ? column.format : sign);
    return read && decimalToNumber(read);
  });
  const vatColumn = columns.find((column) => column.field === 'vat_amount') ?? columns.find((column) => !column.accepted && isNumeric(column) && vatWords.has(normaliseHeader(column.header)));
  const vat = vatColumn && !vatColumn.samples.some((sample) => sample.includes('%')) ? numbersOf(vatColumn) : null;
  const amounts = columns.flatMap((column): AmountColumn[] => {
    const isAmount = column.field === 'net_amount' || column.field === 'gross_amount' || (!column.accepted && isNumeric(column) && amountWords.has(normaliseHeader(column.header)));
    return isAmount && column !== vatColumn ? [{ column, values: numbersOf(column), told: tellsVat.test(normaliseHeader(column.header)) }] : [];
  });
  const open = amounts.filter(({ told }) => !told);
  const [first, second] = amounts;
  if (first && second && amounts.length === 2 && open.length > 0) {
    const pair = pairByVat(first, second, vat);
    if (!pair) return;
    settle(columns, questions, pair.net.column, 'net_amount', pair.why);
    settle(columns, questions, pair.gross.column, 'gross_amount', pair.why);
    if (vatColumn && vat) settle(columns, questions, vatColumn, 'vat_amount', note('vat_of_amounts'));
    return;
  }
  if (!first || amounts.length !== 1 || open.length !== 1 || !vatColumn || !vat) return;
  const kind = kindOfAmount(first.values, vat);
  if (kind === 'none') return;
  if (kind === 'unclear') {
    const own = `${first.column.field ?? 'amount'}_column`;
    columns[columns.indexOf(first.column)] = { ...first.column, field: own, accepted: false };
    if (!questions.some(({ column }) => column === first.column.index)) {
      questions.push({ id: `column:${first.column.index}`, column: first.column.index, note: note('ask_vat', { header: first.column.header, vat: vatColumn.header }), options: ['net_amount', 'gross_amount'].map((value) => ({ value, label: note('plain', { text: value }) })), suggested: 'gross_amount' });
    }
    return;
  }
  settle(columns, questions, first.column, kind.field, kind.why);
  settle(columns, questions, vatColumn, 'vat_amount', note('vat_of_amounts'));
}

const isNumeric = (column: ColumnRecognition): boolean => column.type === 'number' || column.type === 'integer';

function settle(columns: ColumnRecognition[], questions: Question[], column: ColumnRecognition, field: string, why: Note): void {
  const at = columns.findIndex((candidate) => candidate.index === column.index);
  columns[at] = { ...column, field, accepted: true, confidence: Math.max(column.confidence, 0.95), evidence: [...column.evidence, why] };
  const asked = questions.findIndex((question) => question.column === column.index && question.id === `column:${column.index}`);
  if (asked >= 0) questions.splice(asked, 1);
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.011 + Math.abs(b) * 1e-6;
/** Within a rounded cent of what a rate gives. */
const isRate = (vat: number, base: number, rate: number): boolean => Math.abs(vat - base * rate) <= 0.0061 && vat !== 0;

function kindOfAmount(amounts: readonly (number | null)[], vats: readonly (number | null)[]): 'none' | 'unclear' | { readonly field: 'net_amount' | 'gross_amount'; readonly why: Note } {
  const inside = new Map<number, number>();
  const outside = new Map<number, number>();
  let tried = 0;
  for (const [row, amount] of amounts.entries()) {
    const vat = vats[row] ?? null;
    if (amount === null || vat === null || vat === 0 || Math.abs(amount) < 1) continue;
    tried += 1;
    for (const rate of rates) {
      if (isRate(vat, amount, rate / (100 + rate))) inside.set(rate, (inside.get(rate) ?? 0) + 1);
      if (isRate(vat, amount, rate / 100)) outside.set(rate, (outside.get(rate) ?? 0) + 1);
    }
  }
  if (tried === 0) return 'none';
  // usual rates first: of two that fit some rows, the one that fits most
  const best = (hits: ReadonlyMap<number, number>): readonly [number, number] => [...hits].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0] as const);
  const sum = (hits: ReadonlyMap<number, number>): number => Math.min(tried, [...hits].filter(([, count]) => count > tried * 0.1).reduce((total, [, count]) => total + count, 0));
  const [insideRate] = best(inside);
  const [outsideRate] = best(outside);
  const within = sum(inside);
  const beyond = sum(outside);
  if (within >= tried * 0.8 && beyond < within * 0.7) return { field: 'gross_amount', why: note('vat_inside', { hits: within, tried, rate: `${insideRate}/${100 + insideRate}` }) };
  if (beyond >= tried * 0.8 && within < beyond * 0.7) return { field: 'net_amount', why: note('vat_outside', { hits: beyond, tried, rate: `${outsideRate}/100` }) };
  return 'unclear';
}

/** Of two amounts the smaller is without VAT where the difference is the VAT told, or a rate of it. */
function pairByVat(a: AmountColumn, b: AmountColumn, vats: readonly (number | null)[] | null): { readonly net: AmountColumn; readonly gross: AmountColumn; readonly why: Note } | null {
  let tried = 0;
  let aNet = 0;
  let bNet = 0;
  for (const [row, first] of a.values.entries()) {
    const second = b.values[row] ?? null;
    const vat = vats?.[row] ?? null;
    if (first === null || second === null || first === second) continue;
    tried += 1;
    const fits = (net: number, gross: number): boolean => (vat === null ? rates.some((rate) => isRate(gross - net, net, rate / 100)) : near(net + vat, gross));
    if (fits(first, second)) aNet += 1;
    if (fits(second, first)) bNet += 1;
  }
  const hits = Math.max(aNet, bNet);
  if (tried === 0 || hits < tried * 0.8 || aNet === bNet) return null;
  const why = note('amounts_differ_by_vat', { hits, tried });
  return aNet > bNet ? { net: a, gross: b, why } : { net: b, gross: a, why };
}
