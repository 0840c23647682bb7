import * as v from 'valibot';
import { isMap, isScalar, parseDocument, stringify, visit } from 'yaml';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { anyAccepted, type AcceptedGroups } from './groups/acceptedGroups.ts';
import { anyMonth, codePattern, monthPattern, type ExchangeRates } from './rates/ExchangeRates.ts';
import type { FileMapping, Mapping, Recognition } from './Recognition.ts';

const FileMappingSchema = v.strictObject({
  table: v.optional(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/, 'expected a name of lower-case letters, digits and _'))),
  encoding: v.optional(v.string()),
  delimiter: v.optional(v.pipe(v.string(), v.length(1, 'expected one character'))),
  decimal: v.optional(v.picklist(['.', ','])),
  date: v.optional(v.string()),
  header_row: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  sheet: v.optional(v.string()),
  groups: v.optional(v.boolean()),
  columns: v.optional(v.record(v.string(), v.nullable(v.string()))),
});

const GroupsSchema = v.record(v.string(), v.pipe(v.array(v.union([v.string(), v.number()])), v.transform((ids) => ids.map(String))));

const RateSchema = v.pipe(v.number('expected a number'), v.finite(), v.gtValue(0, 'expected a number above 0'));
const CodeSchema = v.pipe(v.string(), v.regex(codePattern, 'expected three capital letters'));
const MonthSchema = v.pipe(v.string(), v.check((month) => month === anyMonth || monthPattern.test(month), 'expected a month such as 2024-03'));
const RatesSchema = v.record(CodeSchema, v.union([v.pipe(RateSchema, v.transform((rate): Record<string, number> => ({ [anyMonth]: rate }))), v.record(MonthSchema, RateSchema)], 'expected a rate, or a rate for each month'));

const MappingSchema = v.strictObject({ files: v.optional(v.record(v.string(), FileMappingSchema), {}), groups: v.optional(GroupsSchema), rates: v.optional(RatesSchema) });

/** Reads mapping.yaml. Aliases, odd keys and wrong types are refused with their line. */
export function parseMapping(text: string): Outcome<Mapping> {
  if (text.length > 1_000_000) return fail('input', 'mapping.yaml is larger than 1 MB');
  const document = parseDocument(text, { uniqueKeys: true, maxAliasCount: 0 } as Parameters<typeof parseDocument>[1]);
  const [error] = document.errors;
  if (error) {
    const at = error.linePos?.[0];
    return fail('input', `mapping.yaml: ${error.message.split('\n')[0] ?? error.code}`, { line: at?.line ?? null, column: at?.col ?? null });
  }
  let alias = false;
  visit(document, { Alias: () => ((alias = true), visit.BREAK) });
  if (alias) return fail('input', 'mapping.yaml: aliases (*name) are not read', { hint: 'Write the value out.' });
  if (document.contents === null) return done({ files: {} });
  const read = v.safeParse(MappingSchema, document.toJS({ maxAliasCount: 0 }));
  if (!read.success) {
    const [issue] = read.issues;
    const path = (issue.path ?? []).map((step) => String(step.key));
    return fail('input', `mapping.yaml: ${path.join(' › ') || 'the file'}: ${issue.message}`, {
      line: lineOf(document.contents, path, text),
      hint: hints[path[0] ?? ''] ?? 'Keys of a file: table, encoding, delimiter, decimal, date, header_row, sheet, groups, columns.',
    });
  }
  const { files, groups, rates } = read.output;
  return done({ files: Object.fromEntries(Object.entries(files).map(([name, entry]) => [name, withoutUndefined(entry)])), ...(groups ? { groups } : {}), ...(rates ? { rates } : {}) });
}

const hints: Readonly<Record<string, string>> = {
  groups: 'A group is a name and the customer numbers in it: Mill: [C1, C7].',
  rates: 'Rates are money of the base for one unit: EUR: 4.31, or by month EUR: { 2024-03: 4.31 }.',
};

/** How a file was read, as decisions: the same file is read the same again, whatever is asked about it. */
export function mappingOf({ table, dialect, columns }: Recognition): FileMapping {
  return {
    ...(table === null ? {} : { table }),
    encoding: dialect.encoding,
    decimal: dialect.decimal,
    ...(dialect.grouped && !dialect.unfolding ? { groups: false } : {}),
    ...(dialect.date === null ? {} : { date: dialect.date }),
    columns: Object.fromEntries(columns.map(({ header, field }) => [header, field])),
  };
}

/** Groups as plain data, where they were kept by the browser; none when it is something else. */
export function readGroups(kept: unknown): AcceptedGroups {
  const read = v.safeParse(GroupsSchema, kept);
  return read.success ? read.output : {};
}

/** Rates of exchange as plain data, where they were kept by the browser; none when it is something else. */
export function readRateTable(kept: unknown): ExchangeRates {
  const read = v.safeParse(RatesSchema, kept);
  return read.success ? read.output : {};
}

/** One entry as plain data, where it was kept by the browser; null when it is none. */
export function readFileMapping(kept: unknown): FileMapping | null {
  const read = v.safeParse(FileMappingSchema, kept);
  return read.success ? withoutUndefined(read.output) : null;
}

export const serializeMapping = (mapping: Mapping): string => stringify({ files: mapping.files, ...(anyAccepted(mapping.groups) ? { groups: mapping.groups } : {}), ...(Object.keys(mapping.rates ?? {}).length > 0 ? { rates: mapping.rates } : {}) }, { lineWidth: 0 });

function withoutUndefined(entry: v.InferOutput<typeof FileMappingSchema>): FileMapping {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

function lineOf(contents: unknown, path: readonly string[], text: string): number | null {
  let node = contents;
  let line: number | null = null;
  for (const key of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    if (!pair || !isScalar(pair.key)) break;
    const start = pair.key.range?.[0];
    if (start !== undefined) line = text.slice(0, start).split('\n').length;
    node = pair.value;
  }
  return line;
}
