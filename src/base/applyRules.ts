import type { Database } from '../database/Database.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { quoteName, quotePath } from '../sql/quote.ts';
import type { Base, BaseTable, RuleReport } from './Base.ts';
import { returns } from './rules/returns.ts';
import { hasColumn, type Rule } from './rules/Rule.ts';
import { rules } from './rules/rules.ts';

/** (Re)creates the views under plain names with the given treatments (rule → `exclude`, `keep` …; defaults for the others); gives the base with new counts. */
export async function applyRules(database: Database, base: Base, settings: Readonly<Record<string, string>>): Promise<Outcome<Base>> {
  const chosen = new Map<Rule, string>();
  for (const rule of rules) {
    const wanted = settings[rule.id] ?? rule.byDefault;
    if (!Object.hasOwn(rule.treatments, wanted)) {
      return fail('options', `rules: ${rule.id} cannot be “${wanted}”`, { hint: `Treatments of ${rule.id}: ${Object.keys(rule.treatments).join(', ')}.` });
    }
    if (rule.needs.every((need) => hasColumn(base, need.split('.')[0] ?? '', need.split('.')[1] ?? ''))) chosen.set(rule, wanted);
  }
  const unknown = Object.keys(settings).find((id) => !rules.some((rule) => rule.id === id) && !readAtLoad.has(id));
  if (unknown !== undefined) return fail('options', `rules: there is no rule ${unknown}`, { hint: `Rules: ${[...rules.map((rule) => rule.id), ...readAtLoad].join(', ')}.` });

  const tables: BaseTable[] = [];
  for (const table of inViewOrder(base.tables)) {
    const leftOut = [...chosen].flatMap(([rule, treatment]) => rule.leaveOut(treatment, base)[table.name] ?? []);
    const made = await database.run(viewOf(table, leftOut, chosen.get(returns) ?? 'keep', base));
    if (!made.ok) return made;
    const counted = await database.run(`SELECT count(*) AS rows FROM ${quotePath('main', table.name)}`);
    if (!counted.ok) return counted;
    tables.push({ ...table, rows: Number(counted.value.only) });
  }
  const reports: RuleReport[] = [];
  for (const [rule, treatment] of chosen) {
    const counted = await database.run(rule.count(base));
    if (!counted.ok) return counted;
    const [rows, customers, amount] = counted.value.row(0);
    reports.push({ rule: rule.id, rows: Number(rows), customers: Number(customers), amount: asMoney(String(amount ?? '0')), treatment });
  }
  const atLoad = base.quality.filter((report) => readAtLoad.has(report.rule));
  return done({ ...base, tables: base.tables.map((table) => tables.find((made) => made.name === table.name) ?? table), quality: [...reports, ...atLoad].toSorted((a, b) => ruleNumber(a.rule) - ruleNumber(b.rule)) });
}

/** An exact amount with two decimals at least. */
export function asMoney(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}

/** Settled while files are read; a notebook may name them, the reading stays the same. */
const readAtLoad: ReadonlySet<string> = new Set(['E4', 'E13', 'E14', 'E16']);

const ruleNumber = (id: string): number => Number(id.slice(1));

/** `orders` reads the view of the lines. */
const inViewOrder = (tables: readonly BaseTable[]): BaseTable[] => tables.toSorted((a, b) => Number(a.name === 'orders') - Number(b.name === 'orders'));

function viewOf(table: BaseTable, leftOut: readonly string[], ofReturns: string, base: Base): string {
  const columns = table.columns.map(({ name }) => columnOf(table.name, name, ofReturns, base));
  const where = leftOut.length ? ` WHERE ${leftOut.map((condition) => `NOT coalesce(${condition}, false)`).join(' AND ')}` : '';
  const sums = table.name === 'orders' && netFromLines(base);
  const from = `${quotePath('base', table.name)} AS ${quoteName(table.name)}${sums ? ` LEFT JOIN (SELECT order_id AS _order, sum(net_amount) AS _net FROM ${quotePath('main', 'order_lines')} GROUP BY order_id) AS _sums ON _sums._order = orders.order_id` : ''}`;
  return `CREATE OR REPLACE VIEW ${quotePath('main', table.name)} AS SELECT ${columns.join(', ')} FROM ${from}${where}`;
}

/** Orders whose money only their lines know. */
const netFromLines = (base: Base): boolean => base.tables.some((table) => table.name === 'orders' && table.columns.some((column) => column.name === 'net_amount' && column.origin === 'derived'));

function columnOf(table: string, name: string, ofReturns: string, base: Base): string {
  if (table === 'orders' && name === 'net_amount' && netFromLines(base)) return `CAST(_sums._net AS ${base.tables.find((known) => known.name === 'orders')?.columns.find((column) => column.name === name)?.type ?? 'DOUBLE'}) AS net_amount`;
  if (table !== 'order_lines') return quoteName(name);
  // a credit note written with a plus still takes away
  if ((name === 'net_amount' || name === 'cost' || name === 'gross_profit' || name === 'qty') && ofReturns === 'net') return `CASE WHEN is_return AND ${quoteName(name)} > 0 AND ${hasColumn(base, 'order_lines', 'net_amount') ? 'net_amount > 0' : 'true'} THEN -${quoteName(name)} ELSE ${quoteName(name)} END AS ${quoteName(name)}`;
  return quoteName(name);
}
