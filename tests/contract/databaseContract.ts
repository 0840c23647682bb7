import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Batch, Database, ImportTarget } from '../../src/database/Database.ts';
import { expectDone } from '../../src/database/outcome.ts';
import type { Scalar } from '../../src/database/table.ts';

/** What every Database keeps, whatever engine is behind it. */
export function holdToContract(name: string, open: () => Promise<Database>): void {
  describe(`the database contract, ${name}`, () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());

    const rows = async (sql: string): Promise<Scalar[][]> => expectDone(await database.run(sql)).rows();
    const failure = async (sql: string) => {
      const outcome = await database.run(sql);
      if (outcome.ok) throw new Error(`${sql} was expected to fail`);
      return outcome.error;
    };

    it('names its engine and version', () => {
      expect(database.engine).toMatch(/^duckdb \d+\.\d+\.\d+ (native|wasm)$/);
    });

    it.each<[string, Scalar]>([
      ['1::DECIMAL(18,4)', '1.0000'],
      ['-0.05::DECIMAL(4,2)', '-0.05'],
      ['12345678901234567890123456789012345.678::DECIMAL(38,3)', '12345678901234567890123456789012345.678'],
      ['-99999999999999999.9::DECIMAL(18,1)', '-99999999999999999.9'],
      ['123.4::DECIMAL(4,1)', '123.4'],
      ['1.5::DECIMAL(9,3)', '1.500'],
      ['9007199254740991::BIGINT', 9007199254740991],
      ['9007199254740993::BIGINT', '9007199254740993'],
      ['(-9223372036854775808)::BIGINT', '-9223372036854775808'],
      ['sum(x) FROM (VALUES (1), (2)) t(x)', 3],
      ['170141183460469231731687303715884105727::HUGEINT', '170141183460469231731687303715884105727'],
      ['42::UTINYINT', 42],
      ['0.1::DOUBLE', 0.1],
      ["'nan'::DOUBLE", null],
      ["'inf'::DOUBLE", null],
      ['NULL', null],
      ['NULL::DATE', null],
      ["DATE '1999-12-31'", '1999-12-31'],
      ["DATE '1899-12-31'", '1899-12-31'],
      ["TIMESTAMP '2011-12-09 12:50:00'", '2011-12-09T12:50:00'],
      ["TIMESTAMP '1969-12-31 23:59:59.5'", '1969-12-31T23:59:59.5'],
      ['TRUE', true],
      ["'Żuraw «Нева» 🧤'", 'Żuraw «Нева» 🧤'],
      ["''", ''],
      ["'b'::ENUM('a','b')", 'b'],
      ['[1, 2]', '[1, 2]'],
      ["INTERVAL 3 DAY", '3 days'],
      ["TIME '08:15:00'", '08:15:00'],
    ])('hands over %s exactly', async (expression, expected) => {
      expect(await rows(`SELECT ${expression}`)).toEqual([[expected]]);
    });

    it('names columns and their types as DuckDB does', async () => {
      const columns = expectDone(await database.describe("SELECT 1 AS one, 1.5::DECIMAL(9,3) AS price, sum(2) AS total, 'a'::ENUM('a') AS letter"));
      expect(columns).toEqual([
        { name: 'one', type: 'INTEGER' },
        { name: 'price', type: 'DECIMAL(9,3)' },
        { name: 'total', type: 'HUGEINT' },
        { name: 'letter', type: "ENUM('a')" },
      ]);
      expect(expectDone(await database.run("SELECT 1 AS one, sum(2) AS total")).columns).toEqual([
        { name: 'one', type: 'INTEGER' },
        { name: 'total', type: 'HUGEINT' },
      ]);
    });

    it('keeps the columns of an empty result', async () => {
      const table = expectDone(await database.run('SELECT 1 AS a, 2.5::DECIMAL(4,2) AS b WHERE false'));
      expect(table.columns.map((column) => column.name)).toEqual(['a', 'b']);
      expect(table.rowCount).toBe(0);
    });

    it('keeps the order of rows over many batches', async () => {
      const table = expectDone(await database.run('SELECT i, i::VARCHAR AS text FROM range(20000) t(i) ORDER BY i DESC'));
      expect(table.rowCount).toBe(20000);
      expect([table.row(0), table.row(19999)]).toEqual([[19999, '19999'], [0, '0']]);
    });

    it('binds parameters by name and type, several times, and never pastes them', async () => {
      const outcome = await database.run("SELECT $day + 1 AS next, $text AS text, '$text' AS literal, $n + $n AS twice, $none AS none, $yes AS yes", {
        params: {
          day: { type: 'DATE', value: '2024-02-28' },
          text: { type: 'VARCHAR', value: "'; DROP TABLE x; --" },
          n: { type: 'BIGINT', value: '4611686018427387000' },
          none: { type: 'DOUBLE', value: null },
          yes: { type: 'BOOLEAN', value: true },
        },
      });
      expect(expectDone(outcome).rows()).toEqual([['2024-02-29', "'; DROP TABLE x; --", '$text', '9223372036854774000', null, true]]);
    });

    it('tells of a parameter that is not there', async () => {
      expect(await failure('SELECT $absent')).toMatchObject({ kind: 'missing', message: expect.stringContaining('$absent') });
    });

    it('uses parameters in statements that make tables', async () => {
      expectDone(await database.run('CREATE OR REPLACE TABLE made AS SELECT $n AS n', { params: { n: { type: 'BIGINT', value: 7 } } }));
      expect(await rows('FROM made')).toEqual([[7]]);
    });

    it.each<[string, string, number | null, number | null]>([
      ['SELECT 1\nFORM t', 'syntax', 2, 6],
      ['SELECT\n  nope\nFROM range(3)', 'missing', 2, 3],
      ['SELECT * FROM no_such_table', 'missing', 1, 15],
      ["SELECT 'a'::INTEGER", 'type', null, null],
      ['SELECT 1; SELECT 2', 'refused', null, null],
      ['', 'syntax', null, null],
    ])('gives the failure of %j as data with its place', async (sql, kind, line, column) => {
      const error = await failure(sql);
      expect(error.kind).toBe(kind);
      if (line !== null) expect([error.line, error.column]).toEqual([line, column]);
    });

    it('answers after a failure', async () => {
      await failure('SELECT nope');
      expect(await rows('SELECT 1')).toEqual([[1]]);
    });

    it.each(["COPY (SELECT 1) TO 'out.csv'", "ATTACH 'x.db'", "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM 'http://127.0.0.1:9/x.csv'", 'LOAD httpfs', 'SET enable_external_access=true', "SET memory_limit='100GB'"])(
      'is locked: %s',
      async (sql) => {
        expect((await failure(sql)).kind).toMatch(/refused|missing|type|runtime/);
      },
    );

    it('stops a long query on request and answers afterwards', async () => {
      const stop = new AbortController();
      const running = database.run('SELECT count(*) FROM range(100000000) a(x), range(100000) b(y) WHERE (x * y) % 7 = 3', { signal: stop.signal });
      setTimeout(() => stop.abort(), 200);
      expect(await running).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
      expect(await rows('SELECT 2')).toEqual([[2]]);
    });

    it('runs what is asked at the same time one after the other', async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => rows(`SELECT ${index}`)));
      expect(answers.flat(2)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    const target: ImportTarget = {
      schema: 'stage',
      name: 'some "file"',
      columns: [
        { name: 'text', type: 'VARCHAR' },
        { name: 'code', type: 'VARCHAR' },
        { name: 'whole', type: 'INTEGER' },
        { name: 'wide', type: 'BIGINT' },
        { name: 'real', type: 'DOUBLE' },
        { name: 'day', type: 'DATE' },
        { name: 'money', type: 'DECIMAL(18,2)' },
      ],
    };

    it('imports batches of every kind of column exactly, rows in order, over two batches', async () => {
      expect(expectDone(await database.import(target, batches())).rows).toBe(4);
      expect(await rows('FROM stage."some ""file"""')).toEqual([
        ['Łódź', 'x', 1, '9007199254740993', 0.5, '2024-02-29', '-12.34'],
        [null, null, null, null, null, null, null],
        ['Łódź', 'x', 1, '9007199254740993', 0.5, '2024-02-29', '-12.34'],
        [null, null, null, null, null, null, null],
      ]);
      expect(await rows("SELECT sum(money) FROM stage.\"some \"\"file\"\"\"")).toEqual([['-24.68']]);
    });

    it('imports into the same name anew', async () => {
      expectDone(await database.import(target, batches(1)));
      expect(await rows('SELECT count(*) FROM stage."some ""file"""')).toEqual([[2]]);
    });

    it('leaves nothing of an import that was stopped', async () => {
      const stop = new AbortController();
      stop.abort();
      expect(await database.import({ ...target, name: 'stopped' }, batches(), { signal: stop.signal })).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
      expect((await failure('FROM stage.stopped')).kind).toBe('missing');
    });
  });
}

async function* batches(count = 2): AsyncGenerator<Batch> {
  for (let index = 0; index < count; index += 1) yield batch();
}

function batch(): Batch {
  const bytes = new TextEncoder().encode('Łódź');
  const valid = Uint8Array.of(1, 0);
  return {
    rows: 2,
    columns: [
      { kind: 'text', bytes, offsets: Int32Array.of(0, bytes.length, bytes.length), valid },
      { kind: 'dictionary', codes: Int32Array.of(1, -1), offsets: Int32Array.of(0, 1, 2), bytes: new TextEncoder().encode('yx') },
      { kind: 'value', values: Int32Array.of(1, 0), valid },
      { kind: 'value', values: BigInt64Array.of(9007199254740993n, 0n), valid },
      { kind: 'value', values: Float64Array.of(0.5, 0), valid },
      { kind: 'value', values: Int32Array.of(19782, 0), valid },
      { kind: 'value', values: BigInt64Array.of(-1234n, 0n), valid },
    ],
  };
}
