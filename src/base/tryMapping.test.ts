import { describe, expect, test } from 'vitest';
import { fromBlob } from '../files/fromBlob.ts';
import { applyMapping } from './applyMapping.ts';
import { recogniseFiles } from './recogniseFiles.ts';
import { tryMapping } from './tryMapping.ts';

const files = [fromBlob(new Blob(['nr|kto|kiedy|ile\nA1|C1|03/04/2024|1,5\nA2|C2|05/06/2024|x\n']), 'export.txt')];

describe('the review of a file', () => {
  test('a changed mapping is read again at once, with what it would reject', async () => {
    const [first] = await recogniseFiles(files);
    if (!first) throw new Error('nothing recognised');
    expect(first.table).toBe('export');
    const changed = await applyMapping(files, first, { table: 'orders', decimal: ',', date: '%d/%m/%Y', columns: { nr: 'order_id', kto: 'customer_id', kiedy: 'order_date', ile: 'net_amount' } });
    expect(changed.table).toBe('orders');
    const trial = await tryMapping(files, changed);
    expect([trial.rowsRead, trial.rowsLoaded, trial.rowsRejected]).toEqual([2, 2, 0]);
    expect(trial.rejects).toEqual([{ row: 3, column: 'ile', value: 'x', reason: 'not a number', kept: true }]);
  });

  test('another header row and a column left out are taken as told', async () => {
    const [first] = await recogniseFiles(files);
    if (!first) throw new Error('nothing recognised');
    const changed = await applyMapping(files, first, { header_row: 2, columns: { C1: null } });
    expect(changed.columns.map((column) => column.header)).toEqual(['A1', 'C1', '03/04/2024', '1,5']);
    expect(changed.columns[1]?.field).toBeNull();
  });

  test('an encoding that does not exist passes the file over with the reason', async () => {
    const [first] = await recogniseFiles(files);
    if (!first) throw new Error('nothing recognised');
    expect((await applyMapping(files, first, { encoding: 'klingon' })).reason).toBe('there is no encoding klingon');
  });
});
