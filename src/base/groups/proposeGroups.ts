import type { Database } from '../../database/Database.ts';
import { done, type Outcome } from '../../database/outcome.ts';
import type { Base } from '../Base.ts';
import { note, type Note } from '../notes.ts';
import { entityKeys, type EntityEvidence, type EntityKey } from './entityKeys.ts';

export interface GroupProposal {
  /** of the group: the shortest of its members' names */
  readonly name: string;
  readonly members: readonly { readonly id: string; readonly name: string }[];
  /** 0 to 1 */
  readonly score: number;
  readonly reasons: readonly Note[];
}

interface SharedKey {
  readonly key: EntityKey;
  readonly members: readonly string[];
}

const leastScore = 0.6;
const mostMembers = 200;

/** Customers that may be one client, with what speaks for it; the surest first. Nothing counts as one until a person accepts it. */
export async function proposeGroups(database: Database, base: Base): Promise<Outcome<GroupProposal[]>> {
  const shared: SharedKey[] = [];
  for (const key of entityKeys(base)) {
    const found = await database.run(`SELECT key, customer_id FROM (SELECT ${key.key} AS key, customer_id FROM base.customers) WHERE key IS NOT NULL QUALIFY count(*) OVER (PARTITION BY key) BETWEEN 2 AND ${key.most} ORDER BY key, customer_id`);
    if (!found.ok) return found;
    const byKey = new Map<string, string[]>();
    for (const [value, id] of found.value.rows()) byKey.set(String(value), [...(byKey.get(String(value)) ?? []), String(id)]);
    for (const members of byKey.values()) shared.push({ key, members });
  }
  const names = await database.run('SELECT customer_id, customer_name FROM base.customers');
  if (!names.ok) return names;
  const nameOf = new Map(names.value.rows().map(([id, name]) => [String(id), String(name ?? id)]));
  return done(
    joinMembers(shared)
      .filter(({ members }) => members.length <= mostMembers)
      .map(({ members, keys }) => ({ ...judge(members, keys), members: members.map((id) => ({ id, name: nameOf.get(id) ?? id })) }))
      .filter(({ score }) => score >= leastScore)
      .map((proposal) => ({ ...proposal, name: proposal.members.map(({ name }) => name).toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? '' }))
      .toSorted((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1)),
  );
}

/** Members that any key joins, whether at once or through others. */
function joinMembers(shared: readonly SharedKey[]): { readonly members: readonly string[]; readonly keys: readonly SharedKey[] }[] {
  const parent = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    for (let above = parent.get(root); above !== undefined && above !== root; above = parent.get(root)) root = above;
    parent.set(id, root);
    return root;
  };
  for (const { members } of shared) {
    const [first = '', ...others] = members;
    for (const other of others) parent.set(find(other), find(first));
  }
  const groups = new Map<string, { members: Set<string>; keys: SharedKey[] }>();
  for (const one of shared) {
    const root = find(one.members[0] ?? '');
    const group = groups.get(root) ?? { members: new Set<string>(), keys: [] };
    for (const member of one.members) group.members.add(member);
    group.keys.push(one);
    groups.set(root, group);
  }
  return [...groups.values()].map(({ members, keys }) => ({ members: [...members].toSorted(), keys }));
}

/** Evidence that all members share adds up; of what only some share the strongest counts, a little less. */
function judge(members: readonly string[], keys: readonly SharedKey[]): { readonly score: number; readonly reasons: readonly Note[] } {
  let doubt = 1;
  let partly = 0;
  const reasons = new Map<EntityEvidence, Note>();
  for (const { key, members: sharing } of keys) {
    if (sharing.length === members.length) doubt *= 1 - key.score;
    else partly = Math.max(partly, key.score * 0.9);
    const before = reasons.get(key.evidence)?.values['count'];
    reasons.set(key.evidence, note(`same_${key.evidence}`, { count: Math.max(sharing.length, Number(before ?? 0)) }));
  }
  return { score: Math.round(Math.max(1 - doubt, partly) * 100) / 100, reasons: [...reasons.values()] };
}
