import type { Permission } from '../../iam/expandPermissions.ts';
import type { ResourceFamily } from '../../iam/resourceFamilies.ts';
import { matchPattern } from '../../iam/textPattern.ts';
import type { ListedResource } from './listedResources.ts';
import { type Cover, ResourceTree } from './resourceTree.ts';
import type { Opening, SecretReaders } from './secretReaders.ts';

/** Resources of a family that are opened alike. `members` are in the order of the tree. */
export type Section = { opening: Opening; members: readonly ListedResource[]; tree: ResourceTree };

/** Some members of a section. */
export type Part = { section: Section; cover: Cover };

/**
 * The resources of a family as trees, so that many of them can be told as few blocks. Those that the policies of the organisation and boundaries tell apart stand apart, whatever they are called:
 * else a deny of `*-audit-*` would leave everyone a thousand holes.
 */
export class FamilySections {
  readonly #family: ResourceFamily;
  readonly #sections: Section[] = [];
  /** By the number of a resource. */
  readonly #places = new Map<number, { section: Section; place: number; groups: number[] }>();

  /**
   * @param all     every listed resource, by number
   * @param limits  compiled patterns that tell apart the same resources for many
   */
  constructor(family: ResourceFamily, all: readonly ListedResource[], limits: readonly string[], secrets: SecretReaders) {
    this.#family = family;
    const limited = new Map<number, string>();
    const groupsOf = new Map<number, number[]>();
    for (const [at, { sample, resources }] of family.groups.entries()) {
      const text = limits.map((pattern) => (matchPattern(pattern, sample.input.arn) ? '1' : '0')).join('');
      for (const number of resources) {
        limited.set(number, `${limited.get(number) ?? ''}${text}`);
        groupsOf.set(number, [...(groupsOf.get(number) ?? []), at]);
      }
    }
    const ordered = [...limited].sort(([a, said], [b, other]) => (said < other ? -1 : said > other ? 1 : a - b)).map(([number]) => all[number]!);
    for (const [opening, members] of Map.groupBy(ordered, (resource) => secrets.openingOf(resource))) {
      const section = { opening, members, tree: new ResourceTree(members.length) };
      this.#sections.push(section);
      for (const [place, { number }] of members.entries()) this.#places.set(number, { section, place, groups: groupsOf.get(number)! });
    }
  }

  /** The resources of a permission, those of each section together. */
  partsOf({ groups, others }: Pick<Permission, 'groups' | 'others'>): Part[] {
    const named = new Set(groups);
    const numbers = new Set(groups.flatMap((at) => this.#family.groups[at]!.resources));
    const places = new Map<Section, number[]>();
    for (const number of numbers) {
      const { section, place, groups: of } = this.#places.get(number)!;
      // what lies in it may be named, and the rest of it not
      if (others && of.some((at) => !named.has(at))) continue;
      const known = places.get(section);
      if (known) known.push(place);
      else places.set(section, [place]);
    }
    const sections = others ? this.#sections : [...places.keys()];
    return sections.flatMap((section) => {
      const own = (places.get(section) ?? []).sort((a, b) => a - b);
      const cover = others ? section.tree.allBut(own) : section.tree.only(own);
      return cover.count === 0 ? [] : [{ section, cover }];
    });
  }
}
