import { type Failure, type FailureKind } from '../database/outcome.ts';
import { isLocale, locales } from '../messages/locale.ts';
import { LineIndex, startOfLastLine } from './lineEnds.ts';
import type { FrontMatter, InputDeclaration, Problem, Span } from './Notebook.ts';
import { isMap, readDeclaration, show } from './paramDeclaration.ts';
import { readYaml, type Yaml, type YamlValue } from './readYaml.ts';

/** The version of the file format that this code writes and understands. */
export const formatVersion = 1;

type Field = Omit<FrontMatter, 'span' | 'yaml' | 'line'>;

/** Front matter is read leniently: what is wrong is told with its line and the rest still counts. */
export function readFrontMatter(source: string, span: Span | null): { frontMatter: FrontMatter; problems: readonly Problem[] } {
  if (!span) {
    const start = source.startsWith('\uFEFF') ? 1 : 0;
    return { frontMatter: { span: null, yaml: { start, end: start }, line: 1, ...emptyFields() }, problems: [] };
  }
  const yaml = innerSpan(source, span);
  const line = new LineIndex(source).lineAt(yaml.start);
  const read = readYaml(source.slice(yaml.start, yaml.end), line);
  if (!read.ok) return { frontMatter: { span, yaml, line, ...emptyFields() }, problems: [{ ...read.error, severity: 'error', cell: null }] };
  const { fields, problems } = readFields(read.value, line);
  return { frontMatter: { span, yaml, line, ...fields }, problems };
}

function innerSpan(source: string, span: Span): Span {
  const text = source.slice(span.start, span.end);
  const opening = /^[^\r\n]*(\r\n|\n|\r)/u.exec(text)?.[0].length ?? text.length;
  const closing = startOfLastLine(text);
  return { start: span.start + opening, end: span.start + Math.max(opening, closing) };
}

function readFields(yaml: Yaml, firstLine: number): { fields: Field; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const tell = (severity: Problem['severity'], message: string, path: readonly (string | number)[], hint: string | null = null, kind: FailureKind = 'options'): void => {
    problems.push({ kind, message, line: yaml.locate(path).line, column: null, hint, severity, cell: null });
  };
  const all = yaml.value;
  if (!isMap(all)) {
    if (all !== null) problems.push({ kind: 'options', message: `front matter: expected a map, found ${show(all)}`, line: firstLine, column: null, hint: null, severity: 'error', cell: null });
    return { fields: emptyFields(), problems };
  }
  const version = all['cubebook'];
  if (version !== undefined && version !== formatVersion) tell('error', `"cubebook": this version reads notebooks of version ${formatVersion}, found ${show(version)}`, ['cubebook'], 'open it with a newer Cubebook');
  const title = all['title'] ?? null;
  if (title !== null && typeof title !== 'string') tell('warning', `"title": expected a text, found ${show(title)}`, ['title'], 'put it in quotes');
  const lang = all['lang'] ?? null;
  if (lang !== null && !isLocale(lang)) tell('warning', `"lang": expected one of ${locales.join(', ')}, found ${show(lang)}`, ['lang']);
  const addFailure = (failure: Failure): void => void problems.push({ ...failure, severity: 'error', cell: null });
  const params = entriesOf(all['params'], (found) => tell('error', `"params": expected a map, found ${found}`, ['params'])).flatMap(([name, entry]) => {
    const declaration = readDeclaration(name, entry, (path) => yaml.locate(['params', ...path]).line);
    if (declaration.ok) return [declaration.value];
    addFailure(declaration.error);
    return [];
  });
  const rules: Record<string, string> = Object.create(null);
  for (const [rule, treatment] of entriesOf(all['rules'], (found) => tell('error', `"rules": expected a map, found ${found}`, ['rules']))) {
    if (typeof treatment === 'string') rules[rule] = treatment;
    else tell('error', `rule "${rule}": expected a treatment such as exclude or keep, found ${show(treatment)}`, ['rules', rule]);
  }
  const inputs = entriesOf(all['inputs'], (found) => tell('error', `"inputs": expected a map, found ${found}`, ['inputs'])).flatMap(([table, entry]) => {
    const input = readInput(table, entry);
    if (!input) tell('error', `input "${table}": expected a list of columns or {columns, file}, found ${show(entry)}`, ['inputs', table], 'write for example orders: [order_id, order_date]');
    return input ? [input] : [];
  });
  return {
    fields: { title: title === null || typeof title === 'object' ? null : String(title), lang: isLocale(lang) ? lang : null, theme: all['theme'] ?? null, rules, inputs, params, all },
    problems,
  };
}

function entriesOf(value: YamlValue | undefined, refuse: (found: string) => void): [string, YamlValue][] {
  if (value === undefined || value === null) return [];
  if (isMap(value)) return Object.entries(value);
  refuse(show(value));
  return [];
}

function readInput(table: string, entry: YamlValue): InputDeclaration | null {
  const columnsOf = (value: YamlValue | undefined): string[] | null =>
    value === undefined || value === null ? [] : Array.isArray(value) && value.every((column) => typeof column === 'string') ? value.map(String) : null;
  if (entry === null || Array.isArray(entry)) {
    const columns = columnsOf(entry);
    return columns && { table, columns, file: null };
  }
  if (!isMap(entry)) return null;
  const columns = columnsOf(entry['columns']);
  const file = entry['file'] ?? null;
  return columns && (file === null || typeof file === 'string') ? { table, columns, file } : null;
}

const emptyFields = (): Field => ({ title: null, lang: null, theme: null, rules: {}, inputs: [], params: [], all: {} });
