import { afterAll, describe, expect, test } from 'vitest';
import { recogniseFiles } from '../../src/base/recogniseFiles.ts';
import { fromBlob } from '../../src/files/fromBlob.ts';

type Cell = (row: number) => string;
const pick = (...texts: string[]): Cell => (row) => texts[row % texts.length] ?? '';
const n = (prefix: string): Cell => (row) => `${prefix}${1001 + row}`;
const doc = (prefix: string): Cell => (row) => `${prefix}${1001 + Math.floor(row / 2)}`;
const ru: Cell = (row) => `${String(13 + (row % 15)).padStart(2, '0')}.0${1 + (row % 6)}.2024`;
const iso: Cell = (row) => `2024-0${1 + (row % 6)}-${13 + (row % 15)}`;
const compact: Cell = (row) => `20240${1 + (row % 6)}${13 + (row % 15)}`;
const money: Cell = (row) => `${1 + (row % 3)} ${String(200 + row * 13).slice(-3)},50`;
const dot: Cell = (row) => `${120 + row * 13}.5`;
const sap: Cell = (row) => `1.${String(200 + row * 13).slice(-3)},50${row % 7 === 3 ? '-' : ''}`;
const qty: Cell = (row) => String(1 + (row % 9));
const firmRu = pick('ООО Ромашка', 'АО Лютик', 'ИП Иванов П. С.', 'ООО Вектор');
const firmPl = pick('Zakład Śruba Sp. z o.o.', 'Hurtownia ABC', 'Firma Nowak', 'PHU Źródło');
const firm = pick('Alpha Ltd', 'Beta GmbH', 'Gamma Inc', 'Delta Trading');
const firms = (prefix: string): Cell => (row) => `${prefix} ${['Alpha', 'Beta', 'Gamma', 'Delta', 'Eta', 'Zeta'][row % 6] ?? ''} ${row}`;
const code = pick('K01', 'K02', 'K03', 'K04');
const sku = pick('T-100', 'T-200', 'T-300', 'T-400', 'T-500');
const goods = pick('Болт М8 оцинкованный', 'Гайка шестигранная М8', 'Шайба плоская 8', 'Винт М6');
const towar = pick('Śruba M8 ocynk', 'Nakrętka M8', 'Podkładka 8', 'Wkręt M6');
const things = pick('Hex bolt M8', 'Hex nut M8', 'Flat washer 8', 'Screw M6');
const word = pick('aa', 'bb', 'cc');
const city = pick('Москва', 'Казань', 'Пермь');

/** header, cells, and the field it is; null: it is none, or must be asked about */
type Column = readonly [header: string, cell: Cell, field: string | null];
interface Shape {
  readonly name: string;
  readonly table: string | null;
  readonly columns: readonly Column[];
}
const shape = (name: string, table: string | null, ...columns: Column[]): Shape => ({ name, table, columns });

const shapes: readonly Shape[] = [
  shape('1C: sales report', 'order_lines', ['Номер', doc('РТ-'), 'order_id'], ['Дата', ru, 'order_date'], ['Контрагент', firmRu, 'customer_id'], ['Номенклатура', goods, 'product_name'], ['Количество', qty, 'qty'], ['Сумма без НДС', money, 'net_amount']),
  shape('1C: document lines', 'order_lines', ['Регистратор', doc('Реализация РТ-'), null], ['Номер документа', doc('РТ-'), 'order_id'], ['Дата документа', ru, 'order_date'], ['Контрагент', firmRu, 'customer_id'], ['Артикул', sku, 'product_id'], ['Номенклатура', goods, 'product_name'], ['Кол-во', qty, 'qty'], ['Сумма', money, null]),
  shape('1C: composite headers', 'order_lines', ['Документ.Номер', doc('РТ-'), null], ['Номер заказа', doc('З-'), 'order_id'], ['Дата заказа', ru, 'order_date'], ['Контрагент.Код', code, null], ['Код контрагента', code, 'customer_id'], ['Номенклатура.Артикул', sku, 'product_id'], ['Номенклатура', goods, 'product_name'], ['Количество', qty, 'qty'], ['Выручка без НДС', money, 'net_amount']),
  shape('1C: counterparties', 'customers', ['Код контрагента', n('0000'), 'customer_id'], ['Наименование', firms('ООО'), 'customer_name'], ['Головной контрагент', firmRu, 'group_id'], ['Город', city, 'city'], ['Основной менеджер', word, 'manager']),
  shape('1C: debts', 'receivables', ['Номер счета', n('СЧ-'), 'invoice_id'], ['Контрагент', firmRu, 'customer_id'], ['Дата счета', ru, 'invoice_date'], ['Срок оплаты', ru, 'due_date'], ['Сумма счета', money, 'amount'], ['Остаток долга', money, 'open_amount']),
  shape('1C: goods', 'products', ['Артикул', n('A-'), 'product_id'], ['Номенклатура', (row) => `Деталь номер ${row}`, 'product_name'], ['Товарная группа', word, 'category'], ['Себестоимость', money, 'cost']),
  shape('1C: with an own column', 'order_lines', ['Номер документа', doc('РТ-'), 'order_id'], ['Дата отгрузки', ru, null], ['Дата документа', ru, 'order_date'], ['Контрагент', firmRu, 'customer_id'], ['Номенклатура', goods, 'product_name'], ['Количество мест', qty, null], ['Количество', qty, 'qty'], ['Сумма без НДС', money, 'net_amount']),
  shape('1C: retail cheques', 'order_lines', ['Номер чека', doc('Ч'), 'order_id'], ['Дата чека', ru, 'order_date'], ['Карта клиента', code, 'customer_id'], ['Товар', goods, 'product_name'], ['Кол-во', qty, 'qty'], ['Выручка', money, 'net_amount']),
  shape('Bitrix24: deals', null, ['ID', n(''), null], ['Стадия', word, null], ['Название сделки', goods, null], ['Компания', firmRu, null], ['Ответственный', word, null]),
  shape('Bitrix24: orders', 'orders', ['Номер заказа', n('B'), 'order_id'], ['Дата заказа', ru, 'order_date'], ['Клиент', firmRu, 'customer_id'], ['Статус', word, 'status'], ['Сумма заказа', money, 'gross_amount'], ['Валюта', pick('RUB'), 'currency']),
  shape('Bitrix24: companies', 'customers', ['ID компании', n(''), 'customer_id'], ['Название компании', firms('ООО'), 'customer_name'], ['Сфера деятельности', word, 'industry'], ['Ответственный', word, 'manager']),
  shape('Bitrix24: contacts', 'contacts', ['ID компании', code, 'customer_id'], ['Контактное лицо', pick('Иван Петров', 'Анна Смирнова', 'Олег Ким'), 'contact_name'], ['Должность', word, 'position'], ['Телефон', n('+7900'), 'phone']),
  shape('Bitrix24: visits', 'visits', ['Компания', firmRu, 'customer_id'], ['Дата визита', ru, 'visit_date'], ['Тип визита', word, 'visit_type'], ['Менеджер', word, 'manager']),
  shape('Subiekt: sales', 'order_lines', ['Nr dokumentu', doc('FS '), 'order_id'], ['Data wystawienia', ru, 'order_date'], ['Kontrahent', firmPl, 'customer_id'], ['Symbol towaru', sku, 'product_id'], ['Nazwa towaru', towar, 'product_name'], ['Ilość', qty, 'qty'], ['Wartość netto', money, 'net_amount']),
  shape('Subiekt: with margin', 'order_lines', ['Numer dokumentu', doc('FS '), 'order_id'], ['Data sprzedaży', ru, 'order_date'], ['Symbol kontrahenta', code, 'customer_id'], ['Towar', towar, 'product_name'], ['Ilość', qty, 'qty'], ['Wartość netto', money, 'net_amount'], ['Zysk', money, 'gross_profit']),
  shape('Subiekt: partners', 'customers', ['Podmiot-Symbol', n('K'), 'customer_id'], ['Podmiot-Nazwa', firms('Firma'), 'customer_name'], ['Miejscowość', word, 'city']),
  shape('Comarch: invoices', 'orders', ['Numer dokumentu', n('FS-'), 'order_id'], ['Data wystawienia', ru, 'order_date'], ['Kod kontrahenta', code, 'customer_id'], ['Netto', money, 'net_amount'], ['Brutto', (row) => money(row).replace(/^(\d) /, '$1 9').replace(/9(\d{3}),/, '$1,'), 'gross_amount']),
  shape('Comarch: lines', 'order_lines', ['Nr zamówienia', doc('ZS-'), 'order_id'], ['Data zamówienia', ru, 'order_date'], ['Akronim', code, null], ['Kod kontrahenta', code, 'customer_id'], ['Kod towaru', sku, 'product_id'], ['Ilość', qty, 'qty'], ['Wartość netto', money, 'net_amount'], ['Jm', pick('szt'), 'unit']),
  shape('Comarch: words the other way round', 'order_lines', ['Dokument numer', doc('FS/'), 'order_id'], ['Data wystawienia', ru, 'order_date'], ['Kontrahent kod', code, 'customer_id'], ['Kontrahent nazwa', firmPl, 'customer_name'], ['Towar kod', sku, 'product_id'], ['Ilość', qty, 'qty'], ['Wartość netto', money, 'net_amount']),
  shape('Comarch: ageing', 'receivables', ['Numer faktury', n('FS-'), 'invoice_id'], ['Kontrahent', firmPl, 'customer_id'], ['Data wystawienia', ru, 'invoice_date'], ['Termin płatności', ru, 'due_date'], ['Kwota', money, 'amount'], ['Pozostaje do zapłaty', money, 'open_amount']),
  shape('Comarch: articles', 'products', ['Kod towaru', n('T'), 'product_id'], ['Nazwa towaru', (row) => `Część numer ${row}`, 'product_name'], ['Grupa towarowa', word, 'category'], ['Marka', word, 'brand']),
  shape('SAP: VBAK and VBAP', 'order_lines', ['VBELN', doc('00'), 'order_id'], ['POSNR', (row) => String(10 + (row % 2) * 10), 'line_no'], ['AUDAT', compact, 'order_date'], ['KUNNR', code, 'customer_id'], ['MATNR', sku, 'product_id'], ['ARKTX', things, 'product_name'], ['KWMENG', qty, 'qty'], ['NETWR', sap, 'net_amount']),
  shape('SAP: long names', 'order_lines', ['Sales Document', doc('00'), 'order_id'], ['Document Date', iso, 'order_date'], ['Sold-to party', code, 'customer_id'], ['Material', sku, 'product_id'], ['Order Quantity', qty, 'qty'], ['Net Value', sap, 'net_amount']),
  shape('SAP: with an unknown plant', 'order_lines', ['Billing Document', doc('90'), 'order_id'], ['Billing Date', iso, 'order_date'], ['Payer', code, null], ['Sold-to party', code, 'customer_id'], ['Material', sku, 'product_id'], ['Plant', word, null], ['Billed Quantity', qty, 'qty'], ['Net Value', sap, 'net_amount']),
  shape('Odoo: lines', 'order_lines', ['order_id', doc('S'), 'order_id'], ['date_order', iso, 'order_date'], ['partner_id', code, 'customer_id'], ['product_id', sku, 'product_id'], ['product_uom_qty', qty, 'qty'], ['price_unit', dot, 'unit_price'], ['price_subtotal', dot, 'net_amount']),
  shape('Odoo: orders', 'orders', ['Order Reference', n('S'), 'order_id'], ['Order Date', iso, 'order_date'], ['Customer', firm, 'customer_id'], ['Salesperson', word, 'manager'], ['Untaxed Amount', dot, 'net_amount']),
  shape('Shopify: orders', 'order_lines', ['Name', doc('#'), 'order_id'], ['Created at', iso, 'order_date'], ['Email', pick('a@b.c', 'd@e.f', 'g@h.i'), 'customer_id'], ['Lineitem name', things, 'product_name'], ['Lineitem sku', sku, 'product_id'], ['Lineitem quantity', qty, 'qty'], ['Lineitem price', dot, 'unit_price'], ['Fulfillment Status', word, 'status']),
  shape('Shopify: customers', 'customers', ['Customer ID', n('7'), 'customer_id'], ['First Name', word, null], ['Email', n('x@'), 'email'], ['Company', firms('Shop'), null], ['Total Orders', qty, null]),
  shape('QuickBooks: sales by customer', 'order_lines', ['Num', doc('INV-'), null], ['Invoice No', doc('INV-'), 'order_id'], ['Date', iso, 'order_date'], ['Customer', firm, 'customer_id'], ['Item', things, null], ['SKU', sku, 'product_id'], ['Qty', qty, 'qty'], ['Amount', dot, 'net_amount']),
  shape('QuickBooks: ageing', 'receivables', ['Invoice No', n('INV-'), 'invoice_id'], ['Customer', firm, 'customer_id'], ['Invoice Date', iso, 'invoice_date'], ['Due Date', iso, 'due_date'], ['Amount', dot, 'amount'], ['Open Balance', dot, 'open_amount']),
  shape('QuickBooks: payments', 'payments', ['Payment ID', n('P'), 'payment_id'], ['Customer', firm, 'customer_id'], ['Payment Date', iso, 'payment_date'], ['Amount', dot, 'amount']),
  shape('CRM: survey', 'surveys', ['Customer ID', code, 'customer_id'], ['Response Date', iso, 'response_date'], ['Touchpoint', word, 'touchpoint'], ['Score', qty, 'score']),
  shape('CRM: campaign', 'campaigns', ['Customer ID', code, 'customer_id'], ['Campaign ID', word, 'campaign_id'], ['Sent at', iso, 'sent_at'], ['Response', pick('1', '0'), 'response']),
  shape('Field: competitors', 'competitors', ['Customer ID', code, 'customer_id'], ['Competitor', word, 'competitor'], ['Share %', qty, 'share_pct']),
  shape('Logistics: deliveries', 'deliveries', ['Order ID', n('O'), 'order_id'], ['Promised Date', iso, 'promised_date'], ['Actual Delivery Date', iso, 'actual_date'], ['Qty Ordered', qty, 'qty_ordered'], ['Qty Delivered', qty, 'qty_delivered']),
  shape('Hand-made: unknown words', null, ['Сделка', n('С'), null], ['Когда', ru, null], ['Кому', firmRu, null], ['Что', goods, null], ['Почём', money, null]),
  shape('Hand-made: Polish slang', null, ['Papier', n('P'), null], ['Kiedy', ru, null], ['Komu', firmPl, null], ['Ile kasy', money, null]),
  shape('Hand-made: English slang', null, ['Doc', n('D'), null], ['When', iso, null], ['Who', firm, null], ['How much', dot, null]),
  shape('Stock list', null, ['Склад', word, null], ['Остаток', qty, null], ['Резерв', qty, null]),
  shape('Price list', null, ['Позиция прайса', n('P'), null], ['Опт', money, null], ['Розница', money, null]),
  shape('Staff', null, ['employee_id', n('E'), null], ['last_name', word, null], ['hire_date', iso, null], ['salary', dot, null]),
  shape('Bank statement', null, ['Дата операции', ru, null], ['Назначение платежа', goods, null], ['Дебет', money, null], ['Кредит', money, null]),
  shape('Purchases from suppliers', null, ['Nr dostawy', n('PZ'), null], ['Dostawca', firmPl, null], ['Data przyjęcia', ru, null], ['Wartość zakupu', money, null]),
  shape('Web visits', null, ['session_id', n('w'), null], ['timestamp', iso, null], ['page', word, null], ['duration', qty, null]),
  shape('Contracts', null, ['Договор №', n('Д'), null], ['Предмет', goods, null], ['Действует до', ru, null]),
];

const tally = { accepted: 0, right: 0, expected: 0, wrong: [] as string[], missed: [] as string[], extra: [] as string[] };

describe('shapes of exports, half of them with headers that no dictionary has', () => {
  test.each(shapes.map((one) => [one.name, one] as const))('%s', async (_name, { name, table, columns }) => {
    const rows = Array.from({ length: 24 }, (_, row) => columns.map(([, cell]) => cell(row)).join(';'));
    const [found] = await recogniseFiles([fromBlob(new Blob([`${columns.map(([header]) => header).join(';')}\n${rows.join('\n')}\n`]), 'export.csv')]);
    const tableIsRight = found?.table === table;
    for (const [index, [header, , field]] of columns.entries()) {
      const column = found?.columns[index];
      const accepted = column?.accepted === true ? (column.field?.replace(/^(customers|orders|products|deliveries)\./, '') ?? null) : null;
      if (field !== null) tally.expected += 1;
      if (accepted !== null) {
        tally.accepted += 1;
        if (accepted === field) tally.right += 1;
        else if (field !== null) tally.wrong.push(`${name}: ${header} → ${accepted}`);
        else tally.extra.push(`${name}: ${header} → ${accepted}`);
      } else if (field !== null) tally.missed.push(`${name}: ${header}`);
    }
    // what a file is may be asked about, never mistaken
    const isOwn = found?.table === 'export';
    expect([found?.table, tableIsRight || isOwn]).toEqual([found?.table, true]);
    const mistaken = columns.flatMap(([header, , field], index) => {
      const column = found?.columns[index];
      const accepted = column?.accepted === true ? column.field?.split('.').pop() : undefined;
      return accepted !== undefined && accepted !== field ? [`${header} → ${accepted}`] : [];
    });
    expect(mistaken).toEqual([]);
  });

  afterAll(() => {
    process.stdout.write(`${shapes.length} shapes: precision ${((tally.right / tally.accepted) * 100).toFixed(1)} %, recall ${(((tally.expected - tally.missed.length - tally.wrong.length) / tally.expected) * 100).toFixed(1)} %${tally.missed.length ? `; asked or left: ${tally.missed.join(', ')}` : ''}${tally.extra.length ? `; beyond: ${tally.extra.join(', ')}` : ''}${tally.wrong.length ? `; WRONG: ${tally.wrong.join(', ')}` : ''}\n`);
  });
});
