import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { expectDone } from '../../src/database/outcome.ts';
import { BaseStore } from '../../src/storage/BaseStore.ts';
import { type KeptNotebook, NotebookStore } from '../../src/storage/NotebookStore.ts';
import { openVault } from '../../src/storage/openVault.ts';

// The browser's own database, in which the k-th write fails: at once, as when a value cannot be stored, or later, as when the disk is full.
const name = 'cubebook-faults';
const notebook = (text: string, version: number): KeptNotebook => ({ id: 'n', title: 'N', text, version, trusted: true, file: null, cells: 1 });
const file = (label: string, text: string) => ({ name: label, blob: new Blob([text]) });
const remove = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.addEventListener('success', () => resolve());
    asked.addEventListener('error', () => reject(asked.error ?? new Error('not removed')));
  });

/** lets k writes through, then none; gives how to end that */
function failFrom(k: number, how: 'at once' | 'later'): void {
  let left = k;
  for (const method of ['put', 'delete', 'clear'] as const) {
    const real = IDBObjectStore.prototype[method];
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (this: IDBObjectStore, ...given: unknown[]): IDBRequest<IDBValidKey> & IDBRequest<undefined> {
      left -= 1;
      if (left < 0 && how === 'at once') throw new DOMException('no room', 'QuotaExceededError');
      const request = Reflect.apply(real, this, given);
      // the browser ends the transaction by itself while its writes are on their way
      if (left < 0) this.transaction.abort();
      return request;
    });
  }
}

beforeEach(remove);
afterEach(() => vi.restoreAllMocks());

test.each(['at once', 'later'] as const)('a notebook is whole whichever write fails %s', async (how) => {
  let whole = 0;
  for (let k = 0; k < 14; k += 1) {
    await remove();
    const store = new NotebookStore(openVault(name));
    for (let version = 0; version < 22; version += 1) expectDone(await store.save(notebook(`text ${version + 1}`, version)));
    failFrom(k, how);
    const saved = await store.save(notebook('text 23', 22), { past: ['text 22'], future: [] });
    vi.restoreAllMocks();
    const again = new NotebookStore(openVault(name));
    const kept = expectDone(await again.read('n'));
    expect([kept.notebook.text, kept.damaged], `write ${k}`).toEqual([saved.ok ? 'text 23' : 'text 22', null]);
    expect(kept.steps).toEqual(saved.ok ? { past: ['text 22'], future: [] } : null);
    expect(expectDone(await again.save(notebook('afterwards', kept.notebook.version))).conflict).toBe(false);
    if (saved.ok) whole += 1;
    else expect(saved.error.message).toMatch(/^this browser (has no room left to keep|did not keep) the notebook/);
  }
  // some fail and, once k is beyond the last write, some do not
  expect(whole).toBeGreaterThan(0);
  expect(whole).toBeLessThan(14);
});

test.each(['at once', 'later'] as const)('the base before stays whole whichever write of the next fails %s', async (how) => {
  const store = new BaseStore(openVault(name));
  expectDone(await store.keep({ files: [file('old.csv', 'old')], mapping: null, rules: null }));
  for (let k = 0; k < 4; k += 1) {
    failFrom(k, how);
    const kept = await store.keep({ files: [file('a.csv', '1'), file('b.csv', '2')], mapping: null, rules: null });
    vi.restoreAllMocks();
    expect(kept.ok).toBe(false);
    const base = expectDone(await new BaseStore(openVault(name)).read());
    expect([base?.files.map((one) => one.name), await base?.files[0]?.blob.text()]).toEqual([['old.csv'], 'old']);
  }
});

test('what the browser evicted is gone and said to be, and the open text is kept anew', async () => {
  const [notebooks, bases] = [new NotebookStore(openVault(name)), new BaseStore(openVault(name))];
  expectDone(await notebooks.save(notebook('text 1', 0)));
  expectDone(await bases.keep({ files: [file('a.csv', '1')], mapping: null, rules: null }));
  await remove();
  expect(expectDone(await bases.read())).toBeNull();
  expect(await notebooks.read('n')).toMatchObject({ ok: false, error: { kind: 'missing' } });
  expectDone(await notebooks.save(notebook('text 2', 1)));
  expect(expectDone(await notebooks.read('n')).notebook.text).toBe('text 2');
});
