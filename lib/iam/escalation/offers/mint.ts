import type { AwsPrincipal } from '../../awsEstate.ts';
import { type Answer, ask, joinAnswers } from '../ask.ts';
import { residents } from '../residents.ts';
import type { Rule } from '../rule.ts';
import { identityRules } from '../rules/identityRules.ts';
import type { Standing } from '../standing.ts';
import { targetValues } from '../tagValues.ts';
import { mayActOn } from '../targets.ts';
import type { World } from '../world.ts';
import { type Offer, offer } from './offer.ts';

/** Users of whom the principal can make a credential: an access key, a console password. */
export function* mintOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  yield* keyOffers(world, standing, othersFor(world, standing, 'iam:CreateAccessKey', only));
  const withoutPassword = othersFor(world, standing, 'iam:CreateLoginProfile', only).filter(({ credentials }) => credentials.password !== true);
  yield* passwordOffers(world, standing, withoutPassword, 'iam:CreateLoginProfile', identityRules.createLoginProfile);
  const withPassword = othersFor(world, standing, 'iam:UpdateLoginProfile', only).filter(({ credentials }) => credentials.password !== false);
  yield* passwordOffers(world, standing, withPassword, 'iam:UpdateLoginProfile', identityRules.updateLoginProfile);
}

export function askOnUser(world: World, standing: Standing, action: string, user: AwsPrincipal): Answer | undefined {
  return ask(world, standing, { action, resource: user.arn, values: targetValues(action, user) });
}

/** Others of the account on whom it may do the action. */
function othersFor(world: World, standing: Standing, action: string, only?: AwsPrincipal): AwsPrincipal[] {
  return mayActOn(world, standing, action, residents(world, standing.principal.account, 'user'), only).filter((user) => user !== standing.principal);
}

function* keyOffers(world: World, standing: Standing, users: readonly AwsPrincipal[]): Iterable<Offer> {
  for (const user of users) {
    const create = askOnUser(world, standing, 'iam:CreateAccessKey', user);
    if (!create) continue;
    // AWS keeps at most two keys of a user
    const full = (user.credentials.keyCount ?? 0) >= 2;
    const remove = full ? askOnUser(world, standing, 'iam:DeleteAccessKey', user) : undefined;
    if (full && !remove) continue;
    const rule = full ? identityRules.replaceAccessKey : identityRules.createAccessKey;
    yield offer(user, [{ rule, to: user.arn, answer: remove ? joinAnswers([create, remove]) : create }]);
  }
}

function* passwordOffers(world: World, standing: Standing, users: readonly AwsPrincipal[], action: string, rule: Rule): Iterable<Offer> {
  for (const user of users) {
    const answer = askOnUser(world, standing, action, user);
    if (!answer) continue;
    const step = { rule, to: user.arn, answer };
    if (user.credentials.mfa !== true) yield offer(user, [step]);
    else yield pastSecondFactor(world, standing, user, step);
  }
}

function pastSecondFactor(world: World, standing: Standing, user: AwsPrincipal, step: Offer['steps'][number]): Offer {
  const answer = askOnUser(world, standing, 'iam:DeactivateMFADevice', user);
  if (answer) return offer(user, [{ rule: identityRules.deactivateMfaDevice, to: user.arn, answer }, step]);
  return offer(user, [step], { condition: { kind: 'mfa', text: 'the second factor of the user, which is asked for at sign-in' } });
}
