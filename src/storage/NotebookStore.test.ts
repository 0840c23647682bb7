import { describe, expect, it } from 'vitest';
import { expectDone } from '../database/outcome.ts';
import { BaseStore } from './BaseStore.ts';
import { type KeptNotebook, NotebookStore } from './NotebookStore.ts';
import { MemoryVault } from './testing.ts';

const notebook = (text: string, version = 0, more: Partial<KeptNotebook> = {}): KeptNotebook => ({ id: 'n', title: 'N', text, version, trusted: true, file: null, cells: 1, ...more });

async function withVersions(count: number): Promise<{ vault: MemoryVault; store: NotebookStore }> {
  const vault = new MemoryVault();
  const store = new NotebookStore(vault, () => new Date(0));
  for (let version = 0; version < count; version++) expectDone(await store.save(notebook(`text ${version + 1}`, version)));
  return { vault, store };
}

describe('NotebookStore', () => {
  it('gives back what was saved, with its version', async () => {
    const { store } = await withVersions(2);
    expect(expectDone(await store.read('n'))).toEqual({ notebook: notebook('text 2', 2), steps: null, damaged: null });
    expect(expectDone(await store.versions('n')).map(({ version }) => version)).toEqual([2, 1]);
    expect(expectDone(await store.versions('n')).at(-1)).toEqual({ version: 1, edited: new Date(0).toISOString(), name: null, text: 'text 1' });
  });

  it('keeps both texts when two tabs save the same version, and tells the second', async () => {
    const { store } = await withVersions(1);
    const [first, second] = await Promise.all([store.save(notebook('one tab', 1)), store.save(notebook('other tab', 1))]);
    expect(expectDone(first)).toEqual({ id: 'n', version: 2, conflict: false });
    expect(expectDone(second)).toEqual({ id: 'n-2', version: 1, conflict: true });
    expect(expectDone(await store.read('n')).notebook.text).toBe('one tab');
    expect(expectDone(await store.read('n-2')).notebook.text).toBe('other tab');
  });

  it('lists the last saved first, also when the clock goes back', async () => {
    const times = ['2024-06-01', '2023-06-01'];
    const store = new NotebookStore(new MemoryVault(), () => new Date(times.shift() ?? 0));
    await store.save(notebook('a', 0, { id: 'a' }));
    await store.save(notebook('b', 0, { id: 'b' }));
    expect(expectDone(await store.recent()).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('loses nothing when the k-th write fails, for every k', async () => {
    for (let k = 0; k < 12; k++) {
      const { vault, store } = await withVersions(25);
      expectDone(await store.name('n', 25, 'a checkpoint'));
      vault.writesLeft = k;
      const saved = await store.save(notebook('text 26', 25), { past: ['text 25'], future: [] });
      vault.writesLeft = Infinity;
      const kept = expectDone(await store.read('n'));
      expect(kept.notebook.text, `write ${k}`).toBe(saved.ok ? 'text 26' : 'text 25');
      expect(kept.damaged).toBeNull();
      expect(kept.steps).toEqual(saved.ok ? { past: ['text 25'], future: [] } : null);
      expect(expectDone(await store.versions('n')).find(({ name }) => name === 'a checkpoint')?.text).toBe('text 25');
      if (!saved.ok) expect(saved.error.message).toBe('this browser has no room left to keep the notebook');
    }
  });

  it('offers the version before a damaged one, and goes on from it without conflict', async () => {
    const { vault, store } = await withVersions(3);
    vault.records('versions').set('n\u0000000000003', { text: 'tex', sum: '6:0', edited: '' });
    const recovered = expectDone(await store.read('n'));
    expect(recovered).toEqual({ notebook: notebook('text 2', 3), steps: null, damaged: 3 });
    expect(expectDone(await store.save({ ...recovered.notebook, text: 'text 4' }))).toEqual({ id: 'n', version: 4, conflict: false });
  });

  it('saves again after another tab deleted everything', async () => {
    const { vault, store } = await withVersions(5);
    for (const name of ['notebooks', 'versions', 'meta'] as const) vault.records(name).clear();
    expect(expectDone(await store.save(notebook('still here', 5)))).toEqual({ id: 'n', version: 6, conflict: false });
  });

  it('keeps a bounded number of versions: the first, the newest, and ever fewer of the older ones', async () => {
    const { store } = await withVersions(500);
    const versions = expectDone(await store.versions('n')).map(({ version }) => version);
    expect(versions).toEqual([...Array.from({ length: 20 }, (_, index) => 500 - index), ...Array.from({ length: 18 }, (_, index) => 480 - index * 10), 300, 200, 100, 1]);
  });

  it('keeps a version with a name for good, until the name is taken away', async () => {
    const { store } = await withVersions(3);
    expectDone(await store.name('n', 3, 'before the workshop'));
    for (let version = 3; version < 60; version++) expectDone(await store.save(notebook(`text ${version + 1}`, version)));
    expect(expectDone(await store.versions('n')).find(({ version }) => version === 3)).toMatchObject({ name: 'before the workshop', text: 'text 3' });
    expectDone(await store.name('n', 3, null));
    expectDone(await store.save(notebook('text 61', 60)));
    expect(expectDone(await store.versions('n')).map(({ version }) => version)).not.toContain(3);
    expect(await store.name('n', 3, 'gone')).toMatchObject({ ok: false, error: { kind: 'missing' } });
  });

  it('keeps the steps of undo and redo with the text they belong to', async () => {
    const { store } = await withVersions(1);
    expectDone(await store.save(notebook('abd', 1), { past: ['a', 'ab'], future: ['abde'] }));
    expect(expectDone(await store.read('n')).steps).toEqual({ past: ['a', 'ab'], future: ['abde'] });
    expectDone(await store.save(notebook('other', 2)));
    expect(expectDone(await store.read('n')).steps).toBeNull();
  });

  it('forgets a notebook with all its versions', async () => {
    const { vault, store } = await withVersions(3);
    expectDone(await store.forget('n'));
    expect(await store.read('n')).toMatchObject({ ok: false, error: { kind: 'missing' } });
    expect(vault.records('versions').size).toBe(0);
    expect([...vault.records('meta').keys()]).toEqual(['order']);
  });
});

describe('BaseStore', () => {
  const file = (name: string, text: string) => ({ name, blob: new Blob([text]) });

  it('gives back source files and mapping', async () => {
    const store = new BaseStore(new MemoryVault());
    expect(expectDone(await store.read())).toBeNull();
    expectDone(await store.keep({ files: [file('a.csv', 'x;y'), file('b.csv', 'z')], mapping: { files: {} }, rules: { E1: 'keep' } }));
    const kept = expectDone(await store.read());
    expect(kept?.files.map(({ name }) => name)).toEqual(['a.csv', 'b.csv']);
    expect(await kept?.files[0]?.blob.text()).toBe('x;y');
    expect(kept?.rules).toEqual({ E1: 'keep' });
  });

  it('keeps the base before whole when there is no room for the next, for every write', async () => {
    const vault = new MemoryVault();
    const store = new BaseStore(vault);
    expectDone(await store.keep({ files: [file('old.csv', 'old')], mapping: null, rules: null }));
    for (let k = 0; k < 4; k++) {
      vault.writesLeft = k;
      expect(await store.keep({ files: [file('a.csv', '1'), file('b.csv', '2')], mapping: null, rules: null })).toMatchObject({ ok: false });
      expect(expectDone(await store.read())?.files.map(({ name }) => name)).toEqual(['old.csv']);
    }
  });
});
