import type { AwsCompute } from '../../../model/awsDocuments.ts';
import type { AwsEstate, AwsPrincipal } from '../../awsEstate.ts';
import { onceEach } from '../../once.ts';
import { type Answer, joinAnswers } from '../ask.ts';
import { askCalls } from '../askCalls.ts';
import { aliasActions } from '../qualified.ts';
import { taggingActions } from '../retag.ts';
import type { RunRule } from '../rule.ts';
import { runRules } from '../rules/runRules.ts';
import { rolesTrusting } from '../serviceTrust.ts';
import { SharedPower } from '../sharedPower.ts';
import { extent, type Standing } from '../standing.ts';
import { eachVerdict, knownAnswer, type Verdicts, verdictsOf } from '../verdicts.ts';
import type { World } from '../world.ts';
import { fitnessOf } from './fitness.ts';
import { type Offer, offer } from './offer.ts';
import { askPass, passable } from './passable.ts';
import { isMissing } from './start.ts';

type Run = { rule: RunRule; thing: AwsCompute | 'unlisted' };
const runPower = new SharedPower<Verdicts<Run>>([
  ...runRules.flatMap(({ calls }) => calls.flatMap(({ actions }) => [...actions])),
  ...['ec2:EnableSerialConsoleAccess', 'ec2-instance-connect:OpenTunnel'],
  ...taggingActions,
  ...aliasActions,
]);

/** Roles as which compute runs in which the principal can run code; where no inventory says what there is, roles that such compute may run as. @param only one of them */
export function* runOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  const runs = runPower.of(world, standing, '', () => verdictsOf(runsOf(world, standing), (run) => askRun(world, standing, run)));
  for (const { of: run, condition } of eachVerdict(runs)) {
    const answer = knownAnswer(condition, () => askRun(world, standing, run));
    for (const { role, pass } of rolesOf(world, standing, run, only))
      yield offer(role, [{ rule: run.rule, to: run.thing === 'unlisted' ? role.arn : run.thing.arn, answer: pass ? joinAnswers([answer, pass]) : answer }], {
        workload: run.thing === 'unlisted' ? 'unlisted' : { arn: run.thing.arn, type: run.thing.type },
        lasting: false,
      });
  }
}

/** Each technique on each thing of its types, and on such as nobody listed. */
function* runsOf(world: World, standing: Standing): Iterable<Run> {
  const { account } = standing.principal;
  for (const rule of runRules) {
    if (rule.calls.some(({ actions }) => actions.every((action) => extent(world, standing, action) === 'none'))) continue;
    for (const type of rule.things)
      for (const thing of (handedOver[rule.id] ? world.estate.compute : withRole(world.estate)).get(type) ?? [])
        if ((thing.account ?? account) === account) yield { rule, thing };
    const [type] = rule.things;
    if (rule.service !== undefined && type !== undefined && !world.estate.isInventoried(account, type)) yield { rule, thing: 'unlisted' };
  }
}

/** What runs as nobody makes nobody anything. */
const withRole = onceEach(
  (estate: AwsEstate) => estate,
  ({ compute }) => new Map([...compute].map(([type, things]) => [type, things.filter(({ role }) => role !== undefined)])),
);

function askRun(world: World, standing: Standing, { rule, thing }: Run): Answer | undefined {
  const fitness = thing === 'unlisted' ? isMissing(rule.things[0]!) : fitnessOf(thing, rule, world, standing);
  const answer = fitness === 'no' ? undefined : askCalls(world, standing, rule.calls, { thing });
  const condition =
    thing === 'unlisted' ? isMissing(rule.things[0]!) : (rule.condition ?? (typeof fitness === 'object' ? fitness : undefined) ?? answer?.condition);
  return answer && knownAnswer(condition, () => answer);
}

/** The role that the thing runs as, or those that it may be given where the technique hands one over. */
function rolesOf(world: World, standing: Standing, { rule, thing }: Run, only?: AwsPrincipal): { role: AwsPrincipal; pass?: Answer }[] {
  const handed = handedOver[rule.id];
  if (handed) return handed(world, standing, only);
  if (thing === 'unlisted') return likelyRoles(world, standing, rule, only).map((role) => ({ role }));
  const found = thing.role === undefined ? undefined : world.estate.byArn.get(thing.role);
  return found && (!only || found === only) ? [{ role: found }] : [];
}

function likelyRoles(world: World, { principal: { account } }: Standing, { service, profile }: RunRule, only?: AwsPrincipal): readonly AwsPrincipal[] {
  const roles = service === undefined ? [] : rolesTrusting(world, service, account);
  return only || profile ? roles.filter((role) => (!only || role === only) && (!profile || role.instanceProfiles.length > 0)) : roles;
}

/** Whether a technique passes a role too. */
export const handsOver = ({ id }: RunRule): boolean => handedOver[id] !== undefined;

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
