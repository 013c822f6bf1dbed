import type { AwsPrincipal } from '../../awsEstate.ts';
import { type Answer, joinAnswers } from '../ask.ts';
import { askCalls } from '../askCalls.ts';
import { call, type PassRule } from '../rule.ts';
import { passRules } from '../rules/passRules.ts';
import { trustsService } from '../serviceTrust.ts';
import { extent, type Standing } from '../standing.ts';
import type { World } from '../world.ts';
import { type Offer, offer } from './offer.ts';
import { passable } from './passable.ts';
import { startAnswer } from './start.ts';

/** Roles that the principal can pass to compute that it starts, by each technique. */
export function* passOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  for (const start of startsOf(world, standing)) {
    for (const service of servicesOf(start.rule)) {
      for (const { role, answer } of passable(world, standing, service, only)) yield* passOffer(world, standing, start, role, answer);
    }
  }
}

export type Start = { rule: PassRule; answer: Answer };
const starts = new WeakMap<Standing, Start[]>();

/** The techniques of which the principal can do everything but pass the role. */
export function startsOf(world: World, standing: Standing): Start[] {
  let able = starts.get(standing);
  if (!able) {
    able = extent(world, standing, 'iam:PassRole') === 'none' ? [] : passRules.flatMap((rule) => startOf(world, standing, rule));
    starts.set(standing, able);
  }
  return able;
}

function startOf(world: World, standing: Standing, rule: PassRule): Start[] {
  const answer = startAnswer(world, standing, rule);
  if (!answer) return [];
  const condition = rule.condition ?? answer.condition;
  return [{ rule, answer: { statements: () => answer.statements(), ...(condition && { condition }) } }];
}

/** EMR takes two roles: that of the service, and that of the instances, on which the attacker's steps run. */
export const servicesOf = ({ service }: PassRule): string[] => (service === 'elasticmapreduce.amazonaws.com' ? [service, ec2] : [service]);
const ec2 = 'ec2.amazonaws.com';

/** One role by one technique: by the trust that it has, or (`trusted`) by one that the attacker wrote. */
export function* passOffer(world: World, standing: Standing, { rule, answer }: Start, role: AwsPrincipal, pass: Answer): Iterable<Offer> {
  const inProfile = rule.profile || (rule.service !== ec2 && servicesOf(rule).length > 1 && !trustsService(world, role, rule.service));
  const profile = inProfile ? askProfile(world, standing, role) : noProfile;
  if (profile) yield offer(role, [{ rule, to: role.arn, answer: joinAnswers([pass, answer, profile]) }]);
}

const noProfile: Answer = { statements: () => [] };

/** Whether the role is in an instance profile, or the principal can make one for it. */
function askProfile(world: World, standing: Standing, role: AwsPrincipal): Answer | undefined {
  if (role.instanceProfiles.length > 0) return noProfile;
  return askCalls(world, standing, [call('iam:CreateInstanceProfile'), call('iam:AddRoleToInstanceProfile')]);
}
