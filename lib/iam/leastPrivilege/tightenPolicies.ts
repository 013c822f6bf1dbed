import type { Json } from '../../model/facts.ts';
import type { PolicyInput } from '../evaluation.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { memberOf } from '../policyMembers.ts';
import { type Allowed, allowsAction, asWritten, type Part, partFor } from './grantedParts.ts';
import { type Logged, unloggedActions } from './logged.ts';
import { type Packed, packStatements } from './packStatements.ts';

/** An action that the logs saw, on a thing at the model's granularity (an ARN) where they name one. */
export type Use = { action: string; resource?: string };

/**
 * The least that still allows what was used. It keeps two promises, which tests hold it to by the evaluator itself, in any context:
 * what was used and granted is allowed still; and nothing is allowed that the policies before did not allow. Conditions stay as they stand, so does every deny; what the logs would not show stays granted.
 */
export type Tightened = {
  /** Policy documents to attach in place of those given. */
  documents: Packed[];
  /** Uses that these policies do not allow: a policy of the resource does, or they have changed since. */
  elsewhere: Use[];
  /** Actions that stay granted because the logs would not show their use, in the order of the catalogue. */
  unlogged: string[];
};

/** @param policies inline and managed policies of one principal, and those of its groups */
export function tightenPolicies(policies: readonly PolicyInput[], uses: readonly Use[], logged: Logged): Tightened {
  const statements = policies.flatMap(({ document }) => {
    const { version, statements } = parsePolicy(document);
    return statements.filter(({ principals, resources }) => !principals && resources).map((statement): Allowed => ({ statement, version }));
  });
  const allows = statements.filter(({ statement }) => statement.effect === 'Allow');
  const denies = statements.filter(({ statement }) => statement.effect === 'Deny');
  const parts: Part[] = [];
  const elsewhere: Use[] = [];
  for (const use of distinct(uses)) {
    const found = partsFor(allows, use);
    if (found.length === 0) elsewhere.push(use);
    parts.push(...found);
  }
  const unlogged = unloggedActions(logged).filter((action) => allows.some(({ statement }) => allowsAction(statement, action)));
  for (const action of unlogged) parts.push(...allows.flatMap((allowed) => partFor(allowed, action, undefined) ?? []));
  return { documents: packStatements(parts, denies.map(denyAsWritten)), elsewhere, unlogged };
}

/** Of statements without a condition one is enough where it has all of the thing: others would add nothing. */
function partsFor(allows: readonly Allowed[], { action, resource }: Use): Part[] {
  const parts = allows.flatMap((allowed) => partFor(allowed, action, resource) ?? []);
  const whole = parts.find(({ condition, not, resources }) => condition === undefined && !not && resources.length === 1 && resources[0] === '*');
  return whole ? [whole] : parts;
}

function distinct(uses: readonly Use[]): Use[] {
  const known = new Map(uses.map((use) => [`${use.action.toLowerCase()} ${use.resource ?? ''}`, use]));
  return [...known].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, use]) => use);
}

/** The whole statement, in the words of the newer version. */
function denyAsWritten({ statement: { text }, version }: Allowed): Json {
  const members: [string, Json][] = [];
  for (const name of ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']) {
    const value = memberOf(text, name);
    if (value !== undefined) members.push([name, name.includes('Resource') || name === 'Condition' ? asWritten(value, version) : value]);
  }
  return Object.fromEntries(members);
}
