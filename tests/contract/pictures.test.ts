import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyRules } from '../../src/base/applyRules.ts';
import type { Base } from '../../src/base/Base.ts';
import { loadBase } from '../../src/base/loadBase.ts';
import { channelNames } from '../../src/cells/chart/options.ts';
import { buildPlot } from '../../src/cells/chart/plot.ts';
import { cellKinds } from '../../src/cells/kinds.ts';
import { StudyResult } from '../../src/cells/Picture.ts';
import { chartOf, pictures } from '../../src/cells/pictures.ts';
import { readData } from '../../src/cli/readData.ts';
import type { Database } from '../../src/database/Database.ts';
import { openNative } from '../../src/database/native.ts';
import { expectDone } from '../../src/database/outcome.ts';
import { CellRunner } from '../../src/cells/CellRunner.ts';
import { locales } from '../../src/messages/locale.ts';
import { parseNotebook } from '../../src/notebook/parseNotebook.ts';
import { parseCellBody } from '../../src/notebook/parseCellBody.ts';
import { vocabularyOf } from '../../src/session/NotebookSession.ts';
import { sample } from './runCells.ts';

/** options where the template names cells or needs more */
const bodies: Readonly<Record<string, string>> = { scorecard: 'from: groups', overlap: 'from: [groups]', offers: 'from: groups\ngaps: white', potential: 'gaps: white', attach: "main: category IS NOT NULL\naddon: qty > 5\ntarget: 0.5" };

describe.skipIf(!existsSync(join(sample, 'customers.csv')))('pictures of the studies on the sample client', () => {
  let database: Database;
  let base: Base;
  beforeAll(async () => {
    database = await openNative();
    const data = expectDone(await readData(sample));
    base = expectDone(await applyRules(database, expectDone(await loadBase(database, data.files, { mapping: data.mapping, rules: {} })), {}));
  });
  afterAll(() => database.close());

  const params = () => ({ as_of: { type: 'DATE', value: base.asOf }, window_days: { type: 'BIGINT', value: 365 } }) as const;

  test.each([...pictures.keys()])('%s draws columns that it has, and says what it found in three languages', async (name) => {
    const kind = cellKinds.get(name);
    if (!kind) throw new Error(`no kind ${name}`);
    const text = `\`\`\`${name} id=tried\n${bodies[name] ?? kind.template}\n\`\`\`\n`;
    const cell = parseNotebook(text, vocabularyOf(cellKinds, [])).blocks.find((block) => block.type === 'cell');
    if (!cell) throw new Error('no cell');
    const options = expectDone(parseCellBody(cell, kind.schema, {}));
    for (const locale of locales) {
      const runner = new CellRunner(database, base, locale);
      const groups = cellKinds.get('rfm');
      if (groups && bodies[name]?.includes('groups') === true) expectDone(await runner.evaluate({ id: 'groups', kind: groups, options: { bands: 3, score: 'quantile', frequency: 'orders', monetary: 'revenue', segments: {} } }, params()));
      const gaps = cellKinds.get('whitespace');
      if (gaps && bodies[name]?.includes('gaps: white') === true) expectDone(await runner.evaluate({ id: 'white', kind: gaps, options: { min_penetration: 0.4, item: 'category' } }, params()));
      const cube = cellKinds.get('cube');
      if (cube && name === 'evidence') expectDone(await runner.evaluate({ id: 'who', kind: cube, options: { axes: ['competition', 'share_of_wallet', 'ltv'].map((trait) => ({ trait })), measures: [], segments: {} } }, params()));
      const evaluation = expectDone(await runner.evaluate({ id: 'tried', kind, options }, params()));
      const drawn = pictures.get(name)?.(new StudyResult(evaluation, locale, 'EUR')) ?? [];
      for (const picture of drawn) {
        const table = evaluation.tables.find((one) => one.name === picture.table);
        if (!table) continue;
        const chart = chartOf(picture);
        const columns = table.columns.map((column) => column.name);
        expect(columns).toEqual(expect.arrayContaining(channelNames.flatMap((channel) => chart[channel]?.column ?? [])));
        expect(`${picture.title} ${picture.note ?? ''}`).not.toMatch(/undefined|null|NaN|Infinity/u);
        const rows = expectDone(await database.run(`FROM ${table.relation} LIMIT ${chart.limit}`));
        expect(buildPlot(rows, chart, { locale, currency: 'EUR' }, 640).rows).toBe(rows.rowCount);
      }
      for (const { message } of evaluation.findings) expect(message).not.toMatch(/undefined|null|NaN/u);
    }
  });
});
