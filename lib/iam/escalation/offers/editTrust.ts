import type { AwsPrincipal } from '../../awsEstate.ts';
import { type Answer, ask, joinAnswers } from '../ask.ts';
import { askCalls } from '../askCalls.ts';
import { residents } from '../residents.ts';
import { call } from '../rule.ts';
import { identityRules } from '../rules/identityRules.ts';
import { SharedPower } from '../sharedPower.ts';
import { extent, type Standing } from '../standing.ts';
import { mayActOn } from '../targets.ts';
import { eachVerdict, knownAnswer, type Verdicts, verdictsOf } from '../verdicts.ts';
import type { World } from '../world.ts';
import { askAssumeIfTrusted } from './assume.ts';
import { type Offer, offer } from './offer.ts';

const edit = 'iam:UpdateAssumeRolePolicy';
const editPower = new SharedPower<Verdicts<AwsPrincipal>>([edit, 'iam:TagRole']);

/** Roles whose trust the principal may rewrite. @param only one of them */
export function* editableTrusts(world: World, standing: Standing, only?: AwsPrincipal): Iterable<{ role: AwsPrincipal; answer: Answer }> {
  if (extent(world, standing, edit) === 'none') return;
  const askEdit = (role: AwsPrincipal) => (role.isProtected ? undefined : ask(world, standing, { action: edit, resource: role.arn, target: role }));
  const roles = residents(world, standing.principal.account, 'role');
  const editable = editPower.of(world, standing, '', () => verdictsOf(mayActOn(world, standing, edit, roles), askEdit));
  for (const { of: role, condition } of eachVerdict(editable, only)) yield { role, answer: knownAnswer(condition, () => askEdit(role)) };
}

/** Roles that it can let itself into: by their trust, or by a sign-in provider of its own, which no Deny of sts:AssumeRole stops. */
export function* editTrustOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  if (extent(world, standing, edit) === 'none') return;
  const makeProvider = askCalls(world, standing, [call('iam:CreateSAMLProvider')]);
  for (const { role, answer } of editableTrusts(world, standing, only)) {
    const assume = askAssumeIfTrusted(world, standing, role);
    if (assume) yield offer(role, [{ rule: identityRules.updateAssumeRolePolicy, to: role.arn, answer: joinAnswers([answer, assume]) }]);
    if (makeProvider) yield offer(role, [{ rule: identityRules.createSamlProvider, to: role.arn, answer: joinAnswers([makeProvider, answer]) }]);
  }
}
