import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyRules } from '../../src/base/applyRules.ts';
import { loadBase } from '../../src/base/loadBase.ts';
import { CellRunner } from '../../src/cells/CellRunner.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import { StudyResult } from '../../src/cells/Picture.ts';
import { pictures } from '../../src/cells/pictures.ts';
import type { Database, Params } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import type { Scalar } from '../../src/database/table.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';
import { locales } from '../../src/messages/locale.ts';
import { parseCellBody } from '../../src/notebook/parseCellBody.ts';
import { parseNotebook } from '../../src/notebook/parseNotebook.ts';
import { vocabularyOf } from '../../src/session/NotebookSession.ts';
import { traits } from '../../src/traits/registry.ts';
import { awkwardBases } from '../fixtures/awkwardBases.ts';

/** cells that others read come first; then every kind, as its template begins and in its further variants */
const first = ['rfm id=rfm\nbands: 3', 'segment id=silent\nname: Silent\nrule: {trait: recency_days, op: ">", value: 30}', 'whitespace id=white\nmin_penetration: 0.4'];
const variants = [
  'rfm id=nested\nbands: 5\nscore: nested',
  'rfm id=fixed\nscore: threshold\nthresholds: {recency: [30, 90], frequency: [1, 3], monetary: [100, 1000]}',
  'cube id=who\naxes: [competition, share_of_wallet, ltv]',
  'evidence id=sure\nfrom: who',
  'scorecard id=card\nfrom: rfm\nmoves: a_migration',
  'dead_base id=saved\ntouch_cost: 0.5\ntariff: [{from: 5, cost: 10}, {from: 1, cost: 4}]',
  'waterfall id=policy\nallowed: 0.1\nallowed_by: {column: price_type, values: {A: 0.2}}\nmoney_rate: 0.2',
  'cube id=how\naxes: [systematicity, overdue_share, ltv]',
  'cube id=how2\naxes: [margin_pct, systematicity, demand]',
  'cube id=rhythm_cube\naxes: [frequency_rate, silence_ratio, average_check]',
  'migration id=moved_cube\ndays_back: 91\ncube: {axes: [systematicity, ltv]}',
  'migration id=moved_groups\nsegment: {name: Large, rule: {sum: net_amount, window: last full month, op: ">", value: 10}}',
  'segment id=zero\nname: No masks lately\nrule: {sum: net_amount, where: "category = \'masks\'", window: 30, op: "<", value: 10}',
  'attach id=attach_target\nmain: category = \'gloves\'\naddon: category = \'masks\'\ntarget: 0.6',
  'pairs id=quarters\nbasket: customer_quarter\nmin_orders: 1',
  'effect id=campaign\ncampaign: true\nmetric: orders\nhorizon_days: 60',
  `traits id=every_trait\ntraits: [${[...traits.keys()].join(', ')}]`,
];
/** a person's own query, list or picture may well be empty */
const ownWords = new Set(['chart', 'sql', 'table', 'traits']);
/** statistics refuse what cannot be estimated, with the reason; every other study ends with tables */
const mayRefuse = new Set(['churn', 'drivers', 'effect', 'ltv', 'survival']);

const cells = (() => {
  const named = new Set([...first, ...variants].map((text) => / id=(\w+)/.exec(text)?.[1]));
  const templates = [...cellKinds].flatMap(([name, kind]) => (['rfm', 'whitespace', 'segment', 'evidence', 'effect'].includes(name) ? [] : [`${name} id=${named.has(name) ? `${name}_plain` : `a_${name}`}\n${name === 'chart' ? 'from: rfm\nmark: histogram\nx: recency_days' : kind.template}`]));
  const text = [...first, ...templates, ...variants].map((one) => `\`\`\`${one}\n\`\`\`\n`).join('\n');
  return parseNotebook(text, vocabularyOf(cellKinds, [])).blocks.filter((block) => block.type === 'cell');
})();

/** what has to be said of some of them: cell and kind of finding */
const said: Readonly<Record<string, readonly (readonly [cell: string, finding: string])[]>> = {
  'ties: everybody the same, in one band, with all fourteen files': [['rhythm_cube', 'ties'], ['a_cadence', 'few_gaps']],
  'one-order customers, no costs anywhere': [['a_cadence', 'few_gaps'], ['a_norms', 'farm']],
  'customers without orders': [['a_cadence', 'few_gaps']],
  'returns beyond purchases': [['a_concentration', 'left_out']],
  'one customer, one order': [['attach_target', 'small_n']],
  'files without a row': [['a_cadence', 'empty']],
};

const isNumber = (value: Scalar): boolean => (typeof value === 'number' ? Number.isFinite(value) : !/^-?(nan|inf(inity)?)$/iu.test(String(value)));

describe('every kind of cell on awkward bases', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openNative();
  });
  afterEach(() => database.close());

  // every second base; all of them by npm run soak:edges
  const whole = process.env['CUBEBOOK_SOAK'] !== undefined;
  test.each(Object.entries(awkwardBases).flatMap(([name, texts], at) => (whole || at % 2 === 0 ? [[name, texts, at] as const] : [])))('%s', async (name, texts, at) => {
    const files = Object.entries(texts).map(([name, text]) => fromBlob(new Blob([text]), name));
    const base = expectDone(await applyRules(database, expectDone(await loadBase(database, files)), {}));
    const params: Params = { window_days: { type: 'BIGINT', value: 365 }, ...(base.asOf === null ? {} : { as_of: { type: 'DATE' as const, value: base.asOf } }) };
    const wrong: string[] = [];
    const found = new Set<string>();
    // each language speaks of every third base; pictures are named in all of them
    const locale = locales[at % locales.length] ?? 'en';
    const runner = new CellRunner(database, base, locale);
    for (const cell of cells) {
      const kind = cellKinds.get(cell.kind);
      if (!kind) throw new Error(`no kind ${cell.kind}`);
      const options = parseCellBody(cell, kind.schema, params);
      if (!options.ok) {
        wrong.push(`${cell.id}: ${options.error.message}`);
        continue;
      }
      const outcome = await runner.evaluate({ id: cell.id, kind, options: options.value }, params);
      if (!outcome.ok) {
        const told = mayRefuse.has(cell.kind) || base.asOf === null ? ['refused', 'missing', 'options'] : [];
        if (!told.includes(outcome.error.kind)) wrong.push(`${cell.id}: ${outcome.error.kind} ${outcome.error.message}`);
        continue;
      }
      const { tables, findings } = outcome.value;
      for (const { kind: one } of findings) found.add(`${cell.id} ${one}`);
      if (!ownWords.has(cell.kind) && tables.length > 0 && tables.every(({ rowCount }) => rowCount === 0) && findings.length === 0) wrong.push(`${cell.id}: nothing in it, and nothing said`);
      for (const { message } of findings) if (/\bundefined\b|\bnull\b|NaN|Infinity/u.test(message)) wrong.push(`${cell.id}: finding ${message}`);
      for (const { title, note } of locales.flatMap((each) => pictures.get(cell.kind)?.(new StudyResult(outcome.value, each, null)) ?? [])) if (/undefined|\bnull\b|NaN|Infinity/u.test(`${title} ${note ?? ''}`)) wrong.push(`${cell.id}: picture ${title}`);
      for (const { name: table, relation } of tables) {
        const rows = expectDone(await database.run(`FROM ${relation}`));
        const bad = rows.columns.filter((_column, at) => !rows.columnAt(at).every((value) => isNumber(value ?? null))).map((column) => column.name);
        if (bad.length > 0) wrong.push(`${cell.id}.${table}: no number in ${bad.join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
    for (const [cell, one] of said[name] ?? []) expect(found).toContain(`${cell} ${one}`);
  });
});
