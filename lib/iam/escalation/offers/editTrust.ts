import type { AwsPrincipal } from '../../awsEstate.ts';
import { type Answer, ask, joinAnswers } from '../ask.ts';
import { askCalls } from '../askCalls.ts';
import { residents } from '../residents.ts';
import { call } from '../rule.ts';
import { identityRules } from '../rules/identityRules.ts';
import { extent, type Standing } from '../standing.ts';
import { targetValues } from '../tagValues.ts';
import { mayActOn } from '../targets.ts';
import type { World } from '../world.ts';
import { askAssumeIfTrusted } from './assume.ts';
import { type Offer, offer } from './offer.ts';

/** Roles whose trust the principal may rewrite. @param only one of them */
export function* editableTrusts(world: World, standing: Standing, only?: AwsPrincipal): Iterable<{ role: AwsPrincipal; answer: Answer }> {
  for (const role of mayActOn(world, standing, edit, residents(world, standing.principal.account, 'role'), only)) {
    if (role.isProtected) continue;
    const answer = ask(world, standing, { action: edit, resource: role.arn, values: targetValues(edit, role) });
    if (answer) yield { role, answer };
  }
}

const edit = 'iam:UpdateAssumeRolePolicy';

/** Roles that it can let itself into: by their trust, or by a sign-in provider of its own, which no Deny of sts:AssumeRole stops. */
export function* editTrustOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  if (extent(world, standing, edit) === 'none') return;
  const makeProvider = askCalls(world, standing, [call('iam:CreateSAMLProvider')]);
  for (const { role, answer } of editableTrusts(world, standing, only)) {
    if (role === standing.principal) continue;
    const assume = askAssumeIfTrusted(world, standing, role);
    if (assume) yield offer(role, [{ rule: identityRules.updateAssumeRolePolicy, to: role.arn, answer: joinAnswers([answer, assume]) }]);
    if (makeProvider) yield offer(role, [{ rule: identityRules.createSamlProvider, to: role.arn, answer: joinAnswers([makeProvider, answer]) }]);
  }
}
