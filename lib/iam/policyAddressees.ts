import type { PolicyInput } from './evaluation.ts';
import { parsePolicy, type Statement } from './parsePolicy.ts';
import type { PrincipalEntry, Requester } from './principal.ts';

/**
 * Who is meant by the policies of many resources, so that a principal finds those that mean it without reading them all. Statements that name somebody are found by the name; those that mean
 * anyone, or all but somebody, are read once for each wording: thousands of buckets deny everyone who comes without TLS.
 */
export type PolicyAddressees = {
  /** Places of the policies that mean the requester. @param holds whether a statement's Principal element and conditions may be true for it */
  meaning(requester: Requester, holds: (statement: Statement) => boolean): number[];
};

export function policyAddressees(policies: Iterable<{ at: number; policy: PolicyInput }>): PolicyAddressees {
  const byName = new Map<string, { statement: Statement; at: number }[]>();
  const byWording = new Map<string, { statement: Statement; places: number[] }>();
  for (const { at, policy } of policies)
    for (const statement of parsePolicy(policy.document).statements) {
      const names = namesIn(statement);
      for (const name of names ?? []) listed(byName, name, () => []).push({ statement, at });
      if (!names) listed(byWording, wordingOf(statement), () => ({ statement, places: [] })).places.push(at);
    }
  return {
    meaning(requester, holds) {
      const named = namesOf(requester)
        .flatMap((name) => byName.get(name) ?? [])
        .filter(({ statement }) => holds(statement));
      const anyone = [...byWording.values()].filter(({ statement }) => holds(statement));
      return [...new Set([...named.map(({ at }) => at), ...anyone.flatMap(({ places }) => places)])].sort((a, b) => a - b);
    },
  };
}

function listed<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** Undefined where not only names are meant. */
function namesIn({ principals }: Statement): string[] | undefined {
  if (!principals || principals.not) return undefined;
  const names = principals.entries.map(nameOf);
  return names.includes(undefined) ? undefined : (names as string[]);
}

function nameOf(entry: PrincipalEntry): string | undefined {
  if (entry.kind === 'name') return entry.name;
  if (entry.kind === 'account') return entry.account;
  return entry.kind === 'role' ? `${entry.account}/${entry.role}` : undefined;
}

/** All names by which entries may mean it: of an entry's kinds `nameOf` knows three. */
const namesOf = ({ name, account = '', role }: Requester): string[] => [name, account, ...(role === undefined ? [] : [`${account}/${role}`])];

/** Statements of the same wording mean the same requesters, whatever they are about. */
const wordingOf = ({ effect, principals, conditions }: Statement): string =>
  JSON.stringify([effect, principals, conditions.map(({ operatorText, key, values }) => [operatorText, key, values])]);
