import type { Param, ParamType } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { isLocale, type Locale } from '../messages/locale.ts';
import type { YamlValue } from './readYaml.ts';

export const paramKinds = ['date', 'number', 'integer', 'text', 'choice', 'boolean'] as const;
export type ParamKind = (typeof paramKinds)[number];
export type ParamValue = string | number | boolean | null;

/** One entry of `params` in the front matter. */
export interface ParamDeclaration {
  readonly name: string;
  readonly type: ParamKind;
  /** null: the product's own default for this name, else NULL */
  readonly default: ParamValue;
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly options: readonly string[];
  /** one text for all languages, or one for each */
  readonly label: string | Readonly<Partial<Record<Locale, string>>> | null;
  /** 1-based line of the file */
  readonly line: number;
}

const sqlTypes: Readonly<Record<ParamKind, ParamType>> = { date: 'DATE', number: 'DOUBLE', integer: 'BIGINT', text: 'VARCHAR', choice: 'VARCHAR', boolean: 'BOOLEAN' };
const knownKeys = ['type', 'default', 'min', 'max', 'options', 'label'];
const namePattern = /^[a-z][a-z0-9_]*$/u;

type At = (path: readonly (string | number)[]) => number;

/** Reads one declaration; `lineAt` gives the file's line of a path below `params`. */
export function readDeclaration(name: string, entry: YamlValue, lineAt: At): Outcome<ParamDeclaration> {
  const refuse = (message: string, key: string | null, hint: string | null = null): Outcome<never> =>
    fail('options', `parameter "${name}": ${message}`, { line: lineAt(key === null ? [name] : [name, key]), hint });
  if (!namePattern.test(name)) return refuse('a name is made of lower-case Latin letters, digits and _', null);
  if (!isMap(entry)) return refuse(`expected a map with "type", found ${show(entry)}`, null, 'write for example {type: integer, default: 365}');
  const unknown = Object.keys(entry).find((key) => !knownKeys.includes(key));
  if (unknown !== undefined) return refuse(`unknown key "${unknown}"`, unknown, `known keys: ${knownKeys.join(', ')}`);
  const type = paramKinds.find((kind) => kind === entry['type']);
  if (!type) return refuse(`expected one of ${paramKinds.join(', ')} as "type", found ${show(entry['type'])}`, 'type' in entry ? 'type' : null);
  const options = entry['options'] ?? [];
  if (!Array.isArray(options) || !options.every((option) => typeof option === 'string' || typeof option === 'number')) return refuse('expected a list of texts as "options"', 'options');
  if (type === 'choice' && options.length === 0) return refuse('a choice needs "options"', null, 'write for example options: [North, South]');
  const label = readLabel(entry['label'] ?? null);
  if (label === undefined) return refuse('expected a text or a map of en, ru, pl as "label"', 'label');
  const bare: ParamDeclaration = { name, type, default: null, min: null, max: null, options: options.map(String), label, line: lineAt([name]) };
  let declaration = bare;
  for (const key of ['min', 'max'] as const) {
    const limit = coerceParam(bare, entry[key] ?? null);
    if (!limit.ok) return refuse(`"${key}": ${limit.error.message}`, key);
    if (typeof limit.value === 'boolean') return refuse(`"${key}" has no meaning for a boolean`, key);
    declaration = { ...declaration, [key]: limit.value };
  }
  const fallback = coerceParam(declaration, entry['default'] ?? null);
  if (!fallback.ok) return refuse(`"default": ${fallback.error.message}`, 'default', fallback.error.hint);
  return done({ ...declaration, default: fallback.value });
}

/** A value of the declared type, from text (a control, the command line) or YAML; what does not fit is refused with what was expected. */
export function coerceParam(declaration: ParamDeclaration, raw: YamlValue): Outcome<ParamValue> {
  if (raw === null) return done(null);
  const value = coerceType(declaration.type, raw);
  if (value === undefined) return fail('options', `expected ${described[declaration.type]}, found ${show(raw)}`);
  if (declaration.type === 'choice' && declaration.options.length > 0 && !declaration.options.includes(String(value))) {
    return fail('options', `expected one of ${declaration.options.join(', ')}, found ${show(raw)}`);
  }
  const { min, max } = declaration;
  if (min !== null && value < min) return fail('options', `expected at least ${min}, found ${show(raw)}`);
  if (max !== null && value > max) return fail('options', `expected at most ${max}, found ${show(raw)}`);
  return done(value);
}

export const toParam = (declaration: ParamDeclaration, value: ParamValue): Param => ({ type: sqlTypes[declaration.type], value });

const described: Readonly<Record<ParamKind, string>> = {
  date: 'a date as YYYY-MM-DD',
  number: 'a number',
  integer: 'a whole number',
  text: 'a text',
  choice: 'one of the options',
  boolean: 'true or false',
};

function coerceType(type: ParamKind, raw: Exclude<YamlValue, null>): string | number | boolean | undefined {
  if (typeof raw === 'object') return undefined;
  const text = String(raw).trim();
  switch (type) {
    case 'text':
    case 'choice':
      return String(raw);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'number':
      return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/iu.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'integer':
      return /^[-+]?\d+$/u.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
    case 'date':
      return isDate(text) ? text : undefined;
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function readLabel(entry: YamlValue): ParamDeclaration['label'] | undefined {
  if (entry === null || typeof entry === 'string') return entry;
  if (!isMap(entry)) return undefined;
  const label: Partial<Record<Locale, string>> = {};
  for (const [locale, text] of Object.entries(entry)) {
    if (!isLocale(locale) || typeof text !== 'string') return undefined;
    label[locale] = text;
  }
  return label;
}

export const isMap = (value: YamlValue | undefined): value is { readonly [key: string]: YamlValue } => typeof value === 'object' && value !== null && !Array.isArray(value);

export const show = (value: YamlValue | undefined): string => (value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing').slice(0, 60));
