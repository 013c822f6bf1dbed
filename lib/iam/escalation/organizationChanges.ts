import type { Condition } from '../../model/facts.ts';
import type { AwsPrincipal } from '../awsEstate.ts';
import { type Answer, ask, joinAnswers } from './ask.ts';
import { askCalls } from './askCalls.ts';
import type { Change } from './change.ts';
import { isOfPermissionSet } from './offers/organization.ts';
import { call } from './rule.ts';
import { organizationRules } from './rules/organizationRules.ts';
import { accountOf, extent, type Standing } from './standing.ts';
import { partitionOf, type World } from './world.ts';

/** What the management account can change for all accounts of the organisation. */
export function* organizationChanges(world: World, actor: Standing, other: AwsPrincipal): Iterable<Change> {
  yield* unbinding(world, actor, other);
  yield* permissionSets(world, actor, other);
}

/** Another account may have been given the task; no import says so. */
function placeOf(world: World, { principal }: Standing): { condition?: Condition } {
  if (accountOf(world, principal.account).isManagement === true) return {};
  return { condition: { kind: 'missing-input', text: `whether account ${principal.account} administers the organisation` } };
}

function* unbinding(world: World, actor: Standing, other: AwsPrincipal): Iterable<Change> {
  const { scps, isManagement } = accountOf(world, other.account);
  if (scps.length === 0 || isManagement === true || accountOf(world, actor.principal.account).isManagement !== true) return;
  const policy = `arn:${partitionOf(actor.principal)}:organizations::${actor.principal.account}:policy/o-probe/service_control_policy/p-probe`;
  const [answer] = ['organizations:DetachPolicy', 'organizations:UpdatePolicy'].flatMap((action) => ask(world, actor, { action, resource: policy }) ?? []);
  if (!answer) return;
  yield {
    effect: { kind: 'unbind', account: other.account },
    rule: organizationRules.detachPolicy,
    to: other.account,
    answer: onlyIf(answer, placeOf(world, actor)),
  };
}

const onlyIf = (answer: Answer, { condition }: { condition?: Condition }): Answer => ({
  statements: () => answer.statements(),
  ...((condition ?? answer.condition) && { condition: (condition ?? answer.condition)! }),
});

/** Roles that Identity Center made of permission sets become what the permission sets say. */
function* permissionSets(world: World, actor: Standing, other: AwsPrincipal): Iterable<Change> {
  if (!isOfPermissionSet(other)) return;
  const edits = ['sso:PutInlinePolicyToPermissionSet', 'sso:AttachManagedPolicyToPermissionSet'].filter((action) => extent(world, actor, action) !== 'none');
  if (edits.length === 0) return;
  const answer = askCalls(world, actor, [call(edits.join(' or ')), call('sso:ProvisionPermissionSet')]);
  if (!answer) return;
  const rule = organizationRules.putInlinePolicyToPermissionSet;
  yield { effect: { kind: 'put', carrier: other.arn }, rule, to: other.arn, answer: joinAnswers([onlyIf(answer, placeOf(world, actor))]) };
}
