import type { AwsCompute } from '../../model/awsDocuments.ts';
import type { ResourceType } from '../catalogue.ts';
import { type Answer, ask, joinAnswers, type Question } from './ask.ts';
import { chosenWhenMade } from './choices.ts';
import { newThingsOf, regionOf, requiredTypes, typesNamed } from './newThings.ts';
import { askQualified, invoke, latest } from './qualified.ts';
import { regionsOf } from './regions.ts';
import type { Call } from './rule.ts';
import { extent, type Standing } from './standing.ts';
import { partitionOf, type World } from './world.ts';

/** What the calls of a technique are made on, beside what the attacker makes itself. */
export type CallsOn = {
  /** Of the inventory. `unlisted`: one that may exist though nobody listed it. */
  thing?: AwsCompute | 'unlisted';
  values?: Question['values'];
};

/** Whether all calls of a technique are allowed, in one region and with one name for each new thing; undefined: no. */
export function askCalls(world: World, standing: Standing, calls: readonly Call[], on: CallsOn = {}): Answer | undefined {
  return askCallsOf(
    world,
    calls,
    calls.map(() => [standing]),
    on,
  );
}

/** By whom each call is made, in their order. */
export type SharedAnswer = Answer & { by: readonly Standing[] };

/** The same where each call may be made by any of several principals of one account that the attacker acts as. @param able of each call */
export function askCallsOf(world: World, calls: readonly Call[], able: readonly (readonly Standing[])[], on: CallsOn = {}): SharedAnswer | undefined {
  const { thing } = on;
  const deeds = [...chooseDeeds(world, calls, able)];
  if (deeds.length === 0) return undefined;
  const regions = thing !== undefined && thing !== 'unlisted' ? [regionOf(thing)] : new Set([...new Set(able.flat())].flatMap(regionsOf));
  for (const region of regions) {
    for (const chosen of deeds) {
      const answer = askInRegion(world, chosen, on, region);
      if (answer) return { ...answer, by: chosen.map(({ by }) => by) };
    }
  }
  return undefined;
}

/** A call, by which of its actions, and by whom. */
type Deed = Omit<Call, 'actions'> & { action: string; by: Standing };

/** In every combination that the policies may allow. */
function* chooseDeeds(world: World, [call, ...calls]: readonly Call[], [able = [], ...others]: readonly (readonly Standing[])[]): Iterable<Deed[]> {
  if (!call) return yield [];
  for (const action of call.actions)
    for (const by of able)
      if (extent(world, by, action) !== 'none') for (const rest of chooseDeeds(world, calls, others)) yield [{ ...call, action, by }, ...rest];
}

function askInRegion(world: World, deeds: readonly Deed[], on: CallsOn, region: string): Answer | undefined {
  const answers: Answer[] = [];
  const made = new Map<string, Deed[]>();
  for (const each of deeds) {
    const types = typesOfNew(each, on);
    if (types.length === 0) {
      const answer = askOnGiven(world, each, region, on);
      if (!answer) return undefined;
      answers.push(answer);
    }
    for (const { arn } of types) made.set(arn, [...(made.get(arn) ?? []), each]);
  }
  for (const [type, ofType] of made) {
    const answer = askOnNew(world, ofType, type, region, on);
    if (!answer) return undefined;
    answers.push(answer);
  }
  return joinAnswers(answers);
}

/** Types of the things that the attacker names; none where what is asked on is given. */
function typesOfNew({ action, onThing, types, anyOf }: Deed, { thing }: CallsOn): ResourceType[] {
  if (anyOf || (onThing && thing !== undefined && thing !== 'unlisted')) return [];
  return types ? typesNamed(action, types) : requiredTypes(action);
}

function askOnGiven(world: World, { action, by, onThing, anyOf }: Deed, region: string, on: CallsOn): Answer | undefined {
  if (onThing && on.thing !== undefined && on.thing !== 'unlisted') return askOrQualified(world, by, aboutThing(action, on.thing, on.values));
  for (const template of anyOf ?? ['*']) {
    const resource = template.replace(/\$\{Partition\}/, partitionOf(by.principal)).replace(/\$\{Region\}/, region);
    const answer = ask(world, by, { action, resource, account: by.principal.account, ...requestOf(action, region, on) });
    if (answer) return answer;
  }
  return undefined;
}

/** A function can be invoked by the name of a version or an alias too, and only that may be allowed. */
function askOrQualified(world: World, standing: Standing, question: Question): Answer | undefined {
  return ask(world, standing, question) ?? (question.action === invoke ? askQualified(world, standing, question) : undefined);
}

/** What is there has its tags; what else the service may ask about it is not known. */
function aboutThing(action: string, thing: AwsCompute, values: Question['values'] = []): Question {
  const made = chosenWhenMade(action);
  return {
    action,
    resource: thing.arn,
    ...(thing.account !== undefined && { account: thing.account }),
    target: thing,
    values: [...values, ['aws:requestedregion', regionOf(thing)], ['ec2:region', regionOf(thing)]],
    isUnknown: (key) => made(key) && !key.startsWith('aws:') && key !== 'ec2:region',
  };
}

function requestOf(action: string, region: string, { values = [] }: CallsOn): Pick<Question, 'values' | 'isChosen'> {
  return { values: [...values, ['aws:requestedregion', region], ['ec2:region', region]], isChosen: chosenWhenMade(action) };
}

/** All actions on one new thing. */
function askOnNew(world: World, deeds: readonly Deed[], type: string, region: string, on: CallsOn): Answer | undefined {
  for (const resource of namesFor(world, deeds, type, region)) {
    const answers: Answer[] = [];
    for (const { action, by } of deeds) {
      const answer = askOrQualified(world, by, { action, resource, account: by.principal.account, ...requestOf(action, region, on) });
      if (!answer) break;
      answers.push(answer);
    }
    if (answers.length === deeds.length) return joinAnswers(answers);
  }
  return undefined;
}

/** With those under which a function that is only being made can be invoked by its newest version. */
function* namesFor(world: World, deeds: readonly Deed[], type: string, region: string): Iterable<string> {
  yield* newThingsOf(world, deeds, type, region);
  const others = deeds.filter(({ action }) => action !== invoke);
  if (others.length === 0 || others.length === deeds.length) return;
  for (const name of newThingsOf(world, deeds, `${type}:${latest}`, region)) yield name.slice(0, -latest.length - 1);
  yield* newThingsOf(world, others, type, region);
}
