import type { Column } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import type { Scalar } from '../database/table.ts';
import { closeCondition } from '../sql/condition.ts';
import { quoteName, quotePath } from '../sql/quote.ts';
import type { CellContext } from './CellKind.ts';

/** Columns of a table or query, ready for a model: numbers as they are, dates in days, classes as one 0/1 column a level but the first. */
export interface Design {
  /** complete rows, in the order of the source */
  readonly n: number;
  /** rows of the source after `where` */
  readonly rows: number;
  readonly terms: readonly Term[];
  /** numeric columns read beside the terms */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  /** columns read as text beside the terms, as codes of their distinct values in sorted order; a missing value is a group of its own */
  readonly groups: ReadonlyMap<string, Grouped>;
  readonly references: readonly { readonly column: string; readonly level: string }[];
  readonly sql: string;
}

export interface Term {
  readonly name: string;
  /** the column it was made of */
  readonly column: string;
  readonly values: Float64Array;
}

export interface Grouped {
  readonly codes: Int32Array;
  readonly levels: readonly (string | null)[];
}

export interface DesignRequest {
  /** a table, a cell or `cell.table`; or a SELECT in parentheses */
  readonly from: string;
  readonly where?: string | undefined;
  readonly numbers: readonly string[];
  readonly predictors: readonly string[];
  readonly groups?: readonly string[];
  /** the level that a class is compared with, where it isn't the first in order */
  readonly reference?: Readonly<Record<string, string>> | undefined;
  /** `drop`: rows that lack a predictor are left out; `indicator`: they stay, marked by a column of their own */
  readonly missing?: 'drop' | 'indicator' | undefined;
}

const mostTerms = 1000;

export async function readDesign(request: DesignRequest, context: CellContext): Promise<Outcome<Design>> {
  const isQuery = request.from.startsWith('(');
  const relation = isQuery ? request.from : quotePath(...request.from.split('.'));
  const called = isQuery ? 'The data' : request.from;
  const known = isQuery ? await context.database.describe(request.from, { params: context.params }) : await context.columns(request.from);
  if (!known.ok) return known;
  const find = (name: string): Column | undefined => findColumn(known.value, name);
  const wanted = [...new Set([...request.numbers, ...request.predictors, ...(request.groups ?? [])])];
  const lacks = wanted.filter((name) => !find(name));
  if (lacks.length > 0) return fail('missing', `${called} has no column ${lacks.join(', ')}.`, { hint: `It has ${known.value.map(({ name }) => name).join(', ')}.` });
  const condition = request.where === undefined ? null : closeCondition(request.where);
  if (condition && !condition.ok) return fail('options', `where: ${condition.reason}`, { hint: condition.hint });

  const readings: Reading[] = [];
  for (const [role, names] of [['number', request.numbers], ['predictor', request.predictors], ['group', request.groups ?? []]] as const) {
    for (const name of new Set(names)) {
      const column = find(name);
      if (!column) continue;
      const reading = readColumn(role, name, column);
      if (reading === null) return fail('type', `${called}.${name} is ${column.type}, which no model can take${role === 'number' ? ' as a number' : ''}.`, { hint: role === 'number' ? 'Cast it to a number in an sql cell.' : 'Cast it to a number, a date or text in an sql cell.' });
      readings.push(reading);
    }
  }
  const mayLack = (reading: Reading): boolean => reading.role === 'group' || (reading.role === 'predictor' && request.missing === 'indicator');
  const list = readings.map(({ sql }, index) => `${sql} AS c${index}`);
  const complete = readings.flatMap((reading, index) => (mayLack(reading) ? [] : [reading.isText ? `c${index} IS NOT NULL` : `coalesce(isfinite(c${index}), FALSE)`]));
  const inner = `SELECT ${list.length > 0 ? list.join(', ') : '1 AS c0'} FROM ${relation}${condition?.ok ? ` WHERE ${condition.sql}` : ''}`;
  const sql = `SELECT * FROM (${inner})${complete.length > 0 ? ` WHERE ${complete.join(' AND ')}` : ''}`;
  const stoppable = { params: context.params, ...(context.signal ? { signal: context.signal } : {}) };
  const [counted, table] = [await context.database.run(`SELECT count(*) FROM (${inner})`, stoppable), await context.database.run(sql, stoppable)];
  if (!counted.ok) return fromCondition(counted, request.where);
  if (!table.ok) return fromCondition(table, request.where);

  if (table.value.rowCount === 0 && Number(counted.value.only) > 0) {
    const filled = await context.database.run(`SELECT ${readings.map((_, index) => `count(c${index})`).join(', ')} FROM (${inner})`, stoppable);
    if (!filled.ok) return filled;
    const empty = readings.filter((reading, index) => !mayLack(reading) && Number(filled.value.columnAt(index)[0]) === 0).map(({ name }) => name);
    if (empty.length > 0) return fail('refused', `No row is complete: ${empty.join(', ')} is empty throughout.`, { hint: 'Leave it out.' });
  }

  const numbers = new Map<string, Float64Array>();
  const groups = new Map<string, Grouped>();
  const terms: Term[] = [];
  const references: { column: string; level: string }[] = [];
  for (const [index, reading] of readings.entries()) {
    const values = table.value.columnAt(index);
    const { name } = reading;
    if (reading.role === 'number') numbers.set(name, toNumbers(values));
    else if (reading.role === 'group') groups.set(name, toCodes(values));
    else if (reading.isText) {
      const coded = codeClass(name, values, request.reference?.[name]);
      if (!coded.ok) return coded;
      terms.push(...coded.value.terms);
      if (coded.value.reference !== null) references.push({ column: name, level: coded.value.reference });
    } else terms.push(...numericTerms(name, values));
    if (terms.length > mostTerms) return fail('refused', `${name} has too many classes: more than ${mostTerms} terms.`, { hint: 'Group its classes in an sql cell, or leave it out.' });
  }
  return done({ n: table.value.rowCount, rows: Number(counted.value.only), terms: mergeGaps(terms), numbers, groups, references, sql });
}

/** A column by its name, by its name in other case, or by the header that it was made of. */
export function findColumn(columns: readonly Column[], name: string): Column | undefined {
  const slug = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '');
  return columns.find((column) => column.name === name) ?? columns.find((column) => column.name.toLowerCase() === name.toLowerCase()) ?? columns.find((column) => slug(column.name) === slug(name));
}

interface Reading {
  readonly role: 'number' | 'predictor' | 'group';
  readonly name: string;
  readonly sql: string;
  readonly isText: boolean;
}

function readColumn(role: Reading['role'], name: string, column: Column): Reading | null {
  const quoted = quoteName(column.name);
  const { type } = column;
  if (role === 'group') return { role, name, sql: `CAST(${quoted} AS VARCHAR)`, isText: true };
  const number = (sql: string): Reading => ({ role, name, sql, isText: false });
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|BIGNUM|DECIMAL\(.*\))$/.test(type)) return number(`CAST(${quoted} AS DOUBLE)`);
  if (type === 'DATE') return number(`CAST(date_diff('day', DATE '1970-01-01', ${quoted}) AS DOUBLE)`);
  if (type.startsWith('TIMESTAMP')) return number(`epoch(${quoted}) / 86400`);
  if (type === 'BOOLEAN' && role === 'number') return number(`CAST(CAST(${quoted} AS INTEGER) AS DOUBLE)`);
  if (role === 'predictor' && /^(BOOLEAN|VARCHAR|UUID|ENUM\(.*\)|"?NULL"?)$/.test(type)) return { role, name, sql: `CAST(${quoted} AS VARCHAR)`, isText: true };
  return null;
}

const toNumbers = (values: readonly Scalar[]): Float64Array => Float64Array.from(values, (value) => (value === null ? NaN : Number(value)));

/** by code point, whatever the machine's language */
const inOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function toCodes(values: readonly Scalar[]): Grouped {
  const levels = [...new Set(values.flatMap((value) => (value === null ? [] : [String(value)])))].sort(inOrder);
  const codes = new Map<string, number>(levels.map((level, code) => [level, code]));
  const lacks = values.some((value) => value === null);
  return { codes: Int32Array.from(values, (value) => (value === null ? levels.length : (codes.get(String(value)) ?? 0))), levels: lacks ? [...levels, null] : levels };
}

function codeClass(name: string, values: readonly Scalar[], asked: string | undefined): Outcome<{ terms: Term[]; reference: string | null }> {
  const { codes, levels } = toCodes(values);
  const present = levels.filter((level) => level !== null);
  if (asked !== undefined && !present.includes(asked)) return fail('options', `reference: ${name} has no class ${asked}.`, { hint: `It has ${present.slice(0, 20).join(', ')}.` });
  const reference = asked ?? present[0] ?? null;
  if (levels.length > mostTerms) return fail('refused', `${name} has ${levels.length} classes.`, { hint: 'Group them in an sql cell, or leave it out.' });
  // a single class tells nobody apart: it is left to the model to say so
  const coded = levels.length === 1 ? levels : levels.filter((level) => level !== reference);
  const terms = coded.map((level): Term => {
    const code = levels.indexOf(level);
    return { name: `${name}=${level ?? 'missing'}`, column: name, values: Float64Array.from(codes, (value) => (value === code ? 1 : 0)) };
  });
  return done({ terms, reference });
}

function numericTerms(name: string, values: readonly Scalar[]): Term[] {
  const column = toNumbers(values);
  const gaps = column.map((value) => (Number.isFinite(value) ? 0 : 1));
  if (!gaps.includes(1)) return [{ name, column: name, values: column }];
  let sum = 0;
  let count = 0;
  for (const value of column) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    count += 1;
  }
  const filled = count === 0 ? 0 : sum / count;
  return [{ name, column: name, values: column.map((value) => (Number.isFinite(value) ? value : filled)) }, { name: `${name}=missing`, column: name, values: gaps }];
}

/** Columns that are missing in the same rows share one mark: that of the first. */
function mergeGaps(terms: readonly Term[]): Term[] {
  const isMark = (term: Term): boolean => term.name === `${term.column}=missing`;
  return terms.filter((term, at) => !isMark(term) || !terms.slice(0, at).some((other) => isMark(other) && other.values.every((value, row) => value === term.values[row])));
}

/** An error in a person's condition is theirs to mend; one elsewhere is told as it is. */
const fromCondition = <T>(outcome: Outcome<T> & { readonly ok: false }, where: string | undefined): Outcome<never> =>
  where === undefined ? outcome : { ok: false, error: { ...outcome.error, line: null, column: null, message: `where: ${outcome.error.message}` } };
