import { describe, expect, test } from 'vitest';
import { inspectFiles } from '../../src/base/inspectFiles.ts';
import { recogniseFiles } from '../../src/base/recogniseFiles.ts';
import { canonicalTables, tableOf, type Field } from '../../src/base/schema.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';

const file = (text: string, name = 'export.csv') => fromBlob(new Blob([text]), name);

/** a plausible value of a field, the same for the same row */
function valueOf(field: Field, row: number): string {
  switch (field.type) {
    case 'date':
      return `2024-03-${10 + row}`;
    case 'timestamp':
      return `2024-03-${10 + row} 10:00:00`;
    case 'money':
      return `${100 + row * 7}.25`;
    case 'number':
    case 'integer':
      return String(1 + row);
    case 'boolean':
      return row % 2 === 0 ? '1' : '0';
    case 'text':
      return field.name === 'customer_id' ? `C${row % 3}` : `${field.name.slice(0, 2)}${100 + row}`;
  }
}

const unreadable = (field: Field): boolean => field.type === 'date' || field.type === 'money' || field.type === 'number';

describe('a short file under canonical names', () => {
  const cases = canonicalTables.flatMap((table) => [1, 2, 4, 10].flatMap((rows) => [false, true].map((defect) => [table, rows, defect] as const)));

  test.each(cases)('%s of %i rows, with an unreadable value: %s', async (table, rows, defect) => {
    const fields = tableOf(table).fields.filter(({ importance }) => importance === 'required');
    const lines = Array.from({ length: rows }, (_, row) => fields.map((field) => valueOf(field, row)));
    const bad = fields.findIndex(unreadable);
    const last = lines.at(-1);
    if (defect && bad >= 0 && last) last[bad] = 'oops';
    const files = [file(`${[fields.map(({ name }) => name), ...lines].map((cells) => cells.join(',')).join('\n')}\n`)];
    const [found] = await recogniseFiles(files);
    expect([found?.table, found?.columns.map((column) => column.field)]).toEqual([table, fields.map(({ name }) => name)]);
    const [account] = await inspectFiles(files);
    expect(account?.rowsRead).toBe(rows);
    expect(account?.rejects.map((reject) => [reject.column, reject.value])).toEqual(defect && bad >= 0 ? [[fields[bad]?.name, 'oops']] : []);
  });
});

describe('canonical headers decide, whatever a few cells say', () => {
  test('four lines with a bad day and a bad quantity are two lines and two rejects', async () => {
    const [account] = await inspectFiles([file('order_id,customer_id,order_date,quantity,unit_price\n1,A,2024-01-01,2,3.5\n2,B,32.13.2024,1,4\n3,A,2024-01-03,x,4\n4,C,2024-01-05,1,5\n')]);
    expect([account?.table, account?.rowsRead, account?.rowsLoaded, account?.rowsRejected]).toEqual(['order_lines', 4, 2, 2]);
    expect(account?.rejects.map(({ row, column, value }) => [row, column, value])).toEqual([[3, 'order_date', '32.13.2024'], [4, 'quantity', 'x']]);
  });

  test.each([
    ['numbers of customers with measures keep their own table', 'customer_id,x,t_x,t\nA,1,2,3\nB,1,2,3\n', 'calibration.csv', 'calibration'],
    ['a panel of customers keeps its own table', 'customer_id,period,outcome,treated\nA,1,2,0\nA,2,3,0\nB,1,2,1\nB,2,3,1\nC,1,2,1\n', 'panel.csv', 'panel'],
    ['a document list in Russian is no list of customers', 'Номер;Дата;Клиент\n1;01.02.2024;ООО Ромашка\n2;15.02.2024;АО Лютик\n', 'export.csv', 'export'],
    ['customers with a date of nothing in particular are asked about', 'Клиент;Дата;Менеджер\nООО Ромашка;01.02.2024;Иван\nАО Лютик;15.02.2024;Пётр\n', 'export.csv', 'export'],
    ['the file’s own name tells payments from sales', 'Customer,Date,Amount\nA,2024-02-01,10.5\nB,2024-02-15,11.5\n', 'payments 2024.csv', 'payments'],
    ['a code beside a quantity is the article', 'Nr dokumentu;Kod;Ilość;Wartość netto;Data;Kontrahent\nFS1;T1;2;10,50;01.02.2024;Firma A\nFS1;T2;1;8,50;15.02.2024;Firma A\n', 'export.csv', 'order_lines'],
  ])('%s', async (_name, text, name, table) => {
    expect((await recogniseFiles([file(text, name)]))[0]?.table).toBe(table);
  });
});

describe('an amount with or without VAT is told by arithmetic', () => {
  const sheet = (header: string, cells: (amount: number) => readonly number[]): string =>
    `Номер;Дата;Контрагент;Номенклатура;Количество;${header}\n${Array.from({ length: 8 }, (_, row) => `РТ-${row};${13 + row}.01.2024;ООО ${row % 3};Болт М${row};${row + 1};${cells(100 + row * 37).map((cell) => cell.toFixed(2).replace('.', ',')).join(';')}`).join('\n')}\n`;

  test.each([
    ['VAT inside', 'Сумма;Сумма НДС', (amount: number) => [amount, (amount * 20) / 120], ['gross_amount', 'vat_amount']],
    ['VAT on top', 'Сумма;Сумма НДС', (amount: number) => [amount, amount * 0.2], ['net_amount', 'vat_amount']],
    ['VAT on top, named only НДС', 'Сумма;НДС', (amount: number) => [amount, amount * 0.22], ['net_amount', 'vat_amount']],
    ['two amounts and VAT', 'Сумма;НДС;Всего', (amount: number) => [amount, amount * 0.2, amount * 1.2], ['net_amount', 'vat_amount', 'gross_amount']],
    ['two amounts that differ by a rate', 'Сумма;Всего', (amount: number) => [amount, amount * 1.1], ['net_amount', 'gross_amount']],
  ])('%s', async (_name, header, cells, fields) => {
    const [found] = await recogniseFiles([file(sheet(header, cells))]);
    expect(found?.columns.slice(5).map((column) => column.field)).toEqual(fields);
  });

  test('arithmetic that proves neither is asked, and the amount waits', async () => {
    const [found] = await recogniseFiles([file(sheet('Сумма;Сумма НДС', (amount) => [amount, amount * 0.37]))]);
    expect(found?.columns[5]?.accepted).toBe(false);
    expect(found?.questions.map((question) => question.note.key)).toContain('ask_vat');
  });
});
