import { describeCoefficients } from '../../statistics/linear/describeModel.ts';
import { fitLeastSquares } from '../../statistics/linear/fitLeastSquares.ts';

/** Monthly visits and sales of customers, month by month: row = customer × months + month. */
export interface VisitPanel {
  readonly customers: number;
  readonly months: number;
  readonly visits: Float64Array;
  /** visits of the month before */
  readonly earlier: Float64Array;
  /** ln(1 + net) */
  readonly sales: Float64Array;
}

export interface Response {
  readonly coefficients: readonly { readonly term: 'visits' | 'visits_squared' | 'visits_before'; readonly estimate: number; readonly error: number; readonly p: number; readonly low: number; readonly high: number }[];
  /** change of ln(1 + net) by one more visit a month, sustained */
  slopeAt(visits: number): { readonly slope: number; readonly low: number; readonly high: number };
}

/** Within-customer response with effects of customer and month; null where visits do not vary enough to tell. */
export function estimateResponse(panel: VisitPanel): Response | null {
  const { customers, months } = panel;
  const within = (values: Float64Array): Float64Array => takeOffMeans(values, customers, months);
  const [visits, squared, earlier, sales] = [within(panel.visits), within(panel.visits.map((value) => value * value)), within(panel.earlier), within(panel.sales)];
  const codes = Int32Array.from({ length: customers * months }, (_, row) => Math.floor(row / months));
  const groups = { codes, count: customers };
  const fitAt = (at: number) => {
    // one coefficient is made the slope itself, so that its error is the slope's error
    const columns = [visits, squared.map((value, row) => value - 2 * at * (visits[row] ?? 0)), earlier.map((value, row) => value - (visits[row] ?? 0))];
    const fit = fitLeastSquares(columns, sales, false);
    return fit.kind === 'fitted' ? { fit, told: describeCoefficients(columns, sales, fit, 'cluster', false, groups) } : null;
  };
  const plain = fitLeastSquares([visits, squared, earlier], sales, false);
  if (plain.kind !== 'fitted') return null;
  const told = describeCoefficients([visits, squared, earlier], sales, plain, 'cluster', false, groups);
  const terms = ['visits', 'visits_squared', 'visits_before'] as const;
  return {
    coefficients: terms.map((term, at) => ({ term, estimate: plain.coefficients[at] ?? NaN, error: told.robust[at] ?? NaN, p: told.pValues[at] ?? NaN, low: told.low[at] ?? NaN, high: told.high[at] ?? NaN })),
    slopeAt(at) {
      const found = fitAt(at);
      return { slope: found?.fit.coefficients[0] ?? NaN, low: found?.told.low[0] ?? NaN, high: found?.told.high[0] ?? NaN };
    },
  };
}

/** less the customer's mean and the month's, plus the mean of all: exact for a balanced panel */
function takeOffMeans(values: Float64Array, customers: number, months: number): Float64Array {
  const rows = new Float64Array(customers);
  const columns = new Float64Array(months);
  let all = 0;
  values.forEach((value, at) => {
    const [row, column] = [Math.floor(at / months), at % months];
    rows[row] = (rows[row] ?? 0) + value / months;
    columns[column] = (columns[column] ?? 0) + value / customers;
    all += value / values.length;
  });
  return values.map((value, at) => value - (rows[Math.floor(at / months)] ?? 0) - (columns[at % months] ?? 0) + all);
}
