import type { AwsCompute } from '../../model/awsDocuments.ts';
import { probe } from '../awsEstate.ts';
import { type ActionResource, openCatalogue, type ResourceType } from '../catalogue.ts';
import { commonText } from '../commonText.ts';
import type { Statement } from '../parsePolicy.ts';
import { readContext, resolveText } from '../requestContext.ts';
import { many, manyInSegment, oneInSegment } from '../textPattern.ts';
import { hasBit } from './actionBits.ts';
import { levelsOf } from './decidingStatements.ts';
import { extent, type Standing } from './standing.ts';
import { partitionOf, type World } from './world.ts';

/** Names tried for one new thing. */
const limit = 48;

/**
 * ARNs that a new thing of a type may get so that the principal's own policies may let it do all of some actions on it: the attacker picks the name. Whether they really do has still to be
 * asked. What exists though nobody listed it (subnets, images) is found in the same way: by what the policies say of it.
 * @param type ARN template
 * @param also compiled patterns of which it must match one too
 */
export function newThings(
  world: World,
  standing: Standing,
  actions: readonly string[],
  type: string,
  region: string,
  also?: readonly string[],
): Iterable<string> {
  return newThingsOf(
    world,
    actions.map((action) => ({ action, by: standing })),
    type,
    region,
    also,
  );
}

/** The same where each action is done by one of several. */
export function* newThingsOf(
  world: World,
  deeds: readonly { action: string; by: Standing }[],
  type: string,
  region: string,
  also?: readonly string[],
): Iterable<string> {
  const standing = deeds[0]!.by;
  const asked = deeds.flatMap(({ action, by }) => (extent(world, by, action) === 'some' ? patternSets(world, by, action) : []));
  const wanted = also ? [...asked, [...also]] : asked;
  if (wanted.length === 0) {
    yield fillTemplate(type, standing, region, probe, 'k');
    return;
  }
  const seen = new Set<string>();
  for (const name of [`${manyInSegment}${probe}${manyInSegment}`, anyName]) {
    const template = fillTemplate(type, standing, region, name);
    for (const patterns of choose(distinct(wanted))) {
      const text = commonText([template, ...patterns]);
      if (text === undefined || seen.has(text)) continue;
      seen.add(text);
      yield text;
      if (seen.size >= limit) return;
    }
  }
}

/** The types of resource that an action is always asked on; of one whose types are all optional, none. */
export function requiredTypes(action: string): ResourceType[] {
  return resourcesOf(action)
    .filter(({ required }) => required)
    .map(({ type }) => type);
}

export function typesNamed(action: string, names: readonly string[]): ResourceType[] {
  return names.map((name) => {
    const found = resourcesOf(action).find(({ type }) => type.name === name);
    if (!found) throw new Error(`${action} is not asked on ${name}`);
    return found.type;
  });
}

function resourcesOf(action: string): readonly ActionResource[] {
  const catalogue = openCatalogue();
  const id = catalogue.idOf(action);
  return id === undefined ? [] : catalogue.action(id).resources;
}

/** Where things of the inventory lie. */
export const regionOf = ({ arn }: Pick<AwsCompute, 'arn'>): string => arn.split(':')[3] ?? '';

/** At least a character; a name has no colon. */
const anyName = `${oneInSegment}${manyInSegment}`;

/** A compiled pattern, or a text. @param name what stands for the last variable @param other for those before it that are no place */
function fillTemplate(type: string, standing: Standing, region: string, name: string, other = anyName): string {
  const last = type.lastIndexOf('${');
  return type.replaceAll('*', other === anyName ? manyInSegment : other).replace(/\$\{(\w+)\}/g, (_, variable: string, at: number) => {
    if (variable === 'Partition') return partitionOf(standing.principal);
    if (variable === 'Region') return region;
    if (variable === 'Account') return standing.principal.account;
    return at === last ? name : other;
  });
}

/** For each policy that has a say on its own, the patterns of which the resource must match one; what is no limit is left out. */
function patternSets(world: World, standing: Standing, action: string): string[][] {
  const bit = world.actions.of(action);
  const sets: string[][] = [];
  for (const level of levelsOf(standing)) {
    const about = level.filter(({ actions }) => hasBit(world.policies.about(actions), bit));
    const allowed = about.filter(({ effect }) => effect === 'Allow').flatMap((statement) => patternsOf(statement, standing));
    if (!allowed.includes(many)) sets.push(allowed);
    // a Deny of everything but these
    for (const statement of about)
      if (statement.effect === 'Deny' && statement.resources?.not)
        sets.push(patternsOf({ ...statement, resources: { ...statement.resources, not: false } }, standing));
  }
  return sets;
}

function patternsOf({ resources }: Pick<Statement, 'resources'>, { values }: Standing): string[] {
  if (!resources || resources.not) return [many];
  const context = readContext({ values });
  return resources.patterns.flatMap((pattern) => resolveText(pattern, context)?.pattern ?? []);
}

function distinct(sets: string[][]): string[][] {
  return [...new Map(sets.map((set) => [set.join('\n'), [...new Set(set)]])).values()];
}

/** One of each set, in every combination, the first of each first. */
function* choose(sets: readonly string[][]): Iterable<string[]> {
  const [first, ...rest] = sets;
  if (!first) yield [];
  else for (const each of first) for (const others of choose(rest)) yield [each, ...others];
}
