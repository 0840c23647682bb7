import type { AcceptedGroups } from '../../base/groups/acceptedGroups.ts';
import type { GroupProposal } from '../../base/groups/proposeGroups.ts';

const ids = ({ members }: GroupProposal): readonly string[] => members.map(({ id }) => id);

/** All of the proposal stands in one accepted group. */
export const isAccepted = (groups: AcceptedGroups, proposal: GroupProposal): boolean => Object.values(groups).some((members) => ids(proposal).every((id) => members.includes(id)));

/** A customer is in one group at most: the latest decision holds. */
export function withGroup(groups: AcceptedGroups, proposal: GroupProposal): AcceptedGroups {
  const others = withoutGroup(groups, proposal);
  let name = proposal.name;
  for (let count = 2; Object.hasOwn(others, name); count += 1) name = `${proposal.name} ${count}`;
  return { ...others, [name]: ids(proposal) };
}

export function withoutGroup(groups: AcceptedGroups, proposal: GroupProposal): AcceptedGroups {
  const gone = new Set(ids(proposal));
  return Object.fromEntries(Object.entries(groups).map(([name, members]): [string, readonly string[]] => [name, members.filter((id) => !gone.has(id))]).filter(([, members]) => members.length > 1));
}
