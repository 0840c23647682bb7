import { quotePath } from '../sql/quote.ts';
import type { Batch, ImportTarget } from './Database.ts';
import { done, fail, type Outcome } from './outcome.ts';

/** An engine in reach, here or behind a worker. */
export interface Feedable {
  create(target: ImportTarget): Promise<Outcome<null>>;
  append(target: ImportTarget, batch: Batch): Promise<Outcome<null>>;
  run(sql: string): Promise<Outcome<unknown>>;
}

/** Stored rows become several times smaller, which takes as long as taking them in: only for tables that need it. */
const packFrom = 2_000_000;
const packAfter = 1_000_000;

/** Feeds an engine batch by batch; a stopped or failed import leaves no table behind. */
export async function feedEngine(
  engine: Feedable,
  target: ImportTarget,
  batches: AsyncIterable<Batch>,
  signal?: AbortSignal,
): Promise<Outcome<{ rows: number }>> {
  const created = await engine.create(target);
  if (!created.ok) return created;
  let rows = 0;
  let packed = 0;
  /** one batch is taken in while the next one is made */
  let taking: Promise<Outcome<null>> = Promise.resolve(done(null));
  const giveUp = async (failed: Outcome<never>): Promise<Outcome<never>> => {
    await engine.run(`DROP TABLE IF EXISTS ${quotePath(target.schema, target.name)}`);
    return failed;
  };
  const stopped = (): Outcome<never> => fail('cancelled', `Stopped after ${rows} rows; nothing of ${target.name} was kept.`);
  try {
    for await (const batch of batches) {
      const taken = await taking;
      if (!taken.ok) return giveUp(taken);
      if (signal?.aborted) return giveUp(stopped());
      if (rows - packed >= packAfter && rows >= packFrom) {
        packed = rows;
        const smaller = await engine.run('CHECKPOINT');
        if (!smaller.ok) return giveUp(smaller);
      }
      taking = engine.append(target, batch);
      rows += batch.rows;
    }
  } catch (error) {
    await taking;
    const failed = await giveUp(stopped());
    if (signal?.aborted) return failed;
    throw error;
  }
  const last = await taking;
  return last.ok ? done({ rows }) : giveUp(last);
}
