import type { AwsPrincipal } from '../../awsEstate.ts';
import { type Answer, ask, joinAnswers } from '../ask.ts';
import { residents } from '../residents.ts';
import { identityRules } from '../rules/identityRules.ts';
import { SharedPower } from '../sharedPower.ts';
import { extent, type Standing } from '../standing.ts';
import { mayActOn } from '../targets.ts';
import { eachVerdict, knownAnswer, type Verdicts, verdictsOf } from '../verdicts.ts';
import type { World } from '../world.ts';
import { type Offer, type OfferStep, offer } from './offer.ts';

const keyPower = new SharedPower<Verdicts<AwsPrincipal>>(['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:TagUser']);
const newPasswordPower = new SharedPower<Verdicts<AwsPrincipal>>(['iam:CreateLoginProfile', 'iam:DeleteLoginProfile', 'iam:TagUser']);
const passwordPower = new SharedPower<Verdicts<AwsPrincipal>>(['iam:UpdateLoginProfile', 'iam:TagUser']);

/** Users of whom the principal can make a credential: an access key, a console password. @param only one of them */
export function* mintOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  const usersFor = (power: typeof keyPower, action: string, ask: (user: AwsPrincipal) => Answer | undefined) => {
    if (extent(world, standing, action) === 'none') return [];
    const users = residents(world, standing.principal.account, 'user');
    return eachVerdict(
      power.of(world, standing, '', () => verdictsOf(mayActOn(world, standing, action, users), ask)),
      only,
    );
  };
  const ask = { key: (user: AwsPrincipal) => askKey(world, standing, user), ...passwordAsks(world, standing) };
  for (const { of: user, condition } of usersFor(keyPower, 'iam:CreateAccessKey', ask.key)) {
    const rule = isFull(user) ? identityRules.replaceAccessKey : identityRules.createAccessKey;
    yield offer(user, [{ rule, to: user.arn, answer: knownAnswer(condition, () => ask.key(user)) }]);
  }
  for (const { of: user, condition } of usersFor(newPasswordPower, 'iam:CreateLoginProfile', ask.newPassword))
    yield passwordOffer(world, standing, user, {
      rule: identityRules.createLoginProfile,
      to: user.arn,
      answer: knownAnswer(condition, () => ask.newPassword(user)),
    });
  for (const { of: user, condition } of usersFor(passwordPower, 'iam:UpdateLoginProfile', ask.password))
    yield passwordOffer(world, standing, user, {
      rule: identityRules.updateLoginProfile,
      to: user.arn,
      answer: knownAnswer(condition, () => ask.password(user)),
    });
}

export function askOnUser(world: World, standing: Standing, action: string, user: AwsPrincipal, taggers?: readonly Standing[]): Answer | undefined {
  return ask(world, standing, { action, resource: user.arn, target: user, ...(taggers && { taggers }) });
}

/** AWS keeps at most two keys of a user. */
export const isFull = ({ credentials }: AwsPrincipal): boolean => (credentials.keyCount ?? 0) >= 2;

/** A user has one password at most; one that is there can be deleted first. */
function askNewPassword(world: World, standing: Standing, user: AwsPrincipal): Answer | undefined {
  const create = askOnUser(world, standing, 'iam:CreateLoginProfile', user);
  if (!create || user.credentials.password !== true) return create;
  const remove = askOnUser(world, standing, 'iam:DeleteLoginProfile', user);
  return remove && joinAnswers([remove, create]);
}

function askKey(world: World, standing: Standing, user: AwsPrincipal): Answer | undefined {
  const create = askOnUser(world, standing, 'iam:CreateAccessKey', user);
  if (!create || !isFull(user)) return create;
  const remove = askOnUser(world, standing, 'iam:DeleteAccessKey', user);
  return remove && joinAnswers([create, remove]);
}

function passwordAsks(world: World, standing: Standing) {
  return {
    newPassword: (user: AwsPrincipal) => askNewPassword(world, standing, user),
    password: (user: AwsPrincipal) => (user.credentials.password === false ? undefined : askOnUser(world, standing, 'iam:UpdateLoginProfile', user)),
  };
}

/** A second factor is asked for at sign-in, unless it can be taken off. */
function passwordOffer(world: World, standing: Standing, user: AwsPrincipal, step: OfferStep): Offer {
  if (user.credentials.mfa !== true) return offer(user, [step]);
  const answer = askOnUser(world, standing, 'iam:DeactivateMFADevice', user);
  if (answer) return offer(user, [{ rule: identityRules.deactivateMfaDevice, to: user.arn, answer }, step]);
  return offer(user, [step], { condition: { kind: 'mfa', text: 'the second factor of the user, which is asked for at sign-in' } });
}
