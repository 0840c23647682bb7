import type { Database } from '../database/Database.ts';
import { done, type Outcome } from '../database/outcome.ts';
import { quoteName, quotePath } from '../sql/quote.ts';
import type { ColumnProfile } from '../ui/Workbench.ts';

const barCount = 24;
const numeric = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL)/;

/** One column of a table at a glance: filled, distinct, range, and bars of its values. */
export async function profileColumn(database: Database, table: string, column: string): Promise<Outcome<ColumnProfile>> {
  const relation = quotePath(...table.split('.'));
  const name = quoteName(column);
  const described = await database.describe(`SELECT ${name} FROM ${relation}`);
  if (!described.ok) return described;
  const type = described.value[0]?.type ?? 'VARCHAR';
  const isNumber = numeric.test(type);
  const isDay = type === 'DATE' || type.startsWith('TIMESTAMP');
  const facts = await database.run(
    `SELECT count(*) AS "rows", count(${name}) AS filled, count(DISTINCT ${name}) AS "distinct", CAST(min(${name}) AS VARCHAR) AS "min", CAST(max(${name}) AS VARCHAR) AS "max", ${isNumber ? `median(${name})` : 'NULL'} AS median, ${isNumber ? `sum(${name})` : 'NULL'} AS total FROM ${relation}`,
  );
  if (!facts.ok) return facts;
  const [first] = facts.value.records();
  const bars = await database.run(isNumber || isDay ? equalWidth(relation, isDay ? `CAST(date_diff('day', DATE '1970-01-01', CAST(${name} AS DATE)) AS DOUBLE)` : `CAST(${name} AS DOUBLE)`, isDay) : mostFrequent(relation, name));
  if (!bars.ok) return bars;
  return done({
    type,
    rows: Number(first?.['rows'] ?? 0),
    filled: Number(first?.['filled'] ?? 0),
    distinct: Number(first?.['distinct'] ?? 0),
    min: first?.['min'] ?? null,
    max: first?.['max'] ?? null,
    median: first?.['median'] ?? null,
    sum: first?.['total'] ?? null,
    bars: bars.value.rows().map(([label, count]) => ({ label: String(label ?? '—'), count: Number(count) })),
  });
}

const equalWidth = (relation: string, value: string, isDay: boolean): string => `WITH v AS (SELECT ${value} AS x FROM ${relation} WHERE ${value} IS NOT NULL), r AS (SELECT min(x) AS low, max(x) AS high FROM v),
 b AS (SELECT least(${barCount - 1}, CAST(floor((x - low) / nullif(high - low, 0) * ${barCount}) AS INTEGER)) AS bar, low, high FROM v, r)
SELECT ${isDay ? "CAST(DATE '1970-01-01' + CAST(any_value(low + bar * (high - low) / " + barCount + ') AS INTEGER) AS VARCHAR)' : `any_value(low + coalesce(bar, 0) * (high - low) / ${barCount})`} AS label, count(*) AS n FROM b GROUP BY bar ORDER BY bar`;

const mostFrequent = (relation: string, name: string): string => `SELECT CAST(${name} AS VARCHAR) AS label, count(*) AS n FROM ${relation} WHERE ${name} IS NOT NULL GROUP BY label ORDER BY n DESC, label LIMIT 12`;
