import type { Condition } from '../../../model/facts.ts';
import type { AwsPrincipal } from '../../awsEstate.ts';
import { askCalls } from '../askCalls.ts';
import { call, type Rule } from '../rule.ts';
import { organizationRules } from '../rules/organizationRules.ts';
import { accountOf, extent, type Standing } from '../standing.ts';
import type { World } from '../world.ts';
import { type Offer, offer } from './offer.ts';

/** Ways of giving permission sets of Identity Center to somebody. */
const ways: readonly { rule: Rule; calls: readonly ReturnType<typeof call>[] }[] = [
  { rule: organizationRules.createAccountAssignment, calls: [call('sso:CreateAccountAssignment')] },
  { rule: organizationRules.createGroupMembership, calls: [call('identitystore:CreateGroupMembership')] },
];

const somebody: Condition = { kind: 'missing-input', text: 'whether the attacker can sign in to Identity Center as somebody: its users were not imported' };

/** Roles that Identity Center made of permission sets, for who may assign those. */
export function* organizationOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  if (accountOf(world, standing.principal.account).isManagement === false) return;
  for (const { rule, calls } of ways) {
    if (calls.some(({ actions: [action] }) => extent(world, standing, action!) === 'none')) continue;
    const answer = askCalls(world, standing, calls);
    if (!answer) continue;
    for (const role of only ? [only] : world.estate.principals) {
      if (role !== standing.principal && isOfPermissionSet(role)) yield offer(role, [{ rule, to: role.arn, answer }], { condition: somebody });
    }
  }
}

export const isOfPermissionSet = ({ arn }: Pick<AwsPrincipal, 'arn'>): boolean => /:role\/aws-reserved\/sso\.amazonaws\.com\/(.*\/)?AWSReservedSSO_/.test(arn);
