import { describe, expect, test } from 'vitest';
import { fromBlob } from '../files/fromBlob.ts';
import { inspectFiles } from './inspectFiles.ts';
import { recogniseFiles } from './recogniseFiles.ts';

const file = (text: string) => fromBlob(new Blob([text]), 'export.csv');

/** twelve rows whose customers, articles and classes repeat as in any export */
function sheet(header: string, ...columns: readonly ((row: number) => string)[]): string {
  return `${header}\n${Array.from({ length: 12 }, (_, row) => columns.map((column) => column(row)).join(';')).join('\n')}\n`;
}

const number = (row: number): string => `РТ-${String(row).padStart(4, '0')}`;
const day = (row: number): string => `${String(13 + row).padStart(2, '0')}.01.2024`;
const iso = (row: number): string => `2024-01-${String(13 + row)}`;
const firm = (row: number): string => ['ООО Ромашка', 'АО Лютик', 'ИП Иванов'][row % 3] ?? '';
const spolka = (row: number): string => ['Zakład Śruba', 'Hurtownia ABC', 'Firma Nowak'][row % 3] ?? '';
const code = (row: number): string => `K${row % 3}`;
const article = (row: number): string => ['Болт М8', 'Гайка М8', 'Шайба 8', 'Винт М6'][row % 4] ?? '';
const sku = (row: number): string => `T${row % 4}`;
const kind = (row: number): string => ['Крепёж', 'Метизы'][row % 2] ?? '';
const way = (row: number): string => ['web', 'sales'][row % 2] ?? '';
const count = (row: number): string => String(1 + row);
const money = (row: number): string => `${100 + row * 7},50`;

describe('plain headers are read by their neighbours', () => {
  test.each([
    ['1C: sales by document', sheet('Номер;Дата;Контрагент;Номенклатура;Группа;Количество;Сумма', number, day, firm, article, kind, count, money), 'order_lines', ['order_id', 'order_date', 'customer_id', 'product_name', 'category', 'qty', 'net_amount']],
    ['1C: sales without document numbers', sheet('Дата;Контрагент;Номенклатура;Количество;Сумма', day, firm, article, count, money), 'order_lines', ['order_date', 'customer_id', 'product_name', 'qty', 'net_amount']],
    ['1C: with a channel, without quantity', sheet('Номер документа;Дата;Контрагент;Номенклатура;Канал;Сумма', number, day, firm, article, way, money), 'order_lines', ['order_id', 'order_date', 'customer_id', 'product_name', 'channel', 'net_amount']],
    ['Subiekt: register', sheet('Nr dokumentu;Data;Kontrahent;Symbol towaru;Nazwa towaru;Grupa;Ilość;Kwota', number, day, spolka, sku, article, kind, count, money), 'order_lines', ['order_id', 'order_date', 'customer_id', 'product_id', 'product_name', 'category', 'qty', 'net_amount']],
    ['Comarch: codes and channel', sheet('Numer dokumentu;Data;Kod kontrahenta;Kod towaru;Kanał;Ilość;Wartość netto', number, day, code, sku, way, count, money), 'order_lines', ['order_id', 'order_date', 'customer_id', 'product_id', 'channel', 'qty', 'net_amount']],
    ['hand-made: customer, date, revenue', sheet('customer;date;revenue', code, iso, money), 'orders', ['customer_id', 'order_date', 'net_amount']],
    ['hand-made in Russian: day, client, sum', sheet('Дата;Клиент;Сумма', day, firm, money), 'orders', ['order_date', 'customer_id', 'net_amount']],
    ['hand-made in Polish: client, day, amount', sheet('Klient;Data;Kwota', spolka, day, money), 'orders', ['customer_id', 'order_date', 'net_amount']],
    ['SAP: billing document with a plain date', sheet('Billing Document;Date;Sold-to Party;Material;Quantity;Net Value', number, iso, code, sku, count, money), 'order_lines', ['order_id', 'order_date', 'customer_id', 'product_id', 'qty', 'net_amount']],
    ['Bitrix24: order with a plain date', sheet('Номер заказа;Дата;Клиент;Сумма', number, day, firm, money), 'orders', ['order_id', 'order_date', 'customer_id', 'net_amount']],
  ])('%s', async (_name, text, table, fields) => {
    const [found] = await recogniseFiles([file(text)]);
    expect([found?.table, found?.columns.map((column) => column.field)]).toEqual([table, fields]);
  });

  test.each([
    ['two days: which is the purchase?', sheet('Номер документа;Дата;Дата отгрузки;Контрагент;Номенклатура;Количество;Сумма', number, day, iso, firm, article, count, money), 'Дата'],
    ['two amounts: which is the revenue?', sheet('Nr dokumentu;Data;Kontrahent;Nazwa towaru;Ilość;Kwota;Obrót', number, day, spolka, article, count, money, money), 'Kwota'],
  ])('%s is asked, not guessed', async (_name, text, header) => {
    const [found] = await recogniseFiles([file(text)]);
    const column = found?.columns.find((candidate) => candidate.header === header);
    expect(column?.accepted).toBe(false);
    expect(column?.candidates.length).toBeGreaterThan(0);
    expect(found?.questions.some((question) => question.column === column?.index)).toBe(true);
  });

  test.each([
    ['visits', sheet('Дата визита;Клиент;Сумма', day, firm, money)],
    ['payments', sheet('Дата оплаты;Клиент;Сумма', day, firm, money)],
    ['answers', sheet('Date;Customer;Score', iso, code, count)],
    ['debts', sheet('Дата;Контрагент;Задолженность', day, firm, money)],
    ['prices', sheet('Дата;Номенклатура;Сумма', day, article, money)],
  ])('%s are no sales', async (_name, text) => {
    const [found] = await recogniseFiles([file(text)]);
    expect(['orders', 'order_lines']).not.toContain(found?.table);
  });

  test('a list without order numbers loads every row, and says how orders are told apart', async () => {
    const files = [file(sheet('customer;date;revenue', code, iso, money))];
    const [account] = await inspectFiles(files);
    expect([account?.rowsRead, account?.rowsLoaded]).toEqual([12, 12]);
    expect((await recogniseFiles(files))[0]?.evidence.map(({ key }) => key)).toContain('keys_of_rows');
  });
});
