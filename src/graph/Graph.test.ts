import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvaluation } from '../cells/CellKind.ts';
import { done, fail, type Outcome } from '../database/outcome.ts';
import { parseNotebook } from '../notebook/parseNotebook.ts';
import { Graph, type Run } from './Graph.ts';
import type { GraphNode } from './GraphNode.ts';
import { toGraphNodes } from './toGraphNodes.ts';

const nothing: RunEvaluation = { tables: [], findings: [], facts: {}, steps: [] };
const node = (id: string, reads: readonly string[] = [], more: Partial<GraphNode> = {}): GraphNode => ({ id, kind: 'sql', reads, params: [], fingerprint: id, failure: null, ...more });

/** a graph that notes which cells ran; `answers` may hold or fail them */
function start(nodes: readonly GraphNode[], answers: Record<string, (run: Run) => Outcome<RunEvaluation> | Promise<Outcome<RunEvaluation>>> = {}) {
  const ran: string[] = [];
  const graph = new Graph({
    clock: () => 0,
    async evaluate({ id }, run) {
      ran.push(id);
      return (await answers[id]?.(run)) ?? done(nothing);
    },
  });
  graph.changeBase(['orders']);
  graph.setNodes(nodes);
  const take = async (): Promise<string> => {
    await graph.settled();
    return ran.splice(0).join(' ');
  };
  const statuses = (): string => nodes.map(({ id }) => `${id}:${graph.state(id).status}`).join(' ');
  return { graph, take, statuses };
}

function held() {
  let release = (_: Outcome<RunEvaluation>): void => undefined;
  const answer = new Promise<Outcome<RunEvaluation>>((resolve) => (release = resolve));
  return { answer: () => answer, release: () => release(done(nothing)) };
}

const chain = [node('c', ['b']), node('b', ['a', 'orders']), node('a', ['orders']), node('d')];

describe('Graph', () => {
  it('runs nothing before it is asked to', async () => {
    const { graph, take, statuses } = start(chain);
    graph.changeParam('x');
    expect(await take()).toBe('');
    expect(statuses()).toBe('c:idle b:idle a:idle d:idle');
  });

  it('runs cells after those they read, otherwise in the order of the notebook', async () => {
    const { graph, take, statuses } = start(chain);
    graph.run();
    expect(await take()).toBe('a b c d');
    expect(statuses()).toBe('c:done b:done a:done d:done');
  });

  it('runs one cell with what it needs', async () => {
    const { graph, take } = start(chain);
    graph.run(['b']);
    expect(await take()).toBe('a b');
    graph.run(['c']);
    expect(await take()).toBe('c');
  });

  it('runs an edited cell and its dependents again, and nothing else', async () => {
    const { graph, take } = start(chain);
    graph.run();
    await take();
    graph.setNodes(chain.map((one) => (one.id === 'b' ? { ...one, fingerprint: 'other' } : one)));
    expect(graph.state('c')).toMatchObject({ status: 'stale', cause: { because: 'upstream', cell: 'b' } });
    expect(await take()).toBe('b c');
    graph.setNodes(chain.map((one) => (one.id === 'b' ? { ...one, fingerprint: 'other' } : { ...one })).toReversed());
    expect(await take()).toBe('');
  });

  it('runs the users of a parameter again, and once for several changes of one moment', async () => {
    const { graph, take } = start([node('a', [], { params: ['top'] }), node('b', ['a']), node('c', [], { params: ['other'] })]);
    graph.run();
    await take();
    graph.changeParam('top');
    graph.changeParam('top');
    expect(graph.state('a')).toMatchObject({ status: 'stale', cause: { because: 'param', name: 'top' } });
    expect(await take()).toBe('a b');
  });

  it('runs everything again on other data', async () => {
    const { graph, take } = start(chain);
    graph.run();
    await take();
    graph.changeBase(['orders', 'customers']);
    expect(graph.state('d')).toMatchObject({ status: 'stale', cause: { because: 'base' } });
    expect(await take()).toBe('a b c d');
  });

  it('drops the result of a run that was overtaken by an edit', async () => {
    const first = held();
    let runs = 0;
    const { graph, take } = start([node('a')], { a: () => (runs++ === 0 ? first.answer() : done({ ...nothing, facts: { run: runs } })) });
    graph.run();
    await Promise.resolve();
    await Promise.resolve();
    expect(graph.state('a').status).toBe('running');
    graph.setNodes([node('a', [], { fingerprint: 'other' })]);
    expect(graph.state('a').status).toBe('stale');
    first.release();
    expect(await take()).toBe('a a');
    expect(graph.state('a').result?.evaluation.facts).toEqual({ run: 2 });
  });

  it('stops a running cell at once, tells the evaluation, and leaves dependents waiting', async () => {
    const first = held();
    let signal: AbortSignal | null = null;
    const { graph, take, statuses } = start([node('a'), node('b', ['a'])], {
      a: (run) => {
        signal = run.signal;
        return first.answer();
      },
    });
    graph.run();
    await Promise.resolve();
    await Promise.resolve();
    graph.stop('a');
    expect(graph.state('a')).toMatchObject({ status: 'failed', error: { kind: 'cancelled' } });
    expect(signal).toMatchObject({ aborted: true });
    first.release();
    expect(await take()).toBe('a');
    expect(statuses()).toBe('a:failed b:failed');
    graph.run();
    expect(await take()).toBe('a b');
  });

  it('fails dependents with kind upstream and names the root', async () => {
    const { graph, take } = start([node('a'), node('b', ['a']), node('c', ['b']), node('d')], { a: () => fail('syntax', 'a comma too many') });
    graph.run();
    expect(await take()).toBe('a d');
    expect(graph.state('c')).toMatchObject({ status: 'failed', error: { kind: 'upstream', message: 'cell "b", which this one reads, failed: a comma too many', hint: 'repair cell "a" first' } });
  });

  it('names cycles and missing names at the cell, and recovers when they go', async () => {
    const { graph, take } = start([node('a', ['b']), node('b', ['a']), node('c', ['oders']), node('d', ['a'])]);
    graph.run();
    expect(await take()).toBe('');
    expect(graph.state('a')).toMatchObject({ error: { kind: 'cycle', message: 'cells that read each other: a → b → a' } });
    expect(graph.state('c')).toMatchObject({ error: { kind: 'missing', message: 'there is no table or cell "oders"', hint: 'did you mean "orders"?' } });
    expect(graph.state('d')).toMatchObject({ error: { kind: 'upstream' } });
    graph.setNodes([node('a', []), node('b', ['a']), node('c', ['orders']), node('d', ['a'])]);
    expect(await take()).toBe('a b c d');
  });

  it('calls a cell that reads itself a cycle', async () => {
    const { graph, take } = start([node('a', ['a'])]);
    graph.run();
    expect(await take()).toBe('');
    expect(graph.state('a')).toMatchObject({ error: { kind: 'cycle', message: 'cells that read each other: a → a' } });
  });

  it('reads a table of a cell under cell.table, and names in any case', async () => {
    const { graph, take } = start([node('b', ['a.cells']), node('c', ['B']), node('a')]);
    graph.run();
    expect(await take()).toBe('a b c');
  });

  it('tells listeners each change, with progress, and forgets cells that go', async () => {
    const { graph, take } = start([node('a')], {
      a: ({ onProgress }) => {
        onProgress(0.5);
        return done(nothing);
      },
    });
    const heard: string[] = [];
    graph.subscribe((id, state) => heard.push(`${id} ${state?.status ?? 'gone'}${state?.status === 'running' && state.progress !== null ? ` ${state.progress}` : ''}`));
    graph.run();
    await take();
    graph.setNodes([]);
    expect(heard).toEqual(['a running', 'a running 0.5', 'a done', 'a gone']);
  });

  it('stays alive when a cell kind throws', async () => {
    const { graph, take } = start([node('a'), node('b')], {
      a: () => {
        throw new Error('bug');
      },
    });
    graph.run();
    expect(await take()).toBe('a b');
    expect(graph.state('a')).toMatchObject({ status: 'failed', error: { kind: 'runtime', message: 'cell kind "sql" broke: bug' } });
  });

  it('settles with every cell done on any notebook without cycles, each run once after what it reads', async () => {
    const edges = fc.array(fc.array(fc.nat({ max: 30 }), { maxLength: 4 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(edges, async (lists) => {
        const nodes = lists.map((reads, index) => node(`n${index}`, [...new Set(reads.filter((other) => other < index).map((other) => `n${other}`))])).toReversed();
        const { graph, take } = start(nodes);
        graph.run();
        const order = (await take()).split(' ');
        expect(order.toSorted()).toEqual(nodes.map(({ id }) => id).toSorted());
        for (const { id, reads } of nodes) for (const name of reads) expect(order.indexOf(name)).toBeLessThan(order.indexOf(id));
      }),
      { numRuns: 100 },
    );
  });
});

describe('toGraphNodes', () => {
  it('takes parameters from the text, and date and window for built-in cells', () => {
    const notebook = parseNotebook('---\nparams: {top: {type: integer}}\n---\n\n```sql id=a\nSELECT $top\n```\n\n```rfm id=b\nbands: 5\n```\n\n```sql id=a\n```\n', { kinds: ['sql', 'rfm'], reserved: [] });
    const nodes = toGraphNodes(notebook, () => done(['orders']));
    expect(nodes.map(({ id, params, failure }) => [id, params, failure?.kind ?? null])).toEqual([['a', ['top'], null], ['b', ['as_of', 'window_days'], null], ['sql_1', [], 'options']]);
  });
});
