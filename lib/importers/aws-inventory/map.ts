import type { AwsCompute } from '../../model/awsDocuments.ts';
import { arnKey, environmentKey, userDataKey } from '../../model/awsKeys.ts';
import type { Attrs, Fact } from '../../model/facts.ts';
import { documentFact } from '../aws/documentFact.ts';
import type { HeldKey } from '../heldKeys.ts';
import { present } from '../present.ts';
import { isWorkload, type Thing } from './inventory.ts';
import type { Row } from './parse.ts';
import type { Secrets } from './secrets.ts';
import { things } from './things.ts';

/** A workload with the role that it runs as and the secrets that are at hand in it, or a resource; and the document by which derive knows that it is there. */
export function* map(row: Row): Generator<Fact> {
  const source = { name: row.source };
  if ('listing' in row) {
    const { type, place } = row.listing;
    yield documentFact({ kind: 'inventoried', body: { ...present({ account: place.account }), types: [type] } }, row.source);
    return;
  }
  if (isOver(row.thing)) return;
  yield documentFact({ kind: 'compute', body: computeOf(row.thing) }, row.source);
  for (const fact of factsOf(row.thing)) yield { ...fact, source };
}

/** Gone for good, though AWS still lists it for a while. */
const isOver = ({ type, state = '' }: Thing): boolean =>
  /^(?:terminated|deleted|delete_complete)$/i.test(state) ||
  (type === 'ecs-task' && /^stopped$/i.test(state)) ||
  (type.startsWith('ecs-') && /^inactive$/i.test(state));

function computeOf(thing: Thing): AwsCompute {
  const { account, type, arn, role, instanceProfile, name, state, tags, triggered, ssmManaged, sshReachable, batchEnabled, executeCommandEnabled } = thing;
  const flags = present({ triggered, ssmManaged, sshReachable, batchEnabled, executeCommandEnabled });
  return { type, arn, tags, ...present({ account, role, instanceProfile, name, state }), ...flags };
}

function* factsOf(thing: Thing): Generator<Fact> {
  const { type, arn, name, aliases, role, serviceAccount, untrustedInput, account, state, tags } = thing;
  const key = arnKey(arn);
  const kind = things[type];
  const attrs: Attrs = present({ account, state, tags: Object.keys(tags).length > 0 ? tags : undefined });
  const node = { key, system: 'aws', attrs, ...present({ name, aliases: aliases.length > 0 ? aliases.map(arnKey) : undefined }) };
  if ('workload' in kind) yield { fact: 'workload', kind: kind.workload, ...node, ...present({ untrustedInput }) };
  else yield { fact: 'resource', kind: kind.resource, ...node };
  if (isWorkload(thing) && role !== undefined) yield { fact: 'edge', edge: 'runs-as', from: key, to: arnKey(role), evidence: { inventory: type } };
  if (serviceAccount !== undefined && role !== undefined)
    yield { fact: 'edge', edge: 'acts-as', from: serviceAccount, to: arnKey(role), evidence: { inventory: type } };
  if (isWorkload(thing))
    for (const secret of thing.reads)
      yield { fact: 'edge', edge: 'reads-secrets', from: key, to: arnKey(secret), evidence: { inventory: type, handedIn: true } };
  for (const secrets of thing.secrets) yield* keysAtHand(thing, secrets);
}

/** Secrets lie in a store of their own, and are at hand in the workload; in one that only has them from its definition, nothing lies. */
function* keysAtHand(thing: Thing, { place, keys, of = thing.arn }: Secrets): Generator<Fact> {
  const store = place === 'environment' ? environmentKey(of) : userDataKey(of);
  const what = place === 'environment' ? 'environment' : 'user data';
  if (of === thing.arn) yield { fact: 'resource', key: store, kind: what, name: `${what} of ${thing.name ?? of}`, store: true, system: 'aws' };
  for (const key of keys) {
    if (of === thing.arn) yield* keyIn(thing, store, key);
    if (isWorkload(thing)) yield { fact: 'edge', edge: 'uses', from: arnKey(thing.arn), to: nameOf(key, store), evidence: evidenceOf(thing, key) };
  }
}

function* keyIn(thing: Thing, store: string, held: HeldKey): Generator<Fact> {
  const { names, type, label, where } = held;
  const key = nameOf(held, store);
  const others = names.filter((one) => one !== key);
  const system = type === 'aws-access-key' ? 'aws' : undefined;
  yield { fact: 'credential', key, name: label, type, storage: 'config', ...present({ system, aliases: others.length === 0 ? undefined : others }) };
  yield { fact: 'edge', edge: 'holds', from: store, to: key, evidence: evidenceOf(thing, held) };
  yield { fact: 'sighting', credential: key, where: `${thing.name ?? thing.arn}: ${placeIn(where)}`, store, evidence: evidenceOf(thing, held) };
}

/** By its place, so that whoever else lists the same value (its fingerprint is an alias) gives it the better name. */
const nameOf = ({ names: [first], where }: HeldKey, store: string): string => (first.startsWith('fp:') ? `${store}/${placeIn(where)}` : first);
const placeIn = (where: string): string => where.replace(/^env\./, '');
const evidenceOf = ({ type }: Thing, { where }: HeldKey): Attrs => ({ inventory: type, place: placeIn(where) });
