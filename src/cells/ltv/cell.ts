import { assertNever, done, fail, type Outcome } from '../../database/outcome.ts';
import { fitBetaGeometric } from '../../statistics/lifetime/betaGeometric.ts';
import { fitGammaGamma, type Spending } from '../../statistics/lifetime/gammaGamma.ts';
import { fitGammaRenewal } from '../../statistics/lifetime/gammaRenewal.ts';
import type { Purchasing } from '../../statistics/lifetime/History.ts';
import { fitParetoNbd } from '../../statistics/lifetime/paretoNbd.ts';
import type { CellContext, CellKind, Finding, ResultTable } from '../CellKind.ts';
import { double, integer, keepColumns, text } from '../keepColumns.ts';
import { Pacer } from '../pause.ts';
import { finding } from '../study.ts';
import { daysOf, readHistories, type Histories } from './histories.ts';
import { ltvSchema, type LtvOptions } from './options.ts';
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
    const model = fitModel(histories, options);
    if (!model.ok) return model;
    const values = histories.value;
    const spend = options.spend === 'gamma_gamma' && values ? fitGammaGamma(histories.x, values) : null;
    const horizon = options.horizon ?? 365 / daysOf(options.unit);
    const pacer = new Pacer(context.signal);
    const outlook = await foresee(histories, model.value, spend, horizon, options, pacer);
    if (outlook === null) return fail('cancelled', 'Stopped.');

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
    const tracked = histories.days === null ? null : await track(histories, histories.days, options, (known) => fitModel(known, options), context);
    if (tracked && !tracked.ok) return tracked;
    tables.push(...(tracked?.value.tables ?? []));
    const sum = (column: Float64Array): number | null => finite(column.reduce((total, value) => total + (Number.isFinite(value) ? value : 0), 0));
    return done({
      tables,
      findings: [...judge(histories, model.value, spend, options, context), ...(tracked?.value.findings ?? [])],
      facts: { ...tracked?.value.facts, n: histories.ids.length, horizon, unit: options.unit, model: options.model, expectedOrders: sum(outlook.orders), expectedValue: spend ? sum(outlook.value) : null, end: histories.end },
    });
  },
};

export default ltv;

const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);

/** by customer number, so that a renewal model can know each one's rhythm */
export interface Fitted {
  readonly parameters: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
  readonly converged: boolean;
  alive(customer: number): number;
  expected(t: number, customer: number): number;
  /** null: the model does not speak of newcomers */
  readonly expectedOfNew: ((t: number) => number) | null;
}

function fitModel(histories: Histories, options: LtvOptions): Outcome<Fitted> {
  const { x, recency, age } = histories;
  const repeat = x.filter((value) => value > 0).length;
  if (x.length === 0) return fail('refused', 'There is no customer to learn from.', { hint: 'Look at the dates and at where.' });
  if (options.model === 'gamma_renewal') {
    if (!histories.rhythms) return fail('refused', 'The renewal model needs the days of the purchases, not their counts.', { hint: 'Take it from orders: leave from out, or name a table with customer_id, order_date and net_amount.' });
    const renewal = fitGammaRenewal(histories.rhythms);
    if (!renewal) return fail('refused', 'Nobody bought on two days: there is no rhythm to renew.', { hint: 'Add a longer history.' });
    const length = daysOf(options.unit);
    return done({ parameters: renewal.parameters, logLikelihood: NaN, converged: true, alive: renewal.alive, expected: (t, at) => renewal.expected(t * length, at), expectedOfNew: null });
  }
  if (repeat < options.min_repeat) {
    const hint = histories.rhythms ? 'Use model: gamma_renewal, which learns each customer’s own rhythm; or lower min_repeat and read the result as a sketch.' : 'From orders, use model: gamma_renewal; or lower min_repeat and read the result as a sketch.';
    return fail('refused', `${repeat} customers bought again, fewer than ${options.min_repeat}: too few for ${options.model}.`, { hint });
  }
  const history = { x, recency, age };
  const fit = fitPurchasing(history, options.model);
  return done({
    parameters: fit.parameters,
    logLikelihood: fit.logLikelihood,
    converged: fit.converged,
    alive: (at) => fit.alive(x[at] ?? 0, recency[at] ?? 0, age[at] ?? 0),
    expected: (t, at) => fit.expected(t, x[at] ?? 0, recency[at] ?? 0, age[at] ?? 0),
    expectedOfNew: (t) => fit.expectedOfNew(t),
  });
}

function fitPurchasing(history: Parameters<typeof fitParetoNbd>[0], model: Exclude<LtvOptions['model'], 'gamma_renewal'>): Purchasing {
  switch (model) {
    case 'bgnbd':
      return fitBetaGeometric(history, false);
    case 'mbgnbd':
      return fitBetaGeometric(history, true);
    case 'pareto_nbd':
      return fitParetoNbd(history);
    default:
      return assertNever(model);
  }
}

async function foresee(histories: Histories, model: Fitted, spend: Spending | null, horizon: number, options: LtvOptions, pacer: Pacer) {
  const n = histories.ids.length;
  const [alive, orders, value, average] = [new Float64Array(n), new Float64Array(n), new Float64Array(n).fill(NaN), new Float64Array(n).fill(NaN)];
  // a discount falls on each tenth of the horizon as a whole
  const parts = options.discount_rate > 0 ? 10 : 1;
  const unitsAYear = 365 / daysOf(options.unit);
  for (let at = 0; at < n; at += 1) {
    if (at % 500 === 0 && !(await pacer.step())) return null;
    alive[at] = model.alive(at);
    orders[at] = model.expected(horizon, at);
    if (!spend) continue;
    const worth = spend.expectedValue(histories.x[at] ?? 0, histories.value?.[at] ?? NaN);
    let discounted = 0;
    let before = 0;
    for (let part = 1; part <= parts; part += 1) {
      const until = part === parts ? (orders[at] ?? 0) : model.expected((horizon * part) / parts, at);
      discounted += (until - before) / (1 + options.discount_rate) ** ((horizon * (part - 0.5)) / parts / unitsAYear);
      before = until;
    }
    average[at] = worth;
    value[at] = worth * options.margin * discounted;
  }
  return { alive, orders, value, average };
}

function judge(histories: Histories, model: Fitted, spend: Spending | null, options: LtvOptions, context: CellContext): Finding[] {
  const found: Finding[] = [];
  const say = (kind: string, en: string, ru: string, pl: string): void => void found.push(finding(context.locale, kind, { en, ru, pl }));
  const n = histories.ids.length;
  const once = histories.x.filter((value) => value === 0).length;
  if (histories.left > 0) say('incomplete', `${histories.left} rows lack an id, x, t_x or t and are left out; n = ${n}.`, `В ${histories.left} строках нет id, x, t_x или t, они не вошли; n = ${n}.`, `W ${histories.left} wierszach brakuje id, x, t_x lub t, pominięto je; n = ${n}.`);
  if (!model.converged) say('not_converged', 'The search for the parameters did not settle: several values explain the data about equally well.', 'Поиск параметров не сошёлся: данные почти одинаково объясняются разными значениями.', 'Poszukiwanie parametrów nie zbiegło się: różne wartości wyjaśniają dane prawie tak samo.');
  const largest = Math.max(...Object.values(model.parameters).map(Math.abs));
  if (model.converged && largest > 1e4 && options.model !== 'gamma_renewal') say('boundary', 'A parameter has run to the edge: the data do not show this part of the model (customers alike, or nobody seen to leave).', 'Параметр ушёл к границе: данные не показывают эту часть модели (клиенты похожи или никто не уходит).', 'Parametr doszedł do granicy: dane nie pokazują tej części modelu (klienci podobni lub nikt nie odchodzi).');
  if (options.model === 'bgnbd' && once > 0) say('alive_by_definition', `BG/NBD takes ${once} customers with a single purchase for alive by definition (P = 1); mbgnbd does not.`, `BG/NBD считает живыми по определению (P = 1) клиентов с одной покупкой: ${once}; mbgnbd — нет.`, `BG/NBD z definicji uznaje za aktywnych (P = 1) klientów z jednym zakupem: ${once}; mbgnbd nie.`);
  if (options.spend === 'gamma_gamma' && !spend) say('no_values', 'No value is foretold: fewer than three customers have repeat purchases with a positive mean_value.', 'Ценность не прогнозируется: меньше трёх клиентов имеют повторные покупки с положительным mean_value.', 'Wartość nie jest prognozowana: mniej niż trzech klientów ma powtórne zakupy z dodatnim mean_value.');
  if (spend) {
    if (Math.abs(spend.correlation) > 0.3) say('value_depends', `Number and value of purchases go together (correlation ${spend.correlation.toFixed(2)}), which Gamma–Gamma takes for independent: values of frequent buyers are off.`, `Число и сумма покупок связаны (корреляция ${spend.correlation.toFixed(2)}), а Gamma–Gamma считает их независимыми: у частых покупателей ценность смещена.`, `Liczba i wartość zakupów są powiązane (korelacja ${spend.correlation.toFixed(2)}), a Gamma–Gamma uznaje je za niezależne: wartość częstych kupujących jest zniekształcona.`);
    if ((spend.parameters.q ?? 0) <= 1) say('no_mean', 'Values are so spread that their mean is not defined for newcomers (q ≤ 1).', 'Ценности так разбросаны, что среднее для новых клиентов не определено (q ≤ 1).', 'Wartości są tak rozproszone, że średnia dla nowych klientów jest nieokreślona (q ≤ 1).');
    if (options.margin === 1) say('turnover', 'Values are as in mean_value, not profit; margin: 0.3 takes 30 % of them.', 'Ценность — как в mean_value, это не прибыль; margin: 0.3 берёт 30 %.', 'Wartości są jak w mean_value, to nie zysk; margin: 0.3 bierze 30 %.');
  }
  if (histories.days === null) say('no_holdout', 'Made from counts, not from orders: the forecast could not be compared with later purchases.', 'По готовым счётчикам, а не по заказам: сравнить прогноз с последующими покупками нельзя.', 'Z gotowych liczników, nie z zamówień: prognozy nie można porównać z późniejszymi zakupami.');
  return found;
}
