import { done, fail } from '../../database/outcome.ts';
import type { Locale } from '../../messages/locale.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import type { CellKind, Finding } from '../CellKind.ts';
import { finding } from '../study.ts';
import { channelNames, type ChartOptions, chartSchema, drawnRows } from './options.ts';

/** A declarative picture: rows of a table or cell, drawn by Observable Plot. */
const chart: CellKind<ChartOptions> = {
  kind: 'chart',
  label: { en: 'Chart', ru: 'Диаграмма', pl: 'Wykres' },
  body: 'yaml',
  schema: chartSchema,
  template: 'from: customers\nmark: bar\nx: region\ny: customers',
  reads: ({ from }) => [from],
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
    // a limit that the person wrote is meant
    const cut = options.limit === drawnRows && result.value.rowCount === drawnRows;
    return done({ tables: [result.value], findings: cut ? [sayCut(context.locale, options.from)] : [], facts: {} });
  },
};

const sayCut = (locale: Locale, from: string): Finding =>
  finding(locale, 'limited', {
    en: `Drawn from the first ${drawnRows} rows of ${from}; raise \`limit\` to draw more.`,
    ru: `Нарисованы первые ${drawnRows} строк из ${from}; чтобы показать больше, увеличьте \`limit\`.`,
    pl: `Narysowano pierwsze ${drawnRows} wierszy z ${from}; zwiększ \`limit\`, aby pokazać więcej.`,
  });

/** columns that the channels name, each once */
export const columnsOf = (options: ChartOptions): readonly string[] => [...new Set(channelNames.flatMap((name) => options[name]?.column ?? []))];

export default chart;
