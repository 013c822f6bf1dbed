import type { AwsPrincipal } from '../awsEstate.ts';
import { administratorEdge, edge } from './edges.ts';
import type { Act } from './fact.ts';
import type { Findings, Found } from './findAll.ts';
import { neighboursOf } from './offers/offersOf.ts';
import type { EscalationEdge } from './result.ts';
import type { Mode } from './search.ts';
import { baseStanding } from './variants.ts';
import type { World } from './world.ts';

/**
 * What a principal comes to by the power of several, or by changes: no edge of one principal says it. Told only of who comes to it first, for whoever can become that one follows the edges
 * there; of those who can become each other, the first in the estate tells.
 * @param own what it becomes by one change of its own, which is told
 */
export function* jointEdges(world: World, principal: AwsPrincipal, findings: Findings, own: readonly EscalationEdge[]): Iterable<EscalationEdge> {
  for (const mode of ['certain', 'possible'] as const) {
    const found = findings[mode][principal.index];
    if (!found || (found.administered.size === 0 && found.joined.length === 0)) continue;
    const told = own.flatMap(({ to, condition }) => (to.kind === 'administrator' && (mode === 'possible' || !condition) ? [to.account] : []));
    const others = new Others(world, principal, findings, mode);
    for (const [account, acts] of found.administered)
      if (!told.includes(account) && !others.tell(acts, (other) => other.administered.has(account))) yield administratorEdge(account, acts);
    for (const { principal: target, acts } of found.joined)
      if (!others.tell(acts, ({ reach }) => reach.has(target.index)))
        yield edge(principal.arn, { kind: 'principal', arn: target.arn }, acts, { lasting: true });
  }
}

/** Those whom a principal can become step by step, each by its own power alone. */
class Others {
  readonly #world: World;
  readonly #principal: AwsPrincipal;
  readonly #findings: Findings;
  readonly #mode: Mode;
  #reached: number[] | undefined;

  constructor(world: World, principal: AwsPrincipal, findings: Findings, mode: Mode) {
    this.#world = world;
    this.#principal = principal;
    this.#findings = findings;
    this.#mode = mode;
  }

  /** Whether one of them comes to it, and tells. @param acts the first of which most often leads to such a one */
  tell(acts: readonly Act[], comesToIt: (found: Found) => boolean): boolean {
    const next = this.#world.estate.byArn.get(acts[0]!.to);
    if (
      next &&
      next !== this.#principal &&
      this.#tells(next.index, comesToIt) &&
      this.#neighbours(this.#principal).some((places) => places.includes(next.index))
    )
      return true;
    this.#reached ??= this.#reach(this.#principal.index);
    return this.#reached.some((place) => this.#tells(place, comesToIt));
  }

  #tells(place: number, comesToIt: (found: Found) => boolean): boolean {
    const found = this.#findings[this.#mode][place] ?? this.#findings.certain[place]!;
    if (!comesToIt(found)) return false;
    const { index } = this.#principal;
    return place < index || !found.reach.has(index) || isAloneInIt(found) || !this.#reach(place).includes(index);
  }

  #neighbours(principal: AwsPrincipal): readonly Int32Array[] {
    const { certain, possible } = neighboursOf(this.#world, baseStanding(this.#world, principal));
    return this.#mode === 'possible' ? [...certain, ...possible] : certain;
  }

  /** Places that one place leads to, itself left out. */
  #reach(start: number): number[] {
    const { principals } = this.#world.estate;
    const reached = new Set([start]);
    for (const place of reached) for (const places of this.#neighbours(principals[place]!)) for (const next of places) reached.add(next);
    reached.delete(start);
    return [...reached];
  }
}

/** An administrator, or who becomes one by one change of its own: it tells, whoever else does. */
const isAloneInIt = ({ administered }: Found): boolean => [...administered.values()].some(({ length }) => length === 1);
