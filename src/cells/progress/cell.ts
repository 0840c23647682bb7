import * as v from 'valibot';
import { levelOf } from '../../traits/recordGrains.ts';
import { commonEntries } from '../options.ts';
import { sqlStudy, type Sources } from '../sqlStudy.ts';
import { finding } from '../study.ts';

const schema = v.strictObject({
  /** customers of the matrix, by gross profit */
  top: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)), 25),
  ...commonEntries,
});

type Options = v.InferOutput<typeof schema>;

const faced = { customer: 'VARCHAR', manager: 'VARCHAR' };

/** What is known of customers and who is known there, step by step. */
export default sqlStudy<Options>({
  kind: 'progress',
  label: { en: 'Progress matrix', ru: 'Матрица прогрессов', pl: 'Macierz postępów' },
  schema,
  template: 'top: 25',
  consults: ['order_lines', 'customers', 'progress', 'contacts'],
  lines: ['customer_id', 'order_date', 'net_amount'],
  needs: ['progress.customer_id', 'progress.item'],
  absent: { en: 'No file lists steps of progress: add progress with customer, item and done.', ru: 'Нет файла с прогрессами: добавьте прогрессы с клиентом, пунктом и отметкой.', pl: 'Żaden plik nie podaje postępów: dodaj postępy z klientem, punktem i znacznikiem.' },
  shapes: { items: { item: 'VARCHAR', customers: 'BIGINT', done: 'BIGINT', done_share: 'DOUBLE', worth_without: 'DOUBLE' }, matrix: { customer_id: 'VARCHAR', ...faced, item: 'VARCHAR', state: 'VARCHAR', done_on: 'DATE', planned: 'DATE', worth: 'DOUBLE' }, managers: { manager: 'VARCHAR', customers: 'BIGINT', completeness: 'DOUBLE', last_90_days: 'BIGINT', contacts_each: 'DOUBLE', single: 'BIGINT' }, burnup: { month: 'DATE', done_share: 'DOUBLE', planned_share: 'DOUBLE' }, levels: { level: 'BIGINT', customers: 'BIGINT', single: 'BIGINT', worth: 'DOUBLE' }, next: { customer_id: 'VARCHAR', ...faced, item: 'VARCHAR', completeness: 'DOUBLE', contacts: 'BIGINT', level: 'BIGINT', worth: 'DOUBLE' } },
  tables(sources) {
    const { face, options } = sources;
    const base = steps(sources);
    const state = "CASE WHEN is_done THEN 'done' WHEN planned IS NULL THEN 'open' WHEN planned < CAST($as_of AS DATE) THEN 'late' ELSE 'planned' END";
    return {
      items: `WITH ${base} SELECT item, count(DISTINCT customer_id) AS customers, count(DISTINCT customer_id) FILTER (is_done) AS done, count(DISTINCT customer_id) FILTER (is_done) / CAST(count(DISTINCT customer_id) AS DOUBLE) AS done_share, sum(worth) FILTER (NOT is_done) AS worth_without FROM steps LEFT JOIN worth USING (customer_id) GROUP BY item ORDER BY done_share, item`,
      matrix: `WITH ${base}, largest AS (SELECT customer_id, worth, row_number() OVER (ORDER BY worth DESC, customer_id) AS place FROM worth WHERE customer_id IN (SELECT customer_id FROM steps) QUALIFY place <= ${options.top})
SELECT customer_id${face.column}, item, ${state} AS state, done_on, planned, worth FROM steps JOIN largest USING (customer_id)${face.join} ORDER BY place, item`,
      managers: `WITH ${base}, per AS (SELECT customer_id, sum(weight) AS weight, sum(weight) FILTER (is_done) AS done, count(*) FILTER (is_done AND done_on > CAST($as_of AS DATE) - 90) AS recent FROM steps GROUP BY customer_id), faced AS (SELECT per.*${face.column} FROM per${face.join})
SELECT coalesce(manager, '—') AS manager, count(*) AS customers, coalesce(sum(done), 0) / nullif(sum(weight), 0) AS completeness, sum(recent) AS last_90_days, avg(coalesce(contacts, 0)) AS contacts_each, count(*) FILTER (coalesce(contacts, 0) <= 1) AS single FROM faced LEFT JOIN people USING (customer_id) GROUP BY 1 ORDER BY 1`,
      burnup: `WITH ${base}, months AS (SELECT CAST(unnest(generate_series(date_trunc('month', least((SELECT min(done_on) FROM steps), CAST($as_of AS DATE))), date_trunc('month', CAST($as_of AS DATE)), INTERVAL 1 MONTH)) AS DATE) AS month)
SELECT month, (SELECT coalesce(sum(weight) FILTER (is_done AND (done_on IS NULL OR done_on < month + INTERVAL 1 MONTH)), 0) / nullif(sum(weight), 0) FROM steps) AS done_share, (SELECT CASE WHEN count(planned) > 0 THEN coalesce(sum(weight) FILTER (planned < month + INTERVAL 1 MONTH), 0) / nullif(sum(weight), 0) END FROM steps) AS planned_share FROM months ORDER BY month`,
      levels: `WITH ${base} SELECT coalesce(level, 0) AS level, count(*) AS customers, count(*) FILTER (coalesce(contacts, 0) <= 1) AS single, sum(worth) AS worth FROM worth LEFT JOIN people USING (customer_id) GROUP BY 1 ORDER BY 1`,
      next: `WITH ${base}, per AS (SELECT customer_id, coalesce(sum(weight) FILTER (is_done), 0) / sum(weight) AS completeness, arg_max(item, (weight, item)) FILTER (NOT is_done) AS item FROM steps GROUP BY customer_id) SELECT customer_id${face.column}, item, completeness, coalesce(contacts, 0) AS contacts, coalesce(level, 0) AS level, worth FROM per JOIN worth USING (customer_id) LEFT JOIN people USING (customer_id)${face.join} WHERE item IS NOT NULL AND worth > 0 ORDER BY worth DESC, customer_id`,
    };
  },
  facts: ({ kept, given }) => `SELECT (SELECT count(*) FROM ${kept('matrix')} WHERE state = 'late') AS late, (SELECT arg_min(item, done_share) FROM ${kept('items')}) AS weakest, (SELECT min(done_share) FROM ${kept('items')}) AS weakest_share, (SELECT sum(customers * completeness) / sum(customers) FROM ${kept('managers')}) AS completeness, (SELECT sum(customers) FROM ${kept('managers')}) AS customers, (SELECT arg_max(manager, completeness) FROM ${kept('managers')}) AS leader, (SELECT sum(customers) FILTER (level >= 2) / nullif(sum(customers), 0) FROM ${kept('levels')}) AS above_buyer, (SELECT sum(customers) FROM ${kept('levels')}) AS buyers, (SELECT count(DISTINCT customer_id) FROM ${kept('matrix')}) AS shown, (SELECT arg_max(done_share, month) FROM ${kept('burnup')}) AS done_now, ${given('contacts.customer_id') ? 'TRUE' : 'FALSE'} AS people`,
  findings: (facts, { locale }) => (facts['people'] === false ? [finding(locale, 'absent', { en: 'No file lists contacts: decision levels are unknown.', ru: 'Нет файла с контактами: уровни ЛПР неизвестны.', pl: 'Żaden plik nie podaje kontaktów: poziomy decyzyjne nieznane.' })] : []),
});

/** `steps` (one row a customer and step), `worth` of active customers, `people` known at each. */
function steps({ lines, has, given }: Sources<Options>): string {
  const weight = given('progress.weight') ? 'CAST(coalesce(weight, 1) AS DOUBLE)' : 'CAST(1 AS DOUBLE)';
  const done = given('progress.done') ? 'coalesce(done, FALSE)' : given('progress.value') ? 'value IS NOT NULL' : 'FALSE';
  const on = given('progress.done_date') ? 'CAST(done_date AS DATE)' : 'CAST(NULL AS DATE)';
  const planned = given('progress.plan_date') ? 'CAST(plan_date AS DATE)' : 'CAST(NULL AS DATE)';
  const level = given('contacts.decision_level') || given('contacts.position') ? levelOf((column) => given(column)) : 'CAST(NULL AS INTEGER)';
  const people = given('contacts.customer_id') ? `SELECT customer_id, count(*) AS contacts, max(level) AS level FROM (SELECT customer_id, ${level} AS level FROM main.contacts WHERE customer_id IS NOT NULL) GROUP BY customer_id` : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS BIGINT) AS contacts, CAST(NULL AS BIGINT) AS level WHERE FALSE';
  return `l AS (${lines}), told AS (SELECT customer_id, trim(CAST(item AS VARCHAR)) AS item, ${weight} AS weight, ${done} AS is_done, ${on} AS done_on, ${planned} AS planned FROM main.progress WHERE customer_id IS NOT NULL AND item IS NOT NULL),
 steps AS (SELECT customer_id, item, max(weight) AS weight, bool_or(is_done AND (done_on IS NULL OR done_on <= $as_of)) AS is_done, min(done_on) FILTER (is_done) AS done_on, max(planned) AS planned FROM told WHERE weight > 0 GROUP BY customer_id, item),
 worth AS (SELECT customer_id, coalesce(CAST(sum(${has('cost') ? 'line_profit' : 'net_amount'}) AS DOUBLE), 0) AS worth FROM l WHERE in_window AND customer_id IS NOT NULL GROUP BY customer_id),
 people AS (${people})`;
}
