import { describe, expect, test } from 'vitest';
import { fromBlob } from '../../files/fromBlob.ts';
import { recogniseFiles } from '../recogniseFiles.ts';
import { sayNote } from '../notes.ts';
import { tryMapping } from '../tryMapping.ts';
import { registryNumberKind } from './registryNumber.ts';
import { taxNumberKind, withLeadingZero } from './taxNumber.ts';

test.each([
  ['7707083893', 'inn'],
  ['500100732259', 'inn'],
  ['7707083894', null],
  ['500100732258', null],
  ['526-10-40-828', 'nip'],
  ['PL5261040828', 'nip'],
  ['PL5261040829', null],
  ['DE136695976', 'vat'],
  ['ATU13585627', 'vat'],
  ['44051401359', 'pesel'],
  ['44051401358', null],
  ['0000000000', null],
  ['12345', null],
  ['ООО Ромашка', null],
] as const)('%s as a tax number: %s', (text, kind) => {
  expect(taxNumberKind(text)).toBe(kind);
});

test.each([
  ['1027700132195', 'ogrn'],
  ['1027700132196', null],
  ['304500116000157', 'ogrnip'],
  ['304500116000158', null],
  ['123456785', 'regon'],
  ['123456786', null],
  ['12345678512347', 'regon'],
  ['12345678512348', null],
  ['7707083893', null],
  ['K-1', null],
] as const)('%s as a number of a register of firms: %s', (text, kind) => {
  expect(registryNumberKind(text)).toBe(kind);
});

test('a leading zero comes back only where the checksum agrees', () => {
  expect([withLeadingZero('105018132'), withLeadingZero('105018133'), withLeadingZero('7707083893')]).toEqual(['0105018132', null, null]);
});

const inns = ['7707083893', '7736050003', '7702070139', '7728168971', '7710140679', '7704217370', '7743001840', '7708503727', '7706107510', '7740000076', '5003052454'];

describe('tax numbers in a file', () => {
  test('their checksums speak for the column, and lost zeros are restored and told', async () => {
    const file = fromBlob(new Blob([`Код;Наименование;ИНН\n${[...inns, '105018132'].map((inn, at) => `K${at};ООО Фирма ${at};${inn}\n`).join('')}`]), 'Контрагенты.csv');
    const [recognition] = await recogniseFiles([file]);
    const column = recognition?.columns.find(({ header }) => header === 'ИНН');
    expect(column?.field).toBe('tax_id');
    const told = column?.evidence.map((note) => sayNote(note, 'en')).join(' ');
    expect(told).toContain('have the checksum of a tax number');
    expect(told).toContain('1 tax numbers lack their leading zero');
    expect(column?.format).toBe('0');
    expect(recognition && (await tryMapping([file], recognition)).rowsLoaded).toBe(12);
  });

  test('a column that says nothing by its header is proposed for its checksums, and asked about', async () => {
    const file = fromBlob(new Blob([`Customer ID;Customer Name;Registration\n${inns.map((inn, at) => `K${at};Firm ${at};${inn}\n`).join('')}`]), 'customers.csv');
    const [recognition] = await recogniseFiles([file]);
    const column = recognition?.columns[2];
    expect(column?.candidates.map(({ field }) => field)).toContain('tax_id');
    expect(column?.field).not.toBe('tax_id');
  });

  test('numbers of a register of firms are no tax numbers, whatever the header says', async () => {
    const registered = Array.from({ length: 12 }, (_, at) => 102770013219 + at * 7).map((root) => `${root}${(root % 11) % 10}`);
    const file = fromBlob(new Blob([`Customer ID;Customer Name;Tax number\n${registered.map((number, at) => `K${at};Firm ${at};${number}\n`).join('')}`]), 'customers.csv');
    const [recognition] = await recogniseFiles([file]);
    expect(recognition?.columns[2]?.accepted && recognition.columns[2].field === 'tax_id').toBe(false);
  });
});
