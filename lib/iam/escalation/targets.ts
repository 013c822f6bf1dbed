import type { AwsPrincipal } from '../awsEstate.ts';
import { onceEach } from '../once.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { readContext, resolveText } from '../requestContext.ts';
import { many, manyInSegment, matchPattern, one, oneInSegment } from '../textPattern.ts';
import { hasBit } from './actionBits.ts';
import { extent, type Standing } from './standing.ts';
import type { World } from './world.ts';

/** What a principal's own policies say of the resources of an action: names, and patterns that are more than a name. */
type Said = { names: ReadonlySet<string>; patterns: readonly string[] };

const saidOf = onceEach(
  (standing: Standing) => standing,
  () => new Map<number, Said | undefined>(),
);

/** Undefined: they name none, so that everything has to be asked for. */
function said(world: World, standing: Standing, action: string): Said | undefined {
  const bit = world.actions.of(action);
  const known = saidOf(standing);
  if (!known.has(bit)) known.set(bit, findSaid(world, standing, bit));
  return known.get(bit);
}

function findSaid(world: World, { policies, values }: Standing, bit: number): Said | undefined {
  const context = readContext({ values });
  const all: string[] = [];
  for (const { document } of policies.identity) {
    if (!hasBit(world.policies.of(document).allow, bit)) continue;
    for (const { effect, actions, resources } of parsePolicy(document).statements) {
      if (effect !== 'Allow' || !resources || !hasBit(world.policies.about(actions), bit)) continue;
      if (resources.not) return undefined;
      for (const pattern of resources.patterns) {
        const resolved = resolveText(pattern, context);
        if (resolved) all.push(resolved.pattern);
      }
    }
  }
  return { names: new Set(all.filter(isLiteral)), patterns: all.filter((pattern) => !isLiteral(pattern)) };
}

/** Whether the principal's own policies may allow an action on a resource: a quick look before it is asked for. */
export function mayBeOn(world: World, standing: Standing, action: string, resource: string): boolean {
  const all = said(world, standing, action);
  return !all || all.names.has(resource) || all.patterns.some((pattern) => matchPattern(pattern, resource));
}

const wildcards = new Set([many, manyInSegment, one, oneInSegment]);
const isLiteral = (pattern: string): boolean => ![...pattern].some((character) => wildcards.has(character));

/**
 * Of principals, those that the principal's policies may allow the action on: a quick look, before each is asked for.
 * @param only one of them
 */
export function mayActOn(world: World, standing: Standing, action: string, principals: readonly AwsPrincipal[], only?: AwsPrincipal): readonly AwsPrincipal[] {
  const reach = extent(world, standing, action);
  if (reach === 'none') return [];
  if (only) return isAmong(principals, only) ? [only] : [];
  const all = reach === 'all' ? undefined : said(world, standing, action);
  if (!all) return principals;
  if (all.patterns.length === 0 && all.names.size < principals.length)
    return [...all.names].flatMap((arn) => world.estate.byArn.get(arn) ?? []).filter((each) => isAmong(principals, each));
  return principals.filter(({ arn }) => all.names.has(arn) || all.patterns.some((pattern) => matchPattern(pattern, arn)));
}

const sets = new WeakMap<readonly AwsPrincipal[], Set<AwsPrincipal>>();

function isAmong(all: readonly AwsPrincipal[], principal: AwsPrincipal): boolean {
  let set = sets.get(all);
  if (!set) {
    set = new Set(all);
    sets.set(all, set);
  }
  return set.has(principal);
}
