import type { Param, Params } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import type { Notebook } from './Notebook.ts';
import { coerceParam, type ParamDeclaration, toParam } from './paramDeclaration.ts';

/** Parameters that every notebook has: cells and traits take date and window from them. */
const standing: readonly ParamDeclaration[] = [
  { name: 'as_of', type: 'date', default: null, min: null, max: null, options: [], label: null, line: 1 },
  { name: 'window_days', type: 'integer', default: 365, min: 1, max: null, options: [], label: null, line: 1 },
];

/** Declared parameters, and those that stand in every notebook. */
export function paramDeclarations(notebook: Notebook): readonly ParamDeclaration[] {
  const declared = notebook.frontMatter.params;
  return [...declared, ...standing.filter(({ name }) => !declared.some((one) => one.name === name))];
}

/**
 * Values of all parameters, typed for binding. An override (a control, the command line) beats the declared default,
 * which beats `fallbacks` (`as_of` of the base). What has none is NULL.
 */
export function readParams(notebook: Notebook, overrides: Readonly<Record<string, string>> = {}, fallbacks: Readonly<Record<string, string>> = {}): Outcome<Params> {
  const declarations = paramDeclarations(notebook);
  const names = new Set(declarations.map(({ name }) => name));
  const unknown = Object.keys(overrides).find((name) => !names.has(name));
  if (unknown !== undefined) return fail('missing', `there is no parameter "${unknown}"`, { hint: `parameters of this notebook: ${[...names].join(', ')}` });
  const params: Record<string, Param> = {};
  for (const declaration of declarations) {
    const { name } = declaration;
    const given = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
    const fallback = declaration.default ?? (Object.hasOwn(fallbacks, name) ? fallbacks[name] : undefined) ?? null;
    const value = coerceParam(declaration, given ?? fallback);
    if (!value.ok) return fail('options', `parameter "${name}": ${value.error.message}`, { line: declaration.line });
    params[name] = toParam(declaration, value.value);
  }
  return done(params);
}
