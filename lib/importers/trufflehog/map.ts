import type { CredentialFact, EdgeFact, Fact, ResourceFact, SightingFact } from '../../model/facts.ts';
import type { Finding } from './parse.ts';

/**
 * A sighting, the store it lies in and the `holds` between. The credential is described only where there surely is one (proved live, or with an identifier of
 * its issuer): a candidate that was not verified is listed with its sighting, outside the estate's figures.
 */
export function* map(finding: Finding): Generator<Fact> {
  const [key] = finding.names;
  if (finding.verified || finding.hasIdentifier) yield credential(finding);
  yield sighting(finding);
  yield { fact: 'resource', key: finding.store, kind: finding.storeKind, store: true } satisfies ResourceFact;
  yield { fact: 'edge', edge: 'holds', from: finding.store, to: key, evidence: { where: finding.where, ...finding.evidence } } satisfies EdgeFact;
  if (finding.identity === undefined) return;
  yield { fact: 'edge', edge: 'authenticates', from: key, to: finding.identity, basis: 'observed', evidence: finding.evidence } satisfies EdgeFact;
}

function credential({ names, detector }: Finding): CredentialFact {
  const [key, ...aliases] = names;
  return { fact: 'credential', key, type: typeOf(detector), storage: 'plaintext', ...(aliases.length === 0 ? {} : { aliases }) };
}

/** True stands for "proved live". False is left out: TruffleHog also says it where nothing was tried. */
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

const types: { [detector: string]: string } = {
  AWS: 'aws-access-key',
  AWSSessionKey: 'aws-session',
  GCP: 'gcp-service-account-key',
  Github: 'github-token',
  Gitlab: 'gitlab-token',
  JDBC: 'password',
  PrivateKey: 'private-key',
  URI: 'password',
};

/** `OpenAI` is `openai-key`: what detectors are named after is the issuer. */
const typeOf = (detector: string): string => types[detector] ?? `${detector.toLowerCase()}-key`;
