import type { Base, InputAccount, RuleReport } from '../base/Base.ts';
import type { Finding } from '../cells/CellKind.ts';
import type { Column, Database, Params } from '../database/Database.ts';
import { done, type Failure, type Outcome } from '../database/outcome.ts';
import type { Scalar } from '../database/table.ts';
import type { CellState } from '../graph/CellState.ts';
import type { Cell } from '../notebook/Notebook.ts';
import type { NotebookSession } from './NotebookSession.ts';

/** RESULT.json, version 1 */
export interface RunResult {
  readonly cubebook: 1;
  readonly notebook: { readonly title: string };
  readonly engine: string;
  readonly inputs: readonly InputAccount[];
  readonly quality: readonly RuleReport[];
  readonly params: Readonly<Record<string, Scalar>>;
  readonly cells: readonly CellResult[];
}

export interface CellResult {
  readonly id: string;
  readonly kind: string;
  readonly status: CellState['status'];
  readonly error: Failure | null;
  readonly milliseconds: number | null;
  readonly findings: readonly Finding[];
  readonly tables: Readonly<Record<string, { readonly columns: readonly Column[]; readonly rows: readonly (readonly Scalar[])[] }>>;
}

export async function collectResult(session: NotebookSession, database: Database, base: Base, params: Params): Promise<Outcome<RunResult>> {
  const cells: CellResult[] = [];
  for (const block of session.notebook.blocks) {
    if (block.type !== 'cell') continue;
    const cell = await collectCell(block, session.graph.state(block.id), database);
    if (!cell.ok) return cell;
    cells.push(cell.value);
  }
  return done({
    cubebook: 1,
    notebook: { title: session.notebook.frontMatter.title ?? '' },
    engine: database.engine,
    inputs: base.inputs,
    quality: base.quality,
    params: Object.fromEntries(Object.entries(params).map(([name, { value }]) => [name, value])),
    cells,
  });
}

async function collectCell(cell: Cell, state: CellState, database: Database): Promise<Outcome<CellResult>> {
  const tables: Record<string, CellResult['tables'][string]> = {};
  const evaluation = state.status === 'done' ? state.result.evaluation : null;
  for (const table of evaluation?.tables ?? []) {
    const rows = await database.run(`FROM ${table.relation}`);
    if (!rows.ok) return rows;
    tables[table.name] = { columns: rows.value.columns, rows: rows.value.rows() };
  }
  return done({
    id: cell.id,
    kind: cell.kind,
    status: state.status,
    error: state.status === 'failed' ? state.error : null,
    milliseconds: state.status === 'done' ? Math.round(state.result.milliseconds) : null,
    findings: evaluation?.findings ?? [],
    tables,
  });
}
