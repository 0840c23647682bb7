// node tests/bench/native.mjs FILE: the same work on native DuckDB, one thread, as one line of JSON (seconds).
import { DuckDBInstance } from '@duckdb/node-api';
import { questions } from './questions.mjs';

const [, , path = ''] = process.argv;
const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();
const seconds = async (sql, values) => {
  const from = performance.now();
  await connection.run(sql, values);
  return (performance.now() - from) / 1000;
};
const read = await seconds('CREATE TABLE order_lines AS SELECT *, amount AS net_amount, sku AS product_id FROM read_csv($path)', { path });
const told = { read };
for (const [name, sql] of Object.entries(questions)) told[name] = await seconds(`CREATE TABLE "${name}" AS ${sql}`);
const [[rows]] = (await connection.runAndReadAll('SELECT count(*) FROM order_lines')).getRows();
process.stdout.write(`${JSON.stringify({ ...told, rows: Number(rows), bytesPeak: process.resourceUsage().maxRSS * 1024 })}\n`);
connection.closeSync();
instance.closeSync();
