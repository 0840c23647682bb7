import { describe, expect, test } from 'vitest';
import { parseMapping, serializeMapping } from './mapping.ts';

describe('mapping.yaml', () => {
  test('is read as written in the contract, and written back the same', () => {
    const read = parseMapping('files: {orders.csv: {table: orders, encoding: windows-1251, delimiter: ";", decimal: ",", date: "%d.%m.%Y", columns: {"№ заказа": order_id, "Лишнее": null}}}');
    const expected = { files: { 'orders.csv': { table: 'orders', encoding: 'windows-1251', delimiter: ';', decimal: ',', date: '%d.%m.%Y', columns: { '№ заказа': 'order_id', Лишнее: null } } } };
    expect(read).toEqual({ ok: true, value: expected });
    expect(parseMapping(serializeMapping({ files: { 'orders.csv': { table: 'orders', columns: { a: null } } } }))).toEqual({ ok: true, value: { files: { 'orders.csv': { table: 'orders', columns: { a: null } } } } });
  });

  test.each([
    ['a key that does not exist', 'files:\n  a.csv:\n    tabel: orders\n', 3, 'tabel'],
    ['a value of the wrong type', 'files:\n  a.csv:\n    header_row: first\n', 3, 'header_row'],
    ['broken YAML', 'files:\n  a.csv: {table: orders\n', 3, ''],
    ['an alias', 'files:\n  a.csv: &x {table: orders}\n  b.csv: *x\n', null, 'aliases'],
  ])('%s is refused with its place', (_name, text, line, words) => {
    const read = parseMapping(text);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    if (line !== null) expect(read.error.line).toBe(line);
    expect(read.error.message).toContain(words);
  });
});
