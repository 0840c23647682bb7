import type { Database } from '../database/Database.ts';
import { fail, type Outcome } from '../database/outcome.ts';
import type { Base } from './Base.ts';

/** (Re)creates the views under plain names with the given treatments (rule → `exclude`, `keep` …; defaults for the others); gives the base with new counts. */
export async function applyRules(_database: Database, base: Base, settings: Readonly<Record<string, string>>): Promise<Outcome<Base>> {
  return fail('input', `rules ${Object.keys(settings).join(', ')} over ${base.tables.length} tables are being written`);
}
