/**
 * Writes the sample client as the exports that a client would send, and what was planted in them.
 *   node tests/tools/make-sample.mjs [--out public/sample] [--story tests/fixtures/sample-story.json] [--seed 7]
 * Same seed, same bytes.
 */
import fs from 'node:fs';
import path from 'node:path';
import { makeBase, truth } from './make-sample-base.mjs';
import { makeRecords } from './make-sample-records.mjs';
import { commaMoney, dottedDay, encode, isoDay, lastDay, toCsv } from './make-sample-text.mjs';

const option = (name, fallback) => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? fallback : process.argv[index + 1];
};
const out = option('out', 'public/sample');
const seed = Number(option('seed', '7'));
const base = makeBase(seed);
const records = makeRecords(base, seed);
const cents = (amount) => (amount / 100).toFixed(2);

// ---- sales: windows-1251, titles above, «Итого» below, a few flaws ------------------------------
const sales = [...base.lines, ...base.returns].sort((one, other) => one.order.day - other.order.day || (one.order.id < other.order.id ? -1 : one.order.id > other.order.id ? 1 : 0));
const nameless = new Set(base.orders.filter((_, index) => index % 430 === 77).map(({ id }) => id));
const flaws = { duplicateRows: 0, ordersWithoutCustomer: nameless.size, missingCost: 0, unreadableDates: 0, unreadableQuantities: 0 };
let total = 0;
const salesRows = sales.flatMap(({ order, product, qty, price, discount, net, cost }, index) => {
  const noCost = index % 97 === 40;
  const badDate = index === 3141 || index === 8765;
  const badQty = index === 1234 || index === 4321 || index === 9999;
  // rows that cannot be read were never billed, so the total row agrees with the rest
  const written = badQty || badDate ? 0 : net;
  const row = [
    order.id, badDate ? '32.13.2023' : dottedDay(order.day), qty < 0 ? 'Возврат товаров от покупателя' : 'Реализация товаров',
    nameless.has(order.id) ? '' : order.customer.id, product.id, product.name, product.category,
    badQty ? 'н/д' : String(qty), commaMoney(price), String(discount), commaMoney(written), 'EUR', noCost ? '' : commaMoney(cost), order.customer.desk, order.channel, qty < 0 ? '' : order.promo,
  ];
  flaws.missingCost += noCost ? 1 : 0;
  flaws.unreadableDates += badDate ? 1 : 0;
  flaws.unreadableQuantities += badQty ? 1 : 0;
  const doubled = index % 2100 === 1050 && !badDate;
  flaws.duplicateRows += doubled ? 1 : 0;
  total += written * (doubled ? 2 : 1);
  return doubled ? [row, row] : [row];
});
const head = ['№ заказа', 'Дата заказа', 'Вид документа', 'Код клиента', 'Артикул', 'Номенклатура', 'Номенклатурная группа', 'Количество', 'Цена', 'Скидка, %', 'Сумма без НДС', 'Валюта', 'Себестоимость', 'Менеджер', 'Канал продаж', 'Промо'];
const blank = head.map(() => '');
const titled = (title) => [title, ...blank.slice(1)];
write('sales-1c.csv', toCsv([
  titled('Продажи по документам'), titled('Период: 01.01.2022 - 18.12.2024'), titled('Суммы без НДС'), blank, head, ...salesRows,
  ['Итого', ...blank.slice(1, 10), commaMoney(total), '', '', '', '', ''],
], ';'), 'windows-1251');

// ---- customers: UTF-8, English ---------------------------------------------------------------------
write('customers.csv', toCsv([
  ['Customer ID', 'Customer Name', 'Country', 'Region', 'Type', 'Account Manager', 'Customer since', 'Number of suppliers', 'Annual demand', 'Payment Terms', 'Price list'],
  ...base.customers.map((customer, index) => [
    customer.id, customer.name, customer.country, customer.region, customer.type, customer.desk, index === 120 ? '2023-02-30' : isoDay(Math.max(0, customer.start - 30)),
    index % 9 === 4 ? '' : String(customer.suppliers), index % 4 === 2 && customer.role === '' ? '' : String(Math.round(customer.demand / 100_000) * 1000), String(customer.terms), customer.tier,
  ]),
], ',', '\n'), 'utf-8');

// ---- receivables: windows-1250, Polish -----------------------------------------------------------
write('naleznosci.csv', toCsv([
  ['Numer faktury', 'Kontrahent', 'Data wystawienia', 'Termin płatności', 'Kwota', 'Pozostało do zapłaty', 'Data zapłaty', 'Status'],
  ...base.receivables.map(({ id, order, due, amount, paid }) => [
    id, order.customer.id, dottedDay(order.day), dottedDay(due), commaMoney(amount, ' '), commaMoney(paid === null ? amount : 0, ' '), paid === null ? '' : dottedDay(paid),
    paid !== null ? 'zapłacona' : due < lastDay ? 'po terminie' : 'bieżąca',
  ]),
], ';'), 'windows-1250');

// ---- surveys and competitors: English --------------------------------------------------------------
write('survey.csv', toCsv([
  ['Response ID', 'Customer ID', 'Response Date', 'Touchpoint', 'Score', 'NPS'],
  ...base.surveys.map(({ customer, day, touchpoint, score, nps }, index) => [`R${String(index + 1).padStart(5, '0')}`, customer.id, isoDay(day), touchpoint, String(score), touchpoint === 'ordering' ? String(nps) : '']),
], ',', '\n'), 'utf-8');
write('competitors.csv', toCsv([
  ['Customer', 'Competitor', 'Share %', 'Year', 'Evidence'],
  ...base.competitors.map(({ customer, competitor, share, source }) => [customer.id, competitor, String(share), '2024', source]),
], ',', '\n'), 'utf-8');

// ---- what is known of products and customers: windows-1251, Russian ---------------------------------
write('nomenklatura.csv', toCsv([
  ['Артикул', 'Полное наименование', 'Номенклатурная группа', 'Роль', 'Класс маржинальности', 'Группа аналогов', 'Цена прайс'],
  ...records.products.map(({ id, name, category, role, marginClass, family, price }) => [id, name, category, role, marginClass, family, commaMoney(price)]),
], ';'), 'windows-1251');
write('crm-clients.csv', toCsv([
  ['Код клиента', 'Наименование клиента', 'Температура', 'Источник', 'E-mail', 'Согласие на рассылку'],
  ...records.crm.map(({ customer, temperature, source, email, consent }) => [customer.id, customer.name, temperature, source, email, consent]),
], ';'), 'windows-1251');
write('contacts.csv', toCsv([
  ['Код клиента', 'Контактное лицо', 'Должность', 'ЛПР', 'Зона ответственности', 'Доступ в ЛК', 'Дата последнего контакта'],
  ...records.contacts.map(({ customer, name, position, level, category, portal, day }) => [customer.id, name, position, level, category, portal, dottedDay(day)]),
], ';'), 'utf-8');
write('progress.csv', toCsv([
  ['Код клиента', 'Пункт чек-листа', 'Ответ', 'Выполнено', 'Дата выполнения', 'План до', 'Вес'],
  ...records.progress.map(({ customer, item, value, done, day, plan, weight }) => [customer.id, item, value, done ? 'да' : 'нет', done ? dottedDay(day) : '', plan === undefined ? '' : dottedDay(plan), String(weight)]),
], ';'), 'windows-1251');

// ---- field work: windows-1250, Polish ----------------------------------------------------------------
write('wizyty.csv', toCsv([
  ['Nr wizyty', 'Kod klienta', 'Data wizyty', 'Przedstawiciel', 'Typ wizyty', 'Czas wizyty', 'Koszt wizyty'],
  ...records.visits.map(({ customer, day, minutes, cost, type }, index) => [`W${String(index + 1).padStart(5, '0')}`, customer.id, dottedDay(day), customer.desk, type, String(minutes), commaMoney(cost, ' ')]),
], ';'), 'windows-1250');
write('kampanie.csv', toCsv([
  ['Klient', 'Kampania', 'Grupa', 'Data wysyłki', 'Koszt', 'Konwersja'],
  ...records.campaigns.map(({ customer, campaign, group, day, cost, response }) => [customer.id, campaign, group, dottedDay(day), commaMoney(cost, ' '), response ? 'tak' : 'nie']),
], ';'), 'windows-1250');
write('wplaty.csv', toCsv([
  ['Nr wpłaty', 'Kontrahent', 'Data wpłaty', 'Kwota', 'Do dokumentu'],
  ...records.payments.map(({ invoice, customer, amount, day }, index) => [`KP/${String(index + 1).padStart(5, '0')}`, customer.id, dottedDay(day), commaMoney(amount, ' '), invoice]),
], ';'), 'windows-1250');

// ---- deliveries and plans: English -------------------------------------------------------------------
write('deliveries.csv', toCsv([
  ['Delivery No', 'Order ID', 'Promised Date', 'Actual Delivery Date', 'Ordered Qty', 'Delivered Qty'],
  ...records.deliveries.map(({ order, promised, actual, qty, given }, index) => [`D${String(index + 1).padStart(5, '0')}`, order.id, isoDay(promised), actual === null ? '' : isoDay(actual), String(qty), actual === null ? '' : String(given)]),
], ',', '\n'), 'utf-8');
write('plans.csv', toCsv([
  ['Customer', 'Manager', 'Period start', 'Period End', 'KPI', 'Target', 'Threshold', 'Rebate %'],
  ...records.plans.map(({ customer, threshold, rate }) => [customer.id, '', '2024-01-01', '2024-12-31', 'revenue', cents(threshold), cents(threshold), String(rate)]),
  ...records.targets.map(({ desk, metric, value }) => ['', desk, '2024-01-01', '2024-12-31', metric, String(value), '', '']),
], ',', '\n'), 'utf-8');

const story = {
  asOf: isoDay(lastDay),
  ...truth,
  ...base.special,
  ...records.special,
  sales: { rows: salesRows.length, lines: base.lines.length, returns: base.returns.length, orders: base.orders.length, totalNet: cents(total), ...flaws },
  customersWithoutOrders: base.customers.filter(({ profile, id }) => profile === 'cold' || !base.orders.some(({ customer }) => customer.id === id)).map(({ id }) => id),
  receivables: { invoices: base.receivables.length, open: cents(base.receivables.reduce((sum, { paid, amount }) => sum + (paid === null ? amount : 0), 0)) },
  surveys: base.surveys.length,
  competitors: base.competitors.length,
  records: Object.fromEntries(['products', 'crm', 'visits', 'deliveries', 'payments', 'contacts', 'progress', 'plans', 'targets', 'campaigns'].map((name) => [name, records[name].length])),
  deliveries: countDeliveries(records.deliveries),
  profiles: Object.fromEntries(base.customers.map(({ id, profile }) => [id, profile])),
};
const storyPath = option('story', 'tests/fixtures/sample-story.json');
fs.mkdirSync(path.dirname(storyPath), { recursive: true });
fs.writeFileSync(storyPath, `${JSON.stringify(story, null, 1)}\n`);

/** judged at the last day: an order is on time by its promised date, and right when all of it came */
function countDeliveries(deliveries) {
  const judged = deliveries.filter(({ actual, promised }) => actual !== null || promised < lastDay);
  const onTime = judged.filter(({ actual, promised }) => actual !== null && actual <= promised);
  return { judged: judged.length, onTime: onTime.length, otif: onTime.filter(({ given, qty }) => given >= qty).length };
}

function write(name, text, encoding) {
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(path.join(out, name), encode(text, encoding));
}
