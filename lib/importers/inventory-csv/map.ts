import type { Attrs, CredentialFact, EdgeFact, Fact, IdentityFact, WorkloadFact } from '../../model/facts.ts';
import { agentWorkload } from '../keyForms.ts';
import { present } from '../present.ts';
import type { Row } from './parse.ts';

/** The credential of a row, whom it speaks for, what uses it, where it lies and what it may do. */
export function* map(row: Row): Generator<Fact> {
  yield credential(row);
  if (row.identity !== undefined) {
    yield identity(row, row.identity);
    yield* authenticates(row, row.identity);
  }
  yield* workloads(row);
  for (const store of row.stores) {
    yield { fact: 'resource', key: store, store: true };
    yield edge('holds', store, row.key, present({ renews: row.renews }));
  }
  for (const { class: name, resource } of row.scopes) yield { fact: 'grant', from: row.key, class: name, resource, evidence: { column: 'scopes' } };
}

function credential(row: Row): CredentialFact {
  const { key, name, type, issuance, presentation, status, created, expires, ttl, rotated, lastUsed } = row;
  const { storage, revocation, owner, party, environment, system, sensitivity } = row;
  const aliases = row.aliases.length === 0 ? undefined : row.aliases;
  const attrs: Attrs | undefined = Object.keys(row.attrs).length === 0 ? undefined : row.attrs;
  const said = { name, aliases, type, issuance, presentation, status, created, expires, ttl, rotated, lastUsed };
  return { fact: 'credential', key, ...present({ ...said, storage, revocation, owner, party, environment, system, sensitivity, attrs }) };
}

function identity(row: Row, key: string): IdentityFact {
  const { identityName: name, administers, owner, system, environment } = row;
  return { fact: 'identity', key, kind: row.identityKind, ...present({ name, administers, owner, system, environment }) };
}

/**
 * With scopes the key speaks in the identity's name but has only what is granted to itself. Where some of them were not understood, it may also be the whole
 * identity: possible, not certain.
 */
function* authenticates(row: Row, to: string): Generator<EdgeFact> {
  const limited = row.scopes.length > 0 || row.otherScopes;
  yield edge('authenticates', row.key, to, limited ? { scoped: true } : {});
  if (!row.otherScopes) return;
  const condition = { kind: 'unevaluated' as const, text: 'a scope of this key is not written as CLASS:RESOURCE' };
  yield edge('authenticates', row.key, to, { certainty: 'possible', condition });
}

/**
 * An agent always has its own workload, which acts as it; a workload that the row names comes beside it, and has the key at hand: as far as the key goes, no
 * further. Only an attested key says that what uses it is that identity.
 */
function* workloads(row: Row): Generator<Fact> {
  const own = row.identity !== undefined && row.identityKind === 'agent' ? agentWorkload(row.identity) : undefined;
  const keys = [own, row.workload].filter((key) => key !== undefined);
  for (const key of new Set(keys)) {
    yield workload(row, key, key === own ? 'agent' : (row.workloadKind ?? 'instance'));
    if (row.identity !== undefined && (key === own || row.issuance === 'attested')) yield edge('runs-as', key, row.identity, {});
    yield edge('uses', key, row.key, {});
    for (const operator of row.controlledBy) yield edge('controls', operator, key, {});
  }
}

function workload(row: Row, key: string, kind: string): WorkloadFact {
  const { untrustedInput, owner, system, environment } = row;
  return { fact: 'workload', key, kind, ...present({ untrustedInput, owner, system, environment }) };
}

function edge(type: EdgeFact['edge'], from: string, to: string, more: Partial<EdgeFact>): EdgeFact {
  return { fact: 'edge', edge: type, from, to, ...more };
}
