import { afterEach, expect, test, vi } from 'vitest';
import { ImportClient } from './ImportClient.ts';

/** A worker that takes every message and answers none. */
class SilentWorker extends EventTarget {
  static readonly begun: SilentWorker[] = [];
  ended = false;
  heard = 0;

  constructor() {
    super();
    SilentWorker.begun.push(this);
  }

  postMessage(): void {
    this.heard += 1;
  }

  terminate(): void {
    this.ended = true;
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  SilentWorker.begun.length = 0;
});

const files = [{ name: 'orders.csv', blob: new Blob(['a,b\n1,2\n']) }];

async function busy(): Promise<{ client: ImportClient; worker: SilentWorker; outcome: ReturnType<ImportClient['recognise']> }> {
  vi.stubGlobal('Worker', SilentWorker);
  vi.stubGlobal('navigator', {});
  const client = new ImportClient(Promise.resolve('import.js'));
  const outcome = client.recognise(files);
  await expect.poll(() => SilentWorker.begun[0]?.heard ?? 0).toBeGreaterThan(0);
  const [worker] = SilentWorker.begun;
  if (!worker) throw new Error('no worker was begun');
  return { client, worker, outcome };
}

test('an import worker that dies over a file leaves a sentence and what to do, and the next file gets a new worker', async () => {
  const { client, worker, outcome } = await busy();
  worker.dispatchEvent(Object.assign(new Event('error'), { message: 'Array buffer allocation failed' }));
  expect(await outcome).toMatchObject({ ok: false, error: { kind: 'input', message: 'Reading stopped: Array buffer allocation failed', hint: expect.stringContaining('Take the last file out') } });
  expect(worker.ended).toBe(true);
  void client.recognise(files);
  await expect.poll(() => SilentWorker.begun.length).toBe(2);
});

test('what an import worker does can be given up at any moment, even while it listens to nothing', async () => {
  const { client, worker, outcome } = await busy();
  client.abandon();
  expect(await outcome).toMatchObject({ ok: false, error: { kind: 'cancelled', message: 'Stopped.' } });
  expect(worker.ended).toBe(true);
});

test('a load that does not hear Stop is given up after a moment', async () => {
  vi.stubGlobal('Worker', SilentWorker);
  vi.stubGlobal('navigator', {});
  const client = new ImportClient(Promise.resolve('import.js'));
  const outcome = client.load({ port: new MessageChannel().port1, engine: 'duckdb wasm', files, recognitions: [], rules: {}, groups: {}, rates: {} }, () => undefined);
  await expect.poll(() => SilentWorker.begun[0]?.heard ?? 0).toBeGreaterThan(0);
  void client.stop();
  expect(await outcome).toMatchObject({ ok: false, error: { kind: 'cancelled', message: 'Stopped.' } });
  expect(SilentWorker.begun[0]?.ended).toBe(true);
});
