import { type AwsPrincipal, probe } from '../../awsEstate.ts';
import { identityRules } from '../rules/identityRules.ts';
import type { Standing } from '../standing.ts';
import { baseStanding } from '../variants.ts';
import type { World } from '../world.ts';
import { askAssume } from './assume.ts';
import { type Offer, offer } from './offer.ts';

/**
 * Roles whose trusts name one session of another role: who assumes that one picks the session's name (STS API Reference, AssumeRole, RoleSessionName). Which name a session has that the
 * attacker holds from the start, nobody knows.
 */
export function* sessionOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  for (const { of, name, role } of world.trusts.sessions) {
    if (only && role !== only) continue;
    const between = roleOf(world, of);
    if (!between || role === standing.principal) continue;
    const rule = identityRules.assumeRole;
    const enter = askAssume(world, standing, between, { session: name });
    if (!enter && standing.principal !== between) continue;
    const next = askAssume(world, asSession(standing.principal === between ? standing : baseStanding(world, between), name), role);
    if (!next) continue;
    const last = { rule, from: between.arn, to: role.arn, answer: next };
    if (enter) yield offer(role, [{ rule, to: between.arn, answer: enter }, last], { lasting: false });
    else if (name !== probe)
      yield offer(role, [last], { lasting: false, condition: { kind: 'unevaluated', text: `whether the session has the name ${name}` } });
  }
}

const roleOf = ({ estate }: World, key: string): AwsPrincipal | undefined =>
  estate.principals.find(({ kind, account, name }) => kind === 'role' && `${account}/${name}` === key);

/** A role in a session of another name. */
function asSession(standing: Standing, name: string): Standing {
  const { principal, values } = standing;
  const id = principal.id === undefined ? [] : [['aws:userid', `${principal.id}:${name}`] as const];
  return { ...standing, principal: { ...principal, requester: principal.requester.replace(/[^/]+$/, name) }, values: new Map([...values, ...id]) };
}
