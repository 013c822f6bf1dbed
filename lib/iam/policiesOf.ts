import type { AwsPrincipal, InlinePolicy, ManagedPolicy } from './awsEstate.ts';
import type { PolicyInput } from './evaluation.ts';

/** Inline and managed policies of a principal, and those of its groups. What is attached and nobody has the text of is left out: `unknownPoliciesOf` names it. */
export const policiesOf = (principal: AwsPrincipal): PolicyInput[] => [
  ...inputsOf('identity', principal.arn, principal),
  ...principal.groups.flatMap((group) => inputsOf('group', group.arn, group)),
];

/** ARNs of policies attached to it or to its groups whose text is neither imported nor known. */
export const unknownPoliciesOf = ({ managed, groups }: AwsPrincipal): string[] =>
  [...managed, ...groups.flatMap((group) => group.managed)].filter(({ document }) => document === undefined).map(({ arn }) => arn);

type Attached = { inline: readonly InlinePolicy[]; managed: readonly ManagedPolicy[] };

/** What is attached to one thing. */
export const inputsOf = (role: 'identity' | 'group', attachedTo: string, { inline, managed }: Attached): PolicyInput[] => [
  ...inline.map(({ name, document }) => ({ role, policy: name, attachedTo, document })),
  ...managed.flatMap(({ arn, document }) => (document === undefined ? [] : [{ role, policy: arn, attachedTo, document }])),
];
