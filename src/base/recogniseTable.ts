import type { SheetSource, TextSource } from '../files/openTables.ts';
import { chooseTable, matchTable, type ColumnMatch, type SheetColumn, type TableMatch } from './matchTable.ts';
import { note, type Note } from './notes.ts';
import { slugOf } from './normaliseHeader.ts';
import { ColumnProfile, provenSign } from './profileColumn.ts';
import { provenOrder, readColumn, type ColumnReading, type FileSigns } from './readColumns.ts';
import type { ColumnRecognition, FileMapping, Question, Recognition } from './Recognition.ts';
import { sampleTable, type TableSample } from './sampleTable.ts';
import { settleOrderTotal } from './settleOrderTotal.ts';
import { settleVat } from './settleVat.ts';
import { isCanonical, orderFieldsOnLines, resolveTarget, type Field, type TableName } from './schema.ts';
import { costsExceedAmounts, kindOfCost, kindOfDiscount, type LineSample } from './testArithmetic.ts';
import { orderOf } from './values/readDate.ts';
import type { DecimalSign } from './values/readNumber.ts';

/** What one readable table is taken for. Throws Unreadable. */
export async function recogniseTable(source: TextSource | SheetSource, mapping: FileMapping = {}): Promise<Recognition> {
  const sample = await sampleTable(source, mapping);
  const profiles = sample.names.map(() => new ColumnProfile());
  for (const row of sample.rows) for (const [column, profile] of profiles.entries()) profile.add(row[column] ?? '');
  for (const profile of profiles) profile.settle();
  const columns = sample.names.map((header, column): SheetColumn => ({ header, profile: profiles[column] ?? new ColumnProfile() }));
  const chosen = mapping.table === undefined ? chooseTable(columns, source.name) : { best: isCanonical(mapping.table) ? matchTable(columns, mapping.table) : null, near: null };
  const { best } = chosen;
  const asked = mapping.date === undefined ? null : orderOf(mapping.date);
  const proven = provenSign(profiles);
  const signs: FileSigns = {
    decimal: mapping.decimal ?? proven,
    order: asked === 'dmy' || asked === 'mdy' ? asked : (provenOrder(profiles) ?? (proven === ',' ? 'dmy' : null)),
  };
  const sign = signs.decimal ?? '.';
  const table = best?.table ?? mapping.table ?? tableSlug(source);
  const questions: Question[] = [];
  const recognised = nameColumns(columns, best, table, signs, mapping, questions);
  if (mapping.columns === undefined || !Object.values(mapping.columns).some((field) => field === 'net_amount' || field === 'gross_amount')) settleVat(recognised, sample.rows.slice(0, 4_000), best?.table ?? null, sign, questions);
  if (mapping.columns === undefined) takeEmailForKey(recognised, best?.table ?? null);
  if (best?.table === 'order_lines' && mapping.columns === undefined) settleOrderTotal(recognised, sample.rows.slice(0, 4_000), sign);
  settleAmounts(recognised, sample, best?.table ?? null, sign, questions);
  noteMerges(sample, questions);
  noteSheet(source, sample, columns, questions, chosen, table);
  const dates = new Set(recognised.flatMap((column) => ((column.type === 'date' || column.type === 'timestamp') && column.format ? [column.format] : [])));
  return {
    file: source.name,
    format: source.kind === 'text' ? 'text' : source.format,
    size: source.size,
    table,
    tableConfidence: mapping.table === undefined ? (best?.confidence ?? 0.5) : 1,
    evidence: [...evidenceFor(best, mapping), ...unfoldingEvidence(sample), ...(keysAreMade(recognised, table) ? [note(table === 'orders' ? 'keys_of_rows' : 'keys_of_days')] : [])],
    reason: null,
    dialect: {
      encoding: sample.encoding,
      delimiter: sample.delimiter,
      quote: sample.quote,
      decimal: sign,
      date: dates.size === 1 ? ([...dates][0] ?? null) : null,
      headerRow: sample.headerRow,
      headerRows: sample.headerRows,
      sheet: source.kind === 'sheet' ? source.sheet : null,
      unfolding: sample.unfolding,
      grouped: sample.grouped,
      documents: sample.documents,
      merged: sample.merged,
    },
    columns: recognised,
    questions,
    preview: sample.rows.slice(0, 50).map((row) => sample.names.map((_, column) => row[column] ?? null)),
    rows: sample.whole ? sample.rows.filter((row) => row.some((cell) => cell.trim() !== '')).length : sample.estimate,
    rowsExact: sample.whole,
    feeds: feedsFrom(recognised, best?.table ?? null),
  };
}

/** Loaded under a name of its own: never under one that means something else to notebooks. */
function tableSlug(source: TextSource | SheetSource): string {
  const [path = '', sheet] = source.name.split(' › ');
  const base = path.slice(path.lastIndexOf('/') + 1).replace(/(\.(csv|tsv|txt|tab|xlsx|xlsm|gz|dat|json|jsonl|ndjson|parquet|arrow|feather|ipc))+$/i, '');
  const slug = slugOf(sheet === undefined ? base : `${base} ${sheet}`, 'table');
  return isCanonical(slug) ? `${slug}_file` : slug;
}

function nameColumns(columns: readonly SheetColumn[], best: TableMatch | null, table: string, signs: FileSigns, mapping: FileMapping, questions: Question[]): ColumnRecognition[] {
  const taken = new Set<string>();
  const rows = Math.max(1, ...columns.map(({ profile }) => profile.filled + profile.empty + profile.errors));
  const mapped = mapping.columns ?? {};
  for (const header of Object.keys(mapped)) {
    if (!columns.some((column) => column.header === header)) questions.push({ id: `mapping:${header}`, column: null, note: note('mapping_unknown', { header }), options: [], suggested: '' });
  }
  const claimed = new Set(Object.values(mapped).filter((target) => target !== null));
  return columns.map(({ header, profile }, index) => {
    const told = mapped[header];
    const match = told === undefined ? (best?.columns[index] ?? null) : null;
    const candidates = best?.candidates[index] ?? [];
    const target = told ? (isCanonical(table) ? resolveTarget(table, told) : null) : match?.accepted && !claimed.has(targetName(table, match)) ? { table: match.table, field: match.field } : null;
    const reading = withMappedDate(readColumn(profile, target?.field ?? null, signs, header), mapping, target?.field ?? null);
    const sure = target !== null && reading.doubt === null;
    const empty = profile.told === 0 && profile.errors === 0;
    const own = uniqueName(told && !target ? slugOf(told, `column_${index + 1}`) : slugOf(header, `column_${index + 1}`), taken, isCanonical(table) ? table : null);
    const field = told === null || (empty && !target) ? null : sure ? targetName(table, target) : own;
    if (field) taken.add(field);
    if (reading.doubt) questions.push(questionOfDoubt(index, header, reading, field));
    else if ((match && !match.accepted) || (!match && told === undefined && candidates.length && best?.unsure.has(index))) questions.push(questionOfField(index, header, candidates, own));
    return {
      index,
      header,
      samples: profile.samples.slice(0, 5),
      type: reading.type,
      format: reading.format,
      field,
      confidence: told === undefined ? (match?.score ?? 0) : 1,
      evidence: [...(match?.evidence ?? []), ...reading.evidence],
      candidates,
      filled: profile.told / rows,
      accepted: sure,
    };
  });
}

function targetName(table: string, target: { readonly table: TableName; readonly field: Field }): string {
  if (target.table === table) return target.field.name;
  const onLines = table === 'order_lines' && ((target.table === 'orders' && orderFieldsOnLines.some((name) => name === target.field.name)) || (target.table === 'products' && (target.field.name === 'category' || target.field.name === 'role')));
  return onLines ? target.field.name : `${target.table}.${target.field.name}`;
}

function uniqueName(name: string, taken: ReadonlySet<string>, table: TableName | null): string {
  // a column that was not accepted as a field must not pass for it under its own name
  let free = table !== null && resolveTarget(table, name) !== null ? `${name}_column` : name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}_${count}`;
  return free;
}

function withMappedDate(reading: ColumnReading, mapping: FileMapping, field: Field | null): ColumnReading {
  if (mapping.date === undefined || !orderOf(mapping.date)) return reading;
  if (reading.type === 'date' || reading.type === 'timestamp') return { ...reading, format: mapping.date };
  return (field?.type === 'date' || reading.doubt?.kind === 'date') ? { ...reading, type: 'date', format: mapping.date, doubt: null } : reading;
}

function questionOfDoubt(column: number, header: string, reading: ColumnReading, field: string | null): Question {
  const told = note('ask_column', { header, doubt: reading.doubt?.note ?? '' });
  if (reading.doubt?.kind === 'date') return { id: `column:${column}`, column, note: told, options: [{ value: '%d/%m/%Y', label: note('day_month') }, { value: '%m/%d/%Y', label: note('month_day') }], suggested: '%d/%m/%Y' };
  if (reading.doubt?.kind === 'number') return { id: `column:${column}`, column, note: told, options: [{ value: '.', label: note('point_fraction') }, { value: ',', label: note('point_thousand') }], suggested: '.' };
  return { id: `column:${column}`, column, note: told, options: [], suggested: field ?? '' };
}

/** Names of fields and tables are the same in every language. */
const asOption = (value: string): Question['options'][number] => ({ value, label: note('plain', { text: value }) });

function questionOfField(column: number, header: string, candidates: ColumnRecognition['candidates'], own: string): Question {
  const [first] = candidates;
  return {
    id: `column:${column}`,
    column,
    note: note('ask_field', { header, fields: candidates.map((candidate) => candidate.field).join(' / '), own }),
    options: [...candidates.map((candidate) => asOption(candidate.field)), asOption(own)],
    suggested: first && first.confidence >= 0.85 ? first.field : own,
  };
}

/** Shops know their buyers by e-mail: where no column numbers or names the customer, the address is the key. */
function takeEmailForKey(columns: ColumnRecognition[], table: TableName | null): void {
  if (table !== 'orders' && table !== 'order_lines') return;
  if (columns.some(({ field }) => field === 'customer_id' || field === 'customers.customer_name')) return;
  const at = columns.findIndex(({ field }) => field === 'customers.email');
  const column = columns[at];
  if (column) columns[at] = { ...column, field: 'customer_id', evidence: [...column.evidence, note('email_is_key')] };
}

/** Discounts and costs are told apart by the arithmetic of the lines themselves. */
function settleAmounts(columns: ColumnRecognition[], sample: TableSample, table: TableName | null, sign: DecimalSign, questions: Question[]): void {
  if (table !== 'order_lines') return;
  const rows = sample.rows.slice(0, 4_000);
  const of = (field: string): readonly string[] | undefined => {
    const column = columns.find((candidate) => candidate.field === field);
    return column && rows.map((row) => row[column.index] ?? '');
  };
  const lines: LineSample = Object.fromEntries(['qty', 'unit_price', 'discount_pct', 'net_amount', 'gross_amount', 'unit_cost', 'cost'].flatMap((field) => {
    const texts = of(field);
    return texts ? [[field, texts]] : [];
  }));
  const discount = columns.findIndex((column) => column.field === 'discount_pct');
  const discountColumn = columns[discount];
  if (discountColumn) {
    const kind = kindOfDiscount(lines, sign);
    columns[discount] = kind ? { ...discountColumn, format: kind.kind, evidence: [...discountColumn.evidence, kind.evidence] } : { ...discountColumn, field: 'discount_column', accepted: false };
    if (!kind) {
      questions.push({ id: `column:${discountColumn.index}`, column: discountColumn.index, note: note('ask_discount', { header: discountColumn.header }), options: (['fraction', 'percent', 'amount'] as const).map((value) => ({ value, label: note(value) })), suggested: 'percent' });
    }
  }
  if (costsExceedAmounts(lines, sign)) {
    questions.push({ id: 'magnitude', column: null, note: note('lost_decimals'), options: [], suggested: '' });
    for (const [index, column] of columns.entries()) {
      if (column.field === 'cost' || column.field === 'unit_cost') columns[index] = { ...column, field: `${column.field}_column`, accepted: false };
    }
    return;
  }
  const cost = columns.findIndex((column) => column.field === 'cost');
  const costColumn = columns[cost];
  if (costColumn && !lines.unit_cost && kindOfCost(lines, sign) === 'piece') {
    columns[cost] = { ...costColumn, field: 'unit_cost', evidence: [...costColumn.evidence, note('cost_of_piece')] };
  }
}

function noteSheet(source: TextSource | SheetSource, sample: TableSample, columns: readonly SheetColumn[], questions: Question[], chosen: ReturnType<typeof chooseTable>, table: string): void {
  const say = (id: string, told: Note, column: number | null = null): number => questions.push({ id, column, note: told, options: [], suggested: '' });
  if (sample.encodingNote) say('encoding', sample.encodingNote);
  if (source.kind === 'sheet' && source.hidden) say('hidden', note('hidden_sheet', { sheet: source.sheet }));
  for (const cell of sample.damaged.slice(0, 5)) say(`damaged:${cell.row}`, note('damaged_cell', { row: cell.row, column: cell.column + 1, reason: cell.reason }));
  const nulls = new Map<string, number>();
  for (const { profile } of columns) for (const [word, count] of profile.nulls) nulls.set(word, (nulls.get(word) ?? 0) + count);
  if (nulls.size) say('nulls', note('null_words', { words: [...nulls].map(([word, count]) => `“${word}” ${count} ×`).join(', ') }));
  const mojibake = columns.find(({ profile }) => profile.mojibake !== '');
  if (mojibake) say('mojibake', note('mojibake', { sample: mojibake.profile.mojibake }));
  for (const [index, { header, profile }] of columns.entries()) {
    if (/^column \d+$/.test(header) && sample.headerRows > 0 && profile.filled > 0) say(`unnamed:${index}`, note('unnamed_column', { number: index + 1, count: profile.filled, sample: profile.samples[0] ?? '' }), index);
    if (profile.exponents > 0 && profile.least >= 0 && profile.greatest > 1e9) say(`exponent:${index}`, note('damaged_keys', { header, sample: profile.samples.find((text) => /e\+/i.test(text)) ?? '' }), index);
    const composed = new Set([...profile.distinct].map((text) => text.normalize('NFC')));
    if (composed.size < profile.distinct.size) say(`unicode:${index}`, note('two_unicodes', { header, count: profile.distinct.size - composed.size }), index);
  }
  if (!chosen.best && chosen.near) {
    const why = chosen.near.lacks ?? note('another_fits');
    questions.push({ id: 'table', column: null, note: note('ask_table', { near: chosen.near.table, why, table }), options: [asOption(chosen.near.table), asOption(table)], suggested: table });
  }
}

function noteMerges(sample: TableSample, questions: Question[]): void {
  const top = sample.merges.filter((range) => Number(/\d+/.exec(range)?.[0] ?? 0) < sample.headerRow + sample.headerRows);
  if (top.length) questions.push({ id: 'merged', column: null, note: note('merged_header', { ranges: top.slice(0, 5).join(', ') }), options: [], suggested: '' });
}

function evidenceFor(best: TableMatch | null, mapping: FileMapping): Note[] {
  if (mapping.table !== undefined) return [note('mapped')];
  if (!best) return [note('no_known_table')];
  const accepted = best.columns.filter((match): match is ColumnMatch => match?.accepted === true);
  return [note('fields_of', { count: accepted.length, total: best.columns.length, table: best.table, fields: accepted.map((match) => match.field.name).join(', ') })];
}

function unfoldingEvidence({ unfolding, documents, merged, names }: TableSample): Note[] {
  return [...(unfolding ? [note(`groups_${unfolding.by}`, { levels: unfolding.names.join(' › ') })] : []), ...(documents === null ? [] : [note('documents_split', { header: names[documents] ?? '' })]), ...(merged ? [note('merged_filled')] : [])];
}

const keysAreMade = (columns: readonly ColumnRecognition[], table: string): boolean => (table === 'orders' || table === 'order_lines') && !columns.some((column) => column.field === 'order_id') && columns.some((column) => column.field === 'order_date');

function feedsFrom(columns: readonly ColumnRecognition[], table: TableName | null): string[] {
  if (!table) return [];
  const feeds = new Set<string>();
  for (const column of columns) {
    const target: ReturnType<typeof resolveTarget> = column.accepted && column.field ? resolveTarget(table, column.field) : null;
    if (target && target.table !== table) feeds.add(target.table);
  }
  if (table === 'order_lines') {
    if (columns.some((column) => column.field === 'customer_id')) feeds.add('customers');
    if (columns.some((column) => column.field === 'order_date')) feeds.add('products');
  }
  if (table === 'orders') feeds.add('customers');
  if (table === 'customers' && columns.some((column) => (column.field ?? '').startsWith('csi_') && column.type === 'integer')) feeds.add('surveys');
  return [...feeds];
}
