import type { Attrs, Audience, CredentialFact, EdgeFact, Fact, ResourceFact, SightingFact } from '../model/facts.ts';

/** What a scanner found, without its secret. */
export type Finding = {
  /** Names of the credential, canonical first. */
  names: [string, ...string[]];
  hasIdentifier: boolean;
  /** Of the credential, by what found it. */
  type: string;
  /** Proved live. */
  verified: boolean;
  store: string;
  storeKind: string;
  where: string;
  audience?: Audience;
  at?: string;
  /** ARN of the AWS identity that the secret was proved to be, where it was. */
  identity?: string;
  evidence: Attrs;
};

/**
 * A sighting, the store it lies in and the `holds` between. The credential is described only where there surely is one (proved live, or with an identifier of
 * its issuer): a candidate that was not verified is listed with its sighting, outside the estate's figures.
 */
export function* mapFinding(finding: Finding): Generator<Fact> {
  const [key] = finding.names;
  if (finding.verified || finding.hasIdentifier) yield credential(finding);
  yield sighting(finding);
  yield { fact: 'resource', key: finding.store, kind: finding.storeKind, store: true } satisfies ResourceFact;
  yield { fact: 'edge', edge: 'holds', from: finding.store, to: key, evidence: { where: finding.where, ...finding.evidence } } satisfies EdgeFact;
  if (finding.identity === undefined) return;
  yield { fact: 'edge', edge: 'authenticates', from: key, to: finding.identity, basis: 'observed', evidence: finding.evidence } satisfies EdgeFact;
}

function credential({ names, type }: Finding): CredentialFact {
  const [key, ...aliases] = names;
  return { fact: 'credential', key, type, storage: 'plaintext', ...(aliases.length === 0 ? {} : { aliases }) };
}

/** True stands for "proved live". False is left out: scanners also say it where nothing was tried. */
function sighting(finding: Finding): SightingFact {
  const { names, where, store, audience, at, evidence } = finding;
  return {
    fact: 'sighting',
    credential: names[0],
    ...(audience === undefined ? {} : { audience }),
    where,
    store,
    ...(finding.verified ? { valid: true } : {}),
    ...(at === undefined ? {} : { at }),
    evidence,
  };
}
