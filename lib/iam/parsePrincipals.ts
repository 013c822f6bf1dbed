import type { Json } from '../model/facts.ts';
import { memberOf, stringsOf } from './policyMembers.ts';
import { type PrincipalEntry, readAwsPrincipal } from './principal.ts';

/** Principal or NotPrincipal. */
export type Principals = { not: boolean; entries: readonly PrincipalEntry[] };

/** Of a statement; undefined where it has neither. `complain` is told what AWS would not take. */
export function parsePrincipals(statement: Json, complain: (element: string, reason: string) => void): Principals | undefined {
  const [plain, negated] = [memberOf(statement, 'Principal'), memberOf(statement, 'NotPrincipal')];
  const value = plain ?? negated;
  if (value === undefined) return undefined;
  if (plain !== undefined && negated !== undefined) complain('Principal', 'stands beside NotPrincipal');
  const entries = readEntries(value);
  if (!entries) complain('Principal', 'expected * or lists by AWS, Service, Federated or CanonicalUser');
  return { not: plain === undefined, entries: entries ?? [] };
}

function readEntries(value: Json): PrincipalEntry[] | undefined {
  if (value === '*') return [{ kind: 'any' }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries: PrincipalEntry[] = [];
  for (const [type, named] of Object.entries(value)) {
    const names = stringsOf(named);
    const read = readers[type.toLowerCase()];
    if (!names || !read) return undefined;
    entries.push(...names.map(read));
  }
  return entries;
}

const readers: Record<string, (name: string) => PrincipalEntry> = {
  aws: readAwsPrincipal,
  service: (name) => ({ kind: 'service', name }),
  federated: (name) => ({ kind: 'federated', name }),
  // An S3 account by its canonical id, which no ARN shows.
  canonicaluser: (name) => ({ kind: 'name', name }),
};
