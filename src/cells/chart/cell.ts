import { formatKindOf } from '../../charts/formatValue.ts';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import type { Locale } from '../../messages/locale.ts';
import { type ProseValue, proseValues } from '../../notebook/proseValues.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import type { CellContext, CellKind, Finding, ResultTable } from '../CellKind.ts';
import { finding } from '../study.ts';
import { channelNames, type ChartOptions, chartSchema, drawnRows } from './options.ts';
import type { FindingFigures } from './sayFinding.ts';

/** A declarative picture: rows of a table or cell, drawn by Observable Plot. */
const chart: CellKind<ChartOptions> = {
  kind: 'chart',
  label: { en: 'Chart', ru: 'Диаграмма', pl: 'Wykres' },
  body: 'yaml',
  schema: chartSchema,
  template: 'from: customers\nmark: bar\nx: region\ny: customers',
  reads: (options) => [...new Set([options.from, ...figuresOf(options).flatMap(({ path }) => (path.length > 1 ? [path[0] ?? ''] : []))])],
  async evaluate(options, context) {
    const known = await context.columns(options.from);
    if (!known.ok) return known;
    const columns = columnsOf(options);
    const names = known.value.map(({ name }) => name);
    const unknown = [...columns, ...(options.sort ? [options.sort.by] : [])].find((column) => !names.includes(column));
    if (unknown !== undefined) return fail('missing', `${options.from} has no column "${unknown}"`, { hint: `it has ${names.join(', ')}` });
    const order = options.sort ? `ORDER BY ${quoteName(options.sort.by)} ${options.sort.order === 'descending' ? 'DESC' : 'ASC'} NULLS LAST` : '';
    const relation = quotePath(...options.from.split('.'));
    const result = await context.keep('result', [`SELECT ${columns.map(quoteName).join(', ')}`, `FROM ${relation}`, order, `LIMIT ${options.limit}`].filter((part) => part !== '').join('\n'));
    if (!result.ok) return result;
    const figures = await readFigures(options, context);
    if (!figures.ok) return figures;
    const counted = await countBehind(result.value, options, names, context);
    if (!counted.ok) return counted;
    const asOf = context.params['as_of']?.value ?? context.base.asOf;
    // a limit that the person wrote is meant
    const cut = options.limit === drawnRows && result.value.rowCount === drawnRows;
    return done({ tables: [result.value], findings: cut ? [sayCut(context.locale, options.from)] : [], facts: { figures: figures.value, ...(counted.value === null ? {} : { n: counted.value }), ...(typeof asOf === 'string' ? { asOf } : {}) } });
  },
};

/** Customers behind the picture, where each row of its table counts some; null: the rows are what is counted. */
async function countBehind(result: ResultTable, options: ChartOptions, names: readonly string[], context: CellContext): Promise<Outcome<number | null>> {
  if (!names.includes('customers') || columnsOf(options).length === 0) return done(null);
  const order = options.sort ? `ORDER BY ${quoteName(options.sort.by)} ${options.sort.order === 'descending' ? 'DESC' : 'ASC'} NULLS LAST` : '';
  const counted = await context.database.run(`SELECT CAST(sum(TRY_CAST(customers AS BIGINT)) AS DOUBLE) AS n FROM (SELECT customers FROM ${quotePath(...options.from.split('.'))} ${order} LIMIT ${Math.max(1, result.rowCount)}) AS drawn`);
  return counted.ok ? done(typeof counted.value.only === 'number' ? counted.value.only : null) : counted;
}

const figuresOf = ({ finding }: ChartOptions): readonly ProseValue[] => (finding === undefined ? [] : [...new Set(typeof finding === 'string' ? [finding] : Object.values(finding))].flatMap((text) => (text === undefined ? [] : proseValues(text))).filter((part) => part.type === 'value'));

/** Parameters, and the first rows of cells, that the finding names. */
async function readFigures(options: ChartOptions, context: CellContext): Promise<Outcome<FindingFigures>> {
  const figures: Record<string, FindingFigures[string]> = {};
  for (const { path, format, source } of figuresOf(options)) {
    const [name = '', ...rest] = path;
    if (rest.length === 0) {
      const param = context.params[name];
      if (!param) return fail('missing', `finding: there is no parameter ${name}.`, { hint: 'Name a parameter, or cell.column.' });
      figures[source] = { value: param.value, kind: format ?? (param.type === 'DATE' ? 'date' : 'text') };
      continue;
    }
    const column = rest.at(-1) ?? '';
    const found = await context.database.run(`SELECT ${quoteName(column)} FROM ${quotePath(name, ...rest.slice(0, -1))} LIMIT 1`);
    if (!found.ok) return found;
    figures[source] = { value: found.value.rowCount === 0 ? null : (found.value.row(0)[0] ?? null), kind: format ?? formatKindOf(found.value.columns[0]?.type ?? 'VARCHAR', column) };
  }
  return done(figures);
}

const sayCut = (locale: Locale, from: string): Finding =>
  finding(locale, 'limited', {
    en: `Drawn from the first ${drawnRows} rows of ${from}; raise \`limit\` to draw more.`,
    ru: `Нарисованы первые ${drawnRows} строк из ${from}; чтобы показать больше, увеличьте \`limit\`.`,
    pl: `Narysowano pierwsze ${drawnRows} wierszy z ${from}; zwiększ \`limit\`, aby pokazać więcej.`,
  });

/** columns that the channels name, each once */
export const columnsOf = (options: ChartOptions): readonly string[] => [...new Set(channelNames.flatMap((name) => options[name]?.column ?? []))];

export default chart;
