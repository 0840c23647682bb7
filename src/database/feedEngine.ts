import { quotePath } from '../sql/quote.ts';
import type { Batch, ImportTarget } from './Database.ts';
import { done, fail, type Outcome } from './outcome.ts';

/** An engine in reach, here or behind a worker. */
export interface Feedable {
  create(target: ImportTarget): Promise<Outcome<null>>;
  append(target: ImportTarget, batch: Batch): Promise<Outcome<null>>;
  run(sql: string): Promise<Outcome<unknown>>;
}

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
  for await (const batch of batches) {
    const added = signal?.aborted ? fail('cancelled', `Stopped after ${rows} rows; nothing of ${target.name} was kept.`) : await engine.append(target, batch);
    if (!added.ok) {
      await engine.run(`DROP TABLE IF EXISTS ${quotePath(target.schema, target.name)}`);
      return added;
    }
    rows += batch.rows;
  }
  return done({ rows });
}
