import type { Database } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { quoteName, quotePath } from '../sql/quote.ts';
import type { Base, BaseTable, RuleReport } from './Base.ts';
import { storeGroups } from './groups/acceptedGroups.ts';
import { countCaught, listCaught, mixesCurrencies, type Counted } from './rules/countCaught.ts';
import { hasColumn, type Caught, type Rule } from './rules/Rule.ts';
import { rules } from './rules/rules.ts';
import { makeReading } from './rules/notedRows.ts';
import { settledAtLoad } from './rules/settledAtLoad.ts';

/** A rule that has something to do in this base. */
interface RuleInForce {
  readonly rule: Rule;
  readonly treatment: string;
  readonly caught: Caught;
  readonly counted: Counted;
}

/** (Re)creates the views under plain names with the given treatments (rule → `exclude`, `keep` …; defaults for the others); gives the base with new counts. */
export async function applyRules(database: Database, base: Base, settings: Readonly<Record<string, string>>, tell: (share: number) => void = () => undefined): Promise<Outcome<Base>> {
  const refused = refuse(settings);
  if (refused) return refused;
  if (base.prepared) return sameRules(settings, base.prepared.rules) ? done(base) : fail('refused', 'The quality rules of a prepared base stay as they were when it was prepared.', { hint: 'Prepare the base again with the rules you want, or load its files.' });
  const schema = await database.run('CREATE SCHEMA IF NOT EXISTS quality');
  if (!schema.ok) return schema;
  const noted = await database.run(makeReading);
  if (!noted.ok) return noted;
  const grouped = await storeGroups(database, base);
  if (!grouped.ok) return grouped;
  const mixed = await mixesCurrencies(database, base);
  if (!mixed.ok) return mixed;
  const inForce: RuleInForce[] = [];
  for (const [at, rule] of rules.entries()) {
    tell(at / rules.length);
    if (!rule.needs.every((need) => hasColumn(base, need.split('.')[0] ?? '', need.split('.')[1] ?? ''))) continue;
    const caught = rule.catches(base);
    if (!caught) continue;
    // what is caught stands in schema `base` and does not change with the treatments
    const known = base.quality.find((report) => report.rule === rule.id);
    const counted = known ? done(known) : await countCaught(database, base, caught, mixed.value);
    if (!counted.ok) return counted;
    if (!known) {
      const listed = await listCaught(database, base, rule.id, caught);
      if (!listed.ok) return listed;
    }
    inForce.push({ rule, caught, counted: counted.value, treatment: settings[rule.id] ?? rule.defaultFor?.(base) ?? rule.byDefault });
  }
  const tables: BaseTable[] = [];
  const busy = inForce.filter(({ counted }) => counted.rows > 0);
  const rewriting = await whoRewrites(database, base, busy);
  if (!rewriting.ok) return rewriting;
  for (const table of inViewOrder(base.tables)) {
    const kept = rowsKept(table, busy, rewriting.value, base);
    const made = await database.run(viewOf(table, kept, busy, base));
    if (!made.ok) return made;
    const counted = await database.run(`SELECT count(*) AS rows FROM ${kept.source}${kept.where}`);
    if (!counted.ok) return counted;
    tables.push({ ...table, rows: Number(counted.value.only) });
  }
  const asOf = await latestOrder(database, base, busy);
  if (!asOf.ok) return asOf;
  const reports = inForce.map(({ rule, treatment, counted }): RuleReport => ({ rule: rule.id, rows: counted.rows, customers: counted.customers, amount: counted.amount, ...(counted.amounts ? { amounts: counted.amounts } : {}), treatment, list: `quality.${rule.id.toLowerCase()}` }));
  const atLoad = base.quality.filter((report) => isSettled(report.rule));
  return done({ ...base, asOf: asOf.value, tables: base.tables.map((table) => tables.find((made) => made.name === table.name) ?? table), quality: [...reports, ...atLoad].toSorted((a, b) => Number(a.rule.slice(1)) - Number(b.rule.slice(1))) });
}

export const sameRules = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean => [...new Set([...Object.keys(a), ...Object.keys(b)])].every((rule) => a[rule] === b[rule]);

const isSettled = (id: string): boolean => settledAtLoad.some((rule) => rule.id === id);

function refuse(settings: Readonly<Record<string, string>>): Outcome<never> | null {
  for (const [id, wanted] of Object.entries(settings)) {
    const rule = [...rules, ...settledAtLoad].find((candidate) => candidate.id === id);
    if (!rule) return fail('options', `rules: there is no rule ${id}`, { hint: `Rules: ${[...rules, ...settledAtLoad].map((known) => known.id).join(', ')}.` });
    if (!Object.hasOwn(rule.treatments, wanted)) return fail('options', `rules: ${id} cannot be “${wanted}”`, { hint: `Treatments of ${id}: ${Object.keys(rule.treatments).join(', ')}.` });
  }
  return null;
}

/** Rules whose treatment changes columns of a view, where there is anything to change. */
async function whoRewrites(database: Database, base: Base, busy: readonly RuleInForce[]): Promise<Outcome<readonly Readonly<Record<string, string>>[]>> {
  const layers: Readonly<Record<string, string>>[] = [];
  for (const { rule, treatment } of busy) {
    const layer = rule.rewrite?.(treatment, base) ?? {};
    if (Object.keys(layer).length === 0) continue;
    if (rule.rewriteIf) {
      const wanted = await database.run(rule.rewriteIf);
      if (!wanted.ok) return wanted;
      if (wanted.value.only !== true) continue;
    }
    layers.push(layer);
  }
  return done(layers);
}

/** A date far outside of the others must not be the day of the analysis. */
async function latestOrder(database: Database, base: Base, busy: readonly RuleInForce[]): Promise<Outcome<string | null>> {
  if (base.asOf === null || !busy.some(({ rule, treatment }) => rule.id === 'E15' && treatment === 'exclude')) return done(base.asOf);
  const latest = await database.run(`SELECT CAST(max(order_date) AS VARCHAR) AS day FROM ${quotePath('main', 'orders')}`);
  if (!latest.ok) return latest;
  return done(typeof latest.value.only === 'string' ? latest.value.only : base.asOf);
}

/** `orders` reads the view of the lines. */
const inViewOrder = (tables: readonly BaseTable[]): BaseTable[] => tables.toSorted((a, b) => Number(a.name === 'orders') - Number(b.name === 'orders'));

/** What is left of a stored table, as a source under its own name and a condition on it. */
function rowsKept(table: BaseTable, busy: readonly RuleInForce[], layers: readonly Readonly<Record<string, string>>[], base: Base): { readonly source: string; readonly where: string } {
  const name = quoteName(table.name);
  const leftOut = busy.flatMap(({ rule, treatment, caught }) => rule.leaveOut(treatment, base, caught)[table.name] ?? []);
  const where = leftOut.length ? ` WHERE ${leftOut.map((condition) => `NOT coalesce((${condition}), false)`).join(' AND ')}` : '';
  const own = layers.map((layer) => Object.entries(layer).filter(([path]) => path.startsWith(`${table.name}.`))).filter((layer) => layer.length > 0);
  const stored = `${quotePath('base', table.name)} AS ${name}`;
  const source = own.reduce((inner, layer) => `(SELECT * REPLACE (${layer.map(([path, expression]) => `${expression} AS ${quoteName(path.slice(table.name.length + 1))}`).join(', ')}) FROM ${inner}) AS ${name}`, own.length ? `(SELECT * FROM ${stored}${where}) AS ${name}` : stored);
  return { source, where: own.length ? '' : where };
}

function viewOf(table: BaseTable, { source, where }: { readonly source: string; readonly where: string }, busy: readonly RuleInForce[], base: Base): string {
  const sums = table.name === 'orders' && netFromLines(base) ? ` LEFT JOIN (SELECT order_id AS _order, sum(net_amount) AS _net FROM ${quotePath('main', 'order_lines')} GROUP BY order_id) AS _sums ON _sums._order = orders.order_id` : '';
  const ofReturns = busy.some(({ rule, treatment }) => rule.id === 'E1' && treatment === 'net');
  const columns = table.columns.map((column) => columnOf(table.name, column.name, ofReturns, base));
  return `CREATE OR REPLACE VIEW ${quotePath('main', table.name)} AS SELECT ${columns.join(', ')} FROM ${source}${sums}${where}`;
}

/** Orders whose money only their lines know. */
const netFromLines = (base: Base): boolean => base.tables.some((table) => table.name === 'orders' && table.columns.some((column) => column.name === 'net_amount' && column.origin === 'derived'));

function columnOf(table: string, name: string, returnsTakeAway: boolean, base: Base): string {
  if (table === 'orders' && name === 'net_amount' && netFromLines(base)) return `CAST(_sums._net AS ${base.tables.find((known) => known.name === 'orders')?.columns.find((column) => column.name === name)?.type ?? 'DOUBLE'}) AS net_amount`;
  if (table !== 'order_lines') return quoteName(name);
  // a credit note written with a plus still takes away
  if ((name === 'net_amount' || name === 'cost' || name === 'gross_profit' || name === 'qty') && returnsTakeAway) return `CASE WHEN is_return AND ${quoteName(name)} > 0 AND ${hasColumn(base, 'order_lines', 'net_amount') ? 'net_amount > 0' : 'true'} THEN -${quoteName(name)} ELSE ${quoteName(name)} END AS ${quoteName(name)}`;
  return quoteName(name);
}
