import type { Fact, GrantFact, UsageFact } from '../../model/facts.ts';
import type { Control, ControlInput, Edited, NamedFacts } from './control.ts';

/**
 * What is granted to a credential, and to the identities as which it speaks, falls to what was used. A user or role of AWS gets the least policies instead of all it has and its groups give it
 * (its documents are edited, and what follows from them has to be derived anew); of others, grants that no use was of go. What it can become, and what it holds, stays.
 */
export const scopeDown: Control = {
  id: 'scope-down',
  title: 'scoped down to what was used',
  edit(estate, input) {
    const identities = identitiesOf(estate, input.subject);
    const byPolicy = identities.filter((key) => hasDocument(estate, key));
    const documents = byPolicy.length === 0 ? estate.facts : tightenDocuments(estate, byPolicy, input);
    if (!documents) return { unchanged: 'no log of its account says what was used' };
    const rest = [input.subject, ...identities].filter((key) => !byPolicy.includes(key));
    const edited = removeUnused({ ...estate, facts: documents }, rest);
    return byPolicy.length > 0 && 'unchanged' in edited ? { facts: documents } : edited;
  },
};

/** Identities that the credential authenticates as; of an identity, itself. */
export function identitiesOf({ facts, canonical }: NamedFacts, subject: string): string[] {
  const named = facts.flatMap((fact) =>
    fact.fact === 'edge' && fact.edge === 'authenticates' && canonical(fact.from) === subject ? [canonical(fact.to)] : [],
  );
  return [...new Set(named)];
}

const arnKey = 'aws:';

/** The body of a document of a user or role of AWS, as it is edited. */
type Principal = { arn: string; inline: unknown; attached: unknown };
const principalOf = (fact: Fact): Principal | undefined =>
  fact.fact === 'document' && fact.platform === 'aws' && (fact.kind === 'user' || fact.kind === 'role') ? (fact.body as Principal) : undefined;

const hasDocument = ({ facts, canonical }: NamedFacts, key: string): boolean =>
  facts.some((fact) => {
    const arn = principalOf(fact)?.arn;
    return arn !== undefined && canonical(`${arnKey}${arn}`) === key;
  });

function tightenDocuments({ facts, canonical }: NamedFacts, keys: readonly string[], { tightened }: ControlInput): Fact[] | undefined {
  let known = true;
  const edited = facts.map((fact) => {
    const principal = principalOf(fact);
    if (!principal || fact.fact !== 'document' || !keys.includes(canonical(`${arnKey}${principal.arn}`))) return fact;
    const policies = tightened?.get(principal.arn);
    known &&= policies !== undefined;
    const inline = (policies ?? []).map((policy, at) => ({ name: `least-privilege-${at + 1}`, policy }));
    const body = { ...principal, inline, attached: [], ...(fact.kind === 'user' && { groups: [] }) };
    return { ...fact, body };
  });
  return known ? edited : undefined;
}

function removeUnused(estate: NamedFacts, subjects: readonly string[]): Edited {
  const { facts, canonical } = estate;
  const uses = facts.filter(
    (fact): fact is UsageFact =>
      fact.fact === 'usage' &&
      fact.outcome !== 'denied' &&
      [fact.credential, fact.identity].some((name) => name !== undefined && subjects.includes(canonical(name))),
  );
  if (uses.length === 0) return { unchanged: 'no log says what was used' };
  const kept = facts.flatMap((fact) => (fact.fact === 'grant' && subjects.includes(canonical(fact.from)) ? usedOf(fact, uses, canonical) : [fact]));
  return { facts: kept };
}

/** The grant as far as uses are of it: as a whole where a use does not say of what it was; of a pattern, only what was used of it. */
function usedOf(grant: GrantFact, uses: readonly UsageFact[], canonical: NamedFacts['canonical']): GrantFact[] {
  const alike = uses.filter((use) => use.class === undefined || use.class === grant.class);
  if (alike.some(({ resource }) => resource === undefined || canonical(resource) === canonical(grant.resource))) return [grant];
  const within = [...new Set(alike.flatMap(({ resource }) => (resource !== undefined && isWithin(resource, grant.resource) ? [canonical(resource)] : [])))];
  return within.map((resource) => ({ ...grant, resource }));
}

/** Whether a key is one of those that a pattern's key stands for. */
function isWithin(key: string, pattern: string): boolean {
  if (!pattern.includes('*')) return false;
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(key);
}
