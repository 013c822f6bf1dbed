import type {
  ActionClass,
  CoverageFact,
  CredentialFact,
  EdgeFact,
  EdgeType,
  Fact,
  GrantFact,
  IdentityFact,
  IdentityKind,
  ResourceFact,
  SightingFact,
  UsageFact,
  WorkloadFact,
} from '../model/facts.ts';
import type { CaseDecision } from './caseDecisions.ts';

/** Short words for the facts of cases, which are read as a specification; the analysis is as of the first of November 2026. */
export const caseTime = '2026-11-01T00:00:00.000Z';
export const daysBefore = (days: number): string => new Date(Date.parse(caseTime) - days * 86_400_000).toISOString();

type Case = { name: string; facts: Fact[]; decisions?: CaseDecision[] };
/** What a rule finds in some facts under some decisions, and near misses in which it must find nothing. `finds`: the keys of all its subjects. */
export type RuleCases = { finds: readonly (Case & { finds: string[] })[]; findsNothing: readonly Case[] };

type Fields<T> = Omit<Partial<T>, 'fact' | 'key' | 'kind'>;
export const credential = (key: string, fields: Fields<CredentialFact> = {}): Fact => ({ fact: 'credential', key, ...fields });
export const identity = (key: string, kind: IdentityKind, fields: Fields<IdentityFact> = {}): Fact => ({ fact: 'identity', key, kind, ...fields });
export const workload = (key: string, kind: string, fields: Fields<WorkloadFact> = {}): Fact => ({ fact: 'workload', key, kind, ...fields });
export const resource = (key: string, fields: Omit<Partial<ResourceFact>, 'fact' | 'key'> = {}): Fact => ({ fact: 'resource', key, ...fields });
export const edge = (type: EdgeType, from: string, to: string, fields: Omit<Partial<EdgeFact>, 'fact' | 'edge' | 'from' | 'to'> = {}): Fact => ({
  fact: 'edge',
  edge: type,
  from,
  to,
  ...fields,
});
export const grant = (from: string, name: ActionClass, on: string, fields: Omit<Partial<GrantFact>, 'fact' | 'from' | 'class' | 'resource'> = {}): Fact => ({
  fact: 'grant',
  from,
  class: name,
  resource: on,
  ...fields,
});
export const usage = (key: string, at: string, fields: Omit<Partial<UsageFact>, 'fact' | 'credential' | 'at'> = {}): Fact => ({
  fact: 'usage',
  credential: key,
  at,
  ...fields,
});
export const sighting = (key: string, fields: Omit<Partial<SightingFact>, 'fact' | 'credential'> = {}): Fact => ({
  fact: 'sighting',
  credential: key,
  ...fields,
});
export const coverage = (system: string, what: string[], fields: Omit<Partial<CoverageFact>, 'fact' | 'system'> = {}): Fact => ({
  fact: 'coverage',
  system,
  from: daysBefore(90),
  to: daysBefore(0),
  ...fields,
  what,
});
