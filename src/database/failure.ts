import type { Failure, FailureKind } from './outcome.ts';

/** What DuckDB (or the platform under it) threw, as data. `addedLines` is how many lines the product put before the person's SQL. */
export function failureFrom(error: unknown, addedLines = 0): Failure {
  const text = textOf(error);
  if (isCrash(error, text)) {
    return { kind: 'crashed', message: `The engine stopped: ${firstLine(text)}`, line: null, column: null, hint: 'It is being restarted with the data as loaded; run the cell again, or read less at once.' };
  }
  const kind = kindOf(text);
  const message = firstLine(text);
  const position = positionIn(text);
  return {
    kind,
    message,
    line: position ? Math.max(1, position.line - addedLines) : null,
    column: position?.column ?? null,
    hint: hintFor(kind, text),
  };
}

/** node-api puts what it was doing before DuckDB's own words */
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/^Failed to [a-z ]+: (?=[A-Za-z ]+Error)/, '');

const firstLine = (text: string): string => (text.split(/\n(?:\n|LINE |Candidate bindings|Did you mean)/)[0] ?? text).trim();

/** A WebAssembly trap leaves the engine in no state to answer; `Out of Memory Error` does not. */
function isCrash(error: unknown, text: string): boolean {
  const name = error instanceof Error ? error.name : '';
  return name === 'RuntimeError' || /^(RuntimeError|memory access out of bounds|table index is out of bounds|unreachable|null function|Aborted\()/.test(text) || /terminated because it was fatal|database has been invalidated/i.test(text);
}

function kindOf(text: string): FailureKind {
  if (/^INTERRUPT Error|Interrupted!|query was canceled/i.test(text)) return 'cancelled';
  if (/Out of Memory Error|could not allocate/i.test(text)) return 'memory';
  if (text.startsWith('Parser Error')) return 'syntax';
  if (/^Permission Error|has been disabled|is disabled by configuration|only SELECT/i.test(text)) return 'refused';
  if (/^Catalog Error|not found in FROM clause|Referenced (table|column) .* not found|does not exist/i.test(text)) return 'missing';
  if (/^(Conversion|Binder|Invalid Input|Out of Range|Mismatch Type|Invalid Type|Cast) Error/i.test(text)) return 'type';
  return 'runtime';
}

/** DuckDB prints `LINE 3: …excerpt` and a caret under the place; the excerpt of a long line is cut, so only its line is exact then. */
function positionIn(text: string): { line: number; column: number | null } | null {
  const match = /^LINE (\d+): (.*)\n( *)\^/m.exec(text);
  if (!match) return null;
  const [, line = '1', excerpt = '', blanks = ''] = match;
  const lead = `LINE ${line}: `.length;
  const column = excerpt.startsWith('...') ? null : Math.max(1, blanks.length - lead + 1);
  return { line: Number(line), column };
}

function hintFor(kind: FailureKind, text: string): string | null {
  const candidates = /(?:Candidate bindings|Did you mean)[: ]+(.+)/.exec(text)?.[1];
  if (candidates) return `Did you mean ${candidates.trim().replace(/\?$/, '')}?`;
  switch (kind) {
    case 'memory':
      return 'Read fewer columns or rows at once, or run the notebook with the headless runner.';
    case 'refused':
      return 'A cell only reads what was loaded: no files, no network, no settings.';
    case 'missing':
      return 'See the sidebar for the tables, columns and cells that can be read.';
    default:
      return null;
  }
}
