import type { ManagedPolicy } from '../awsEstate.ts';
import { type Answer, ask, askEach, joinAnswers, type Question } from './ask.ts';
import { chosenValues } from './choices.ts';
import { extent, type Standing } from './standing.ts';
import { requestTags, resourceTagValues } from './tagValues.ts';
import type { World } from './world.ts';

/** Something with tags; of users and roles with their permissions boundary, for which some conditions ask too. */
export type Tagged = { arn: string; tags: Readonly<Record<string, string>>; boundary?: Pick<ManagedPolicy, 'arn'> };

/** By what an ARN begins with after `arn:PARTITION:`, the action that puts tags on such a thing; its old value of a tag goes. */
const byKind: readonly (readonly [kind: RegExp, action: string])[] = [
  [/^iam:.*:user\//, 'iam:TagUser'],
  [/^iam:.*:role\//, 'iam:TagRole'],
  [/^ec2:/, 'ec2:CreateTags'],
  [/^lambda:/, 'lambda:TagResource'],
  [/^ecs:/, 'ecs:TagResource'],
  [/^glue:/, 'glue:TagResource'],
  [/^sagemaker:/, 'sagemaker:AddTags'],
  [/^apprunner:/, 'apprunner:TagResource'],
  [/^states:/, 'states:TagResource'],
];

export const taggingActions: readonly string[] = byKind.map(([, action]) => action);

function taggingAction(arn: string): string | undefined {
  const kind = arn.split(':').slice(2).join(':');
  return byKind.find(([begins]) => begins.test(kind))?.[1];
}

/**
 * Whether it is allowed once the tags of what it is about are others, and who asks (or one of `taggers`, whom the attacker acts as too) may put those on first: the attacker picks the values
 * that conditions ask for. Tags are written over, never taken off.
 */
export function askRetagged(world: World, standing: Standing, question: Question, taggers: readonly Standing[] = [standing]): Answer | undefined {
  const { target, ...rest } = question;
  const action = target && taggingAction(target.arn);
  if (!target || !action) return undefined;
  const able = taggers.filter((tagger) => extent(world, tagger, action) !== 'none');
  if (able.length === 0) return undefined;
  for (const tags of otherTags(standing, question, target)) {
    const asked = askEach(world, standing, { ...rest, target: { ...target, tags: { ...target.tags, ...tags } } }, 'certain');
    for (const by of asked ? able : []) {
      const answer = askTagging(world, by, action, target, tags);
      if (answer) return { ...joinAnswers([asked!, answer]), tagging: () => ({ by, to: target.arn, answer }) };
    }
  }
  return undefined;
}

/** Tags that conditions on the action ask for, in every combination that differs from those that it has. */
function* otherTags(standing: Standing, question: Question, target: Tagged): Iterable<Record<string, string>> {
  const isTag = (key: string): boolean => tagOf(key) !== undefined;
  const names = new Map(Object.keys(target.tags).map((name) => [name.toLowerCase(), name]));
  const now = new Map(Object.entries(target.tags).map(([name, value]) => [name.toLowerCase(), value]));
  for (const chosen of chosenValues(standing, { ...question, isChosen: isTag }, question.values ?? [])) {
    const tags = chosen.flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[tagOf(key)!, value]] : []));
    const changed = tags.filter(([tag, value]) => now.get(tag) !== value);
    if (changed.length > 0) yield Object.fromEntries(changed.map(([tag, value]) => [names.get(tag) ?? tag, value]));
  }
}

const tagOf = (key: string): string | undefined => /^[a-z0-9-]+:resourcetag\/(.+)$/.exec(key)?.[1];

function askTagging(world: World, tagger: Standing, action: string, { arn, tags }: Tagged, changed: Readonly<Record<string, string>>): Answer | undefined {
  const answer = ask(world, tagger, { action, resource: arn, values: [...resourceTagValues(action, tags), ...requestTags(changed)] });
  return answer?.condition ? undefined : answer;
}
