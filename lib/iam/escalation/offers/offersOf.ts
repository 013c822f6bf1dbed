import type { AwsPrincipal } from '../../awsEstate.ts';
import type { Standing } from '../standing.ts';
import type { World } from '../world.ts';
import { assumeOffers } from './assume.ts';
import { editTrustOffers } from './editTrust.ts';
import { federateOffers } from './federate.ts';
import { mintOffers } from './mint.ts';
import type { Offer } from './offer.ts';
import { organizationOffers } from './organization.ts';
import { passOffers } from './passRole.ts';
import { runOffers } from './runCode.ts';

/** All that a principal can become by its own power, as it stands, by every technique: never itself. @param only where it leads to one principal */
export function* offersOf(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  for (const offer of allOffers(world, standing, only)) if (offer.target !== standing.principal) yield offer;
}

function* allOffers(world: World, standing: Standing, only?: AwsPrincipal): Iterable<Offer> {
  yield* assumeOffers(world, standing, only);
  yield* mintOffers(world, standing, only);
  yield* editTrustOffers(world, standing, only);
  yield* federateOffers(world, standing, only);
  yield* passOffers(world, standing, only);
  yield* runOffers(world, standing, only);
  yield* organizationOffers(world, standing, only);
}

/** Whom a principal can become, by place in the estate: for certain, and only possibly. */
export type Neighbours = { certain: Int32Array; possible: Int32Array };
const known = new WeakMap<Standing, Neighbours>();

/** Found once, and kept as numbers: of ten thousand principals the offers themselves would fill the memory. */
export function neighboursOf(world: World, standing: Standing): Neighbours {
  let neighbours = known.get(standing);
  if (!neighbours) {
    const certain = new Set<number>();
    const possible = new Set<number>();
    for (const { target, condition } of offersOf(world, standing)) (condition ? possible : certain).add(target.index);
    neighbours = { certain: Int32Array.from(certain), possible: Int32Array.from([...possible].filter((index) => !certain.has(index))) };
    known.set(standing, neighbours);
  }
  return neighbours;
}
