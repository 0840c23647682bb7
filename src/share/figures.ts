import type { CellKind } from '../cells/CellKind.ts';
import type { ChartOptions } from '../cells/chart/options.ts';
import { sayFinding } from '../cells/chart/sayFinding.ts';
import { readText } from '../cells/options.ts';
import { StudyResult } from '../cells/Picture.ts';
import { chartOf, pictures } from '../cells/pictures.ts';
import { type Scalar, Table } from '../database/table.ts';
import type { CellState } from '../graph/CellState.ts';
import type { Locale } from '../messages/locale.ts';
import type { Cell, Notebook } from '../notebook/Notebook.ts';
import { parseCellBody } from '../notebook/parseCellBody.ts';
import type { CellResult } from '../session/collectResult.ts';
import type { SharedResult } from './redact.ts';

/** One chart with the rows that it may show. */
export interface Figure {
  readonly chart: ChartOptions;
  readonly table: Table;
  readonly title: string;
  /** the title is what a chart cell found, beside the cell's own title */
  readonly finds?: boolean;
}

interface Asked {
  readonly notebook: Notebook;
  readonly shared: Pick<SharedResult, 'result' | 'hidden'>;
  readonly states: ReadonlyMap<string, CellState>;
  readonly kinds: readonly CellKind[];
  readonly locale: Locale;
  readonly currency: string | null;
}

/** Charts and pictures of studies over what may leave, by cell id. What was left out is not drawn. */
export function figuresOf({ notebook, shared, states, kinds, locale, currency }: Asked): Map<string, readonly Figure[]> {
  const found = new Map<string, readonly Figure[]>();
  for (const block of notebook.blocks) {
    if (block.type !== 'cell') continue;
    const cell = shared.result.cells.find(({ id }) => id === block.id);
    const state = states.get(block.id);
    if (!cell || state?.status !== 'done') continue;
    const open = (name: string): Table | null => openRows(cell, name, shared.hidden.get(`${cell.id}.${name}`));
    const figures = block.kind === 'chart' ? chartFigures(block, kinds, open, state.result.evaluation.facts, locale, currency) : (pictures.get(block.kind)?.(new StudyResult(state.result.evaluation, locale, currency)) ?? []).flatMap((picture) => {
      const table = open(picture.table);
      const chart = chartOf(picture);
      return table ? [{ chart, table: drawnRows(table, chart), title: picture.title }] : [];
    });
    if (figures.length > 0) found.set(block.id, figures);
  }
  return found;
}

function chartFigures(block: Cell, kinds: readonly CellKind[], open: (name: string) => Table | null, facts: Readonly<Record<string, unknown>>, locale: Locale, currency: string | null): Figure[] {
  const kind = kinds.find((one) => one.kind === 'chart');
  const options = kind ? parseCellBody(block, kind.schema) : null;
  const table = open('result');
  if (!options?.ok || !table) return [];
  // the schema of the kind made these options
  const chart = options.value as ChartOptions;
  const finding = sayFinding(chart, facts, locale, currency);
  return [{ chart, table, title: finding ?? (chart.title === undefined ? '' : readText(chart.title, locale)), ...(finding === null ? {} : { finds: true }) }];
}

/** as many rows as the picture draws on the page, in its order; what has no value comes last */
function drawnRows(table: Table, { sort, limit }: ChartOptions): Table {
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  if (sort !== undefined) {
    const values = table.column(sort.by);
    const sign = sort.order === 'descending' ? -1 : 1;
    rows.sort((a, b) => compare(values[a] ?? null, values[b] ?? null, sign) || a - b);
  }
  const drawn = rows.slice(0, limit);
  return new Table(table.columns, table.columns.map(({ name }) => drawn.map((row) => table.column(name)[row] ?? null)));
}

function compare(a: Scalar, b: Scalar, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  // decimals come as text
  const [x, y] = [Number(a), Number(b)];
  return sign * (Number.isNaN(x) || Number.isNaN(y) ? (String(a) < String(b) ? -1 : Number(String(a) > String(b))) : x - y);
}

function openRows(cell: CellResult, name: string, hidden: ReadonlySet<number> | undefined): Table | null {
  const table = cell.tables[name];
  const rows = table?.rows.filter((_, index) => !hidden?.has(index)) ?? [];
  return table && rows.length > 0 ? new Table(table.columns, table.columns.map((_, index) => rows.map((row) => row[index] ?? null))) : null;
}
