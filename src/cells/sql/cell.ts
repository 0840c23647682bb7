import * as v from 'valibot';
import { done } from '../../database/outcome.ts';
import { readNames } from '../../sql/readNames.ts';
import type { CellKind } from '../CellKind.ts';

/** One read-only query; its rows are the table `result`, readable by other cells under the cell's id. */
const sql: CellKind<string> = {
  kind: 'sql',
  label: { en: 'SQL', ru: 'SQL', pl: 'SQL' },
  body: 'sql',
  schema: v.string(),
  template: 'SELECT *\nFROM customers\nLIMIT 100',
  reads: (query) => readNames(query).map((path) => path.join('.')),
  async evaluate(query, context) {
    const result = await context.keep('result', query);
    return result.ok ? done({ tables: [result.value], findings: [], facts: {} }) : result;
  },
};

export default sql;
