import type { AwsPrincipal } from '../../awsEstate.ts';
import { type Answer, joinAnswers } from '../ask.ts';
import { askCalls } from '../askCalls.ts';
import { aliasActions } from '../qualified.ts';
import { taggingActions } from '../retag.ts';
import { call, type PassRule } from '../rule.ts';
import { passRules } from '../rules/passRules.ts';
import { runRules } from '../rules/runRules.ts';
import { trustsService } from '../serviceTrust.ts';
import { SharedPower } from '../sharedPower.ts';
import { extent, type Standing } from '../standing.ts';
import { eachVerdict, knownAnswer, type Verdicts, verdictsOf } from '../verdicts.ts';
import type { World } from '../world.ts';
import { type Offer, offer } from './offer.ts';
import { passable } from './passable.ts';
import { startAnswer } from './start.ts';

/** Roles that the principal can pass to compute that it starts, by each technique. @param only one of them */
export function* passOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  const byService = new Map<string, Start[]>();
  for (const start of startsOf(world, standing))
    for (const service of servicesOf(start.rule)) byService.set(service, [...(byService.get(service) ?? []), start]);
  for (const [service, starts] of byService)
    for (const { role, answer } of passable(world, standing, service, only)) for (const start of starts) yield* passOffer(world, standing, start, role, answer);
}

export type Start = { rule: PassRule; answer: Answer };
const startPower = new SharedPower<Verdicts<PassRule>>([
  ...passRules.flatMap(({ calls }) => calls.flatMap(({ actions }) => [...actions])),
  ...['iam:PassRole', 'iam:CreateServiceLinkedRole', 'ec2:RunInstances', 'ec2:EnableSerialConsoleAccess', 'ec2-instance-connect:OpenTunnel'],
  ...runRules
    .filter(({ things: [type] }) => type === 'ec2-instance' || type === 'lambda-function')
    .flatMap(({ calls }) => calls.flatMap(({ actions }) => [...actions])),
  ...taggingActions,
  ...aliasActions,
]);

/** The techniques of which the principal can do everything but pass the role. */
export function startsOf(world: World, standing: Standing): Start[] {
  if (extent(world, standing, 'iam:PassRole') === 'none') return [];
  const able = startPower.of(world, standing, '', () => verdictsOf(passRules, (rule) => startAnswer(world, standing, rule)));
  return [...eachVerdict(able)].map(({ of: rule, condition }) => ({
    rule,
    answer: knownAnswer(rule.condition ?? condition, () => startAnswer(world, standing, rule)),
  }));
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
