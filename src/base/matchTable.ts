import { assign } from './assign.ts';
import { matchHeader } from './matchHeaders.ts';
import { matchPlainNames } from './matchPlainNames.ts';
import type { ColumnProfile } from './profileColumn.ts';
import { namedByFile } from './namedByFile.ts';
import { note, type Note } from './notes.ts';
import { normaliseHeader } from './normaliseHeader.ts';
import { canonicalTables, fieldsCarriedBy, tableOf, type CanonicalTable, type Field, type TableName } from './schema.ts';

export interface SheetColumn {
  readonly header: string;
  readonly profile: ColumnProfile;
}

export interface ColumnMatch {
  readonly table: TableName;
  readonly field: Field;
  readonly score: number;
  readonly accepted: boolean;
  readonly specific: boolean;
  readonly evidence: readonly Note[];
}

export interface TableMatch {
  readonly table: TableName;
  readonly confidence: number;
  /** by column; null where no field fits */
  readonly columns: readonly (ColumnMatch | null)[];
  /** by column: all fields it might be, best first */
  readonly candidates: readonly (readonly { readonly field: string; readonly confidence: number }[])[];
  /** columns with a plain name that means several things here: a person says which */
  readonly unsure: ReadonlySet<number>;
  /** null: the file is this table; else what speaks against it */
  readonly lacks: Note | null;
  readonly weight: number;
}

const howNotes = { 'own name': 'own_name', synonym: 'synonym', part: 'part', spelling: 'spelling' } as const;
const acceptFrom = 0.85;
const margin = 0.15;

/** Pairs the columns of a sheet with the fields of one table, as a whole. */
export function matchTable(columns: readonly SheetColumn[], name: TableName, file = ''): TableMatch {
  const table = tableOf(name);
  const fields = fieldsCarriedBy(name);
  const scored = columns.map((column) =>
    fields.map((target) => {
      // a document has one number, whether the sheet lists documents or their lines
      const ofDocument = target.table === 'order_lines' && target.field.name === 'order_id' ? matchHeader(column.header, 'orders', 'order_id') : null;
      const ofField = matchHeader(column.header, target.table, target.field.name);
      const match = ofDocument && ofDocument.score > (ofField?.score ?? 0) ? ofDocument : ofField;
      if (!match || (target.table !== name && match.how !== 'own name' && !match.specific)) return null;
      const content = weighContent(column.profile, target.table, target.field, target.table === name);
      const change = match.how === 'own name' ? (saysNothingOf(column.profile, target.field) ? content.change : Math.max(0, content.change)) : match.score >= 0.9 ? forgiven(column.profile, target.field, content.change) : content.change;
      return { ...match, score: Math.max(0, match.score + change), evidence: [note('header_is', { header: column.header, how: note(howNotes[match.how]), field: target.field.name }), ...content.evidence] };
    }),
  );
  // a field's own name beats synonyms, in its own table first
  for (const row of scored) {
    const own = row.findIndex((match, index) => match?.how === 'own name' && match.score >= acceptFrom && fields[index]?.table === name);
    const named = own >= 0 ? own : row.findIndex((match) => match?.how === 'own name' && match.score >= acceptFrom);
    if (named >= 0) for (const [index, other] of row.entries()) if (other && index !== named) other.score = Math.min(other.score, 0.7);
  }
  const plainNames = matchPlainNames(columns, name);
  for (const plain of plainNames) {
    const index = fields.findIndex((target) => target.field.name === plain.field);
    const row = scored[plain.column];
    const before = row?.[index];
    if (!row || index < 0 || (before && before.score >= acceptFrom)) continue;
    for (const other of row) if (other && plain.sure) other.score = Math.min(other.score, 0.7);
    row[index] = { how: 'synonym', score: plain.sure ? 0.95 : 0.7, specific: plain.sure, evidence: [plain.evidence] };
  }
  proposeTaxNumbers(columns, scored, fields);
  settleCustomers(scored, fields);
  const pairs = assign(scored.map((row) => row.map((match) => (match && match.score > 0.4 ? match.score : 0))));
  const owner = new Map(pairs.map((field, column) => [field, column]));
  const matched = scored.map((row, column): ColumnMatch | null => {
    const index = pairs[column] ?? -1;
    const match = row[index];
    const target = fields[index];
    if (!match || !target) return null;
    const rivals = row.map((other, rival) => {
      if (!other || rival === index) return 0;
      const taken = owner.get(rival);
      return taken !== undefined && (scored[taken]?.[rival]?.score ?? 0) >= other.score ? 0 : other.score;
    });
    const second = Math.max(0, ...rivals);
    // two columns of one name for one field: which of them is meant, a person says
    const twin = scored.some((other, place) => place !== column && pairs[place] === -1 && (other[index]?.score ?? 0) >= match.score - 0.02 && (match.how !== 'own name' || other[index]?.how === 'own name'));
    return { table: target.table, field: target.field, score: Math.min(1, match.score), accepted: !twin && match.score >= acceptFrom && match.score - second >= margin - 1e-9, specific: match.specific, evidence: match.evidence };
  });
  // a header that names a field which no other column fills, over cells that cannot be read as it
  const contradicted = scored.flatMap((row, column) => (matched[column] === null && row.some((match, index) => match && match.how !== 'part' && match.how !== 'spelling' && match.score > 0.3 && fields[index]?.table === name && !owner.has(index)) ? [column] : []));
  const candidates = scored.map((row) =>
    row
      .flatMap((match, index) => {
        const target = fields[index];
        return match && target && match.score > 0.3 ? [{ field: target.table === name ? target.field.name : `${target.table}.${target.field.name}`, confidence: Math.min(1, match.score) }] : [];
      })
      .toSorted((a, b) => b.confidence - a.confidence)
      .slice(0, 5),
  );
  const own = new Map(matched.flatMap((match) => (match?.accepted && match.table === name ? [[match.field.name, match] as const] : [])));
  const carried = new Set(matched.flatMap((match) => (match?.accepted ? [match.field.name] : [])));
  const weights = { required: 3, recommended: 1.5, optional: 1 };
  const hint = namedByFile(file, name) ? 1.5 : 0;
  const weight = hint + matched.reduce((sum, match) => sum + (match?.accepted ? (match.table === name ? weights[match.field.importance] : 0.5) * match.score : 0), 0);
  const named = table.fields.filter((field) => field.importance === 'required' && own.has(field.name)).length;
  const needed = table.fields.filter((field) => field.importance === 'required').length;
  return { table: name, columns: matched, candidates, unsure: new Set([...plainNames.flatMap((plain) => (plain.sure ? [] : [plain.column])), ...contradicted]), weight, confidence: Math.min(1, 0.6 + 0.4 * (named / Math.max(1, needed))), lacks: whatLacks(table, own, carried, columns, file) };
}

/** Sales without document numbers: customer, day and amount are enough to tell orders apart. */
function makesOwnKeys(table: TableName, carried: ReadonlySet<string>, columns: readonly SheetColumn[]): boolean {
  if ((table !== 'orders' && table !== 'order_lines') || !carried.has('order_date') || !carried.has('customer_id')) return false;
  if (!carried.has('net_amount') && !carried.has('gross_amount') && !(table === 'order_lines' && carried.has('qty'))) return false;
  // a document number that could not be taken for one, a due date, a visit: then it is something else
  const others = [['orders', 'order_id'], ['receivables', 'due_date'], ['receivables', 'open_amount'], ['payments', 'payment_id'], ['payments', 'payment_date'], ['visits', 'visit_date'], ['surveys', 'score'], ['plans', 'plan_value']] as const;
  return !columns.some(({ header, profile }) => profile.told > 0 && others.some(([home, field]) => {
    const match = matchHeader(header, home, field);
    return match !== null && match.specific && match.score >= 0.9;
  }));
}

/** A column whose cells all have the checksum of a tax number may be one whatever its header says: a person is asked. */
function proposeTaxNumbers(columns: readonly SheetColumn[], scored: readonly ({ how: 'own name' | 'synonym' | 'part' | 'spelling'; score: number; specific: boolean; evidence: Note[] } | null)[][], fields: readonly { readonly table: TableName; readonly field: Field }[]): void {
  const at = fields.findIndex(({ table, field }) => table === 'customers' && field.name === 'tax_id');
  if (at < 0 || scored.some((row) => (row[at]?.score ?? 0) >= acceptFrom)) return;
  for (const [column, { profile }] of columns.entries()) {
    const row = scored[column];
    if (!row || row.some((match) => (match?.score ?? 0) >= 0.7) || profile.distinct.size < 10 || profile.taxNumbers < 0.95) continue;
    row[at] = { how: 'synonym', score: 0.7, specific: false, evidence: [note('checksums', { share: Math.round(profile.taxNumbers * 100) })] };
  }
}

interface Scored {
  score: number;
}

/** “Client” is both number and name: it is the key of the order, unless another column is the key alone. */
function settleCustomers(scored: readonly (readonly (Scored | null)[])[], fields: readonly { readonly table: TableName; readonly field: Field }[]): void {
  const key = fields.findIndex((target) => target.field.name === 'customer_id' && target.table !== 'customers');
  const name = fields.findIndex((target) => target.field.name === 'customer_name');
  if (key < 0 || name < 0) return;
  const keyAlone = scored.some((row) => (row[key]?.score ?? 0) >= acceptFrom && (row[name]?.score ?? 0) < 0.7);
  for (const row of scored) {
    const asKey = row[key];
    const asName = row[name];
    if (!asKey || !asName || asKey.score < acceptFrom || asName.score < acceptFrom) continue;
    if (keyAlone) asKey.score -= 0.3;
    else asName.score -= 0.3;
  }
}

function whatLacks(table: CanonicalTable, own: ReadonlyMap<string, ColumnMatch>, carried: ReadonlySet<string>, columns: readonly SheetColumn[], file: string): Note | null {
  const numbered = own.has('order_id');
  const keyed = numbered || makesOwnKeys(table.name, carried, columns);
  // quantity × price is a line, whether or not the article is told
  const priced = own.has('qty') && own.has('unit_price');
  const missing = table.needs.find((alternatives) => !alternatives.some((field) => own.has(field)) && !(keyed && alternatives.includes('order_id')) && !(priced && alternatives.includes('product_id')));
  if (missing) return note('lacks_column', { fields: missing.join(' / ') });
  if (table.name === 'order_lines' && priced && numbered && !own.has('product_id') && !own.has('product_name') && !carried.has('order_date')) return note('lacks_article_day');
  const spoken = table.markers.some((field) => own.get(field)?.specific) || (own.size > 1 && namedByFile(file, table.name)) || bearsOwnNames(table, columns) || speakTogether(table.name, own, carried);
  if (numbered === keyed && !priced && !spoken) return note('lacks_speech', { table: table.name });
  if (table.name === 'orders' && !own.has('net_amount') && !own.has('gross_amount') && namesLine(columns)) return note('lacks_money');
  const alien = table.excludes.find((field) => carried.has(field) || columns.some((column) => isNamedAs(column.header, field)));
  if (alien) return note('alien_field', { field: alien, table: table.name });
  if (table.name === 'customers' && !own.has('customer_name') && own.size < 2 && !namedByFile(file, 'customers') && !columns.some(({ header }) => /^csi[_ ]/i.test(header))) return note('lacks_customers');
  if (table.name === 'customers' && !namedByFile(file, 'customers') && !columns.some(({ header }) => matchHeader(header, 'customers', 'customer_id')?.how === 'own name')) {
    if (!own.has('customer_id') && own.size < 2) return note('lacks_names');
    if (columns.some(({ header }) => dayWords.has(normaliseHeader(header)))) return note('lacks_day_meaning');
  }
  if (table.name === 'customers' && !own.has('customer_name') && columns.some(({ header, profile }) => matchHeader(header, 'customers', 'customer_id')?.how === 'own name' && profile.told > 4 && !profile.unique && profile.distinct.size < profile.told * 0.9)) return note('customers_repeat');
  if (table.name === 'customers' && !own.has('customer_id') && columns.some(({ header, profile }) => (matchHeader(header, 'customers', 'customer_name')?.score ?? 0) >= 0.9 && profile.told > 4 && profile.distinct.size < profile.told * 0.7)) return note('names_repeat');
  if (table.name === 'customers' && own.has('customer_name') && !own.has('customer_id') && !own.get('customer_name')?.specific) return note('lacks_customer_key');
  return null;
}

const namesLine = (columns: readonly SheetColumn[]): boolean => (['qty', 'unit_price'] as const).every((field) => columns.some((column) => (matchHeader(column.header, 'order_lines', field)?.score ?? 0) >= 0.9 && column.profile.numbers > 0));

const dayWords = new Set(['дата', 'data', 'date', 'day', 'день', 'период', 'period', 'okres', 'month', 'месяц', 'miesiąc']);

/** Every required field stands there under its own name. */
const bearsOwnNames = (table: CanonicalTable, columns: readonly SheetColumn[]): boolean =>
  table.fields.filter((field) => field.importance === 'required').every((field) => columns.some(({ header }) => matchHeader(header, table.name, field.name)?.how === 'own name'));

/** Headers that are too plain one by one say together what the file is. */
function speakTogether(table: TableName, own: ReadonlyMap<string, ColumnMatch>, carried: ReadonlySet<string>): boolean {
  const all = (...fields: readonly string[]): boolean => fields.every((field) => carried.has(field));
  const money = carried.has('net_amount') || carried.has('gross_amount');
  switch (table) {
    case 'orders':
      return all('order_id', 'order_date', 'customer_id') && money;
    case 'order_lines':
      return all('order_id', 'qty', 'order_date', 'customer_id') && (own.has('product_id') || own.has('product_name')) && (money || carried.has('unit_price'));
    case 'plans':
      return all('period_start', 'plan_value', 'metric');
    case 'progress':
      return all('customer_id', 'item', 'done');
    default:
      return false;
  }
}

const homes: Readonly<Record<string, TableName>> = {
  order_date: 'orders', order_id: 'orders', customer_id: 'orders', invoice_date: 'receivables', due_date: 'receivables', product_id: 'order_lines', product_name: 'order_lines', qty: 'order_lines', net_amount: 'order_lines', visit_date: 'visits', score: 'surveys', customer_name: 'customers',
};

function isNamedAs(header: string, field: string): boolean {
  const home = homes[field];
  if (!home) return false;
  const match = matchHeader(header, home, field);
  return match !== null && match.specific && match.score > 0.9;
}

const readableShare = (profile: ColumnProfile, field: Field): number => {
  if (profile.told === 0) return 1;
  switch (field.type) {
    case 'date':
    case 'timestamp':
      return Math.max(profile.dates, profile.least > 20_000 && profile.greatest < 60_000 ? profile.wholes : 0) / profile.told;
    case 'number':
    case 'money':
    case 'integer':
      return profile.numbersFor(field.name) / profile.told;
    case 'boolean':
    case 'text':
      return 1;
  }
};

/** Many cells, and hardly one of them could be the field: then even its own name is not believed. */
const saysNothingOf = (profile: ColumnProfile, field: Field): boolean => profile.told >= 20 && readableShare(profile, field) < 0.1;

/** A header that names the thing itself is believed against a few bad cells of a short file: they become rejects. */
function forgiven(profile: ColumnProfile, field: Field, change: number): number {
  return change < 0 && profile.told > 0 && profile.told <= 20 && field.type !== 'text' && field.type !== 'boolean' && readableShare(profile, field) >= 0.5 ? 0 : change;
}

/** What the cells say for or against a field. */
function weighContent(profile: ColumnProfile, table: TableName, field: Field, own: boolean): { change: number; evidence: Note[] } {
  const told = profile.told;
  if (told === 0) return { change: -1, evidence: [note('empty_column')] };
  const share = (count: number): number => count / told;
  const compactOnly = profile.dates > 0 && (profile.orders.get('compact') ?? 0) === profile.dates;
  const dated = share(profile.dates) >= 0.9;
  switch (field.type) {
    case 'date':
    case 'timestamp':
      if (dated) return { change: 0.05, evidence: [note('days')] };
      if (share(profile.wholes) > 0.95 && profile.least > 20_000 && profile.greatest < 60_000) return { change: 0, evidence: [note('maybe_serials')] };
      return { change: -0.6, evidence: [note('no_days')] };
    case 'number':
    case 'money':
    case 'integer':
      if (dated && !compactOnly) return { change: -0.6, evidence: [note('days')] };
      if (share(profile.numbersFor(field.name)) >= 0.9) return { change: 0.05, evidence: [note('numbers')] };
      return share(profile.numbersFor(field.name)) >= 0.6 ? { change: 0, evidence: [note('mostly_numbers')] } : { change: -0.6, evidence: [note('no_numbers')] };
    case 'boolean':
      return profile.distinct.size <= 4 ? { change: 0, evidence: [] } : { change: -0.5, evidence: [note('no_flags')] };
    case 'text':
      return weighText(profile, table, field, own, dated && !compactOnly);
  }
}

function weighText(profile: ColumnProfile, table: TableName, field: Field, own: boolean, dated: boolean): { change: number; evidence: Note[] } {
  if (dated) return { change: -0.6, evidence: [note('days')] };
  const fractions = profile.dots + profile.commas - profile.zeroFractions;
  const spaced = profile.samples.filter((sample) => /\p{L}+\s+\p{L}+/u.test(sample)).length > profile.samples.length / 2;
  if (field.name === 'tax_id' && profile.distinct.size >= 3 && profile.taxNumbers >= 0.8) return { change: 0.1, evidence: [note('checksums', { share: Math.round(profile.taxNumbers * 100) })] };
  if (field.name === 'tax_id' && profile.registryNumbers >= 0.95) return { change: -0.4, evidence: [note('registry')] };
  if (field.name === 'tax_id_suffix' && profile.registryNumbers >= 0.95) return { change: 0.05, evidence: [note('registry')] };
  if (field.name.endsWith('_id')) {
    if (fractions > profile.told * 0.5) return { change: -0.5, evidence: [note('fractions_no_keys')] };
    const keyOfTable = own && (field.name === 'customer_id' || field.name === 'product_id') && (table === 'customers' || table === 'products');
    if (keyOfTable && !profile.unique) return { change: -0.4, evidence: [note('repeats')] };
    if (keyOfTable) return spaced ? { change: -0.3, evidence: [note('names')] } : { change: 0.05, evidence: [note('distinct')] };
    if (own && table === 'orders' && field.name === 'order_id' && !profile.unique) return { change: -0.3, evidence: [note('repeats')] };
    if (own && table === 'order_lines' && field.name === 'product_id' && spaced) return { change: -0.2, evidence: [note('names')] };
    return { change: 0, evidence: [] };
  }
  if (/_name$|^competitor$|^contact/.test(field.name)) {
    if (profile.numbers > profile.told * 0.9) return { change: -0.4, evidence: [note('numbers')] };
    return spaced ? { change: 0.05, evidence: [note('names')] } : { change: 0, evidence: [] };
  }
  return fractions > profile.told * 0.5 ? { change: -0.4, evidence: [note('fractions')] } : { change: 0, evidence: [] };
}

/** The table that a sheet is, judged over all of them; null when none fits. `near`: the closest one that did not. */
export function chooseTable(columns: readonly SheetColumn[], file = ''): { readonly best: TableMatch | null; readonly near: TableMatch | null } {
  const matches = canonicalTables.map((table) => matchTable(columns, table, file)).toSorted((a, b) => b.weight - a.weight);
  const fitting = matches.filter((match) => match.lacks === null);
  const [best, second] = fitting;
  // two tables that fit about equally: a person settles it
  if (best && second && best.weight - second.weight < 0.75 && best.table !== 'order_lines') return { best: null, near: best };
  return { best: best ?? null, near: matches.find((match) => match.weight >= 4 && match.lacks !== null) ?? null };
}
