import type { FileMapping } from '../Recognition.ts';
import type { TableSample } from '../sampleTable.ts';
import { findUnfolding, type Report } from './findUnfolding.ts';
import { findDocuments, nameDocument, splitDocuments } from './splitDocument.ts';
import { Unfolder } from './Unfolder.ts';
import type { Unfolding } from './Unfolding.ts';

/** The sample as a plain table: groups become columns, documents give up their day. */
export function unfoldSample(sample: TableSample, report: Report, mapping: FileMapping): TableSample {
  const found = findUnfolding(report);
  const unfolding = mapping.groups === false ? null : found;
  const names = unfolding ? unfoldNames(report.names, unfolding) : report.names;
  const unfolded = unfolding ? bySign(report, unfolding, mapping) : { rows: report.rows.map(({ cells }) => cells), numbers: report.rows.map(({ number }) => number), damaged: [] };
  const documents = findDocuments(names, unfolded.rows);
  if (!unfolding && documents === null) return { ...sample, grouped: found !== null };
  const split = documents === null ? unfolded : splitDocuments(unfolded, documents, names.length, 0);
  const text = documents === null ? '' : (unfolded.rows.find((cells) => (cells[documents] ?? '') !== '')?.[documents] ?? '');
  return {
    ...sample,
    names: documents === null ? names : nameDocument(names, documents, text),
    rows: split.rows.filter((cells) => cells.some((cell) => cell.trim() !== '')),
    numbers: split.numbers.filter((_, index) => (split.rows[index] ?? []).some((cell) => cell.trim() !== '')),
    unfolding,
    grouped: found !== null,
    documents,
  };
}

/** Under the decimal sign with which more groups add up; only groups by sums depend on it. */
function bySign(report: Report, unfolding: Unfolding, mapping: FileMapping) {
  const block = { rows: report.rows.map(({ cells }) => cells), numbers: report.rows.map(({ number }) => number), damaged: [], depths: report.rows.map(({ depth }) => depth) };
  const tried = (mapping.decimal ? [mapping.decimal] : (['.', ','] as const)).map((sign) => {
    const unfolder = new Unfolder(unfolding, sign, 0);
    const pushed = unfolder.push(block);
    const last = unfolder.end();
    return { agreeing: unfolder.totals.filter(({ agrees }) => agrees).length, rows: [...pushed.rows, ...last.rows], numbers: [...pushed.numbers, ...last.numbers], damaged: [] };
  });
  return tried.toSorted((a, b) => b.agreeing - a.agreeing)[0] ?? { rows: block.rows, numbers: block.numbers, damaged: [] };
}

function unfoldNames(names: readonly string[], { by, key, names: levels }: Unfolding): string[] {
  const seen = new Map<string, number>();
  const plain = by === 'columns' ? [...names.slice(0, key), ...levels, ...names.slice(key + levels.length)] : [...levels, ...names.slice(0, key), ...names.slice(key + 1)];
  return plain.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} ${times}`;
  });
}
