import type { ActionSet } from './catalogue.ts';
import type { CompiledResource } from './compileResource.ts';
import type { PolicyInput } from './evaluation.ts';
import { type PolicyAddressees, policyAddressees } from './policyAddressees.ts';

/** A resource, or a thing in it, and the actions that are checked on it. `resource` is whatever number the caller has for it; `actions` the same object for all things of one kind. */
export type ProbedResource = { resource: number; compiled: CompiledResource; actions: ActionSet };

/** Resources that no policy can tell apart: they match the same patterns, and have the same policy if they have one. */
export type ResourceGroup = { sample: CompiledResource; resources: number[]; policy?: PolicyInput };

/** Resources of one kind in one account, under the same rules. */
export type ResourceFamily = {
  actions: ActionSet;
  groups: readonly ResourceGroup[];
  /** Of all its groups. */
  size: number;
  /** Places of the groups that match a pattern, by its number, ascending; patterns that all of them match are left out, as are those that none does. */
  matching: ReadonlyMap<number, Uint32Array>;
  /** Whom the policies of its groups mean, by the groups' places. */
  addressees: PolicyAddressees;
  /** Scratch of `expandPermissions`: a number for each group, all 0. */
  states: Uint32Array;
};

/** Resources by what policies can tell apart, for patterns that are all known: compile the principals first. O(length of the ARNs), and the patterns that match. */
export function resourceFamilies(probes: Iterable<ProbedResource>): ResourceFamily[] {
  const numbers = new Map<object, number>();
  const numberOf = (of: object | undefined): number => {
    if (!of) return -1;
    const number = numbers.get(of) ?? numbers.size;
    numbers.set(of, number);
    return number;
  };
  const families = new Map<string, { actions: ActionSet; groups: Map<string, ResourceGroup> }>();
  for (const { resource, compiled, actions } of probes) {
    const { account, policy, rcps, isOfManagementAccount } = compiled.input;
    const kind = [numberOf(actions), account, numberOf(rcps), isOfManagementAccount, compiled.ruledAs].join(' ');
    const family = families.get(kind) ?? { actions, groups: new Map() };
    families.set(kind, family);
    const matching = [...compiled.matching()].sort((a, b) => a - b);
    const key = `${numberOf(policy)} ${matching.join(' ')}`;
    const group = family.groups.get(key);
    if (group) group.resources.push(resource);
    else family.groups.set(key, { sample: compiled, resources: [resource], ...(policy && { policy }) });
  }
  return [...families.values()].map(({ actions, groups }) => familyOf(actions, [...groups.values()]));
}

function familyOf(actions: ActionSet, groups: ResourceGroup[]): ResourceFamily {
  const lists = new Map<number, number[]>();
  for (const [at, { sample }] of groups.entries())
    for (const pattern of sample.matching()) {
      const list = lists.get(pattern);
      if (list) list.push(at);
      else lists.set(pattern, [at]);
    }
  const telling = [...lists].filter(([, list]) => list.length < groups.length);
  return {
    actions,
    groups,
    size: groups.reduce((sum, { resources }) => sum + resources.length, 0),
    matching: new Map(telling.map(([pattern, list]) => [pattern, Uint32Array.from(list)])),
    addressees: policyAddressees(groups.flatMap(({ policy }, at) => (policy ? [{ at, policy }] : []))),
    states: new Uint32Array(groups.length),
  };
}
