import { parseHTML } from 'linkedom';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { chartSchema } from '../cells/chart/options.ts';
import { Table } from '../database/table.ts';
import { drawPictures } from './drawPictures.ts';

const hostile = '</text><script>alert(1)</script>';

it('charts are drawn without a page, and what a client wrote stays text', () => {
  const chart = v.parse(chartSchema, { from: 'x', mark: 'bar', x: 'segment', y: 'revenue' });
  const table = new Table([{ name: 'segment', type: 'VARCHAR' }, { name: 'revenue', type: 'DOUBLE' }], [['VIP', hostile], [10, 4]]);
  const drawn = drawPictures(new Map([['money', [{ chart, table, title: `A ${hostile}` }]]]), () => false, 'en', 'EUR', parseHTML('<!doctype html><html></html>').document).get('money') ?? '';
  const { document } = parseHTML(`<!doctype html><html><body>${drawn}</body></html>`);
  expect(document.querySelectorAll('svg rect')).toHaveLength(2);
  expect(document.querySelector('script')).toBeNull();
  expect(document.querySelector('svg')?.getAttribute('aria-label')).toBe(`A ${hostile}`);
  expect(document.querySelector('svg')?.textContent).toContain(hostile);
});
