import type { AwsEstate, AwsPrincipal, ManagedPolicy } from '../../iam/awsEstate.ts';
import { policyProblems } from '../../iam/policyProblems.ts';
import type { Problem } from '../deriver.ts';
import type { PlacedDocument } from './makeWorld.ts';
import type { Subject } from './subject.ts';

/** What documents refer to that was not imported, and what in them cannot be understood: each once, with how often it is met. */
export function problemsOf(documents: readonly PlacedDocument[], estate: AwsEstate, subjects: readonly Subject[]): Problem[] {
  return [...missingPolicies(documents, estate), ...missingGroups(documents, estate), ...unreadable(documents), ...unknownActions(subjects)];
}

const times = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

function missingPolicies(documents: readonly PlacedDocument[], { principals, policies }: AwsEstate): Problem[] {
  const listed = new Set(documents.flatMap(({ kind, body }) => (kind === 'policy' ? [body.arn] : [])));
  const attached = new Map<string, number>();
  const bounds = new Map<string, number>();
  for (const principal of principals) {
    for (const { arn } of managedOf(principal)) attached.set(arn, (attached.get(arn) ?? 0) + 1);
    if (principal.boundary) bounds.set(principal.boundary.arn, (bounds.get(principal.boundary.arn) ?? 0) + 1);
  }
  const missing = (counts: Map<string, number>): [string, number][] => [...counts].filter(([arn]) => !listed.has(arn)).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...missing(attached).map(([arn, count]) => ({
      reason: `${times(count, 'principal')} with ${arn}, which no document has: ${consequence(policies.get(arn))}`,
    })),
    ...missing(bounds).map(([arn, count]) => ({
      reason: `${times(count, 'principal')} limited by the permissions boundary ${arn}, which no document has: all that they are allowed counts as possible only`,
    })),
  ];
}

const managedOf = ({ managed, groups }: AwsPrincipal): Set<ManagedPolicy> => new Set([...managed, ...groups.flatMap((group) => group.managed)]);

const consequence = (policy: ManagedPolicy | undefined): string =>
  policy?.document === undefined
    ? 'what it allows or denies is left out'
    : 'of this policy of AWS only what is known by name of it counts, which leaves out much of what it lets read';

function missingGroups(documents: readonly PlacedDocument[], { accounts }: AwsEstate): Problem[] {
  const users = documents.flatMap(({ kind, body }) => (kind === 'user' ? [body] : []));
  const counts = new Map<string, number>();
  for (const { account, groups } of users)
    for (const name of groups)
      if (!accounts.get(account)?.groups.some((group) => group.name === name))
        counts.set(`${name} of ${account}`, (counts.get(`${name} of ${account}`) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, count]) => ({ reason: `${times(count, 'user')} of the group ${group}, which no document has: what it allows is left out` }));
}

/** Statements that AWS would not take are left out. */
const unreadable = (documents: readonly PlacedDocument[]): Problem[] =>
  documents.flatMap((document) => policyProblems(document).map((reason) => ({ document: document.at, reason })));

function unknownActions(subjects: readonly Subject[]): Problem[] {
  const unknown = new Set(subjects.flatMap(({ compiled }) => compiled.allows().flatMap((statement) => statement.unknownActions)));
  if (unknown.size === 0) return [];
  const some = [...unknown].sort().slice(0, 5).join(', ');
  return [
    {
      reason: `${times(unknown.size, 'action')} of policies that the catalogue of AWS's actions does not have grant nothing: ${some}${unknown.size > 5 ? ' …' : ''}`,
    },
  ];
}
