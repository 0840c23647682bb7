import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import type { CellKind } from '../CellKind.ts';
import { textEntry } from '../options.ts';

const schema = v.strictObject({ param: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/, 'the name of a parameter of this notebook')), title: v.optional(textEntry) });

/** A control for one of the notebook's parameters, in the place of the document where it matters. */
const param: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'param',
  label: { en: 'Parameter', ru: 'Параметр', pl: 'Parametr' },
  body: 'yaml',
  schema,
  template: 'param: as_of',
  reads: () => [],
  async evaluate({ param: name }, context) {
    const bound = context.params[name];
    if (!bound) return fail('missing', `The parameter ${name} does not exist.`, { hint: 'Declare it under `params:` in the front matter.' });
    const result = await context.keep('result', `SELECT '${name}' AS name, $${name} AS value`);
    return result.ok ? done({ tables: [result.value], findings: [], facts: { param: name } }) : result;
  },
};

export default param;
