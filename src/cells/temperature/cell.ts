import * as v from 'valibot';
import { done } from '../../database/outcome.ts';
import { quotePath, quoteText } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { commonEntries } from '../options.ts';
import { absentStudy, baseHas, finding, keepAll, readFacts } from '../study.ts';

const schema = v.strictObject({ days_back: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 91), ...commonEntries });

const shapes = { mix: { temperature: 'VARCHAR', customers: 'BIGINT', share: 'DOUBLE' }, transitions: { before: 'VARCHAR', now: 'VARCHAR', customers: 'BIGINT', probability: 'DOUBLE' } };

/** Cold, warm and hot: how many of each, in what order, and who warmed up since an earlier date. */
const temperature: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'temperature',
  label: { en: 'Temperature', ru: 'Температура базы', pl: 'Temperatura bazy' },
  body: 'yaml',
  schema,
  template: 'days_back: 91',
  reads: () => [],
  consults: () => ['customers', 'order_lines', 'visits', 'contacts', 'campaigns'],
  async evaluate(options, context) {
    if (!baseHas(context, 'customers.customer_id')) return absentStudy(context, shapes, { en: 'There are no customers.', ru: 'Нет клиентов.', pl: 'Nie ma klientów.' });
    const asOf = context.asOf(options.as_of);
    const earlier = await context.database.run(`SELECT CAST(DATE ${quoteText(asOf)} - ${options.days_back} AS VARCHAR)`);
    if (!earlier.ok) return earlier;
    const now = await context.sheet({ traits: ['temperature'], where: options.where, asOf });
    if (!now.ok) return now;
    const before = await context.sheet({ traits: ['temperature'], where: options.where, asOf: String(earlier.value.only) });
    if (!before.ok) return before;
    if (now.value.absent.some(({ trait }) => trait === 'temperature')) return absentStudy(context, shapes, { en: 'No file tells orders, visits, contacts or a temperature.', ru: 'Нет ни заказов, ни визитов, ни контактов, ни температуры.', pl: 'Żaden plik nie podaje zamówień, wizyt, kontaktów ani temperatury.' });
    const told = baseHas(context, 'customers.temperature');
    // somebody cold was a contact already only where the file says since when they are known
    const dated = baseHas(context, 'customers.created_at');
    const knownBefore = dated ? `customer_id IN (SELECT customer_id FROM main.customers WHERE created_at <= DATE ${quoteText(String(earlier.value.only))})` : 'FALSE';
    const kept = quotePath(context.id, 'mix');
    const made = await keepAll(
      context,
      {
        mix: `SELECT t.temperature, count(s.customer_id) AS customers, count(s.customer_id) / CAST(nullif(sum(count(s.customer_id)) OVER (), 0) AS DOUBLE) AS share, rank() OVER (ORDER BY count(s.customer_id) DESC) AS place, any_value(ideal) AS ideal_place FROM (VALUES ('cold', 1, 3), ('warm', 2, 1), ('hot', 3, 2)) AS t(temperature, level, ideal) LEFT JOIN ${now.value.relation} AS s ON s.temperature = t.temperature GROUP BY t.temperature, t.level ORDER BY t.level`,
        transitions: `SELECT b.temperature AS before, n.temperature AS now, count(*) AS customers, count(*) / CAST(sum(count(*)) OVER (PARTITION BY b.temperature) AS DOUBLE) AS probability FROM ${before.value.relation} AS b JOIN ${now.value.relation} AS n USING (customer_id) WHERE b.temperature IS NOT NULL AND n.temperature IS NOT NULL AND (b.temperature <> 'cold' OR ${knownBefore}) GROUP BY b.temperature, n.temperature ORDER BY b.temperature, n.temperature`,
        conflicts: told ? `SELECT customer_id, c.temperature AS told, s.temperature AS found FROM ${now.value.relation} AS s JOIN (SELECT customer_id, any_value(temperature) AS temperature FROM main.customers GROUP BY customer_id) AS c USING (customer_id) WHERE c.temperature IS NOT NULL AND c.temperature <> s.temperature ORDER BY customer_id` : 'SELECT CAST(NULL AS VARCHAR) AS customer_id, CAST(NULL AS VARCHAR) AS told, CAST(NULL AS VARCHAR) AS found WHERE FALSE',
      },
      {},
    );
    if (!made.ok) return made;
    // the source ranks warm before hot before cold: pairs that stand the other way round
    const facts = await readFacts(context, `SELECT (SELECT count(*) FROM ${kept} AS a, ${kept} AS b WHERE a.ideal_place < b.ideal_place AND a.customers < b.customers) AS inversions, arg_max(temperature, customers) AS largest, max(share) AS largest_share, sum(customers) AS customers, (SELECT sum(customers) FILTER (before = 'cold' AND now <> 'cold' OR before = 'warm' AND now = 'hot') FROM ${quotePath(context.id, 'transitions')}) AS warmed, (SELECT sum(customers) FILTER (before <> 'hot') FROM ${quotePath(context.id, 'transitions')}) AS could_warm, (SELECT count(*) FROM ${quotePath(context.id, 'conflicts')}) AS conflicts FROM ${kept}`, {});
    if (!facts.ok) return facts;
    const conflicts = Number(facts.value['conflicts'] ?? 0);
    return done({
      tables: made.value,
      findings: [...(dated ? [] : [finding(context.locale, 'absent', { en: 'No file tells since when customers are known: who was a cold contact before, and has warmed up, cannot be told.', ru: 'Ни один файл не говорит, с какого дня клиенты известны: кто был холодным контактом и потеплел, не видно.', pl: 'Żaden plik nie podaje, od kiedy klienci są znani: kto był zimnym kontaktem i się ocieplił, nie widać.' })]), ...(conflicts > 0 ? [finding(context.locale, 'conflicts', { en: `${conflicts} customers are labelled otherwise than their orders and contacts say.`, ru: `Метка расходится с заказами и контактами у клиентов: ${conflicts}.`, pl: `Etykieta nie zgadza się z zamówieniami i kontaktami u klientów: ${conflicts}.` })] : [])],
      facts: { asOf, windowDays: context.windowDays(options.window_days), before: String(earlier.value.only), ...facts.value },
    });
  },
};

export default temperature;
