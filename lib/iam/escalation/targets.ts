import type { AwsPrincipal } from '../awsEstate.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { readContext, resolveText } from '../requestContext.ts';
import { many, manyInSegment, matchPattern, one, oneInSegment } from '../textPattern.ts';
import { hasBit } from './actionBits.ts';
import { extent, type Standing } from './standing.ts';
import type { World } from './world.ts';

/** The patterns of resources for which a principal's own policies allow an action; undefined: they name none, so that everything has to be asked for. */
function patternsFor(world: World, { policies, values }: Standing, action: string): string[] | undefined {
  const bit = world.actions.of(action);
  const context = readContext({ values });
  const patterns: string[] = [];
  for (const { document } of policies.identity) {
    if (!hasBit(world.policies.of(document).allow, bit)) continue;
    for (const { effect, actions, resources } of parsePolicy(document).statements) {
      if (effect !== 'Allow' || !resources || !hasBit(world.policies.about(actions), bit)) continue;
      if (resources.not) return undefined;
      for (const pattern of resources.patterns) {
        const resolved = resolveText(pattern, context);
        if (resolved) patterns.push(resolved.pattern);
      }
    }
  }
  return patterns;
}

const wildcards = new Set([many, manyInSegment, one, oneInSegment]);
const isLiteral = (pattern: string): boolean => ![...pattern].some((character) => wildcards.has(character));

/**
 * Of principals, those that the principal's policies may allow the action on: a quick look, before each is asked for.
 * @param only one of them
 */
export function mayActOn(world: World, standing: Standing, action: string, all: readonly AwsPrincipal[], only?: AwsPrincipal): readonly AwsPrincipal[] {
  const reach = extent(world, standing, action);
  if (reach === 'none') return [];
  if (only) return isAmong(all, only) ? [only] : [];
  const patterns = reach === 'all' ? undefined : patternsFor(world, standing, action);
  if (!patterns) return all;
  if (patterns.every(isLiteral)) {
    const named = new Set(patterns);
    return named.size < all.length
      ? [...named].flatMap((arn) => world.estate.byArn.get(arn) ?? []).filter((each) => isAmong(all, each))
      : all.filter(({ arn }) => named.has(arn));
  }
  return all.filter(({ arn }) => patterns.some((pattern) => matchPattern(pattern, arn)));
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
