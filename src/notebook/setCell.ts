import { done, fail, type Outcome } from '../database/outcome.ts';
import { findCell, keepApart, splice } from './editNotebook.ts';
import { lineEndOf, withLineEnds } from './lineEnds.ts';
import type { Cell, Notebook } from './Notebook.ts';
import { attributeOf, formatAttribute } from './parseInfo.ts';
import type { YamlValue } from './readYaml.ts';
import { setYamlValue } from './setYamlValue.ts';

/** Replaces the body; the fence grows when the body holds a line that would close it. */
export function setCellBody(notebook: Notebook, id: string, body: string): Notebook {
  const cell = cellOf(notebook, id);
  const { fence } = cell;
  const eol = lineEndOf(notebook.source);
  const lines = withLineEnds(body, eol);
  const ended = lines === '' || lines.endsWith(eol) ? lines : lines + eol;
  const indented = fence.indent === '' ? ended : ended.split(eol).map((line) => (line === '' ? line : fence.indent + line)).join(eol);
  const opened = fence.bodyStart === fence.infoEnd ? eol : '';
  const length = Math.max(fence.length, longestRun(body, fence.mark) + 1);
  if (length === fence.length) return splice(notebook, fence.bodyStart, fence.bodyEnd, opened + keepApart(notebook.source.slice(cell.start, fence.bodyStart) + opened, indented, ''));
  const run = fence.mark.repeat(length);
  const head = run + notebook.source.slice(fence.infoStart, fence.bodyStart);
  return splice(notebook, cell.start + fence.indent.length, cell.end, `${head}${opened}${keepApart(head, indented, '')}${fence.indent}${run}`);
}

/** Sets one attribute of the info string (`null`: a flag) or removes it (`undefined`). */
export function setCellAttribute(notebook: Notebook, id: string, name: string, value: string | null | undefined): Outcome<Notebook> {
  const cell = cellOf(notebook, id);
  const present = attributeOf(cell.info, name);
  const offset = cell.fence.infoStart;
  if (value === undefined) {
    if (!present) return done(notebook);
    const lead = /[ \t]*$/u.exec(notebook.source.slice(offset, offset + present.start))?.[0].length ?? 0;
    return done(splice(notebook, offset + present.start - lead, offset + present.end, ''));
  }
  const text = formatAttribute(name, value);
  if (text === null) return fail('options', `attribute ${name}: "${value ?? ''}" cannot stand in a cell's first line`, { line: cell.line, hint: 'leave out quotes, backticks and line ends' });
  if (present) return done(splice(notebook, offset + present.start, offset + present.end, text));
  const end = cell.info.attributes.at(-1)?.end ?? notebook.source.slice(offset, cell.fence.infoEnd).trimEnd().length;
  return done(splice(notebook, offset + end, offset + end, ` ${text}`));
}

/** Sets one option of a YAML cell, comments and all other bytes kept; `undefined` removes it. */
export function setCellOption(notebook: Notebook, id: string, path: readonly (string | number)[], value: YamlValue | undefined): Outcome<Notebook> {
  const cell = cellOf(notebook, id);
  const body = setYamlValue(cell.body, path, value);
  return body.ok ? done(setCellBody(notebook, id, body.value)) : fail(body.error.kind, body.error.message, { ...body.error, line: (body.error.line ?? 1) + cell.bodyLine - 1 });
}

function longestRun(body: string, mark: string): number {
  const runs = body.matchAll(mark === '`' ? /^ {0,3}(`{3,})[ \t]*\r?$/gmu : /^ {0,3}(~{3,})[ \t]*\r?$/gmu);
  return Math.max(0, ...[...runs].map((match) => match[1]?.length ?? 0));
}

function cellOf(notebook: Notebook, id: string): Cell {
  const cell = findCell(notebook, id);
  if (!cell) throw new Error(`no cell ${id}`);
  return cell;
}
