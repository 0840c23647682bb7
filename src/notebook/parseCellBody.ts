import { getDotPath, type BaseIssue, type GenericSchema, safeParse } from 'valibot';
import type { Params } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import type { Cell } from './Notebook.ts';
import { show } from './paramDeclaration.ts';
import { readYaml, type Yaml, type YamlValue } from './readYaml.ts';

/** The options of a YAML cell, checked; an error names the line of the file and the key. A value written `$name` is the parameter's. */
export function parseCellBody<Options>(cell: Pick<Cell, 'body' | 'bodyLine' | 'id'>, schema: GenericSchema<unknown, Options>, params: Params = {}): Outcome<Options> {
  const yaml = readYaml(cell.body, cell.bodyLine);
  if (!yaml.ok) return fail(yaml.error.kind, `cell "${cell.id}": ${yaml.error.message}`, yaml.error);
  const checked = safeParse(schema, withParams(yaml.value.value ?? {}, params), { abortPipeEarly: true });
  return checked.success ? done(checked.output) : refuse(cell.id, yaml.value, checked.issues[0]);
}

function withParams(value: YamlValue, params: Params): YamlValue {
  if (typeof value === 'string') {
    const name = /^\$([a-z][a-z0-9_]*)$/u.exec(value)?.[1];
    return name !== undefined && Object.hasOwn(params, name) ? (params[name]?.value ?? null) : value;
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: YamlValue) => withParams(item, params));
  return Object.fromEntries(Object.entries(value).map(([key, inner]: [string, YamlValue]) => [key, withParams(inner, params)]));
}

function refuse(id: string, yaml: Yaml, issue: BaseIssue<unknown>): Outcome<never> {
  const inner = deepest(issue);
  const path = pathOf(inner);
  const key = getDotPath(inner) ?? path.join('.');
  const { line, column } = yaml.locate(path);
  const where = key === '' ? `cell "${id}"` : `cell "${id}", option "${key}"`;
  if (inner.type === 'strict_object' && inner.expected === 'never') return fail('options', `${where}: there is no such option`, { line, column, hint: 'remove it or correct its name' });
  if (inner.received === 'undefined' && inner.expected?.startsWith('"')) return fail('options', `${where}: is missing`, { line, column, hint: `add ${key}` });
  if (inner.kind === 'schema') return fail('options', `${where}: expected ${inner.expected ?? inner.type}, found ${found(inner)}`, { line, column });
  return fail('options', `${where}: ${inner.message}`, { line, column });
}

/** of a union, the issue that got furthest tells most */
function deepest(issue: BaseIssue<unknown>): BaseIssue<unknown> {
  const inner = issue.issues?.toSorted((one, other) => pathOf(other).length - pathOf(one).length)[0];
  if (!inner || pathOf(inner).length === 0) return issue;
  return deepest({ ...inner, path: [...(issue.path ?? []), ...(inner.path ?? [])] as NonNullable<BaseIssue<unknown>['path']> });
}

const pathOf = (issue: BaseIssue<unknown>): (string | number)[] => (issue.path ?? []).map((item) => (typeof item.key === 'number' ? item.key : String(item.key)));

const found = (issue: BaseIssue<unknown>): string => (typeof issue.input === 'object' && issue.input !== null ? issue.received : show(typeof issue.input === 'string' || typeof issue.input === 'number' || typeof issue.input === 'boolean' ? issue.input : null));
