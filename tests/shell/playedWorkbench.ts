import * as v from 'valibot';
import type { Base, BaseTable } from '../../src/base/Base.ts';
import type { CellKind, RunEvaluation, ResultTable } from '../../src/cells/CellKind.ts';
import { done, fail, type Failure } from '../../src/database/outcome.ts';
import { type Scalar, Table } from '../../src/database/table.ts';
import { type CellState, idle } from '../../src/graph/CellState.ts';
import type { Localised } from '../../src/messages/locale.ts';
import type { Notebook } from '../../src/notebook/Notebook.ts';
import { Watch } from '../../src/ui/Watch.ts';
import type { EngineState, NotebookRun, ShelfEntry, ShelfNotebook, Workbench } from '../../src/ui/Workbench.ts';
import { playedReview } from './playedReview.ts';

const same = (text: string): Localised => ({ en: text, ru: text, pl: text });
const table = (name: string, rows: number, columns: string[]): BaseTable => ({ name, canonical: true, rows, columns: columns.map((column) => ({ name: column, type: column.includes('amount') ? 'DECIMAL(18,2)' : 'VARCHAR', origin: 'file' })) });

const base: Base = {
  tables: [table('customers', 1640, ['customer_id', 'name', 'region']), table('orders', 4871, ['order_id', 'order_date', 'customer_id']), table('order_lines', 12391, ['order_id', 'product_id', 'qty', 'net_amount']), table('receivables', 932, ['customer_id', 'amount'])],
  inputs: [{ file: 'a.csv', table: 'orders', encoding: 'utf-8', delimiter: ';', rowsRead: 12408, rowsLoaded: 12391, rowsRejected: 17, furniture: 13, questions: [], rejects: [], mapping: {} }],
  quality: [{ rule: 'E1', rows: 386, customers: 41, amount: '94210.00', treatment: 'net' }, { rule: 'E11', rows: 45, customers: 12, amount: '1200.00', treatment: 'exclude' }],
  asOf: '2025-12-31',
  currency: 'EUR',
};

const kind = (name: string, label: Localised, body: 'sql' | 'yaml', template: string): CellKind => ({ kind: name, label, body, schema: v.looseObject({}), template, reads: () => [], evaluate: () => Promise.resolve(fail('input', 'not here')) });

const result = (name: string, rowCount: number): ResultTable => ({ name, relation: name, rowCount, sql: 'SELECT bucket, count(DISTINCT customer_id) AS clients\nFROM receivables\nGROUP BY bucket', columns: [{ name: 'customer', type: 'VARCHAR' }, { name: 'orders', type: 'BIGINT' }, { name: 'revenue', type: 'DECIMAL(18,2)' }, { name: 'last_order', type: 'DATE' }, { name: 'regular', type: 'BOOLEAN' }] });
const evaluation = (rowCount: number): RunEvaluation => ({ tables: [result('result', rowCount)], findings: [{ kind: 'small', message: 'n = 12: counts only' }], facts: { as_of: '2025-12-31', window_days: 365 }, steps: [] });

const body = `
\`\`\`rfm id=rfm
window_days: 365
\`\`\`

\`\`\`sql id=overdue
SELECT bucket, count(DISTINCT customer_id) AS clients,
       sum(open_amount) AS overdue
FROM receivables GROUP BY 1
\`\`\`

## Who to sell to

\`\`\`sql id=importance hidden
SELECT 1
\`\`\`

\`\`\`sql id=white_space
SELECT customer_type FROM customers
\`\`\`

\`\`\`future id=later
x: 1
\`\`\`
`;
const head = (title: string): string => `---
cubebook: 1
title: ${title}
lang: en
inputs:
  orders: [order_id, order_date, customer_id]
  plans: [amount]
params:
  as_of: {type: date, default: 2025-12-31, label: As of}
  window_days: {type: integer, default: 365, min: 30, max: 1095, label: Window}
  client_is: {type: choice, options: [group, customer], default: group, label: Client is}
  projects: {type: boolean, default: true, label: Projects}
---
`;
const text: Localised = {
  en: `${head('Base health, and who to phone')}\n# The base today\n\nOf **{{ rfm.orders | integer }}** clients who bought this year, many are *recent*. The ones to phone were worth {{ rfm.revenue | money }} and bought last on {{ rfm.last_order | date }}.\n${body}`,
  ru: `${head('Состояние базы и кому звонить')}\n# База сегодня\n\nИз **{{ rfm.orders | integer }}** клиентов, купивших за год, многие *недавние*.\n${body}`,
  pl: `${head('Stan bazy i do kogo dzwonić')}\n# Baza dzisiaj\n\nZ **{{ rfm.orders | integer }}** klientów wielu kupiło *niedawno*.\n${body}`,
};

/** The interface on invented figures: for looking at every screen and state without an engine. */
export function playedWorkbench(): Workbench {
  const engine = new Watch<EngineState>({ status: 'ready', failure: null });
  const held = new Watch<Base | null>(null);
  const shelf = new Map<string, ShelfNotebook>();
  const recent = new Watch<readonly ShelfEntry[]>([
    { id: 'one', title: 'Meridian · growth plan 2026', edited: new Date(Date.now() - 12e5).toISOString(), cells: 6 },
    { id: 'two', title: 'Норд-Спецодежда · что продавать', edited: new Date(Date.now() - 9e7).toISOString(), cells: 11 },
  ]);
  return {
    engine,
    lost: new Watch<Failure | null>(null),
    memory: new Watch(3_200_000_000),
    renewEngine: () => Promise.resolve(),
    base: held,
    kinds: [
      kind('sql', { en: 'SQL', ru: 'SQL', pl: 'SQL' }, 'sql', 'SELECT 1 AS one'),
      kind('rfm', { en: 'RFM, 27 cells', ru: 'RFM, 27 ячеек', pl: 'RFM, 27 komórek' }, 'yaml', 'window_days: 365'),
      kind('chart', { en: 'Chart', ru: 'График', pl: 'Wykres' }, 'yaml', 'from: orders'),
      kind('cube', { en: 'Cube', ru: 'Куб', pl: 'Kostka' }, 'yaml', 'axes: []'),
    ],
    traits: [{ id: 'recency_days', label: { en: 'Days since last order', ru: 'Дней с последнего заказа', pl: 'Dni od ostatniego zamówienia' }, definition: same('Days'), type: 'integer', unit: 'days', direction: 'lower', ways: [{ needs: [], aggregates: {}, expression: '1' }], bands: { quantiles: 3 }, source: 'A54' }],
    fields: ['order_id', 'product_id', 'product_name', 'qty', 'net_amount', 'cost'].map((field) => ({ table: 'order_lines', field, label: { en: field.replace('_', ' '), ru: 'поле строки', pl: 'pole pozycji' }, required: field === 'order_id' })).concat(['customer_id', 'name', 'region', 'group'].map((field) => ({ table: 'customers', field, label: { en: field, ru: 'поле клиента', pl: 'pole klienta' }, required: false }))),
    rules: [
      { rule: 'E1', label: { en: 'Returns: minus, never a purchase', ru: 'Возвраты: минус, не покупка', pl: 'Zwroty: minus, nie zakup' }, treatments: [{ id: 'net', label: { en: 'netted', ru: 'вычитаются', pl: 'odejmowane' } }, { id: 'exclude', label: { en: 'left out', ru: 'исключаются', pl: 'pomijane' } }] },
      { rule: 'E11', label: { en: 'Exact duplicates of lines', ru: 'Полные дубли строк', pl: 'Dokładne duplikaty pozycji' }, treatments: [{ id: 'exclude', label: { en: 'removed', ru: 'убираются', pl: 'usuwane' } }, { id: 'keep', label: { en: 'kept', ru: 'остаются', pl: 'zostają' } }] },
    ],
    shipped: [
      { slug: 'rfm-27', title: { en: 'RFM, 27 cells', ru: 'RFM, 27 ячеек', pl: 'RFM, 27 komórek' }, text, missing: () => [], unprepared: () => [] },
      { slug: 'who-to-sell-to', title: { en: 'Who to sell to', ru: 'Кому продавать', pl: 'Komu sprzedawać' }, text, missing: () => ['competitors'], unprepared: () => [] },
    ],
    reserved: ['orders', 'customers', 'order_lines'],
    shelf: {
      recent,
      read: (id) => Promise.resolve(shelf.has(id) ? done({ notebook: shelf.get(id) ?? fresh(id), steps: null, damaged: false }) : id === 'one' ? done({ notebook: fresh(id), steps: null, damaged: false }) : fail('missing', `no notebook ${id} in this browser`)),
      write(notebook) {
        shelf.set(notebook.id, { ...notebook, version: notebook.version + 1 });
        return Promise.resolve(done({ version: notebook.version + 1, id: notebook.id, conflict: false }));
      },
      leave: () => undefined,
      forget: () => Promise.resolve(done(null)),
      versions: (id) => Promise.resolve(done([{ version: 1, edited: '2026-01-12T09:30:00.000Z', name: null, text: shelf.get(id)?.text ?? '' }])),
      name: () => Promise.resolve(done(null)),
      elsewhere: new Watch(null),
    },
    keeping: {
      base: new Watch(null),
      leaving: new Watch(false),
      survey: () => Promise.resolve({ usage: 84_000_000, quota: 10_000_000_000, persisted: false, files: [{ name: 'a.csv', bytes: 61_000_000 }], notebooks: 2 }),
      persist: () => Promise.resolve(false),
      purge: () => Promise.resolve(done(null)),
    },
    handovers: { read: () => Promise.resolve(done(null)), keep: () => Promise.resolve(done(null)) },
    review: () => playedReview(base, (loaded) => held.set(loaded)),
    sample: () => Promise.resolve(done([new File(['a'], 'a.csv')])),
    applyRules: () => Promise.resolve(done(base)),
    wantedRates: () => Promise.resolve(done([])),
    giveRates: () => Promise.resolve(done(base)),
    card: (customer) => Promise.resolve(fail('missing', `There is no customer ${customer} in this data.`)),
    profile: () => Promise.resolve(done({ type: 'VARCHAR', rows: 1640, filled: 1600, distinct: 12, min: 'A', max: 'Z', median: null, sum: null, bars: [{ label: 'North', count: 800 }, { label: 'South', count: 500 }] })),
    proposals: () => Promise.resolve(done([])),
    acceptGroups: () => Promise.resolve(done(base)),
    mapping: () => null,
    stored: () => Promise.resolve(done([])),
    concerned: () => Promise.resolve(done({ columns: [], rowCount: 0, page: () => Promise.resolve(done(new Table([], []))) })),
    reads: () => [{ relation: 'orders', columns: ['order_id', 'order_date'], present: true }, { relation: 'plans', columns: ['amount'], present: false }],
    open: playedRun,
  };
}

const fresh = (id: string): ShelfNotebook => ({ id, title: 'Meridian', text: text.en, version: 1, trusted: true, file: null });

function playedRun(notebook: Notebook): NotebookRun {
  const ids = (of: Notebook): string[] => of.blocks.flatMap((block) => (block.type === 'cell' ? [block.id] : []));
  const cells = new Watch<ReadonlyMap<string, CellState>>(new Map(ids(notebook).map((id) => [id, idle])));
  const done_ = (rows: number) => ({ evaluation: evaluation(rows), milliseconds: 420 });
  const shown = (id: string): CellState => {
    if (id === 'overdue') return { status: 'stale', version: 1, result: done_(4), cause: { because: 'param', name: 'window_days' } };
    if (id === 'importance') return { status: 'running', version: 1, result: null, progress: 0.61 };
    if (id === 'later') return idle;
    if (id === 'white_space') return { status: 'failed', version: 1, result: null, error: { kind: 'missing', message: 'there is no column customer_typ in customers', line: 1, column: 8, hint: 'did you mean customer_type?' } };
    return { status: 'done', version: 1, result: done_(1_000_000) };
  };
  return {
    cells,
    update: (next) => cells.set(new Map(ids(next).map((id) => [id, cells.current.get(id) ?? idle]))),
    run: (id) => cells.set(new Map([...cells.current, [id, { status: 'done', version: 1, result: done_(12) }]])),
    runStale: () => cells.set(new Map([...cells.current.keys()].map((id) => [id, shown(id)]))),
    stop: (id) => cells.set(new Map([...cells.current, [id, { status: 'stale', version: 1, result: null, cause: { because: 'stopped' } }]])),
    page(of, offset, limit, order) {
      const rows = Array.from({ length: Math.max(0, Math.min(limit, of.rowCount - offset)) }, (_, index) => (order?.descending ? of.rowCount - 1 - offset - index : offset + index));
      const columns: Scalar[][] = [rows.map((row) => `Client ${row + 1}`), rows.map((row) => row % 40), rows.map((row) => `${(row * 37) % 9000}.50`), rows.map((row) => `2025-0${(row % 9) + 1}-12`), rows.map((row) => row % 2 === 0)];
      return Promise.resolve(done(new Table(of.columns, columns)));
    },
    snapshot: () => Promise.resolve(fail('input', 'nothing was computed')),
    lookAt: () => undefined,
    trend: () => Promise.resolve(done(null)),
    close: () => undefined,
  };
}
