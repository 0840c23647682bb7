import * as v from 'valibot';
import { done, fail } from '../../database/outcome.ts';
import { quoteName, quotePath } from '../../sql/quote.ts';
import type { CellKind } from '../CellKind.ts';
import { customerFaces } from '../customerNames.ts';
import { commonEntries, fromEntry } from '../options.ts';
import { finding, keepAll, lacking, readFacts } from '../study.ts';

const schema = v.strictObject({
  /** a cube */
  from: fromEntry,
  /** traits of its axes that are told rather than measured */
  axes: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  ...commonEntries,
});

const told = ['competition', 'share_of_wallet', 'hhi', 'demand'];

/** How sure the cells of a cube are: who is placed by documents, who by a guess, and how cells would change if guesses are a class off. */
const evidence: CellKind<v.InferOutput<typeof schema>> = {
  kind: 'evidence',
  label: { en: 'How sure the cells are', ru: 'Насколько надёжны ячейки', pl: 'Jak pewne są komórki' },
  body: 'yaml',
  schema,
  template: 'from: who',
  reads: ({ from }) => [from],
  consults: () => ['customers', 'competitors', 'order_lines'],
  async evaluate(options, context) {
    const columns = await context.columns(options.from);
    if (!columns.ok) return columns;
    const has = (name: string): boolean => columns.value.some((column) => column.name === name);
    const axes = columns.value.flatMap(({ name }) => /^(.+)_level$/u.exec(name)?.[1] ?? []);
    const doubtful = axes.filter((axis) => (options.axes ?? told).includes(axis));
    if (doubtful.length === 0) return fail('options', `${options.from} has no axis that people told.`, { hint: `Name a cube with an axis such as ${told.join(', ')}.` });
    const sheet = await context.sheet({ traits: ['evidence', 'share_of_wallet'], asOf: options.as_of, windowDays: options.window_days });
    if (!sheet.ok) return sheet;
    const graded = sheet.value.traits.includes('evidence');
    const shared = sheet.value.traits.includes('share_of_wallet');
    const level = (axis: string): string => quoteName(`${axis}_level`);
    const band = (axis: string): string => quoteName(`${axis}_band`);
    const key = axes.map(band).join(` || ' / ' || `);
    const worth = has('ltv') ? 'CAST(ltv AS DOUBLE)' : 'CAST(NULL AS DOUBLE)';
    const face = customerFaces(context.base);
    const kept = (name: string): string => quotePath(context.id, name);
    // off by one class on one doubtful axis at a time
    const shifts = ['0', ...doubtful].flatMap((axis) => (axis === '0' ? [0] : [-1, 1]).map((by) => `(${doubtful.map((one) => (one === axis ? by : 0)).join(', ')})`));
    const moved = (axis: string): string => (doubtful.includes(axis) ? `${level(axis)} + ${quoteName(`by_${axis}`)}` : level(axis));
    const made = await keepAll(
      context,
      {
        customers: `SELECT c.customer_id${face.column}, ${key} AS cell, segment, ${graded ? "coalesce(e.evidence, 'C')" : "'C'"} AS grade, ${shared ? 'e.share_of_wallet' : 'CAST(NULL AS DOUBLE)'} AS our_share, ${worth} AS gross_profit, ${axes.map((axis) => `${level(axis)}, ${band(axis)}`).join(', ')}
FROM (SELECT * ${has('share_of_wallet') ? 'EXCLUDE (share_of_wallet)' : ''} FROM ${quotePath(...options.from.split('.'))}) AS c LEFT JOIN (SELECT customer_id${['evidence', 'share_of_wallet'].filter((id) => sheet.value.traits.includes(id)).map((id) => `, ${id}`).join('')} FROM ${sheet.value.relation}) AS e USING (customer_id)${face.join} WHERE ${doubtful.map((axis) => `${level(axis)} IS NOT NULL AND ${band(axis)} <> 'none'`).join(' AND ')} ORDER BY customer_id`,
        cells: `WITH placed AS (FROM ${kept('customers')}), known AS (SELECT cell, any_value(segment) AS segment, ${axes.map((axis) => `any_value(${level(axis)}) AS ${level(axis)}`).join(', ')}, count(*) AS customers, count(*) FILTER (grade = 'A') AS sure, count(*) FILTER (grade = 'B') AS grade_b, count(*) FILTER (grade = 'C') AS grade_c, sum(gross_profit) AS gross_profit FROM placed GROUP BY cell),
 shifts AS (SELECT * FROM (VALUES ${shifts.join(', ')}) AS s(${doubtful.map((axis) => quoteName(`by_${axis}`)).join(', ')})),
 reach AS (SELECT customer_id, ${axes.map((axis) => `${moved(axis)} AS ${level(axis)}`).join(', ')} FROM placed, shifts WHERE grade <> 'A' OR (${doubtful.map((axis) => `${quoteName(`by_${axis}`)} = 0`).join(' AND ')}))
SELECT cell, segment, customers, sure, count(DISTINCT r.customer_id) AS at_most, grade_b, grade_c, gross_profit FROM known AS k JOIN reach AS r ON ${axes.map((axis) => `r.${level(axis)} IS NOT DISTINCT FROM k.${level(axis)}`).join(' AND ')} GROUP BY ALL ORDER BY gross_profit DESC NULLS LAST, cell`,
        grades: `SELECT grade, count(*) AS customers, count(*) / CAST(sum(count(*)) OVER () AS DOUBLE) AS share, sum(gross_profit) AS gross_profit FROM ${kept('customers')} GROUP BY grade ORDER BY grade`,
        ask: `SELECT manager, customer_id, customer, segment, gross_profit, our_share FROM ${kept('customers')} WHERE grade = 'C' ORDER BY gross_profit DESC NULLS LAST, customer_id`,
        over: `SELECT manager, customer_id, customer, segment, gross_profit, our_share FROM ${kept('customers')} WHERE our_share > 1 ORDER BY our_share DESC, customer_id`,
      },
      context.params,
    );
    if (!made.ok) return made;
    const facts = await readFacts(context, `SELECT count(*) AS customers, count(*) FILTER (grade = 'A') AS documents, count(*) FILTER (grade = 'B') AS asked, count(*) FILTER (grade = 'C') AS guessed, count(*) FILTER (grade = 'C') / CAST(nullif(count(*), 0) AS DOUBLE) AS guessed_share, count(*) FILTER (our_share > 1) AS over, (SELECT arg_max(segment, at_most - sure) FROM ${kept('cells')}) AS loosest, (SELECT max(at_most - sure) FROM ${kept('cells')}) AS play FROM ${kept('customers')}`, {});
    if (!facts.ok) return facts;
    const [n, over] = [Number(facts.value['customers'] ?? 0), Number(facts.value['over'] ?? 0)];
    const say = (kind: string, en: string, ru: string, pl: string) => finding(context.locale, kind, { en, ru, pl });
    return done({
      tables: made.value,
      findings: [
        ...(n === 0 ? [say('empty', 'No customer has a value on the axes that people told.', 'Ни у одного клиента нет значений на осях, о которых судят люди.', 'Żaden klient nie ma wartości na osiach, o których mówią ludzie.')] : []),
        ...(n > 0 && lacking(context, 'competitors.source').length > 0 ? [say('absent', 'No file tells where the shares are known from: all are taken for an expert’s guess (C).', 'Ни один файл не говорит, откуда известны доли: все считаются оценкой эксперта (C).', 'Żaden plik nie mówi, skąd znane są udziały: wszystkie uznano za ocenę eksperta (C).')] : []),
        ...(over > 0 ? [say('above_one', `${over} customers buy more from us than the demand we were told: it is told too low.`, `Клиентов, которые покупают у нас больше заявленной потребности: ${over}; потребность занижена.`, `Klienci kupujący u nas więcej niż podane zapotrzebowanie: ${over}; podano je za nisko.`)] : []),
      ],
      facts: { asOf: context.asOf(options.as_of), windowDays: context.windowDays(options.window_days), ...facts.value },
    });
  },
};

export default evidence;
