import type { AwsPrincipal } from '../awsEstate.ts';
import { BitSet } from './bitSet.ts';
import { type Act, actsOf, type Fact } from './fact.ts';
import { offersOf } from './offers/offersOf.ts';
import { type Mode, Search } from './search.ts';
import type { World } from './world.ts';

/** What a search found, as much as is kept of it. */
export type Found = {
  /** By account: the acts that lead to administering it. */
  administered: ReadonlyMap<string, readonly Act[]>;
  /** Places of the principals that it comes to act as, the start included. */
  reach: BitSet;
  /** Principals that no single principal's own power leads to. */
  joined: readonly { principal: AwsPrincipal; acts: readonly Act[] }[];
};

/** By place in the estate. Of whom administers an account for certain, nothing more is asked. */
export type Findings = { certain: Found[]; possible: (Found | undefined)[] };

export function findAll(world: World): Findings {
  const { principals } = world.estate;
  const certain = findMode(world, principals, 'certain');
  const rest = principals.filter(({ index }) => certain[index]!.administered.size === 0);
  const possible: (Found | undefined)[] = principals.map(() => undefined);
  for (const [at, found] of findMode(world, rest, 'possible').entries()) possible[rest[at]!.index] = found;
  return { certain, possible };
}

/** An administrator that was searched to the end: who can become it comes to all that it comes to. */
type Representative = { principal: AwsPrincipal; found: Found };

function findMode(world: World, starts: readonly AwsPrincipal[], mode: Mode): Found[] {
  const representatives = new Map<string, Representative[]>();
  return starts.map((principal) => {
    let known: Representative | undefined;
    const search = new Search(world, principal, mode).run((administered) => {
      known = representativeFor(world, administered, representatives, mode);
      return known !== undefined;
    });
    const found = foundBy(world, search, known);
    if (!known) for (const account of found.administered.keys()) remember(representatives, account, { principal, found });
    return found;
  });
}

/** More administrators that cannot become one another are not looked for. */
const mostRepresentatives = 4;

function remember(representatives: Map<string, Representative[]>, account: string, representative: Representative): void {
  const list = representatives.get(account) ?? [];
  representatives.set(account, list);
  if (list.length < mostRepresentatives) list.push(representative);
}

function representativeFor(world: World, { is }: Fact, representatives: ReadonlyMap<string, Representative[]>, mode: Mode): Representative | undefined {
  if (is.kind !== 'administer') return undefined;
  const canBecome = ({ principal }: Representative): boolean => {
    for (const { condition } of offersOf(world, is.standing, principal)) if (mode === 'possible' || !condition) return true;
    return principal === is.standing.principal;
  };
  return representatives.get(is.account)?.find(canBecome);
}

function foundBy(world: World, search: Search, known: Representative | undefined): Found {
  const reach = new BitSet(world.estate.principals.length);
  for (const { index } of search.controlled) if (index >= 0) reach.add(index);
  if (known) reach.addAll(known.found.reach);
  const administered = new Map<string, readonly Act[]>();
  for (const [account, fact] of search.administered) administered.set(account, actsOf([fact]));
  for (const [account, acts] of known?.found.administered ?? [])
    if (!administered.has(account)) administered.set(account, [...[...administered.values()][0]!, ...acts]);
  const joined = administered.size > 0 ? [] : [...search.joined()].map(({ principal, fact }) => ({ principal, acts: actsOf([fact]) }));
  return { administered, reach, joined };
}
