import type { DocumentOf } from './awsEstate.ts';
import type { LevelInput } from './evaluation.ts';

type Target = DocumentOf<'organization-target'>;
type Policy = DocumentOf<'organization-policy'>;

/**
 * The organisation's policies that bind an account, by level from the root. A kind of policy that the import has nowhere binds nothing: AWS attaches at least one to every root, unit and
 * account where the kind is in use.
 */
export class OrganizationLevels {
  readonly #parents: ReadonlyMap<string, string | undefined>;
  readonly #policies: readonly Policy[];

  constructor(targets: readonly Target[], policies: readonly Policy[]) {
    const parents = new Map<string, string | undefined>();
    for (const { target, parent } of targets) parents.set(target, parent ?? parents.get(target));
    this.#parents = parents;
    this.#policies = policies;
  }

  /** Whether the account is known to lie in the organisation. */
  has(account: string): boolean {
    return this.#parents.has(account);
  }

  of(account: string, type: Policy['type']): LevelInput[] {
    const policies = this.#policies.filter((policy) => policy.type === type);
    if (policies.length === 0 || !this.has(account)) return [];
    return this.#wayTo(account).map((target) => ({
      target,
      policies: policies
        .filter(({ targets }) => targets.includes(target))
        .map(({ id, name, policy }) => ({ role: type, policy: name ?? id ?? type, attachedTo: target, document: policy })),
    }));
  }

  /** An account that is its own parent, or a loop of units, ends where it began. */
  #wayTo(account: string): string[] {
    const way: string[] = [];
    for (let at: string | undefined = account; at !== undefined && !way.includes(at); at = this.#parents.get(at)) way.push(at);
    return way.reverse();
  }
}
