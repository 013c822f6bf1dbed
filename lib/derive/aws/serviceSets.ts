import { accountKey } from '../../model/awsKeys.ts';
import type { Fact } from '../../model/facts.ts';
import type { Granted } from './granted.ts';
import type { World } from './world.ts';

/** What is granted on one resource. */
export type Item = { resource: string; granted: Granted };

/** Grants on many services of an account, told once for all who have just these, of a node as those of `ResourceSets` are. */
export class ServiceSets {
  readonly #world: World;
  readonly #told = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** @returns its key */
  *facts(account: string, items: readonly Item[]): Generator<Fact, string> {
    const key = `${accountKey(account)}/every/services/${this.#world.digest([contentOf(items)])}`;
    if (this.#told.has(key)) return key;
    this.#told.add(key);
    const classes = new Set(items.map(({ granted }) => granted.class));
    yield { fact: 'resource', key, kind: 'set', name: `whoever may ${[...classes].join(', ')} ${items.length} × services of ${account}`, system: 'aws' };
    for (const { resource, granted } of items) {
      const { evidence: _, reads: __, ...rest } = granted;
      yield { fact: 'grant', from: key, resource, ...rest };
    }
    return key;
  }
}

const contentOf = (items: readonly Item[]): string =>
  items.map(({ resource, granted: { evidence: _, ...granted } }) => `${resource} ${JSON.stringify(granted)}`).join('\n');
