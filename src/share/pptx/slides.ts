import type { ChartText } from '../../cells/chart/channels.ts';
import { formatKindOf, formatValue } from '../../charts/formatValue.ts';
import type { Scalar } from '../../database/table.ts';
import type { Locale } from '../../messages/locale.ts';
import type { Cell, Notebook } from '../../notebook/Notebook.ts';
import { proseTree } from '../../notebook/proseTree.ts';
import { splitSlides } from '../../notebook/splitSlides.ts';
import type { CellResult } from '../../session/collectResult.ts';
import type { Figure } from '../figures.ts';
import { metricFormats } from '../metricFormats.ts';
import { readValue } from '../readValue.ts';
import type { SharedResult } from '../redact.ts';
import { readCube, type ReadCube } from '../sharedCube.ts';
import { tableFaces } from '../tableFaces.ts';
import { titleOf } from '../titleOf.ts';
import { nativeChart, type NativeChart, type NativeGrid } from './nativeChart.ts';
import { proseRuns, type Run } from './proseRuns.ts';

export interface TableItem {
  readonly form: 'table';
  readonly title: string;
  readonly head: readonly { readonly text: string; readonly number: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** rows of the result, of which `rows` are the first */
  readonly count: number;
}

export type Item = NativeChart | NativeGrid | TableItem | { readonly form: 'cube'; readonly title: string; readonly cube: ReadCube };

/** What stands on one slide, before it has a place there. */
export interface DeckSlide {
  readonly level: 0 | 1 | 2;
  readonly title: string;
  readonly text: readonly Run[];
  readonly metrics: readonly { readonly label: string; readonly value: string }[];
  readonly items: readonly Item[];
  readonly notes: string;
}

const mostRows = 14;
const mostColumns = 8;

interface Source {
  readonly notebook: Notebook;
  readonly shared: SharedResult;
  readonly figures: ReadonlyMap<string, readonly Figure[]>;
  readonly locale: Locale;
  readonly currency: string | null;
}

/** A slide a heading: its prose, figures and pictures; findings and the cells for the speaker are notes. */
export function deckSlides({ notebook, shared, figures, locale, currency }: Source): readonly DeckSlide[] {
  const cells = new Map(shared.result.cells.map((cell) => [cell.id, cell]));
  const text: ChartText = { locale, currency };
  const write = (value: Scalar, type: string, name: string, hidden: boolean): string => (value === null && hidden ? '•' : formatValue(value, { kind: formatKindOf(type, name), locale, currency }));

  return splitSlides(notebook).map(({ level, title, blocks, notes }) => {
    const shown = blocks.flatMap((block) => {
      const cell = block.type === 'cell' ? cells.get(block.id) : undefined;
      return block.type === 'cell' && cell?.status === 'done' && !block.hidden && block.kind !== 'param' ? [{ block, cell }] : [];
    });
    const spoken = notes.flatMap((block) => (block.type === 'cell' ? (cells.get(block.id) ?? []) : []));
    return {
      level,
      title,
      text: blocks.flatMap((block) => (block.type === 'prose' ? proseRuns(proseTree(block.text).filter((node) => node.type !== 'heading' || node.level > 2), (value) => readValue(value, shared.result, locale, currency)) : [])),
      metrics: shown.flatMap(({ block, cell }) => (block.kind === 'metrics' ? metricsOf(block, cell) : [])),
      items: shown.flatMap(({ block, cell }) => (block.kind === 'metrics' ? [] : itemsOf(block, cell))),
      notes: [...shown.flatMap(({ cell }) => cell.findings.map(({ message }) => message)), ...spoken.map(speak)].join('\n'),
    };
  });

  function metricsOf(block: Cell, cell: CellResult): DeckSlide['metrics'] {
    const kinds = metricFormats(block);
    return (Object.values(cell.tables)[0]?.rows ?? []).map(([label, value], index) => ({ label: String(label), value: formatValue(value ?? null, { kind: kinds[index] ?? 'number', locale, currency, compact: kinds[index] === 'money' }) }));
  }

  function itemsOf(block: Cell, cell: CellResult): readonly Item[] {
    const title = titleOf(block, locale) ?? '';
    const cube = block.kind === 'cube' || block.kind === 'rfm' ? readCube(block, cell, locale, currency) : null;
    if (cube !== null) return [{ form: 'cube', title, cube }];
    const drawn = (figures.get(block.id) ?? []).flatMap((figure): readonly Item[] => {
      const native = nativeChart(figure, text);
      return native === null ? [] : [native];
    });
    if (drawn.length > 0) return drawn.slice(0, 2);
    const [name, table] = Object.entries(cell.tables).find(([, { rows }]) => rows.length > 0) ?? [];
    if (name === undefined || table === undefined) return [];
    const hidden = shared.hidden.get(`${cell.id}.${name}`);
    const faceOf = tableFaces(block, locale);
    // a segment that is the same in every row is told by the title
    const alike = title !== '' && new Set(table.rows.map((row) => row[table.columns.findIndex((column) => column.name === 'segment')])).size === 1;
    const places = table.columns.map((_, index) => index).filter((index) => !(alike && table.columns[index]?.name === 'segment'));
    // whom a row is of stands where it is read first
    const order = places.toSorted((a, b) => Number(table.columns[b]?.name === 'customer_name') - Number(table.columns[a]?.name === 'customer_name')).slice(0, mostColumns);
    const columns = order.flatMap((index) => {
      const column = table.columns[index];
      if (column === undefined) return [];
      const face = faceOf(column);
      const sizes = table.rows.flatMap((row) => (isNumber(column.type) && row[index] !== null ? [Math.abs(Number(row[index]))] : []));
      return [{ index, face, number: isNumber(column.type), among: face.format === 'share' || face.format === 'percent' || sizes.length === 0 ? undefined : Math.max(...sizes) }];
    });
    return [
      {
        form: 'table',
        title,
        head: columns.map(({ face, number }) => ({ text: face.label, number })),
        rows: table.rows.slice(0, mostRows).map((row, at) =>
          columns.map(({ index, face, among }) => {
            const value = row[index] ?? null;
            if (value === null && hidden?.has(at) === true) return '•';
            return formatValue(typeof value === 'string' ? face.say(value) : value, { kind: face.format, locale, currency, ...(among !== undefined && { among }) });
          }),
        ),
        count: table.rows.length,
      },
    ];
  }

  function speak(cell: CellResult): string {
    const table = Object.values(cell.tables)[0];
    return (table?.rows.slice(0, 10) ?? []).map((row) => row.map((value, index) => write(value, table?.columns[index]?.type ?? 'VARCHAR', table?.columns[index]?.name ?? '', false)).join(' · ')).join('\n');
  }
}

const isNumber = (type: string): boolean => /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL)/.test(type);
