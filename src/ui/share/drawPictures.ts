import * as Plot from '@observablehq/plot';
import type { CellKind } from '../../cells/CellKind.ts';
import type { ChartOptions } from '../../cells/chart/options.ts';
import { buildPlot } from '../../cells/chart/plot.ts';
import { readText } from '../../cells/options.ts';
import { chartOf, pictures } from '../../cells/pictures.ts';
import { StudyResult } from '../../cells/Picture.ts';
import type { CellResult } from '../../session/collectResult.ts';
import { Table } from '../../database/table.ts';
import type { CellState } from '../../graph/CellState.ts';
import type { Locale } from '../../messages/locale.ts';
import type { Cell, Notebook } from '../../notebook/Notebook.ts';
import { parseCellBody } from '../../notebook/parseCellBody.ts';
import { element, escapeHtml } from '../../share/html.ts';
import type { SharedResult } from '../../share/redact.ts';

interface Asked {
  readonly notebook: Notebook;
  readonly shared: SharedResult;
  readonly states: ReadonlyMap<string, CellState>;
  readonly kinds: readonly CellKind[];
  readonly locale: Locale;
  readonly currency: string | null;
}

/** Charts and pictures of studies drawn anew from what may leave, as SVG text, by cell id. What was left out is not drawn. */
export function drawPictures({ notebook, shared, states, kinds, locale, currency }: Asked): Map<string, string> {
  const drawn = new Map<string, string>();
  for (const block of notebook.blocks) {
    if (block.type !== 'cell') continue;
    const cell = shared.result.cells.find(({ id }) => id === block.id);
    const state = states.get(block.id);
    if (!cell || state?.status !== 'done') continue;
    const open = (name: string): Table | null => openRows(cell, name, shared.hidden.get(`${cell.id}.${name}`));
    const figures = block.kind === 'chart' ? chartFigures(block, kinds, open) : (pictures.get(block.kind)?.(new StudyResult(state.result.evaluation, locale, currency)) ?? []).flatMap((picture) => {
      const table = open(picture.table);
      return table ? [{ chart: chartOf(picture), table, title: picture.title }] : [];
    });
    const markup = figures.map(({ chart, table, title }) => drawFigure(chart, table, title, locale, currency));
    if (markup.length > 0) drawn.set(block.id, markup.join(''));
  }
  return drawn;
}

interface Figure {
  readonly chart: ChartOptions;
  readonly table: Table;
  readonly title: string | null;
}

function chartFigures(block: Cell, kinds: readonly CellKind[], open: (name: string) => Table | null): Figure[] {
  const kind = kinds.find((one) => one.kind === 'chart');
  const options = kind ? parseCellBody(block, kind.schema) : null;
  const table = open('result');
  // the schema of the kind made these options
  return options?.ok && table ? [{ chart: options.value as ChartOptions, table, title: null }] : [];
}

function openRows(cell: CellResult, name: string, hidden: ReadonlySet<number> | undefined): Table | null {
  const table = cell.tables[name];
  const rows = table?.rows.filter((_, index) => !hidden?.has(index)) ?? [];
  return table && rows.length > 0 ? new Table(table.columns, table.columns.map((_, index) => rows.map((row) => row[index] ?? null))) : null;
}

function drawFigure(chart: ChartOptions, table: Table, title: string | null, locale: Locale, currency: string | null): string {
  const built = buildPlot(table, chart, { locale, currency }, 900);
  const picture = Plot.plot(built.plot);
  const words = title ?? (chart.title === undefined ? '' : readText(chart.title, locale));
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', words);
  const legend = built.legend.length > 1 ? element('ul', { class: 'legend' }, ...built.legend.map(({ label, colour }) => element('li', {}, element('span', { class: 'swatch', style: `background:${colour}` }), escapeHtml(label)))) : '';
  return element('figure', {}, title === null ? '' : element('h3', {}, escapeHtml(title)), legend, new XMLSerializer().serializeToString(picture));
}
