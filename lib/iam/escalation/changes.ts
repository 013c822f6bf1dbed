import type { AwsGroupOf, AwsPrincipal, ManagedPolicy } from '../awsEstate.ts';
import { onceEach } from '../once.ts';
import { hasBit } from './actionBits.ts';
import { type Answer, ask, joinAnswers, type Question } from './ask.ts';
import type { Change } from './change.ts';
import { denies } from './denies.ts';
import { organizationChanges } from './organizationChanges.ts';
import { policyChoices } from './policyChoices.ts';
import type { Rule } from './rule.ts';
import { identityRules } from './rules/identityRules.ts';
import { SharedPower } from './sharedPower.ts';
import { extent, type Standing } from './standing.ts';
import type { Surroundings } from './surroundings.ts';
import { tagChanges } from './tagChanges.ts';
import type { World } from './world.ts';

/** Actions of IAM that change what somebody may do. */
export const changingActions: readonly string[] = [
  ...['PutUserPolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'DeleteUserPolicy', 'PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary', 'TagUser'],
  ...['PutRolePolicy', 'AttachRolePolicy', 'DetachRolePolicy', 'DeleteRolePolicy', 'PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary', 'TagRole'],
  ...['PutGroupPolicy', 'AttachGroupPolicy', 'DetachGroupPolicy', 'DeleteGroupPolicy', 'AddUserToGroup', 'RemoveUserFromGroup'],
  ...['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'CreateUser', 'CreateRole'],
].map((name) => `iam:${name}`);

const elsewhere = [
  'organizations:DetachPolicy',
  'organizations:UpdatePolicy',
  'sso:PutInlinePolicyToPermissionSet',
  'sso:AttachManagedPolicyToPermissionSet',
  'sts:TagSession',
];

/** Whether the principal may change anything at all that this file looks for. */
export const changesAnything = (world: World, { allow }: Standing): boolean =>
  [...changingActions, ...elsewhere].some((action) => hasBit(allow, world.actions.of(action)));

const power = new SharedPower<object>([
  ...changingActions,
  ...elsewhere,
  ...['CreatePolicy', 'DeletePolicyVersion', 'UpdateAssumeRolePolicy', 'CreateAccessKey', 'CreateLoginProfile'].map((name) => `iam:${name}`),
  ...['sts:AssumeRole', 'sso:ProvisionPermissionSet'],
]);

/** One object for all who can change the same of everybody else, and make the same newcomers. Session tags are apart: trusts say whom they let put them on. */
export const powerToChange = (world: World, standing: Standing): object => power.of(world, standing, standing.principal.kind, () => ({}));

/** What a principal can change of what another (or it itself) may do. @param around of the other */
export function changesTo(world: World, actor: Standing, other: AwsPrincipal, around: Surroundings): readonly Change[] {
  const byOther = known(actor);
  let changes = byOther.get(around);
  if (!changes) {
    changes = [...findChanges(world, actor, other, around)];
    byOther.set(around, changes);
  }
  return changes;
}

const known = onceEach(
  (actor: Standing) => actor,
  () => new WeakMap<Surroundings, readonly Change[]>(),
);

function* findChanges(world: World, actor: Standing, other: AwsPrincipal, { groups, policies }: Surroundings): Iterable<Change> {
  yield* accountChanges(world, actor, other);
  if (actor.principal.account !== other.account || other.isProtected) return;
  yield* carrierChanges(world, actor, other, other.kind === 'user' ? onUsers : onRoles);
  yield* boundaryChanges(world, actor, other);
  for (const group of groups) {
    yield* carrierChanges(world, actor, group, onGroups);
    yield* membershipChanges(world, actor, other, group);
  }
  if (other.kind === 'user') yield* joins(world, actor, other);
  for (const policy of policies) yield* policyChanges(world, actor, policy);
}

/** Of these alone, what still helps one whom nothing of its own limits: tags that service control policies and trusts ask for, and an account set free. */
export function* accountChanges(world: World, actor: Standing, other: AwsPrincipal): Iterable<Change> {
  yield* organizationChanges(world, actor, other);
  yield* tagChanges(world, actor, other);
}

type Carrier = Pick<AwsPrincipal, 'arn' | 'inline' | 'managed'> & Partial<Pick<AwsPrincipal, 'tags' | 'boundary'>>;
type CarrierActions = { put: string; attach: string; detach: string; delete: string; putRule: Rule; attachRule: Rule };

const onUsers: CarrierActions = {
  ...{ put: 'iam:PutUserPolicy', attach: 'iam:AttachUserPolicy', detach: 'iam:DetachUserPolicy', delete: 'iam:DeleteUserPolicy' },
  ...{ putRule: identityRules.putUserPolicy, attachRule: identityRules.attachUserPolicy },
};
const onRoles: CarrierActions = {
  ...{ put: 'iam:PutRolePolicy', attach: 'iam:AttachRolePolicy', detach: 'iam:DetachRolePolicy', delete: 'iam:DeleteRolePolicy' },
  ...{ putRule: identityRules.putRolePolicy, attachRule: identityRules.attachRolePolicy },
};
const onGroups: CarrierActions = {
  ...{ put: 'iam:PutGroupPolicy', attach: 'iam:AttachGroupPolicy', detach: 'iam:DetachGroupPolicy', delete: 'iam:DeleteGroupPolicy' },
  ...{ putRule: identityRules.putGroupPolicy, attachRule: identityRules.attachGroupPolicy },
};

const about = (action: string, { arn, tags = {}, boundary }: Carrier): Question => ({
  action,
  resource: arn,
  target: { arn, tags, ...(boundary && { boundary }) },
});

/** Policies written on, attached to and taken off a user, role or group. */
function* carrierChanges(world: World, actor: Standing, carrier: Carrier, actions: CarrierActions): Iterable<Change> {
  const to = carrier.arn;
  const put = ask(world, actor, about(actions.put, carrier));
  if (put) yield { effect: { kind: 'put', carrier: to }, rule: actions.putRule, to, answer: put };
  if (extent(world, actor, actions.attach) !== 'none')
    for (const { policy, answer } of policyChoices(world, actor, about(actions.attach, carrier), 'iam:policyarn'))
      yield { effect: { kind: 'attach', carrier: to, policy }, rule: actions.attachRule, to, answer };
  for (const policy of carrier.managed.filter(({ document }) => document !== undefined && denies(document))) {
    const question = about(actions.detach, carrier);
    const answer = ask(world, actor, { ...question, values: [...(question.values ?? []), ['iam:policyarn', policy.arn]] });
    if (answer) yield { effect: { kind: 'detach', carrier: to, policy: policy.arn }, rule: identityRules.removeDeny, to, answer };
  }
  if (!carrier.inline.some(({ document }) => denies(document))) return;
  const remove = ask(world, actor, about(actions.delete, carrier));
  if (remove) yield { effect: { kind: 'delete', carrier: to }, rule: identityRules.removeDeny, to, answer: remove };
}

function* boundaryChanges(world: World, actor: Standing, other: AwsPrincipal): Iterable<Change> {
  if (!other.boundary) return;
  const user = other.kind === 'user';
  const [remove, put] = user
    ? ['iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary']
    : ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'];
  const gone = ask(world, actor, about(remove!, other));
  if (gone)
    yield {
      effect: { kind: 'boundary', carrier: other.arn },
      rule: user ? identityRules.deleteUserBoundary : identityRules.deleteRoleBoundary,
      to: other.arn,
      answer: gone,
    };
  if (extent(world, actor, put!) === 'none') return;
  for (const { policy, answer } of policyChoices(world, actor, about(put!, other), 'iam:permissionsboundary'))
    yield {
      effect: { kind: 'boundary', carrier: other.arn, policy },
      rule: user ? identityRules.putUserBoundary : identityRules.putRoleBoundary,
      to: other.arn,
      answer,
    };
}

/** The permission is checked on the group alone. */
function* joins(world: World, actor: Standing, user: AwsPrincipal): Iterable<Change> {
  if (extent(world, actor, 'iam:AddUserToGroup') === 'none') return;
  const groups = world.estate.accounts.get(user.account)?.groups ?? [];
  for (const group of groups) {
    if (user.groups.includes(group)) continue;
    const answer = ask(world, actor, { action: 'iam:AddUserToGroup', resource: group.arn });
    if (answer) yield { effect: { kind: 'join', carrier: user.arn, group }, rule: identityRules.addUserToGroup, to: group.arn, answer };
  }
}

function* membershipChanges(world: World, actor: Standing, user: AwsPrincipal, group: AwsGroupOf): Iterable<Change> {
  const documents = [...group.inline.map(({ document }) => document), ...group.managed.flatMap(({ document }) => document ?? [])];
  if (!user.groups.includes(group) || !documents.some(denies)) return;
  const answer = ask(world, actor, { action: 'iam:RemoveUserFromGroup', resource: group.arn });
  if (answer) yield { effect: { kind: 'leave', carrier: user.arn, group: group.arn }, rule: identityRules.removeDeny, to: group.arn, answer };
}

/** AWS keeps at most five versions of a policy. */
const mostVersions = 5;

/** A managed policy of the account itself, which binds the other in one way or another. */
export function* policyChanges(world: World, actor: Standing, { arn, ofAws, others, versions }: ManagedPolicy): Iterable<Change> {
  if (ofAws || arn.split(':')[4] !== actor.principal.account) return;
  const write = ask(world, actor, { action: 'iam:CreatePolicyVersion', resource: arn });
  const room: Answer | undefined =
    versions < mostVersions ? { statements: () => [] } : write && ask(world, actor, { action: 'iam:DeletePolicyVersion', resource: arn });
  if (write && room) yield { effect: { kind: 'write', policy: arn }, rule: identityRules.createPolicyVersion, to: arn, answer: joinAnswers([write, room]) };
  if (others.length === 0) return;
  const change = ask(world, actor, { action: 'iam:SetDefaultPolicyVersion', resource: arn });
  if (change) yield { effect: { kind: 'switch', policy: arn }, rule: identityRules.setDefaultPolicyVersion, to: arn, answer: change };
}
