import type { AwsPrincipal } from '../../awsEstate.ts';
import { parsePolicy } from '../../parsePolicy.ts';
import { hasBit } from '../actionBits.ts';
import { type Answer, ask, ofResource, type Question } from '../ask.ts';
import { identityRules } from '../rules/identityRules.ts';
import { SharedPower } from '../sharedPower.ts';
import { extent, type Standing } from '../standing.ts';
import { mayActOn } from '../targets.ts';
import { eachVerdict, knownAnswer, type Verdicts, verdictsOf } from '../verdicts.ts';
import { trustOf, type World } from '../world.ts';
import { type Offer, offer } from './offer.ts';
import { sessionOffers } from './sessions.ts';

const assume = 'sts:AssumeRole';
const accountPower = new SharedPower<Verdicts<AwsPrincipal>>([assume, 'iam:TagRole']);

/** Roles that the principal can assume, each once. */
export function assumeOffers(world: World, standing: Standing): Offer[] {
  const offers = new Map([...namedOffers(world, standing), ...accountOffers(world, standing)].map((offer) => [offer.target, offer]));
  offers.delete(standing.principal);
  return [...offers.values()];
}

/** Roles whose trusts name the principal, or ask for something that not everyone in its account has. */
export function* namedOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  const { principal } = standing;
  for (const role of new Set([...world.trusts.naming(principal), ...world.trusts.askingAccount(principal.account)])) {
    const answer = only && role !== only ? undefined : askAssume(world, standing, role);
    if (answer) yield assumeOffer(role, answer);
  }
  yield* sessionOffers(world, standing, only);
}

/** Roles whose trusts leave it to the account's own policies. */
export function* accountOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  if (extent(world, standing, assume) === 'none') return;
  const plain = world.trusts.plainlyNamingAccount(standing.principal.account);
  const roles = accountPower.of(world, standing, '', () => verdictsOf(mayActOn(world, standing, assume, plain), (role) => askAssume(world, standing, role)));
  for (const { of: role, condition } of eachVerdict(roles, only))
    yield assumeOffer(
      role,
      knownAnswer(condition, () => askAssume(world, standing, role)),
    );
}

const assumeOffer = (role: AwsPrincipal, answer: Answer): Offer => offer(role, [{ rule: identityRules.assumeRole, to: role.arn, answer }], { lasting: false });

/** Whether the principal may assume a role with the trust that it has. @param more the session's name, where that matters; who may put tags on */
export function askAssume(
  world: World,
  standing: Standing,
  role: AwsPrincipal,
  { session, taggers }: { session?: string; taggers?: readonly Standing[] } = {},
): Answer | undefined {
  const policy = ofResource(role.arn, 'trust policy', role.trust ?? {});
  const asked = new Set(parsePolicy(role.trust ?? {}).statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)));
  const question: Question = {
    action: 'sts:AssumeRole',
    resource: role.arn,
    account: role.account,
    target: role,
    policy,
    ...(taggers && { taggers }),
    ...(session !== undefined && { values: [['sts:rolesessionname', session]] }),
  };
  if (asked.size === 0) return ask(world, standing, question);
  const chosen = chosenKeys(world, standing, role, asked, policy);
  return ask(world, standing, {
    ...question,
    isChosen: (key) => chosen.has(key) || [...chosen].some((prefix) => prefix.endsWith('/') && key.startsWith(prefix)),
    isUnknown: (key) => key === 'sts:externalid',
  });
}

/** Whether it could assume a role whose trust names it: what is left is an explicit Deny, and what binds the account. */
export function askAssumeIfTrusted(world: World, standing: Standing, role: Pick<AwsPrincipal, 'arn' | 'account' | 'tags'>): Answer | undefined {
  const bit = world.actions.of(assume);
  if (hasBit(standing.letThrough, bit) && !hasBit(standing.deny, bit)) return knownAnswer(standing.condition, () => evaluateIfTrusted(world, standing, role));
  return evaluateIfTrusted(world, standing, role);
}

function evaluateIfTrusted(world: World, standing: Standing, role: Pick<AwsPrincipal, 'arn' | 'account' | 'tags'>): Answer | undefined {
  const policy = ofResource(role.arn, 'trust policy as the attacker writes it', trustOf(standing.principal.requester));
  return ask(world, standing, { action: 'sts:AssumeRole', resource: role.arn, account: role.account, target: role, policy });
}

/** What the caller says of its session: its name always, the rest where it may. The external id is in the trust policy, for whoever may read that. */
function chosenKeys(world: World, standing: Standing, role: AwsPrincipal, asked: ReadonlySet<string>, policy: Question['policy']): Set<string> {
  const chosen = new Set(['sts:rolesessionname']);
  const may = (action: string): boolean =>
    ask(world, standing, {
      action,
      resource: role.arn,
      account: role.account,
      ...(policy && { policy }),
      isChosen: (key) => key === 'sts:sourceidentity' || isSessionTag(key),
    }) !== undefined;
  if (asked.has('sts:sourceidentity') && may('sts:SetSourceIdentity')) chosen.add('sts:sourceidentity');
  if ([...asked].some(isSessionTag) && may('sts:TagSession')) for (const key of ['aws:requesttag/', 'aws:tagkeys', 'sts:transitivetagkeys']) chosen.add(key);
  if (asked.has('sts:externalid') && mayReadTrust(world, standing, role)) chosen.add('sts:externalid');
  return chosen;
}

const isSessionTag = (key: string): boolean => key.startsWith('aws:requesttag/') || key === 'aws:tagkeys' || key === 'sts:transitivetagkeys';

function mayReadTrust(world: World, standing: Standing, role: AwsPrincipal): boolean {
  if (role.account !== standing.principal.account) return false;
  const read = ask(world, standing, { action: 'iam:GetRole', resource: role.arn });
  const list = ['iam:ListRoles', 'iam:GetAccountAuthorizationDetails'].some((action) => {
    const answer = ask(world, standing, { action, resource: action === 'iam:ListRoles' ? `arn:aws:iam::${role.account}:role/` : '*' });
    return answer !== undefined && !answer.condition;
  });
  return (read !== undefined && !read.condition) || list;
}
