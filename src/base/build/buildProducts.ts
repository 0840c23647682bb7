import { quoteName, quotePath } from '../../sql/quote.ts';
import { createTable } from './fillInSlices.ts';
import type { BuiltColumn, Staged } from './Staged.ts';
import { columnsOf, firstTold, has, staged, unite, type TableBuild } from './unite.ts';

/** One row a product: from product files, then from what order lines say of their products. */
export function buildProducts(stages: readonly Staged[], category: CategoryJoin | null): TableBuild | null {
  const files = stages.filter((from) => from.table === 'products');
  const lines = stages.filter((from) => from.table === 'order_lines' && (has(from, 'order_lines', 'product_id') || has(from, 'order_lines', 'product_name')));
  const columns = columnsOf(stages, 'products').filter((column) => column.name !== 'product_id' && column.name !== 'product_name');
  const text = { name: 'product_name', type: 'VARCHAR' };
  const parts: string[] = [];
  if (files.length) parts.push(unite(files, 'products', [...columns, { name: 'product_id', type: 'VARCHAR' }, text]));
  if (lines.length) {
    const rows = unite(lines, 'products', columns, (from) => [
      `${has(from, 'order_lines', 'product_id') ? `coalesce("order_lines.product_id", ${staged(from, 'order_lines', text)})` : staged(from, 'order_lines', text)} AS product_id`,
      `${staged(from, 'order_lines', text)} AS product_name`,
    ]);
    parts.push(`SELECT * REPLACE (_file + 500000 AS _file) FROM (\n${rows}\n)`);
  }
  if (!parts.length) return null;
  const list = [...columns.map((column) => column.name), 'product_name'].map(firstTold);
  const grouped = `SELECT ${['product_id', ...list, 'min(_file) AS _file', 'arg_min(_row, _file) AS _row'].join(', ')}\nFROM (\n${parts.join('\nUNION ALL BY NAME\n')}\n)\nWHERE product_id IS NOT NULL\nGROUP BY product_id`;
  const origin = (name: string): 'file' | 'derived' => (files.some((from) => has(from, 'products', name)) || lines.some((from) => has(from, 'order_lines', name)) ? 'file' : 'derived');
  const joined = category !== null && !columns.some((column) => column.name === 'category');
  const built: BuiltColumn[] = [{ name: 'product_id', type: 'VARCHAR', origin: origin('product_id') }, { name: 'product_name', type: 'VARCHAR', origin: origin('product_name') }, ...columns, ...(joined ? [{ name: 'category', type: 'VARCHAR', origin: 'derived' as const }] : [])];
  const selected = built.map(({ name }) => (name === 'product_name' ? 'coalesce(g.product_name, g.product_id) AS product_name' : name === 'category' && joined ? 'k.category AS category' : `g.${quoteName(name)}`));
  const join = joined ? `\nLEFT JOIN (SELECT CAST(${quoteName(category.key)} AS VARCHAR) AS key, first(${quoteName(category.name)}) AS category FROM ${quotePath('base', category.table)} GROUP BY 1) AS k ON k.key = CAST(g.${quoteName(category.key)} AS VARCHAR)` : '';
  return { name: 'products', canonical: true, columns: built, statements: [createTable('products', `SELECT ${[...selected, 'g._file', 'g._row'].join(', ')} FROM (\n${grouped}\n) AS g${join} ORDER BY g._file, g._row, g.product_id`)] };
}

/** A file of categories that products point to by key. */
interface CategoryJoin {
  readonly table: string;
  readonly key: string;
  readonly name: string;
}

/** Finds the table that names the categories of products: same key column, and a name beside it. */
export function findCategories(stages: readonly Staged[]): CategoryJoin | null {
  const keys = stages.filter((from) => from.table === 'products').flatMap((from) => from.columns.filter((column) => column.table === 'products' && /categor.*id$/.test(column.target)).map((column) => column.target));
  for (const from of stages) {
    if (from.table === 'products') continue;
    const key = keys.find((name) => has(from, from.table, name));
    const name = from.columns.find((column) => column.planned?.type === 'text' && /^(sub)?(category_?)?(name|nazwa)$|categor.*name$/.test(column.target));
    if (key && name && /categor/.test(from.table)) return { table: from.table, key, name: name.target };
  }
  return null;
}
