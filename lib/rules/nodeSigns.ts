import { nodeBit } from '../blast/columns.ts';
import { attributions } from '../model/attribution.ts';
import { type IdentityKind, identityKinds, issuances, type NodeKind, nodeKinds, presentations, storages } from '../model/facts.ts';
import { likelihoods } from '../model/figures.ts';
import { saidBit, systemBit } from '../model/said.ts';
import { endingBit } from './endings.ts';
import type { Seen } from './gathered.ts';
import { limits } from './limits.ts';
import { type Mask, maskOf, type Sign, type Signs } from './signs.ts';

const dayMs = 86_400_000;
const kindNumber = (kind: NodeKind): number => nodeKinds.indexOf(kind);
const [credentialKind, resourceKind] = [kindNumber('credential'), kindNumber('resource')];
/** By index in identityKinds, 255 included. */
const masksOfIdentity: readonly Mask[] = Array.from({ length: 256 }, (_, kind) => maskOf(signsOfIdentity(identityKinds[kind])));
function signsOfIdentity(kind: IdentityKind | undefined): readonly Sign[] {
  if (kind === 'agent') return ['agent', 'machine'];
  if (kind === 'service') return ['machine'];
  return kind === 'human' ? ['human'] : [];
}

/** What is said of each node by itself. */
export function addNodeSigns(seen: Seen, signs: Signs): void {
  const { nodes } = seen.columns;
  for (let v = 0; v < nodes.count; v++) {
    addSaid(seen, signs, v);
    const kind = nodes.kind[v];
    if (kind === credentialKind) addIssued(seen, signs, v);
    if (kind === resourceKind && (nodes.flags[v]! & nodeBit.store) !== 0) signs.add(v, 'store');
    signs.merge(v, masksOfIdentity[nodes.identityKind[v]!]!);
  }
  seen.graph.credentials.forEach((v, at) => {
    if (likelihoods[seen.likelihood[at]!] === 'leaked') signs.add(v, 'leaked');
    const attribution = attributions[seen.attribution[at]!];
    if (attribution === 'shared') signs.add(v, 'shared');
    if (attribution === 'unseen' && isSettled(seen, v)) signs.add(v, 'never-used');
  });
  addSystems(seen, signs);
}

const flagSigns: readonly [number, Sign][] = [
  [nodeBit.described, 'described'],
  [nodeBit.administers, 'administers'],
  [nodeBit.inEstate, 'in-estate'],
];
const saidSigns: readonly [number, Sign][] = [
  [saidBit.owned, 'owned'],
  [saidBit.ownerGone, 'owner-gone'],
  [saidBit.vendor, 'vendor'],
  [saidBit.noRevocation, 'no-revocation'],
  [saidBit.untrustedInput, 'untrusted-input'],
  [saidBit.withoutMfa, 'without-mfa'],
  [saidBit.weakClaims, 'weak-claims'],
  [saidBit.weakTrust, 'weak-trust'],
  [saidBit.escalates, 'escalates'],
  [saidBit.used, 'used'],
  [saidBit.usedByHand, 'used-by-hand'],
  [saidBit.usedFromNewNetwork, 'new-network'],
];

/** Every combination of bits has its signs worked out once: of millions of nodes each is then one look. */
const masksOf = (count: number, pairs: readonly [number, Sign][]): readonly Mask[] =>
  Array.from({ length: 2 ** count }, (_, bits) => maskOf(pairs.flatMap(([bit, sign]) => ((bits & bit) !== 0 ? [sign] : []))));
const masksOfFlags = masksOf(8, flagSigns);
const lowBits = 9;
const lowest = 2 ** lowBits - 1;
const masksOfLow = masksOf(lowBits, saidSigns);
const masksOfHigh = masksOf(
  8,
  saidSigns.flatMap(([bit, sign]): [number, Sign][] => (bit > lowest ? [[bit >>> lowBits, sign]] : [])),
);

function addSaid({ graph, columns: { nodes }, said }: Seen, signs: Signs, v: number): void {
  const bits = said.bits[v]!;
  if (graph.usable[v] === 1) signs.add(v, 'usable');
  signs.merge(v, masksOfFlags[nodes.flags[v]!]!);
  if (bits !== 0) {
    signs.merge(v, masksOfLow[bits & lowest]!);
    signs.merge(v, masksOfHigh[bits >>> lowBits]!);
  }
  if (nodes.sensitivity[v] === 5) signs.add(v, 'jewel');
  if (nodes.environment[v] !== 0 && (bits & saidBit.production) === 0) signs.add(v, 'outside-production');
}

const [fixed, attested] = [issuances.indexOf('static'), issuances.indexOf('attested')];
const [plaintext, config, vault] = [storages.indexOf('plaintext'), storages.indexOf('config'), storages.indexOf('vault')];

function addIssued(seen: Seen, signs: Signs, v: number): void {
  const { graph, columns, said, endings } = seen;
  const { nodes } = columns;
  if (nodes.issuance[v] === fixed) {
    signs.add(v, 'static');
    addAge(seen, signs, v);
  }
  if (nodes.issuance[v] === attested) signs.add(v, 'attested');
  if (nodes.presentation[v] === presentations.indexOf('bearer')) signs.add(v, 'bearer');
  if (nodes.storage[v] === plaintext || nodes.storage[v] === config) signs.add(v, 'readable');
  if (nodes.storage[v] === vault) signs.add(v, 'vaulted');
  if (nodes.sighted[v] !== 0) signs.add(v, 'sighted');
  if ((endings[v]! & endingBit.lasts) !== 0) signs.add(v, 'lasts');
  if (nodes.issuance[v] === attested && (endings[v]! & endingBit.longToken) !== 0) signs.add(v, 'long-token');
  const lastUsed = said.lastUsed[v]!;
  if (lastUsed !== 0 && today(graph.asOfMs) - lastUsed > limits.dormantDays) signs.add(v, 'idle');
}

const today = (asOfMs: number): number => Math.floor(asOfMs / dayMs);

/** By the day on which it got its value; what is renewed by itself (`ttl`) has no age. */
function addAge({ graph, said, endings }: Seen, signs: Signs, v: number): void {
  const [created, rotated] = [said.created[v]!, said.rotated[v]!];
  if ((endings[v]! & endingBit.renewed) !== 0) return;
  if (created !== 0 && rotated <= created && today(graph.asOfMs) - created > limits.rotatedDays) signs.add(v, 'never-rotated');
  else if (rotated !== 0 && today(graph.asOfMs) - rotated > limits.rotatedDays) signs.add(v, 'overdue');
}

/** Nothing is said of any use, and it has been there for long enough to be used. */
function isSettled({ graph, said }: Seen, v: number): boolean {
  return said.lastUsed[v] === 0 && today(graph.asOfMs) - said.created[v]! > limits.dormantDays;
}

/** A system without a usable credential has nothing to be logged. */
function addSystems({ graph, columns: { nodes }, said }: Seen, signs: Signs): void {
  const withCredentials = new Uint8Array(nodes.systems.length);
  for (const v of graph.credentials) if (graph.usable[v] === 1 && (nodes.flags[v]! & nodeBit.inEstate) !== 0) withCredentials[nodes.system[v]!] = 1;
  nodes.systems.forEach((_, system) => {
    const [subject, bits] = [nodes.count + system, said.systems[system]!];
    if (withCredentials[system] === 1 && (bits & systemBit.logged) === 0) signs.add(subject, 'unlogged');
    if ((bits & systemBit.stale) !== 0) signs.add(subject, 'stale');
    if ((bits & systemBit.vague) !== 0) signs.add(subject, 'vague');
  });
}
