import type { AwsEstate, AwsPrincipal } from '../awsEstate.ts';
import { commonText } from '../commonText.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { type Answer, ask, ofResource } from './ask.ts';
import type { Change } from './change.ts';
import { identityRules } from './rules/identityRules.ts';
import { extent, type Standing } from './standing.ts';
import { requestTags, targetValues } from './tagValues.ts';
import type { World } from './world.ts';

/** Tags of principals that decide something, each with the values that policies ask for and one that none asks for. */
export type DecidingTags = ReadonlyMap<string, readonly string[]>;

const prefix = 'aws:principaltag/';
const known = new WeakMap<AwsEstate, DecidingTags>();

/** Read from all policies and trusts of the estate, once. */
export function decidingTags(estate: AwsEstate): DecidingTags {
  let tags = known.get(estate);
  if (!tags) {
    tags = findTags(estate);
    known.set(estate, tags);
  }
  return tags;
}

function findTags({ principals, policies, accounts }: AwsEstate): DecidingTags {
  const documents = new Set([
    ...principals.flatMap(({ inline, trust }) => [...inline.map(({ document }) => document), ...(trust === undefined ? [] : [trust])]),
    ...[...policies.values()].flatMap(({ document, others }) => [...(document === undefined ? [] : [document]), ...others.map((version) => version.document)]),
    ...[...accounts.values()].flatMap(({ groups, scps }) => [
      ...groups.flatMap(({ inline }) => inline.map(({ document }) => document)),
      ...scps.flatMap((level) => level.policies.map(({ document }) => document)),
    ]),
  ]);
  const tags = new Map<string, Set<string>>();
  for (const document of documents) {
    for (const { key, values } of parsePolicy(document).statements.flatMap(({ conditions }) => conditions)) {
      if (!key.startsWith(prefix)) continue;
      const tag = key.slice(prefix.length);
      const wanted = tags.get(tag) ?? new Set<string>();
      tags.set(tag, wanted);
      for (const { parts } of values) if (parts.every((part) => typeof part === 'string')) wanted.add(commonText([parts.join('')]) || 'kb-probe');
    }
  }
  return new Map([...tags].map(([tag, values]) => [tag, [...new Set([...values, 'kb-probe'])]]));
}

/** Tags that the principal can put on another: for good, or for a session of a role that it assumes. */
export function* tagChanges(world: World, actor: Standing, other: AwsPrincipal): Iterable<Change> {
  for (const [tag, values] of decidingTags(world.estate)) {
    const has = Object.entries(other.tags).find(([key]) => key.toLowerCase() === tag);
    for (const value of values) {
      if (has?.[1] === value) continue;
      const name = has?.[0] ?? tag;
      const effect = { kind: 'tag', carrier: other.arn, tag: name, value } as const;
      const answer = askTag(world, actor, other, name, value);
      if (answer) yield { effect, rule: identityRules.tagPrincipal, to: other.arn, answer };
      const session = answer ? undefined : askSessionTag(world, actor, other, name, value);
      if (session) yield { effect, rule: identityRules.assumeRole, to: other.arn, answer: session };
    }
  }
}

function askTag(world: World, actor: Standing, other: AwsPrincipal, tag: string, value: string): Answer | undefined {
  const action = other.kind === 'user' ? 'iam:TagUser' : 'iam:TagRole';
  if (actor.principal.account !== other.account || other.isProtected || extent(world, actor, action) === 'none') return undefined;
  return ask(world, actor, { action, resource: other.arn, values: [...targetValues(action, other), ...requestTags({ [tag]: value })] });
}

/** Tags of a session stand before those of the role; both sides have to allow sts:TagSession beside the assumption. */
function askSessionTag(world: World, actor: Standing, role: AwsPrincipal, tag: string, value: string): Answer | undefined {
  if (role.trust === undefined || actor.principal === role || !world.trusts.lettingIn(actor.principal).has(role)) return undefined;
  const policy = ofResource(role.arn, 'trust policy', role.trust);
  const about = { resource: role.arn, account: role.account, policy, values: requestTags({ [tag]: value }) };
  const tagged = ask(world, actor, { action: 'sts:TagSession', ...about });
  return tagged && ask(world, actor, { action: 'sts:AssumeRole', ...about }) && tagged;
}
