import { expect, test } from 'vitest';
import type { Base } from '../base/Base.ts';
import { canonicalTables } from '../base/schema.ts';
import { cellKinds } from '../cells/kinds.ts';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import { vocabularyOf } from '../session/NotebookSession.ts';
import { readsOf } from './readsOf.ts';

const table = (name: string, columns: readonly string[]): Base['tables'][number] => ({ name, canonical: true, rows: 1, columns: columns.map((column) => ({ name: column, type: 'VARCHAR', origin: 'file' })) });
const base: Base = { tables: [table('orders', ['order_id', 'customer_id', 'order_date', 'net_amount', 'note']), table('customers', ['customer_id', 'phone'])], inputs: [], quality: [], asOf: null, currency: null };
const reads = (body: string): Record<string, readonly string[]> =>
  Object.fromEntries(readsOf(parseNotebook(`---\ncubebook: 1\n---\n\n${body}`, vocabularyOf(cellKinds, canonicalTables)), cellKinds, base).map(({ relation, columns }) => [relation, columns]));
const sql = (query: string): string => `\`\`\`sql id=a\n${query}\n\`\`\`\n`;

test('a query is said to read the columns that it names, of each table', () => {
  expect(reads(sql('SELECT o.customer_id, sum(net_amount) * 2, count(*) FROM orders o JOIN customers c USING (customer_id) GROUP BY 1'))).toEqual({ orders: ['customer_id', 'net_amount'], customers: ['customer_id'] });
});

test('a star, and a query without a list, read all', () => {
  expect(reads(sql('SELECT * FROM customers'))).toEqual({ customers: [] });
  expect(reads(sql('SELECT c.* FROM customers c'))).toEqual({ customers: [] });
  expect(reads(sql('FROM customers'))).toEqual({ customers: [] });
});
