import { done } from '../../database/outcome.ts';
import { formatValue } from '../../charts/formatValue.ts';
import type { Foretold } from '../../statistics/lifetime/foretell.ts';
import type { Valued } from '../../statistics/lifetime/valueSpending.ts';
import type { CellContext, CellKind, Finding, ResultTable } from '../CellKind.ts';
import { double, integer, keepColumns, text } from '../keepColumns.ts';
import { finding } from '../study.ts';
import { daysOf, readHistories, type Histories } from './histories.ts';
import { ltvSchema, type LtvOptions } from './options.ts';
import { askModel } from './askModel.ts';
import { track } from './track.ts';

/** What customers will still buy: a model of repeat purchases, one of their value, and how well both foretold what is known. */
const ltv: CellKind<LtvOptions> = {
  kind: 'ltv',
  label: { en: 'LTV outlook', ru: 'Прогноз LTV', pl: 'Prognoza LTV' },
  body: 'yaml',
  schema: ltvSchema,
  template: 'model: bgnbd\nunit: week\nhorizon: 52',
  reads: ({ from }) => [from ?? 'order_lines'],
  async evaluate(options, context) {
    const read = await readHistories(options, context);
    if (!read.ok) return read;
    const histories = read.value;
    const horizon = options.horizon ?? 365 / daysOf(options.unit);
    // a discount falls on each tenth of the horizon as a whole
    const parts = options.discount_rate > 0 ? 10 : 1;
    const model = await askModel(histories, options, { each: Array.from({ length: parts }, (_, part) => (horizon * (part + 1)) / parts) }, context);
    if (!model.ok) return model;
    const valued = options.spend === 'gamma_gamma' && histories.value ? await context.calculate('valueSpending', { x: histories.x, value: histories.value }) : done(null);
    if (!valued.ok) return valued;
    const spend = valued.value;
    const outlook = foresee(model.value, spend, horizon, options);

    const parameters = [
      ...[...Object.entries(model.value.parameters), ['log_likelihood', model.value.logLikelihood] as const].map(([name, value]) => ({ model: options.model, name, value })),
      ...(spend ? [...Object.entries(spend.parameters), ['log_likelihood', spend.logLikelihood] as const].map(([name, value]) => ({ model: 'gamma_gamma', name, value })) : []),
    ].filter(({ value }) => Number.isFinite(value));
    const ids = histories.idType === 'BIGINT' ? integer(histories.ids.map(Number)) : text(histories.ids);
    const tables: ResultTable[] = [];
    for (const [name, columns] of Object.entries({
      parameters: { model: text(parameters.map((row) => row.model)), name: text(parameters.map((row) => row.name)), value: double(parameters.map((row) => row.value)) },
      customers: { customer_id: ids, p_alive: double(outlook.alive), expected_orders: double(outlook.orders), expected_value: double(outlook.value), average_value: double(outlook.average), x: integer(histories.x), t_x: double(histories.recency), t: double(histories.age) },
    })) {
      const kept = await keepColumns(context, name, columns, histories.sql);
      if (!kept.ok) return kept;
      tables.push(kept.value);
    }
    const tracked = histories.days === null ? null : await track(histories, histories.days, options, context);
    if (tracked && !tracked.ok) return tracked;
    tables.push(...(tracked?.value.tables ?? []));
    const sum = (column: Float64Array): number | null => finite(column.reduce((total, value) => total + (Number.isFinite(value) ? value : 0), 0));
    return done({
      tables,
      findings: [...judge(histories, model.value, spend, options, context), ...(tracked?.value.findings ?? [])],
      facts: { ...tracked?.value.facts, n: histories.ids.length, horizon, unit: options.unit, model: options.model, expectedOrders: sum(outlook.orders), expectedValue: spend ? sum(outlook.value) : null, end: histories.end, ...(options.from === undefined && { asOf: context.asOf(options.as_of) }) },
    });
  },
};

export default ltv;

const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);

function foresee({ alive, each }: Foretold, spend: Valued | null, horizon: number, options: LtvOptions) {
  const orders = each.at(-1) ?? new Float64Array();
  const value = new Float64Array(orders.length).fill(NaN);
  const average = spend?.expected ?? new Float64Array(orders.length).fill(NaN);
  const unitsAYear = 365 / daysOf(options.unit);
  for (let at = 0; at < orders.length && spend; at += 1) {
    let discounted = 0;
    let before = 0;
    each.forEach((until, part) => {
      discounted += ((until[at] ?? 0) - before) / (1 + options.discount_rate) ** ((horizon * (part + 0.5)) / each.length / unitsAYear);
      before = until[at] ?? 0;
    });
    value[at] = (average[at] ?? NaN) * options.margin * discounted;
  }
  return { alive, orders, value, average };
}

function judge(histories: Histories, model: Foretold, spend: Valued | null, options: LtvOptions, context: CellContext): Finding[] {
  const found: Finding[] = [];
  const say = (kind: string, en: string, ru: string, pl: string): void => void found.push(finding(context.locale, kind, { en, ru, pl }));
  const n = histories.ids.length;
  const once = histories.x.filter((value) => value === 0).length;
  if (histories.left > 0) say('incomplete', `${histories.left} rows lack an id, x, t_x or t and are left out; n = ${n}.`, `В ${histories.left} строках нет id, x, t_x или t, они не вошли; n = ${n}.`, `W ${histories.left} wierszach brakuje id, x, t_x lub t, pominięto je; n = ${n}.`);
  if (!model.converged) say('not_converged', 'The search for the parameters did not settle: several values explain the data about equally well.', 'Поиск параметров не сошёлся: данные почти одинаково объясняются разными значениями.', 'Poszukiwanie parametrów nie zbiegło się: różne wartości wyjaśniają dane prawie tak samo.');
  const largest = Math.max(...Object.values(model.parameters).map(Math.abs));
  if (model.converged && largest > 1e4 && options.model !== 'gamma_renewal') say('boundary', 'A parameter has run to the edge: the data do not show this part of the model (customers alike, or nobody seen to leave).', 'Параметр ушёл к границе: данные не показывают эту часть модели (клиенты похожи или никто не уходит).', 'Parametr doszedł do granicy: dane nie pokazują tej części modelu (klienci podobni lub nikt nie odchodzi).');
  if (options.model === 'bgnbd' && once > 0) say('alive_by_definition', `BG/NBD takes ${once} customers with a single purchase for alive by definition (P = 1); mbgnbd does not.`, `BG/NBD считает живыми по определению (P = 1) клиентов с одной покупкой: ${once}; mbgnbd — нет.`, `BG/NBD z definicji uznaje za aktywnych (P = 1) klientów z jednym zakupem: ${once}; mbgnbd nie.`);
  if (options.spend === 'gamma_gamma' && !spend) say('no_values', 'No value is foretold: fewer than three customers have repeat purchases of a positive value.', 'Ценность не прогнозируется: меньше трёх клиентов имеют повторные покупки с положительной суммой.', 'Wartość nie jest prognozowana: mniej niż trzech klientów ma powtórne zakupy o dodatniej wartości.');
  if (spend) {
    const correlation = formatValue(Number(spend.correlation.toFixed(2)), { kind: 'number', locale: context.locale, currency: null });
    if (Math.abs(spend.correlation) > 0.3) say('value_depends', `Number and value of purchases go together (correlation ${correlation}), which Gamma–Gamma takes for independent: values of frequent buyers are off.`, `Число и сумма покупок связаны (корреляция ${correlation}), а Gamma–Gamma считает их независимыми: у частых покупателей ценность смещена.`, `Liczba i wartość zakupów są powiązane (korelacja ${correlation}), a Gamma–Gamma uznaje je za niezależne: wartość częstych kupujących jest zniekształcona.`);
    if ((spend.parameters.q ?? 0) <= 1) say('no_mean', 'Values are so spread that their mean is not defined for newcomers (q ≤ 1).', 'Ценности так разбросаны, что среднее для новых клиентов не определено (q ≤ 1).', 'Wartości są tak rozproszone, że średnia dla nowych klientów jest nieokreślona (q ≤ 1).');
    if (options.margin === 1) say('turnover', 'Values are turnover as in the data, not profit; with the option margin: 0.3 they would be 30% of it.', 'Ценность — это выручка, как в данных, а не прибыль; с настройкой margin: 0.3 была бы 30 % от неё.', 'Wartości to przychód jak w danych, nie zysk; z opcją margin: 0.3 byłoby to 30 % przychodu.');
  }
  if (histories.days === null) say('no_holdout', 'Made from counts, not from orders: the forecast could not be compared with later purchases.', 'По готовым счётчикам, а не по заказам: сравнить прогноз с последующими покупками нельзя.', 'Z gotowych liczników, nie z zamówień: prognozy nie można porównać z późniejszymi zakupami.');
  return found;
}
