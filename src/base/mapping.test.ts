import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromFolder } from '../files/fromPath.ts';
import { mappingOf, parseMapping, serializeMapping } from './mapping.ts';
import { recogniseFiles } from './recogniseFiles.ts';

const shared = new URL('../../../shared/data/', import.meta.url);

describe('mapping.yaml', () => {
  test('is read as written in the contract, and written back the same', () => {
    const read = parseMapping('files: {orders.csv: {table: orders, encoding: windows-1251, delimiter: ";", decimal: ",", date: "%d.%m.%Y", columns: {"№ заказа": order_id, "Лишнее": null}}}');
    const expected = { files: { 'orders.csv': { table: 'orders', encoding: 'windows-1251', delimiter: ';', decimal: ',', date: '%d.%m.%Y', columns: { '№ заказа': 'order_id', Лишнее: null } } } };
    expect(read).toEqual({ ok: true, value: expected });
    expect(parseMapping(serializeMapping({ files: { 'orders.csv': { table: 'orders', columns: { a: null } } } }))).toEqual({ ok: true, value: { files: { 'orders.csv': { table: 'orders', columns: { a: null } } } } });
  });

  test('rates are for every month or for each, and are written back the same', () => {
    const read = parseMapping('rates: {USD: 3.9, EUR: {2024-03: 4.31, "*": 4.2}}');
    expect(read).toEqual({ ok: true, value: { files: {}, rates: { USD: { '*': 3.9 }, EUR: { '2024-03': 4.31, '*': 4.2 } } } });
    expect(read.ok && parseMapping(serializeMapping(read.value))).toEqual(read);
  });

  test.each([
    ['a key that does not exist', 'files:\n  a.csv:\n    tabel: orders\n', 3, 'tabel'],
    ['a value of the wrong type', 'files:\n  a.csv:\n    header_row: first\n', 3, 'header_row'],
    ['broken YAML', 'files:\n  a.csv: {table: orders\n', 3, ''],
    ['a rate of nothing', 'rates:\n  EUR: 0\n', 2, 'EUR'],
    ['a month that is none', 'rates:\n  EUR:\n    2024-13: 4\n', 3, '2024-13'],
    ['an alias', 'files:\n  a.csv: &x {table: orders}\n  b.csv: *x\n', null, 'aliases'],
  ])('%s is refused with its place', (_name, text, line, words) => {
    const read = parseMapping(text);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    if (line !== null) expect(read.error.line).toBe(line);
    expect(read.error.message).toContain(words);
  });
});

describe.skipIf(!existsSync(shared))('a file read by the decisions of its first reading (../shared/data)', { timeout: 120_000 }, () => {
  test.each(['northwind', 'generated-sample', 'adventureworks', 'wholesale', 'groceries', 'oracles', 'cdnow'])('%s is read the same again', async (folder) => {
    const files = await fromFolder(new URL(folder, shared).pathname);
    const first = (await recogniseFiles(files)).filter(({ table }) => table !== null);
    const again = await recogniseFiles(files, { files: Object.fromEntries(first.map((recognition) => [recognition.file, mappingOf(recognition)])) });
    const told = (recognitions: typeof first): unknown => recognitions.filter(({ table }) => table !== null).map(({ file, table, dialect, columns }) => [file, table, dialect, columns.map(({ header, field, type, format }) => [header, field, type, format])]);
    expect(told(again)).toEqual(told(first));
  });
});
