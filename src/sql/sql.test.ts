import { describe, expect, it } from 'vitest';
import { replaceParams, usedParams } from './params.ts';
import { quoteName, quotePath, quoteText } from './quote.ts';
import { readNames } from './readNames.ts';
import { readOnly } from './readOnly.ts';
import { tokenize } from './tokenize.ts';

describe('quoting', () => {
  it('doubles quotes in names and texts', () => {
    expect(quoteName('a"b')).toBe('"a""b"');
    expect(quotePath('base', 'or ders')).toBe('"base"."or ders"');
    expect(quoteText("O'Neil")).toBe("'O''Neil'");
  });
});

describe('tokens', () => {
  it.each([
    [`select 'it''s' -- $no\n, "a""b" /* /* $x */ */`, ['select', `'it''s'`, ',', 'a"b']],
    ['select $$ $x ; $$, $as_of', ['select', '$$ $x ; $$', ',', 'as_of']],
    [`e'a\\'b' 1.5e3 .5 имя`, ['e', `'a\\'b'`, '1.5e3', '.5', 'имя']],
  ])('of %s', (sql, expected) => {
    expect(tokenize(sql).map((token) => token.text)).toEqual(expected);
  });

  it('cover every character that is no blank and no comment', () => {
    const sql = 'select a.b::DOUBLE, x->>\'y\' from t where z = $p';
    expect(tokenize(sql).map((token) => sql.slice(token.start, token.end)).join('')).toBe(sql.replaceAll(' ', ''));
  });
});

describe('parameters', () => {
  it('are found outside of text and comments only', () => {
    expect(usedParams(`select $a, '$b', "$c", $a -- $d`)).toEqual(['a']);
  });
  it('are replaced where they stand', () => {
    expect(replaceParams(`select '$a', $a+$b`, (name) => `getvariable('${name}')`)).toBe(`select '$a', getvariable('a')+getvariable('b')`);
  });
});

describe('names that a query reads', () => {
  it.each([
    ['select * from orders', ['orders']],
    ['from orders select 1', ['orders']],
    ['select * from orders o, rfm.customers c join "who 2" using (x)', ['orders', 'rfm.customers', 'who 2']],
    ['with a as (select * from orders), b(x) as materialized (select 1) select * from a join b on true', ['orders']],
    ['select extract(year from d), a is distinct from b from t', ['t']],
    ['select * from (select * from inner_t) s, lateral (select 1 from u)', ['inner_t', 'u']],
    ['select * from (a join b using (id)), c', ['a', 'b', 'c']],
    ['select * from range(10) r, orders', ['orders']],
    ['select x, (select max(y) from p) from q where z in (select z from r)', ['p', 'q', 'r']],
    ['summarize orders', ['orders']],
    ['pivot sales on year using sum(x)', ['sales']],
    ['select a, b from t group by a, b order by a, b', ['t']],
    ['select * from orders union all select * from ORDERS', ['ORDERS']],
  ])('%s', (sql, expected) => {
    expect(readNames(sql).map((names) => names.join('.'))).toEqual(expected);
  });
});

describe('a cell is one query that reads', () => {
  it.each(['select 1', 'SELECT 1;', ' with a as (select 1) from a ;;', 'from orders', '(select 1) union (select 2)', 'values (1)', 'summarize orders', "select ';' -- ; end"])('%s', (sql) => {
    expect(readOnly(sql)).toMatchObject({ ok: true });
  });
  it.each(['', '  -- only a comment', 'drop table orders', "copy orders to 'x'", 'select 1; drop table orders', 'select 1); drop table orders; --', 'select (1', "select 'open", 'select 1 /* open', 'attach \'x\'', 'set memory_limit=\'1GB\'', 'insert into orders values (1)', 'explain analyze select 1', 'call pragma_version()', 'create table x as select 1'])(
    'refuses %s',
    (sql) => {
      expect(readOnly(sql)).toMatchObject({ ok: false });
    },
  );
});
