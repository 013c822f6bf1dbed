import type { AwsCompute } from '../../model/awsDocuments.ts';
import type { ResourceType } from '../catalogue.ts';
import { type Answer, ask, joinAnswers, type Question } from './ask.ts';
import { chosenWhenMade } from './choices.ts';
import { newThings, regionOf, requiredTypes, typesNamed } from './newThings.ts';
import { regionsOf } from './regions.ts';
import type { Call } from './rule.ts';
import { extent, type Standing } from './standing.ts';
import { resourceTagValues } from './tagValues.ts';
import { partitionOf, type World } from './world.ts';

/** What the calls of a technique are made on, beside what the attacker makes itself. */
export type CallsOn = {
  /** Of the inventory. `unlisted`: one that may exist though nobody listed it. */
  thing?: AwsCompute | 'unlisted';
  values?: Question['values'];
};

/** Whether all calls of a technique are allowed, in one region and with one name for each new thing; undefined: no. */
export function askCalls(world: World, standing: Standing, calls: readonly Call[], on: CallsOn = {}): Answer | undefined {
  if (calls.some(({ actions }) => actions.every((action) => extent(world, standing, action) === 'none'))) return undefined;
  const { thing } = on;
  const regions = thing !== undefined && thing !== 'unlisted' ? [regionOf(thing)] : regionsOf(standing);
  for (const region of regions) {
    for (const chosen of chooseActions(calls)) {
      const answer = askInRegion(world, standing, chosen, on, region);
      if (answer) return answer;
    }
  }
  return undefined;
}

type Chosen = Omit<Call, 'actions'> & { action: string };

function* chooseActions(calls: readonly Call[]): Iterable<Chosen[]> {
  const [first, ...rest] = calls;
  if (!first) yield [];
  else for (const action of first.actions) for (const others of chooseActions(rest)) yield [{ ...first, action }, ...others];
}

function askInRegion(world: World, standing: Standing, calls: readonly Chosen[], on: CallsOn, region: string): Answer | undefined {
  const answers: Answer[] = [];
  const made = new Map<string, string[]>();
  for (const each of calls) {
    const { action } = each;
    if (extent(world, standing, action) === 'none') return undefined;
    const types = typesOfNew(each, on);
    if (types.length === 0) {
      const answer = askOnGiven(world, standing, each, region, on);
      if (!answer) return undefined;
      answers.push(answer);
    }
    for (const { arn } of types) made.set(arn, [...(made.get(arn) ?? []), action]);
  }
  for (const [type, actions] of made) {
    const answer = askOnNew(world, standing, actions, type, region, on);
    if (!answer) return undefined;
    answers.push(answer);
  }
  return joinAnswers(answers);
}

/** Types of the things that the attacker names; none where what is asked on is given. */
function typesOfNew({ action, onThing, types, anyOf }: Chosen, { thing }: CallsOn): ResourceType[] {
  if (anyOf || (onThing && thing !== undefined && thing !== 'unlisted')) return [];
  return types ? typesNamed(action, types) : requiredTypes(action);
}

function askOnGiven(world: World, standing: Standing, { action, onThing, anyOf }: Chosen, region: string, on: CallsOn): Answer | undefined {
  if (onThing && on.thing !== undefined && on.thing !== 'unlisted') return ask(world, standing, aboutThing(action, on.thing, on.values));
  for (const template of anyOf ?? ['*']) {
    const resource = template.replace(/\$\{Partition\}/, partitionOf(standing.principal)).replace(/\$\{Region\}/, region);
    const answer = ask(world, standing, { action, resource, account: standing.principal.account, ...requestOf(action, region, on) });
    if (answer) return answer;
  }
  return undefined;
}

/** What is there has its tags; what else the service may ask about it is not known. */
function aboutThing(action: string, thing: AwsCompute, values: Question['values'] = []): Question {
  const made = chosenWhenMade(action);
  return {
    action,
    resource: thing.arn,
    ...(thing.account !== undefined && { account: thing.account }),
    values: [...values, ...resourceTagValues(action, thing.tags), ['aws:requestedregion', regionOf(thing)], ['ec2:region', regionOf(thing)]],
    isUnknown: (key) => made(key) && !key.startsWith('aws:') && key !== 'ec2:region',
  };
}

function requestOf(action: string, region: string, { values = [] }: CallsOn): Pick<Question, 'values' | 'isChosen'> {
  return { values: [...values, ['aws:requestedregion', region], ['ec2:region', region]], isChosen: chosenWhenMade(action) };
}

/** All actions on one new thing. */
function askOnNew(world: World, standing: Standing, actions: readonly string[], type: string, region: string, on: CallsOn): Answer | undefined {
  for (const resource of newThings(world, standing, actions, type, region)) {
    const answers: Answer[] = [];
    for (const action of actions) {
      const answer = ask(world, standing, { action, resource, account: standing.principal.account, ...requestOf(action, region, on) });
      if (!answer) break;
      answers.push(answer);
    }
    if (answers.length === actions.length) return joinAnswers(answers);
  }
  return undefined;
}
