import { quoteName, quotePath, quoteText } from '../../sql/quote.ts';
import { orderFieldsOnLines } from '../schema.ts';
import { returnWords } from '../values/words.ts';
import { createTable, fillInSlices } from './fillInSlices.ts';
import { stagePath, type BuiltColumn, type Staged } from './Staged.ts';
import { afterFiles, columnsOf, firstTold, has, staged, unite, type TableBuild } from './unite.ts';

/** One row an order: from order files, then from what lines say of their order. Money of orders that only lines know is their sum. */
export function buildOrders(stages: readonly Staged[], repeated = false): TableBuild | null {
  const files = stages.filter((from) => from.table === 'orders');
  const lines = stages.filter((from) => from.table === 'order_lines' && has(from, 'order_lines', 'order_id'));
  const columns = columnsOf(stages, 'orders').filter((column) => column.name !== 'order_id');
  const parts: string[] = [];
  if (files.length) parts.push(repeated ? addUp(orderRows(files, columns), columns) : orderRows(files, columns));
  if (lines.length) {
    const told = columns.map(({ name }) => {
      if (name === 'order_date' || name === 'order_time') return `min(${name}) AS ${name}`;
      // lines without a customer belong to the customer of their order, when its other lines agree on one
      if (name === 'customer_id') return 'CASE WHEN min(customer_id) = max(customer_id) THEN min(customer_id) END AS customer_id';
      return firstTold(name);
    });
    const rows = unite(lines, 'orders', columns, () => ['"order_lines.order_id" AS order_id']);
    parts.push(`SELECT ${['order_id', ...told, afterFiles].join(', ')} FROM (\n${rows}\n) GROUP BY order_id`);
  }
  if (!parts.length) return null;
  const list = columns.map((column) => firstTold(column.name));
  const alone = files.length === 0 && lines.length > 0 ? parts[0] : undefined;
  const grouped = alone !== undefined ? `SELECT * FROM (\n${alone}\n) WHERE order_id IS NOT NULL` : `SELECT ${['order_id', ...list, 'min(_file) AS _file', 'arg_min(_row, _file) AS _row'].join(', ')}\nFROM (\n${parts.join('\nUNION ALL BY NAME\n')}\n)\nWHERE order_id IS NOT NULL\nGROUP BY order_id`;
  const built: BuiltColumn[] = [{ name: 'order_id', type: 'VARCHAR', origin: stages.some((from) => from.columns.some((column) => column.target === 'order_id' && column.planned !== null && (column.table === 'orders' || column.table === 'order_lines'))) ? 'file' : 'derived' }, ...columns];
  return { name: 'orders', canonical: true, columns: built, statements: [createTable('orders', `SELECT * FROM (\n${grouped}\n) ORDER BY _file, _row, order_id`)] };
}

const orderRows = (files: readonly Staged[], columns: readonly BuiltColumn[]): string => unite(files, 'orders', columns, (from) => [`${has(from, 'orders', 'order_id') ? '"orders.order_id"' : `'row ' || _row`} AS order_id`]);

/** Whether any order stands in several rows of the order lists. */
export function askRepeated(stages: readonly Staged[]): string | null {
  const files = stages.filter((from) => from.table === 'orders' && has(from, 'orders', 'order_id'));
  return files.length ? `SELECT count(order_id) > count(DISTINCT order_id) AS repeated FROM (${files.map((from) => `SELECT "orders.order_id" AS order_id FROM ${stagePath(from)}`).join(' UNION ALL ')})` : null;
}

const addedUp = new Set(['net_amount', 'gross_amount', 'vat_amount', 'discount_amount', 'shipping_amount']);

/** An order in several rows: parts of one file add up, exact copies count once, a later file replaces an earlier one. */
function addUp(rows: string, columns: readonly BuiltColumn[]): string {
  const told = columns.map(({ name, type }) => (addedUp.has(name) ? `CAST(sum(${name}) FILTER (NOT _copy) AS ${type}) AS ${name}` : `first(${quoteName(name)} ORDER BY _file DESC, _row) FILTER (${quoteName(name)} IS NOT NULL) AS ${quoteName(name)}`));
  return `SELECT ${['order_id', ...told, 'min(_file) AS _file', 'arg_min(_row, _file) AS _row'].join(', ')} FROM (${markCopies(rows, columns)}) GROUP BY order_id`;
}

const markCopies = (rows: string, columns: readonly BuiltColumn[]): string =>
  `SELECT *, _file < max(_file) OVER (PARTITION BY order_id) OR row_number() OVER (PARTITION BY ${['order_id', ...columns.map((column) => column.name)].map(quoteName).join(', ')} ORDER BY _file DESC, _row) > 1 AS _copy FROM (\n${rows}\n)`;

/** The one line-level table: every line carries the fields of its order and its product. */
export function buildLines(stages: readonly Staged[], orders: TableBuild | null, products: TableBuild | null, repeated = false): TableBuild | null {
  const files = stages.filter((from) => from.table === 'order_lines');
  if (!files.length) return orders ? linesFromOrders(orders, repeated ? stages.filter((from) => from.table === 'orders') : []) : null;
  const own = columnsOf(files, 'order_lines');
  const named = own.some((column) => column.name === 'product_id') || own.some((column) => column.name === 'product_name');
  const told = columnsOf(files, 'orders').filter((column) => orderFieldsOnLines.some((name) => name === column.name) || column.name === 'order_time');
  const prefixed = (name: string): string => `orders.${name}`;
  const all = own.filter((column) => column.name !== 'product_id');
  const rowsOf = (part: readonly Staged[]): string => unite(part, 'order_lines', all, (from) => [
    ...(named ? [`${has(from, 'order_lines', 'product_id') ? `coalesce("order_lines.product_id", ${staged(from, 'order_lines', { name: 'product_name', type: 'VARCHAR' })})` : staged(from, 'order_lines', { name: 'product_name', type: 'VARCHAR' })} AS product_id`] : []),
    ...told.map((column) => `${staged(from, 'orders', column)} AS ${quoteName(prefixed(column.name))}`),
  ]);
  const identity = [...all.map((column) => column.name), ...(named ? ['product_id'] : []), ...told.map((column) => prefixed(column.name))];
  const orderColumns = [...orderFieldsOnLines, 'order_time' as const].flatMap((name): BuiltColumn[] => {
    const column = orders?.columns.find((candidate) => candidate.name === name) ?? told.find((candidate) => candidate.name === name);
    return column && !own.some((known) => known.name === name) ? [column] : [];
  });
  const productColumns = (['product_name', 'category', 'subcategory', 'brand', 'role'] as const).flatMap((name): BuiltColumn[] => {
    const column = products?.columns.find((candidate) => candidate.name === name);
    return column && named ? [column] : [];
  });
  const net = own.some((column) => column.name === 'net_amount');
  const columns: BuiltColumn[] = [
    ...own.filter((column) => column.name !== 'product_id' && column.name !== 'is_return' && !productColumns.some((product) => product.name === column.name)),
    ...(named ? [{ name: 'product_id', type: 'VARCHAR', origin: own.some((column) => column.name === 'product_id') ? ('file' as const) : ('derived' as const) }] : []),
    ...orderColumns,
    ...productColumns,
    { name: 'is_return', type: 'BOOLEAN', origin: own.some((column) => column.name === 'is_return') ? 'file' : 'derived' },
  ];
  // what every line tells by itself is not asked of its order
  const everTold = (name: string): boolean => told.some((column) => column.name === name) && files.every((from) => from.columns.some((column) => column.table === 'orders' && column.target === name && !column.gaps));
  const asksOrder = orderColumns.some(({ name }) => name === 'doc_type' || !everTold(name));
  const expression = ({ name }: BuiltColumn): string => {
    if (orderColumns.some((column) => column.name === name)) {
      const line = told.some((column) => column.name === name) ? `l.${quoteName(prefixed(name))}` : null;
      const order = orders?.columns.some((column) => column.name === name) && !everTold(name) ? `o.${quoteName(name)}` : null;
      return `${line && order ? `coalesce(${line}, ${order})` : (line ?? order ?? 'NULL')} AS ${quoteName(name)}`;
    }
    if (productColumns.some((column) => column.name === name)) return `${own.some((column) => column.name === name) ? `coalesce(l.${quoteName(name)}, p.${quoteName(name)})` : `p.${quoteName(name)}`} AS ${quoteName(name)}`;
    if (name === 'is_return') return `${returnCondition(own, orderColumns, net)} AS is_return`;
    return `l.${quoteName(name)}`;
  };
  const selected = columns.map(expression);
  // the customer that the line itself lacked and its order knew (E13)
  const filled = told.some((column) => column.name === 'customer_id') && !everTold('customer_id') ? 'l."orders.customer_id" IS NULL AND o.customer_id IS NOT NULL' : 'false';
  const key = own.some((column) => column.name === 'line_no') ? 'line_no' : named ? 'product_id' : null;
  // months that overlap: a line that a later file has again is replaced by it
  const overlap = files.length > 1 && key !== null ? ` UNION SELECT rows._file, rows._row FROM rows JOIN (SELECT order_id, ${key} AS key, max(_file) AS latest FROM rows WHERE ${key} IS NOT NULL GROUP BY 1, 2 HAVING min(_file) < max(_file)) AS again ON again.order_id = rows.order_id AND again.key = rows.${key} AND rows._file < again.latest` : '';
  // whole rows are compared only where these agree already
  const telling = identity.filter((name) => ['order_id', 'line_no', 'product_id', 'net_amount'].includes(name));
  const likeness = `hash(${(telling.length ? telling : identity).map(quoteName).join(', ')})`;
  const findCopies = `CREATE OR REPLACE TABLE stage.copies AS WITH rows AS NOT MATERIALIZED (\n${rowsOf(files)}\n),
alike AS (SELECT ${likeness} AS a FROM rows GROUP BY a HAVING count(*) > 1),
hashed AS MATERIALIZED (SELECT hash(${identity.map(quoteName).join(', ')}) AS h, _file, _row FROM rows SEMI JOIN alike ON ${likeness} = a)
SELECT _file, _row FROM (SELECT _file, _row, row_number() OVER (PARTITION BY h ORDER BY _file DESC, _row) AS n FROM hashed) WHERE n > 1${overlap}`;
  const linesOf = (part: readonly Staged[]): string => `SELECT ${selected.join(', ')}, c._row IS NOT NULL AS _copy, ${filled} AS _filled, l._file AS _file, l._row AS _row
FROM (\n${rowsOf(part)}\n) AS l
LEFT JOIN stage.copies AS c ON c._file = l._file AND c._row = l._row
${orders && asksOrder ? `LEFT JOIN ${quotePath('base', 'orders')} AS o ON o.order_id = l.order_id` : ''}
${products && named ? `LEFT JOIN ${quotePath('base', 'products')} AS p ON p.product_id = l.product_id` : ''}
ORDER BY l._file, l._row`;
  return { name: 'order_lines', canonical: true, columns, statements: [findCopies, ...fillInSlices('order_lines', files, linesOf)] };
}

function returnCondition(own: readonly BuiltColumn[], order: readonly BuiltColumn[], net: boolean): string {
  const conditions = [
    ...(own.some((column) => column.name === 'is_return') ? ['l.is_return'] : []),
    ...(own.some((column) => column.name === 'qty') ? ['l.qty < 0'] : []),
    ...(net ? ['l.net_amount < 0'] : []),
    ...(order.some((column) => column.name === 'doc_type') ? [`lower(trim(o.doc_type)) IN (${[...returnWords].map(quoteText).join(', ')})`] : []),
  ];
  return conditions.length ? `coalesce(${conditions.map((condition) => `coalesce(${condition}, false)`).join(' OR ')}, false)` : 'false';
}

/** An order list without lines: each of its rows is one line. */
function linesFromOrders(orders: TableBuild, repeated: readonly Staged[]): TableBuild {
  const amount = orders.columns.find((column) => column.name === 'net_amount') ?? orders.columns.find((column) => column.name === 'gross_amount');
  const known = ['net_amount', 'gross_amount', 'vat_amount'].filter((name) => orders.columns.some((column) => column.name === name)).join(' ');
  const net = `coalesce(${[...(known.includes('net') ? ['net_amount'] : []), ...(known.includes('gross_amount vat_amount') ? ['gross_amount - vat_amount'] : []), ...(known.includes('gross') ? ['gross_amount'] : [])].join(', ')})`;
  const carried = orders.columns.filter((column) => column.name === 'order_id' || column.name === 'order_time' || orderFieldsOnLines.some((name) => name === column.name));
  const columns: BuiltColumn[] = [...carried, ...(amount ? [{ name: 'net_amount', type: amount.type, origin: 'derived' as const }] : []), { name: 'is_return', type: 'BOOLEAN', origin: 'derived' }];
  const returned = [...(amount ? [`${amount.name} < 0`] : []), ...(carried.some((column) => column.name === 'doc_type') ? [`lower(trim(doc_type)) IN (${[...returnWords].map(quoteText).join(', ')})`] : [])];
  const list = [...carried.map((column) => quoteName(column.name)), ...(amount ? [`CAST(${net} AS ${amount.type}) AS net_amount`] : []), `${returned.length ? `coalesce(${returned.join(' OR ')}, false)` : 'false'} AS is_return`, repeated.length ? '_copy' : 'false AS _copy', 'false AS _filled', '_file', '_row'];
  const rest = orders.columns.filter((column) => column.name !== 'order_id');
  const from = repeated.length ? `(${markCopies(orderRows(repeated, rest), rest)})` : quotePath('base', 'orders');
  return { name: 'order_lines', canonical: true, columns, statements: [createTable('order_lines', `SELECT ${list.join(', ')} FROM ${from} ORDER BY _file, _row`)] };
}

/** What was promised and when it came, from delivery files, order lists and order lines. */
export function buildDeliveries(stages: readonly Staged[]): TableBuild | null {
  const columns = columnsOf(stages, 'deliveries').filter((column) => column.name !== 'order_id');
  const sources = stages.filter((from) => from.columns.some((column) => column.table === 'deliveries') && (has(from, 'deliveries', 'order_id') || has(from, from.table, 'order_id')));
  const dated = columns.filter((column) => column.type === 'DATE' || column.type === 'TIMESTAMP');
  if (!sources.length || !dated.length) return null;
  const rest = columns.filter((column) => !['customer_id', 'line_no'].includes(column.name));
  const rowsOf = (part: readonly Staged[]): string => part.map((from) => unite([from], 'deliveries', rest, () => {
    const flat = from.table === 'order_lines';
    return [
      `${quoteName(has(from, 'deliveries', 'order_id') ? 'deliveries.order_id' : `${from.table}.order_id`)} AS order_id`,
      `${from.table === 'deliveries' ? staged(from, 'deliveries', { name: 'customer_id', type: 'VARCHAR' }) : staged(from, 'orders', { name: 'customer_id', type: 'VARCHAR' })} AS customer_id`,
      `${staged(from, flat ? 'order_lines' : 'deliveries', { name: 'line_no', type: 'BIGINT' })} AS line_no`,
      `${staged(from, flat ? 'order_lines' : 'deliveries', { name: flat ? 'qty' : 'qty_ordered', type: 'DOUBLE' })} AS _qty`,
    ];
  })).join('\nUNION ALL BY NAME\n');
  const known = (name: string): boolean => rest.some((column) => column.name === name);
  const ordered = sources.some((from) => has(from, 'order_lines', 'qty'));
  const built: BuiltColumn[] = [
    { name: 'order_id', type: 'VARCHAR', origin: 'file' },
    ...(sources.some((from) => has(from, 'deliveries', 'customer_id') || has(from, 'orders', 'customer_id')) ? [{ name: 'customer_id', type: 'VARCHAR', origin: 'file' as const }] : []),
    ...(sources.some((from) => has(from, from.table, 'line_no')) ? [{ name: 'line_no', type: 'BIGINT', origin: 'file' as const }] : []),
    ...rest.filter((column) => !['promised_date', 'qty_ordered', 'qty_delivered', 'delivered_pct'].includes(column.name)),
    ...(known('promised_date') || known('requested_date') ? [{ name: 'promised_date', type: 'DATE', origin: known('promised_date') ? ('file' as const) : ('derived' as const) }] : []),
    ...(known('qty_ordered') || ordered ? [{ name: 'qty_ordered', type: 'DOUBLE', origin: known('qty_ordered') ? ('file' as const) : ('derived' as const) }] : []),
    ...(known('qty_delivered') || known('delivered_pct') ? [{ name: 'qty_delivered', type: 'DOUBLE', origin: known('qty_delivered') ? ('file' as const) : ('derived' as const) }] : []),
  ];
  const choose = (names: readonly string[], type: string): string => {
    const there = names.filter((name) => name.startsWith('_') || known(name));
    return there.length ? `coalesce(${there.join(', ')})` : `CAST(NULL AS ${type})`;
  };
  const percent = known('delivered_pct') ? '_qty * CASE WHEN delivered_pct > 1.5 THEN delivered_pct / 100 ELSE delivered_pct END' : null;
  const list = built.map(({ name }) => {
    if (name === 'promised_date') return `${choose(['promised_date', 'requested_date'], 'DATE')} AS promised_date`;
    if (name === 'qty_ordered') return `${choose(['qty_ordered', '_qty'], 'DOUBLE')} AS qty_ordered`;
    if (name === 'qty_delivered') return `${known('qty_delivered') ? (percent ? `coalesce(qty_delivered, ${percent})` : 'qty_delivered') : (percent ?? 'CAST(NULL AS DOUBLE)')} AS qty_delivered`;
    return quoteName(name);
  });
  const told = [...(known('promised_date') ? ['promised_date IS NOT NULL'] : []), ...(known('requested_date') ? ['requested_date IS NOT NULL'] : []), ...(known('actual_date') ? ['actual_date IS NOT NULL'] : [])];
  return { name: 'deliveries', canonical: true, columns: built, statements: fillInSlices('deliveries', sources, (part) => `SELECT ${[...list, '_file', '_row'].join(', ')} FROM (\n${rowsOf(part)}\n)${told.length ? ` WHERE ${told.join(' OR ')}` : ''}`) };
}

