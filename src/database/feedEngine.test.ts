import { expect, test } from 'vitest';
import type { Batch } from './Database.ts';
import { feedEngine } from './feedEngine.ts';
import { done } from './outcome.ts';

async function feed(batches: number): Promise<string[]> {
  const heard: string[] = [];
  const engine = {
    create: async () => done(null),
    append: async () => {
      heard.push('append');
      return done(null);
    },
    run: async (sql: string) => {
      heard.push(sql);
      return done(null);
    },
  };
  async function* rows(): AsyncGenerator<Batch> {
    for (let at = 0; at < batches; at += 1) yield { rows: 500_000, columns: [] };
  }
  expect(await feedEngine(engine, { schema: 'stage', name: 'f0', columns: [] }, rows())).toEqual(done({ rows: batches * 500_000 }));
  return heard;
}

test('millions of rows are packed as they come in, since all of them have to fit into 4 GB', async () => {
  const heard = await feed(10);
  expect(heard.filter((word) => word === 'CHECKPOINT')).toHaveLength(3);
  expect(heard.indexOf('CHECKPOINT')).toBe(4);
});

test('two million rows are left as they are: packing would take longer than it saves', async () => {
  expect(await feed(4)).toEqual(['append', 'append', 'append', 'append']);
});
