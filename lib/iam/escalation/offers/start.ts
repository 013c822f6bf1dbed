import type { AwsCompute } from '../../../model/awsDocuments.ts';
import type { Condition } from '../../../model/facts.ts';
import { type Answer, ask, joinAnswers } from '../ask.ts';
import { askCalls, type CallsOn } from '../askCalls.ts';
import type { Call, PassRule, RunRule } from '../rule.ts';
import { runInstances } from '../rules/passRules.ts';
import { runRules } from '../rules/runRules.ts';
import { extent, type Standing } from '../standing.ts';
import type { World } from '../world.ts';
import { fitnessOf, isThere } from './fitness.ts';
import { passable } from './passable.ts';

/** Whether the principal can do all that a technique asks beside passing the role. */
export function startAnswer(world: World, standing: Standing, rule: PassRule): Answer | undefined {
  if (rule.calls.some(({ actions }) => actions.every((action) => extent(world, standing, action) === 'none'))) return undefined;
  const special = specials[rule.id];
  if (special) return special(world, standing, rule);
  return rule.needs === undefined ? askCalls(world, standing, rule.calls) : onListed(world, standing, rule, rule.needs);
}

/** On something of the inventory; where there is no list of such things, there may be one. */
function onListed(world: World, standing: Standing, { calls }: PassRule, type: string): Answer | undefined {
  const answers = thingsOf(world, standing, type).map((on) => askCalls(world, standing, calls, on));
  return best(answers) ?? ifUnlisted(world, standing, type, () => askCalls(world, standing, calls, { thing: 'unlisted' }));
}

/** Whether a technique asks for more than its calls. */
export const isSpecial = ({ id }: PassRule): boolean => specials[id] !== undefined;

/** What calls on something of the inventory are made on. */
export const thingsOf = (world: World, standing: Standing, type: string): CallsOn[] =>
  things(world, standing, type).map((thing) => ({ thing, values: placeOf(thing) }));

const things = (world: World, { principal }: Standing, type: string): AwsCompute[] =>
  (world.estate.compute.get(type) ?? []).filter((thing) => (thing.account ?? principal.account) === principal.account && isThere(thing));

/** A certain answer before a possible one. */
function best(answers: readonly (Answer | undefined)[]): Answer | undefined {
  return answers.find((answer) => answer && !answer.condition) ?? answers.find((answer) => answer);
}

function ifUnlisted(world: World, { principal }: Standing, type: string, answer: () => Answer | undefined): Answer | undefined {
  if (world.estate.isInventoried(principal.account, type)) return undefined;
  const found = answer();
  return found && { statements: () => found.statements(), condition: found.condition ?? isMissing(type) };
}

export const isMissing = (type: string): Condition => ({ kind: 'missing-input', text: `whether there is a thing of type ${type}: no inventory was imported` });

/** Tasks are started on a cluster that is there. */
const placeOf = ({ type, arn }: AwsCompute): [string, string][] => (type === 'ecs-cluster' ? [['ecs:cluster', arn]] : []);

type Special = (world: World, standing: Standing, rule: PassRule) => Answer | undefined;

const specials: Record<string, Special> = {
  'AWS.EC2.PassRole.AssociateIamInstanceProfile': associateProfile,
  'AWS.EC2.PassRole.RequestSpotFleet': (world, standing, { calls }) =>
    withService(world, standing, 'spotfleet.amazonaws.com', () => askCalls(world, standing, calls)),
  'AWS.EC2.PassRole.CreateLaunchTemplate.CreateFleet': fromTemplate,
  'AWS.AutoScaling.PassRole.CreateLaunchConfiguration': (world, standing, { calls }) => andAutoScaling(world, standing, () => askCalls(world, standing, calls)),
  'AWS.Lambda.PassRole.UpdateFunctionConfiguration': updateConfiguration,
  'AWS.EMR.PassRole.RunJobFlow': (world, standing, { calls }) =>
    withService(world, standing, 'elasticmapreduce.amazonaws.com', () => askCalls(world, standing, calls)),
};

/** Another role is handed over too. */
function withService(world: World, standing: Standing, service: string, answer: () => Answer | undefined): Answer | undefined {
  const other = best([...passable(world, standing, service)].map((role) => role.answer));
  const own = other && answer();
  return own && joinAnswers([own, other]);
}

/** A fleet; or an auto scaling group, for which whoever makes it from a template must be allowed to run instances too. */
function fromTemplate(world: World, standing: Standing, { calls: [template, start] }: PassRule): Answer | undefined {
  const by = (action: string): readonly Call[] => [template!, { ...start!, actions: [action] }];
  const fleet = askCalls(world, standing, by('ec2:CreateFleet'));
  return fleet ?? andAutoScaling(world, standing, () => askCalls(world, standing, [...by('autoscaling:CreateAutoScalingGroup'), runInstances]));
}

/** Auto scaling acts by a role of its own, which is there or has to be made. */
function andAutoScaling(world: World, standing: Standing, answer: () => Answer | undefined): Answer | undefined {
  const service = 'autoscaling.amazonaws.com';
  const { account, arn } = standing.principal;
  const isThere = world.estate.principals.some(
    (role) => role.account === account && role.isServiceLinked && role.arn.includes(`/aws-service-role/${service}/`),
  );
  if (isThere) return answer();
  const resource = `arn:${arn.split(':')[1]}:iam::${account}:role/aws-service-role/${service}/AWSServiceRoleForAutoScaling`;
  const make = ask(world, standing, { action: 'iam:CreateServiceLinkedRole', resource, values: [['iam:awsservicename', service]] });
  const own = make && answer();
  return own && joinAnswers([own, make]);
}

/** The role goes to an instance on which the principal runs code: one that it starts, or one that is there. */
function associateProfile(world: World, standing: Standing, { calls }: PassRule): Answer | undefined {
  const start = passableStart(world, standing, calls);
  if (start) return start;
  const onInstances = runRules.filter(({ things: [type] }) => type === 'ec2-instance');
  const answers = things(world, standing, 'ec2-instance').map((thing) => {
    const associate = askCalls(world, standing, calls, { thing });
    const runs = associate && best(onInstances.map((rule) => runsCode(world, standing, rule, thing)));
    return runs && joinAnswers([associate, runs]);
  });
  return best(answers) ?? ifUnlisted(world, standing, 'ec2-instance', () => askCalls(world, standing, calls, { thing: 'unlisted' }));
}

function passableStart(world: World, standing: Standing, calls: PassRule['calls']): Answer | undefined {
  return askCalls(world, standing, [runInstances, ...calls], { thing: 'unlisted' });
}

/** The code of the function has to be the attacker's too, and something has to start it. */
function updateConfiguration(world: World, standing: Standing, { calls }: PassRule): Answer | undefined {
  const code = runRules.filter(({ id }) => id.startsWith('AWS.Lambda.Update'));
  const answers = things(world, standing, 'lambda-function').map((thing) => {
    const update = askCalls(world, standing, calls, { thing });
    const able = update && code.flatMap((rule) => runsCode(world, standing, rule, thing) ?? []);
    const runs = able && best(able);
    return runs && joinAnswers([update, runs]);
  });
  return best(answers) ?? ifUnlisted(world, standing, 'lambda-function', () => askCalls(world, standing, calls, { thing: 'unlisted' }));
}

function runsCode(world: World, standing: Standing, rule: RunRule, thing: AwsCompute): Answer | undefined {
  const fitness = fitnessOf(thing, rule, world, standing);
  const answer = fitness === 'no' ? undefined : askCalls(world, standing, rule.calls, { thing });
  const condition = answer?.condition ?? (typeof fitness === 'object' ? fitness : undefined);
  return answer && { statements: () => answer.statements(), ...(condition && { condition }) };
}
