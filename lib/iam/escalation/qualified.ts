import { type Answer, ask, joinAnswers, type Question } from './ask.ts';
import { newThings } from './newThings.ts';
import { extent, type Standing } from './standing.ts';
import type { World } from './world.ts';

export const invoke = 'lambda:InvokeFunction';
export const aliasActions = ['lambda:CreateAlias', 'lambda:UpdateAlias'];
/** The version of a function that is what its code was last changed to. */
export const latest = '$LATEST';

/**
 * Whether a function may be invoked by the ARN of a version or an alias where its own is not allowed: "actions that operate on a function can be restricted to a specific function by
 * function, version, or alias ARN" (Lambda Developer Guide). An alias leads to the new code only where it can be made or moved; a numbered version never does.
 */
export function askQualified(world: World, standing: Standing, question: Question): Answer | undefined {
  const { resource } = question;
  const newest = ask(world, standing, { ...question, resource: `${resource}:${latest}` });
  if (newest) return newest;
  const able = aliasActions.filter((action) => extent(world, standing, action) !== 'none');
  for (const action of able) {
    const alias = ask(world, standing, { ...question, action });
    if (!alias) continue;
    for (const name of newThings(world, standing, [invoke], `${resource}:\${Alias}`, '')) {
      const answer = /:\d+$/.test(name) ? undefined : ask(world, standing, { ...question, resource: name });
      if (answer) return joinAnswers([alias, answer]);
    }
  }
  return undefined;
}
