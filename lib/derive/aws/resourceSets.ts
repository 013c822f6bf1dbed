import { accountKey, arnKey } from '../../model/awsKeys.ts';
import type { ActionClass, ResourceFact } from '../../model/facts.ts';
import type { DerivedFact } from '../deriver.ts';
import type { Part, Section } from './familySections.ts';
import type { ListedResource } from './listedResources.ts';
import type { Block, Cover } from './resourceTree.ts';
import type { World } from './world.ts';

/**
 * Permissions on many resources, told once for all who have them: ten thousand readers of a hundred thousand buckets are 10,000 edges and 100,000 grants, not a billion. A set is a node that whoever
 * has the permission acts as; what is granted to it is one class on its resources, by way of smaller sets that others have too. It is told as a resource on which nothing is granted, so that it
 * is counted nowhere: not among identities, workloads, credentials, nor the resources of a scope (docs/aws.md).
 */
export class ResourceSets {
  readonly #world: World;
  readonly #told = new Set<string>();
  readonly #digests = new WeakMap<Section, Map<string, string>>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Facts of a set and of those that it is made of, as far as they were not told before. @returns its key */
  *facts({ section, cover }: Part, name: ActionClass | 'inside'): Generator<DerivedFact, string> {
    const parts = partsOf(section, cover);
    const first = firstOf(section, parts);
    const key = `${accountKey(first.account)}/every/${first.what}/${name}/${this.#digestOf(section, parts)}`;
    if (this.#told.has(key)) return key;
    this.#told.add(key);
    yield { fact: nodeOf(key, name, parts.count, first), document: first.at };
    for (const block of parts.blocks) {
      const to = yield* this.facts({ section, cover: section.tree.partsOf(block) }, name);
      yield { fact: { fact: 'edge', edge: 'acts-as', from: key, to, evidence: { why: 'it is a part of the set' } }, document: first.at };
    }
    for (const place of parts.alone) yield* grantsOf(key, name, section, place);
    return key;
  }

  #digestOf(section: Section, { blocks, alone }: Cover): string {
    return this.#world.digest([...blocks.map((block) => this.#digestOfBlock(section, block)), ...alone.map((place) => section.members[place]!.arn)]);
  }

  #digestOfBlock(section: Section, block: Block): string {
    const known = this.#digests.get(section) ?? new Map<string, string>();
    this.#digests.set(section, known);
    const place = `${block.level} ${block.from}`;
    const digest = known.get(place) ?? this.#digestOf(section, section.tree.partsOf(block));
    known.set(place, digest);
    return digest;
  }
}

/** What is one block is told as that block. */
function partsOf({ tree }: Section, cover: Cover): Cover {
  const [only] = cover.blocks;
  return only && cover.blocks.length === 1 && cover.alone.length === 0 ? tree.partsOf(only) : cover;
}

const firstOf = ({ members }: Section, { blocks, alone }: Cover): ListedResource =>
  members[Math.min(blocks[0]?.from ?? Number.POSITIVE_INFINITY, alone[0] ?? Number.POSITIVE_INFINITY)]!;

const nodeOf = (key: string, name: ActionClass | 'inside', count: number, { what, account }: ListedResource): ResourceFact => ({
  fact: 'resource',
  key,
  kind: 'set',
  name: `whoever may ${name === 'inside' ? 'read what is in' : name} ${count} × ${what} of ${account}`,
  system: 'aws',
});

/** A store that can be read is read. */
function* grantsOf(from: string, name: ActionClass | 'inside', { opening: { storeKey, inside }, members }: Section, place: number): Generator<DerivedFact> {
  const { arn, at } = members[place]!;
  if (name === 'inside') {
    const technique = inside && { technique: inside.rule.id };
    return yield { fact: { fact: 'edge', edge: 'reads-secrets', from, to: arnKey(arn), ...technique }, document: at };
  }
  yield { fact: { fact: 'grant', from, class: name, resource: arnKey(arn) }, document: at };
  if (storeKey !== undefined && name === 'read-secret') yield { fact: { fact: 'edge', edge: 'reads-secrets', from, to: arnKey(arn) }, document: at };
}
