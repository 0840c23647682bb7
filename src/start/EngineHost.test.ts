import { expose } from 'comlink';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EngineApi } from '../database/EngineApi.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { EngineHost, type HostState } from './EngineHost.ts';

const never = new Promise<never>(() => undefined);
const nothing = { columns: [], ipc: new Uint8Array() };

/** An engine's worker without an engine: `SELECT 1` is answered, `hang` never is, `die` tells of the engine's death. */
class PlayedWorker extends EventTarget {
  static begun: PlayedWorker[] = [];
  static readonly channels: MessageChannel[] = [];
  ended = false;
  readonly #port: MessagePort;

  constructor() {
    super();
    const { port1, port2 } = new MessageChannel();
    PlayedWorker.channels.push({ port1, port2 });
    PlayedWorker.begun.push(this);
    this.#port = port2;
    let die: (reason: string) => void = () => undefined;
    const api: EngineApi = {
      open: () => Promise.resolve('played'),
      run: async (_, sql) => {
        if (sql === 'die') die('unreachable');
        if (sql === 'exhaust') return fail('crashed', 'Out of memory');
        return sql === 'hang' || sql === 'die' ? never : done(nothing);
      },
      stop: () => undefined,
      describe: () => Promise.resolve(done([])),
      create: () => Promise.resolve(done(null)),
      append: () => Promise.resolve(done(null)),
      watch: () => undefined,
      onDeath: (listener) => void (die = listener),
      watchMemory: () => undefined,
      pulse: () => Promise.resolve(),
      share: () => undefined,
    };
    expose(api, port1);
    port2.addEventListener('message', ({ data }) => void this.dispatchEvent(Object.assign(new Event('message'), { data })));
    port2.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  terminate(): void {
    this.ended = true;
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  for (const { port1, port2 } of PlayedWorker.channels.splice(0)) [port1, port2].forEach((port) => port.close());
  PlayedWorker.begun = [];
});

function host(replay: () => Promise<boolean> = () => Promise.resolve(true)) {
  vi.stubGlobal('Worker', PlayedWorker);
  // the page waits for the locks that its workers hold
  const released: (() => void)[] = [];
  vi.stubGlobal('navigator', { locks: { request: (_: string, tell: () => void) => void released.push(tell) } });
  const states: HostState['status'][] = [];
  const ends: Outcome<never>[] = [];
  const parts = { engine: { script: new Blob(), module: new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)) }, engineWorker: 'engine.js', memoryLimit: '1GB' };
  const engine = new EngineHost({ ...parts, replay, onState: ({ status }) => void states.push(status), onEnd: (failure) => void ends.push(failure), onMemory: () => undefined });
  return { engine, states, ends, released };
}

describe('the engine as the page holds it', () => {
  test('ends what waits for it when it begins anew by wish, so that nothing behind it waits forever', async () => {
    const { engine } = host();
    await engine.name();
    const waiting = engine.run('hang');
    await engine.restart({ kind: 'cancelled', message: 'Memory is given back.', line: null, column: null, hint: null });
    expect(await waiting).toMatchObject({ ok: false, error: { kind: 'cancelled', message: 'Memory is given back.' } });
    expect((await engine.run('SELECT 1')).ok).toBe(true);
  });

  test('is replaced after it died, with what it held; whoever fed it through a port is told', async () => {
    const replay = vi.fn(() => Promise.resolve(true));
    const { engine, states, ends } = host(replay);
    await engine.name();
    expect(await engine.run('die')).toMatchObject({ ok: false, error: { kind: 'crashed', message: 'The engine stopped: unreachable' } });
    expect((await engine.run('SELECT 1')).ok).toBe(true);
    expect([replay.mock.calls.length, ends.length, PlayedWorker.begun.map(({ ended }) => ended)]).toEqual([1, 1, [true, false]]);
    expect(states).toEqual(['starting', 'ready', 'restarting', 'ready']);
  });

  test('is replaced also when its worker goes without a word', async () => {
    const { engine, released } = host();
    await engine.name();
    await expect.poll(() => released.length).toBe(1);
    const waiting = engine.run('hang');
    await engine.run('SELECT 1');
    released[0]?.();
    expect(await waiting).toMatchObject({ ok: false, error: { kind: 'crashed', message: 'The engine stopped: no reason given' } });
    expect((await engine.run('SELECT 1')).ok).toBe(true);
  });

  test('is replaced once more when what it gets back kills it again', async () => {
    let times = 0;
    const { engine } = host(() => Promise.resolve((times += 1) > 2));
    await engine.name();
    await engine.run('exhaust');
    expect((await engine.run('SELECT 1')).ok).toBe(true);
    expect([times, PlayedWorker.begun.map(({ ended }) => ended)]).toEqual([3, [true, true, true, false]]);
  });

  test('that died before it could begin gives way to another', async () => {
    const { engine } = host();
    PlayedWorker.begun[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'no memory' }));
    expect(await engine.name()).toBe('played');
    expect((await engine.run('SELECT 1')).ok).toBe(true);
  });
});
