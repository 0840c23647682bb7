import { done, fail, type Outcome } from '../../database/outcome.ts';
import type { Foretelling, Foretold } from '../../statistics/lifetime/foretell.ts';
import type { CellContext } from '../CellKind.ts';
import { daysOf, type Histories } from './histories.ts';
import type { LtvOptions } from './options.ts';

/** Fits the model asked for to the histories, or says why they are too few for it. */
export async function askModel(histories: Histories, options: LtvOptions, questions: Partial<Pick<Foretelling, 'each' | 'totals' | 'newcomers'>>, context: CellContext): Promise<Outcome<Foretold>> {
  const { x, recency, age, rhythms } = histories;
  const { model } = options;
  const repeat = x.filter((value) => value > 0).length;
  if (x.length === 0) return fail('refused', 'There is no customer to learn from.', { hint: 'Look at the dates and at where.' });
  if (model === 'gamma_renewal' && !rhythms) return fail('refused', 'The renewal model needs the days of the purchases, not their counts.', { hint: 'Take it from orders: leave from out, or name a table with customer_id, order_date and net_amount.' });
  if (model !== 'gamma_renewal' && repeat < options.min_repeat) {
    const hint = rhythms ? 'Use model: gamma_renewal, which learns each customer’s own rhythm; or lower min_repeat and read the result as a sketch.' : 'From orders, use model: gamma_renewal; or lower min_repeat and read the result as a sketch.';
    return fail('refused', `${repeat} customers bought again, fewer than ${options.min_repeat}: too few for ${model}.`, { hint });
  }
  const asked = await context.calculate('foretell', { model, history: { x, recency, age }, rhythms, daysAUnit: daysOf(options.unit), each: [], totals: [], newcomers: [], ...questions });
  if (!asked.ok) return asked;
  return asked.value ? done(asked.value) : fail('refused', 'Nobody bought on two days: there is no rhythm to renew.', { hint: 'Add a longer history.' });
}
