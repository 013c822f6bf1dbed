import type { Json } from '../../model/facts.ts';
import type { AwsPrincipal, ManagedPolicy } from '../awsEstate.ts';
import type { LevelInput, PolicyInput, StatementSource } from '../evaluation.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { denies } from './denies.ts';
import { type Effect, keyOf } from './effect.ts';
import { accountOf, makeStanding, type Standing } from './standing.ts';
import { allowEverything, type World } from './world.ts';

/** Ways in which a principal is looked at in one search; more than these are not told apart. */
const limit = 48;

/** One of several things that the attacker can make of a part: what it is then, and the changes that made it so. */
type Option<Part> = { part: Part; changes: readonly string[] };

const base = new WeakMap<World, Map<AwsPrincipal, Standing>>();

/** A principal as it was imported. */
export function baseStanding(world: World, principal: AwsPrincipal): Standing {
  const known = base.get(world) ?? new Map<AwsPrincipal, Standing>();
  base.set(world, known);
  let standing = known.get(principal);
  if (!standing) {
    [standing] = variants(world, principal, []);
    known.set(principal, standing!);
  }
  return standing!;
}

const made = new WeakMap<World, Map<string, Standing[]>>();

/**
 * The ways in which a principal can stand when all of some changes are open to the attacker: what helps is used, what is a choice (one version of a policy or another, a policy that allows
 * and denies kept or dropped) is a way of its own. Without changes there is one way.
 */
export function variants(world: World, principal: AwsPrincipal, effects: readonly Effect[]): Standing[] {
  const known = made.get(world) ?? new Map<string, Standing[]>();
  made.set(world, known);
  const key = [principal.arn, principal.boundary?.arn ?? '', ...effects.map(keyOf).sort()].join('\n');
  let standings = known.get(key);
  if (!standings) {
    standings = makeVariants(world, principal, effects);
    known.set(key, standings);
  }
  return standings;
}

function makeVariants(world: World, principal: AwsPrincipal, effects: readonly Effect[]): Standing[] {
  const identities = identityOptions(principal, effects);
  const boundaries = boundaryOptions(principal, effects);
  const tags = tagOptions(principal, effects);
  const scps = scpOption(world, principal, effects);
  const standings: Standing[] = [];
  for (const identity of identities)
    for (const boundary of boundaries)
      for (const tag of tags) {
        if (standings.length === limit) return standings;
        standings.push(
          makeStanding(world, principal, {
            identity: identity.part,
            ...(boundary.part.policy && { boundary: boundary.part.policy }),
            ...(boundary.part.isUnknown && { condition: { kind: 'missing-input', text: `the text of the permissions boundary ${principal.boundary?.arn}` } }),
            tags: tag.part,
            scps: scps.part,
            changes: [...new Set([...identity.changes, ...boundary.changes, ...tag.changes, ...scps.changes])],
          }),
        );
      }
  return standings;
}

// What its policies may become

/** A policy where it stands, and what of it the attacker can change; `attach` where the attacker attached it. */
type Item = { source: StatementSource; document: Json; attach: readonly string[]; others: Option<Json>[]; drop?: string };
/** The policies of the principal itself, or of one of its groups, which it may leave; `join` where it would have to join. */
type Bundle = { items: Item[]; carrier: string; join: readonly string[]; leave?: string };

function identityOptions(principal: AwsPrincipal, effects: readonly Effect[]): Option<PolicyInput[]>[] {
  const keys = new Set(effects.map(keyOf));
  const bundles = bundlesOf(principal, effects, keys);
  const everything = everythingBy(bundles, keys);
  if (everything) {
    const granted: PolicyInput = { role: 'identity', policy: 'a policy of the attacker', attachedTo: principal.arn, document: allowEverything };
    return [together([...bundles.flatMap(withoutDenies), { part: [granted], changes: everything }])];
  }
  return combine(bundles.map(bundleOptions)).map(together);
}

const together = (options: readonly Option<PolicyInput[]>[]): Option<PolicyInput[]> => ({
  part: options.flatMap(({ part }) => part),
  changes: options.flatMap(({ changes }) => changes),
});

const nothing: Option<PolicyInput[]> = { part: [], changes: [] };
const asItIs = ({ source, document, attach }: Item): Option<PolicyInput[]> => ({ part: [{ ...source, document }], changes: attach });

/** With its policies, each as it may become; or left, if that takes a Deny away. */
function bundleOptions({ items, join, leave }: Bundle): Option<PolicyInput[]>[] {
  const inside = combine(items.map(itemOptions)).map((options) => {
    const { part, changes } = together(options);
    return { part, changes: [...join, ...changes] };
  });
  if (!items.some(({ document }) => denies(document))) return inside;
  return join.length > 0 ? [...inside, nothing] : leave === undefined ? inside : [...inside, { part: [], changes: [leave] }];
}

/** As it is; gone, where a Deny goes with it; another version. */
function itemOptions(item: Item): Option<PolicyInput[]>[] {
  const here = asItIs(item);
  const others = item.others.map(({ part, changes }) => ({ part: [{ ...item.source, document: part }], changes: [...item.attach, ...changes] }));
  const gone = item.attach.length > 0 ? [nothing] : item.drop === undefined ? [] : [{ part: [], changes: [item.drop] }];
  if (!denies(item.document) || gone.length === 0) return [here, ...others];
  return allows(item.document) ? [here, ...gone, ...others] : [...gone, ...others];
}

/** Where everything is allowed anyway, only what denies matters. */
function withoutDenies({ items, join, leave }: Bundle): Option<PolicyInput[]>[] {
  if (join.length > 0) return [];
  const kept = items
    .filter(({ attach }) => attach.length === 0)
    .map((item) => (item.drop !== undefined && denies(item.document) ? { part: [], changes: [item.drop] } : asItIs(item)));
  const stillDenies = kept.some(({ part }) => part.some(({ document }) => denies(document)));
  return stillDenies && leave !== undefined ? [{ part: [], changes: [leave] }] : kept;
}

const allows = (document: Json): boolean => parsePolicy(document).statements.some(({ effect }) => effect === 'Allow');

function bundlesOf(principal: AwsPrincipal, effects: readonly Effect[], keys: ReadonlySet<string>): Bundle[] {
  const { arn, groups } = principal;
  const joins = effects.filter((effect) => effect.kind === 'join' && effect.carrier === arn);
  return [
    { items: itemsOf('identity', arn, principal, effects, keys), carrier: arn, join: [] },
    ...groups.map((group) => {
      const leave = `leave ${arn} ${group.arn}`;
      return { items: itemsOf('group', group.arn, group, effects, keys), carrier: group.arn, join: [], ...(keys.has(leave) && { leave }) };
    }),
    ...joins.flatMap((effect) =>
      effect.kind === 'join'
        ? [{ items: itemsOf('group', effect.group.arn, effect.group, effects, keys), carrier: effect.group.arn, join: [keyOf(effect)] }]
        : [],
    ),
  ];
}

/** Policies of a user, role or group, and those that can be attached to it. */
function itemsOf(
  role: 'identity' | 'group',
  carrier: string,
  { inline, managed }: Pick<AwsPrincipal, 'inline' | 'managed'>,
  effects: readonly Effect[],
  keys: ReadonlySet<string>,
): Item[] {
  const drop = [`put ${carrier}`, `delete ${carrier}`].find((key) => keys.has(key));
  const attached = effects.flatMap((effect) => (effect.kind === 'attach' && effect.carrier === carrier ? [effect] : []));
  return [
    ...inline.map(({ name, document }) => ({
      source: { role, policy: name, attachedTo: carrier },
      document,
      attach: [],
      others: [],
      ...(drop !== undefined && { drop }),
    })),
    ...managed.flatMap((policy) => managedItem(role, carrier, policy, [], keys)),
    ...attached.flatMap((effect) => managedItem(role, carrier, effect.policy, [keyOf(effect)], keys)),
  ];
}

function managedItem(role: 'identity' | 'group', carrier: string, policy: ManagedPolicy, attach: readonly string[], keys: ReadonlySet<string>): Item[] {
  const { arn, document, others } = policy;
  if (document === undefined) return [];
  const switched = `switch ${arn}`;
  const drop = [`write ${arn}`, `detach ${carrier} ${arn}`].find((key) => keys.has(key));
  return [
    {
      source: { role, policy: arn, attachedTo: carrier },
      document,
      attach,
      others: keys.has(switched) ? others.map((version) => ({ part: version.document, changes: [switched] })) : [],
      ...(drop !== undefined && { drop }),
    },
  ];
}

/** The changes by which the principal gets a policy of the attacker's own, the fewest first. */
function everythingBy(bundles: readonly Bundle[], keys: ReadonlySet<string>): string[] | undefined {
  const ways = bundles.flatMap(({ carrier, join, items }) => [
    [...join, `put ${carrier}`],
    ...items.map(({ source, attach }) => [...join, ...attach, `write ${source.policy}`]),
  ]);
  return ways.filter((way) => way.every((key) => keys.has(key))).sort((a, b) => a.length - b.length)[0];
}

// What limits it

type Boundary = { policy?: PolicyInput; isUnknown?: true };

function boundaryOptions(principal: AwsPrincipal, effects: readonly Effect[]): Option<Boundary>[] {
  const { boundary, arn } = principal;
  if (!boundary) return [{ part: {}, changes: [] }];
  const own = effects.filter((effect) => effect.kind === 'boundary' && effect.carrier === arn);
  const keys = new Set(effects.map(keyOf));
  const free = [`boundary ${arn} `, `write ${boundary.arn}`].find((key) => keys.has(key));
  if (free !== undefined) return [{ part: {}, changes: [free] }];
  const versions = keys.has(`switch ${boundary.arn}`)
    ? boundary.others.map(({ document }) => ({ part: { policy: boundaryInput(boundary.arn, arn, document) }, changes: [`switch ${boundary.arn}`] }))
    : [];
  const replaced = own.flatMap((effect) => (effect.kind === 'boundary' && effect.policy ? replacement(effect.policy, arn, keyOf(effect), keys) : []));
  const current: Boundary = boundary.document === undefined ? { isUnknown: true } : { policy: boundaryInput(boundary.arn, arn, boundary.document) };
  return [{ part: current, changes: [] }, ...versions, ...replaced];
}

function replacement(policy: ManagedPolicy, arn: string, key: string, keys: ReadonlySet<string>): Option<Boundary>[] {
  if (keys.has(`write ${policy.arn}`)) return [{ part: {}, changes: [key, `write ${policy.arn}`] }];
  if (policy.document === undefined) return [];
  return [{ part: { policy: boundaryInput(policy.arn, arn, policy.document) }, changes: [key] }];
}

const boundaryInput = (policy: string, attachedTo: string, document: Json): PolicyInput => ({ role: 'boundary', policy, attachedTo, document });

function scpOption(world: World, { account, isServiceLinked }: AwsPrincipal, effects: readonly Effect[]): Option<LevelInput[]> {
  const { scps, isManagement } = accountOf(world, account);
  if (isServiceLinked || isManagement) return { part: [], changes: [] };
  const unbound = effects.find((effect) => effect.kind === 'unbind' && effect.account === account);
  return unbound && scps.length > 0 ? { part: [], changes: [keyOf(unbound)] } : { part: scps, changes: [] };
}

function tagOptions({ arn, tags }: AwsPrincipal, effects: readonly Effect[]): Option<Readonly<Record<string, string>>>[] {
  const byKey = new Map<string, Effect[]>();
  for (const effect of effects) if (effect.kind === 'tag' && effect.carrier === arn) byKey.set(effect.tag, [...(byKey.get(effect.tag) ?? []), effect]);
  const choices = [...byKey.values()].map((each) => [undefined, ...each]);
  return combine(choices).map((chosen) => {
    const changed = chosen.filter((effect) => effect?.kind === 'tag');
    return { part: { ...tags, ...Object.fromEntries(changed.map(({ tag, value }) => [tag, value])) }, changes: changed.map(keyOf) };
  });
}

/** One of each, in every combination; no more than are looked at. */
function combine<Value>(choices: readonly (readonly Value[])[]): Value[][] {
  let combined: Value[][] = [[]];
  for (const options of choices) combined = combined.flatMap((chosen) => options.map((option) => [...chosen, option])).slice(0, limit);
  return combined;
}
