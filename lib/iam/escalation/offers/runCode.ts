import type { AwsCompute } from '../../../model/awsDocuments.ts';
import type { AwsPrincipal } from '../../awsEstate.ts';
import { type Answer, joinAnswers } from '../ask.ts';
import { askCalls } from '../askCalls.ts';
import type { RunRule } from '../rule.ts';
import { runRules } from '../rules/runRules.ts';
import { trustsService } from '../serviceTrust.ts';
import { extent, type Standing } from '../standing.ts';
import type { World } from '../world.ts';
import { fitnessOf } from './fitness.ts';
import { type Offer, offer } from './offer.ts';
import { askPass, passable } from './passable.ts';
import { isMissing } from './start.ts';

/** Roles as which compute runs in which the principal can run code; where no inventory says what there is, roles that such compute may run as. */
export function* runOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  for (const rule of runRules) {
    if (rule.calls.some(({ actions }) => actions.every((action) => extent(world, standing, action) === 'none'))) continue;
    for (const type of rule.things) yield* onListed(world, standing, rule, type, only);
    yield* onUnlisted(world, standing, rule, only);
  }
}

function* onListed(world: World, standing: Standing, rule: RunRule, type: string, only?: AwsPrincipal): Iterable<Offer> {
  for (const thing of world.estate.compute.get(type) ?? []) {
    if ((thing.account ?? standing.principal.account) !== standing.principal.account || (only && !handedOver[rule.id] && thing.role !== only.arn)) continue;
    const fitness = fitnessOf(thing, rule, world, standing);
    const answer = fitness === 'no' ? undefined : askCalls(world, standing, rule.calls, { thing });
    if (!answer) continue;
    const condition = rule.condition ?? (typeof fitness === 'object' ? fitness : undefined) ?? answer.condition;
    for (const { role, pass } of rolesOf(world, standing, rule, thing, only))
      yield offer(role, [{ rule, to: thing.arn, answer: pass ? joinAnswers([answer, pass]) : answer }], {
        workload: { arn: thing.arn, type },
        lasting: false,
        ...(condition && { condition }),
      });
  }
}

/** The role that the thing runs as, or those that it may be given where the technique hands one over. */
function rolesOf(world: World, standing: Standing, rule: RunRule, { role }: AwsCompute, only?: AwsPrincipal): { role: AwsPrincipal; pass?: Answer }[] {
  const handed = handedOver[rule.id];
  if (handed) return handed(world, standing, only);
  const found = role === undefined ? undefined : world.estate.byArn.get(role);
  return found ? [{ role: found }] : [];
}

type Handed = (world: World, standing: Standing, only?: AwsPrincipal) => { role: AwsPrincipal; pass: Answer }[];
const cognito = 'cognito-identity.amazonaws.com';

/** Techniques that pass a role, each with those that may be passed. */
const handedOver: Record<string, Handed> = {
  'AWS.ECS.UpdateService.TaskDefinition': (world, standing, only) =>
    [...passable(world, standing, 'ecs-tasks.amazonaws.com', only)].map(({ role, answer }) => ({ role, pass: answer })),
  'AWS.Cognito.IdentityPoolRoles': (world, standing, only) =>
    world.trusts.namingProvider(cognito).flatMap((role) => {
      const pass = only && role !== only ? undefined : askPass(world, standing, role, cognito);
      return pass ? [{ role, pass }] : [];
    }),
};

function* onUnlisted(world: World, standing: Standing, rule: RunRule, only?: AwsPrincipal): Iterable<Offer> {
  const { account } = standing.principal;
  const [type] = rule.things;
  if (rule.service === undefined || type === undefined || world.estate.isInventoried(account, type)) return;
  const answer = askCalls(world, standing, rule.calls, { thing: 'unlisted' });
  if (!answer) return;
  const condition = isMissing(type);
  const handed = handedOver[rule.id]?.(world, standing, only);
  for (const { role, pass } of handed ?? [])
    yield offer(role, [{ rule, to: role.arn, answer: joinAnswers([answer, pass]) }], { workload: 'unlisted', condition });
  for (const role of handed ? [] : new Set(world.trusts.namingService(rule.service))) {
    if (role.account !== account || (only && role !== only) || role.isServiceLinked || (rule.profile && role.instanceProfiles.length === 0)) continue;
    if (trustsService(world, role, rule.service)) yield offer(role, [{ rule, to: role.arn, answer }], { workload: 'unlisted', lasting: false, condition });
  }
}
