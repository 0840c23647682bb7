import { tokenize } from '../sql/tokenize.ts';
import { fail, type Outcome, done } from './outcome.ts';

export interface Statement {
  readonly sql: string;
  /** gives rows whose types can be asked for beforehand */
  readonly isQuery: boolean;
}

const queryVerbs = new Set(['select', 'with', 'from', 'values', 'pivot', 'unpivot', 'table', 'summarize', 'describe', 'show']);

/** One statement without its closing semicolon; more than one is refused: the engine would run them all and answer for the last. */
export function oneStatement(sql: string): Outcome<Statement> {
  const tokens = tokenize(sql);
  const last = tokens.findLastIndex((token) => token.text !== ';' || token.kind !== 'symbol');
  const body = tokens.slice(0, last + 1);
  if (body.length === 0) return fail('syntax', 'The statement is empty.', { hint: 'Write a query.' });
  if (body.some((token) => token.kind === 'symbol' && token.text === ';')) {
    return fail('refused', 'More than one statement was given where one is run.', { hint: 'Put each statement into a cell of its own.' });
  }
  const verb = body.find((token) => token.text !== '(')?.text.toLowerCase() ?? '';
  return done({ sql: sql.slice(body[0]?.start, body.at(-1)?.end), isQuery: queryVerbs.has(verb) });
}
