import { expect, test } from 'vitest';
import { expectDone } from '../../src/database/outcome.ts';
import { fetchParts } from '../../src/start/fetchParts.ts';
import { StatisticsClient } from '../../src/start/StatisticsClient.ts';
import { runTask } from '../../src/statistics/tasks.ts';

const client = new StatisticsClient(fetchParts().then(({ statisticsWorker }) => statisticsWorker));
const values = Float64Array.from({ length: 400 }, (_, at) => (at * 7919) % 101);
const treated = Uint8Array.from(values, (_, at) => at % 2);

test('the worker finds what the page would find', async () => {
  const asked = { values, treated, seed: 5, draws: 2000 };
  expect(expectDone(await client.calculate('permute', asked))).toEqual(runTask('permute', asked));
});

test('a long calculation tells how far it is, ends at once when it is stopped, and another can follow', async () => {
  const stop = new AbortController();
  const heard: number[] = [];
  const stopped = await client.calculate('permute', { values, treated, seed: 5, draws: 50_000_000 }, {
    signal: stop.signal,
    onProgress: (fraction) => {
      heard.push(fraction);
      stop.abort();
    },
  });
  expect(stopped).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  expect(heard[0]).toBeGreaterThan(0);
  expect(heard[0]).toBeLessThan(1);
  expect(expectDone(await client.calculate('permute', { values, treated, seed: 5, draws: 99 })).count).toBe(99);
});
