import type { Localised } from '../../messages/locale.ts';

interface Measure {
  readonly id: string;
  readonly label: Localised;
  readonly format: 'integer' | 'share' | 'money' | 'number' | 'days';
  /** SQL of one value over l, sold, occasions and gaps */
  readonly sql: string;
}

interface Known {
  readonly day: string;
  readonly profit: boolean;
  readonly created: boolean;
  readonly base: boolean;
  /** SQL condition over customers: may be written to; null when no file tells addresses */
  readonly contactable: string | null;
}

/** silence after which the panel counts a buyer as dead; the study dead_base reads the boundary off the file */
const deadAfter = 365;

/** The nineteen figures of the panel at one day, and those who never bought (METHODS A35; the published list was not found, this one is our own). */
export function measures({ day, profit, created, base, contactable }: Known): readonly Measure[] {
  const inside = `order_date <= ${day} AND order_date > ${day} - CAST($window_days AS INTEGER)`;
  const before = `order_date <= ${day} - CAST($window_days AS INTEGER) AND order_date > ${day} - 2 * CAST($window_days AS INTEGER)`;
  const active = `(SELECT count(DISTINCT customer_id) FROM occasions WHERE ${inside})`;
  const known = base ? `(SELECT count(DISTINCT customer_id) FROM main.customers${created ? ` WHERE created_at IS NULL OR created_at <= ${day}` : ''})` : `(SELECT count(DISTINCT customer_id) FROM occasions WHERE order_date <= ${day})`;
  const revenue = `(SELECT sum(net_amount) FROM l WHERE customer_id IS NOT NULL AND ${inside})`;
  const orders = `(SELECT count(*) FROM sold WHERE ${inside})`;
  const ratio = (top: string, bottom: string): string => `CAST(${top} AS DOUBLE) / CAST(nullif(${bottom}, 0) AS DOUBLE)`;
  const fresh = `(SELECT count(*) FROM (SELECT customer_id FROM occasions GROUP BY customer_id HAVING min(order_date) <= ${day} AND min(order_date) > ${day} - CAST($window_days AS INTEGER)))`;
  const lapsed = `(SELECT count(*) FROM (SELECT customer_id FROM occasions WHERE order_date <= ${day} GROUP BY customer_id HAVING count(*) FILTER (${before}) > 0 AND count(*) FILTER (${inside}) = 0))`;
  const back = `(SELECT count(*) FROM (SELECT customer_id FROM occasions WHERE order_date <= ${day} GROUP BY customer_id HAVING min(order_date) <= ${day} - CAST($window_days AS INTEGER) AND count(*) FILTER (${inside}) > 0 AND count(*) FILTER (${before}) = 0))`;
  const buyers = `(SELECT count(DISTINCT customer_id) FROM occasions WHERE order_date <= ${day})`;
  const year = `order_date <= ${day} AND order_date > ${day} - 365`;
  return [
    { id: 'known', label: { en: 'Customers in the base', ru: 'Клиентов в базе', pl: 'Klientów w bazie' }, format: 'integer', sql: known },
    { id: 'active', label: { en: 'Active customers', ru: 'Активная база', pl: 'Aktywni klienci' }, format: 'integer', sql: active },
    { id: 'activity', label: { en: 'Activity', ru: 'Активность базы', pl: 'Aktywność bazy' }, format: 'share', sql: ratio(active, known) },
    { id: 'fresh', label: { en: 'New buyers', ru: 'Новые покупатели', pl: 'Nowi kupujący' }, format: 'integer', sql: fresh },
    { id: 'reactivated', label: { en: 'Came back after a window without purchases', ru: 'Вернулись после периода без покупок', pl: 'Wrócili po okresie bez zakupów' }, format: 'integer', sql: back },
    { id: 'lapsed', label: { en: 'Lapsed since the window before', ru: 'Ушли с прошлого периода', pl: 'Odeszli od poprzedniego okresu' }, format: 'integer', sql: lapsed },
    { id: 'churn', label: { en: 'Churn', ru: 'Отток', pl: 'Odpływ' }, format: 'share', sql: ratio(lapsed, `(SELECT count(DISTINCT customer_id) FROM occasions WHERE ${before})`) },
    { id: 'repeat_orders', label: { en: 'Repeat share of orders', ru: 'Доля повторных заказов', pl: 'Udział zamówień powtórnych' }, format: 'share', sql: ratio(`(SELECT count(*) FROM sold WHERE sequence > 1 AND ${inside})`, orders) },
    { id: 'repeat_revenue', label: { en: 'Repeat share of turnover', ru: 'Доля выручки с повторных', pl: 'Udział przychodu powtórnego' }, format: 'share', sql: ratio(`(SELECT sum(net) FROM sold WHERE sequence > 1 AND ${inside})`, `(SELECT sum(net) FROM sold WHERE ${inside})`) },
    { id: 'average_check', label: { en: 'Average check', ru: 'Средний чек', pl: 'Średni rachunek' }, format: 'money', sql: `(SELECT avg(CAST(net AS DOUBLE)) FROM sold WHERE ${inside})` },
    { id: 'lines_per_check', label: { en: 'Lines per check', ru: 'Позиций в чеке', pl: 'Pozycji na rachunku' }, format: 'number', sql: ratio(`(SELECT count(*) FROM l WHERE customer_id IS NOT NULL AND NOT is_return AND ${inside})`, orders) },
    { id: 'frequency', label: { en: 'Orders per active customer', ru: 'Заказов на активного клиента', pl: 'Zamówień na aktywnego klienta' }, format: 'number', sql: ratio(orders, active) },
    { id: 'median_gap', label: { en: 'Median gap between purchases, days', ru: 'Медиана интервала между покупками, дней', pl: 'Mediana odstępu między zakupami, dni' }, format: 'days', sql: `(SELECT median(gap) FROM gaps WHERE ${inside})` },
    { id: 'revenue_each', label: { en: 'Turnover per active customer', ru: 'Выручка на активного клиента', pl: 'Przychód na aktywnego klienta' }, format: 'money', sql: ratio(revenue, active) },
    ...(profit ? [{ id: 'profit_each', label: { en: 'Gross profit per active customer', ru: 'Валовая прибыль на активного клиента', pl: 'Zysk brutto na aktywnego klienta' }, format: 'money', sql: ratio(`(SELECT sum(line_profit) FROM l WHERE customer_id IS NOT NULL AND ${inside})`, active) } as const] : []),
    ...(profit ? [{ id: 'ltv_year', label: { en: 'LTV: gross income of 365 days per buyer', ru: 'LTV: валовый доход за 365 дней на покупателя', pl: 'LTV: dochód brutto z 365 dni na kupującego' }, format: 'money', sql: ratio(`(SELECT sum(line_profit) FROM l WHERE customer_id IS NOT NULL AND ${year})`, `(SELECT count(DISTINCT customer_id) FROM occasions WHERE ${year})`) } as const] : []),
    { id: 'dead', label: { en: 'Dead: no purchase for a year, share of all buyers', ru: 'Мёртвые: год без покупок, доля всех покупателей', pl: 'Martwi: rok bez zakupu, udział wszystkich kupujących' }, format: 'share', sql: ratio(`(SELECT count(*) FROM (SELECT customer_id FROM occasions WHERE order_date <= ${day} GROUP BY customer_id HAVING max(order_date) <= ${day} - ${deadAfter}))`, buyers) },
    { id: 'never', label: { en: 'Never bought, share of the base', ru: 'Никогда не покупали, доля базы', pl: 'Nigdy nie kupili, udział bazy' }, format: 'share', sql: `greatest(0, 1 - ${ratio(buyers, known)})` },
    { id: 'top_ten', label: { en: 'Turnover of the ten largest', ru: 'Выручка десяти крупнейших', pl: 'Przychód dziesięciu największych' }, format: 'share', sql: ratio(`(SELECT sum(x) FROM (SELECT sum(net_amount) AS x FROM l WHERE customer_id IS NOT NULL AND ${inside} GROUP BY customer_id ORDER BY x DESC LIMIT 10))`, revenue) },
    ...(base && contactable !== null ? [{ id: 'contactable', label: { en: 'Can be written to, share of the base', ru: 'Можно написать, доля базы', pl: 'Można napisać, udział bazy' }, format: 'share', sql: ratio(`(SELECT count(DISTINCT customer_id) FILTER (${contactable}) FROM main.customers${created ? ` WHERE created_at IS NULL OR created_at <= ${day}` : ''})`, known) } as const] : []),
  ];
}
