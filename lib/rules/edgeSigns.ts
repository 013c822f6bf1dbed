import { edgeBit } from '../blast/columns.ts';
import { anonymousReach, rowOf, tailsByHead } from '../blast/likelihood.ts';
import { actionClasses, type EdgeType, edgeTypes, type IdentityKind, identityKinds, type NodeKind, nodeKinds } from '../model/facts.ts';
import { saidBit } from '../model/said.ts';
import { classWeight } from '../model/weights.ts';
import type { Seen } from './gathered.ts';
import { limits } from './limits.ts';
import type { Sign, Signs } from './signs.ts';

const typeNumber = (type: EdgeType): number => edgeTypes.indexOf(type);
export const authenticates = typeNumber('authenticates');
const [actsAs, runsAs] = [typeNumber('acts-as'), typeNumber('runs-as')];
const [uses, controls, readsSecrets, holds] = [typeNumber('uses'), typeNumber('controls'), typeNumber('reads-secrets'), typeNumber('holds')];
const kindNumber = (kind: NodeKind): number => nodeKinds.indexOf(kind);
const [credentialKind, workloadKind, resourceKind] = [kindNumber('credential'), kindNumber('workload'), kindNumber('resource')];
const identityNumber = (kind: IdentityKind): number => identityKinds.indexOf(kind);
const [anonymous, role, group, human] = [identityNumber('anonymous'), identityNumber('role'), identityNumber('group'), identityNumber('human')];

/** What the edges and grants at a node say of it, of those that are certain and live. */
export function addEdgeSigns(seen: Seen, signs: Signs): void {
  addIdentities(seen, signs);
  addTwins(seen, signs);
  addSharing(seen, signs);
  addStores(seen, signs);
  addTrusts(seen, signs);
  addGrants(seen, signs);
  addLocal(seen, signs);
}

type Each = (from: number, to: number, edge: number) => void;

/** Calls for every certain, live edge of one of these types, in the order of the columns. */
export function eachEdge(seen: Seen, types: readonly number[], each: Each): void {
  const { flags } = seen.columns.edges;
  eachLive(seen, types, (from, to, e) => {
    if ((flags[e]! & edgeBit.possible) === 0) each(from, to, e);
  });
}

function eachLive({ graph, columns: { edges } }: Seen, types: readonly number[], each: Each): void {
  for (let e = 0; e < edges.count; e++) {
    if (!types.includes(edges.type[e]!) || edges.untilMs[e]! <= graph.asOfMs) continue;
    each(edges.from[e]!, edges.to[e]!, e);
  }
}

/** Of credentials, whom they speak for; of identities, whether anything speaks for them. */
function addIdentities(seen: Seen, signs: Signs): void {
  const { usable } = seen.graph;
  const own = signs.copy();
  const several = new Several(seen, signs, 'several-identities');
  const dead = new Uint8Array(usable.length);
  eachEdge(seen, [authenticates], (credential, identity) => {
    if (usable[identity] === 0) {
      if (dead[credential] === 0) dead[credential] = 1;
      return;
    }
    dead[credential] = 2;
    several.take(credential, identity);
    for (const sign of ['agent', 'machine', 'human', 'administers'] as const) if (own.has(identity, sign)) signs.add(credential, sign);
    if (usable[credential] === 1) signs.add(identity, 'has-credential');
    if (own.has(identity, 'owned') || own.has(identity, 'human')) signs.add(credential, 'owned');
    if (own.has(credential, 'without-mfa')) signs.add(identity, 'without-mfa');
  });
  // a password that asks for a second factor as well says whose it is all the same
  eachLive(seen, [authenticates, actsAs], (from) => {
    if (seen.columns.nodes.kind[from] === credentialKind) signs.add(from, 'identified');
  });
  eachEdge(seen, [runsAs], (workload, identity) => {
    if (own.has(identity, 'agent')) signs.add(workload, 'agent');
  });
  for (let v = 0; v < dead.length; v++) if (dead[v] === 1) signs.add(v, 'offboarded');
}

/** Static credentials of an identity that an attested one speaks for as well. */
function addTwins(seen: Seen, signs: Signs): void {
  const attested = new Uint8Array(seen.graph.nodes);
  eachEdge(seen, [authenticates], (credential, identity) => {
    if (signs.has(credential, 'attested') && signs.has(credential, 'usable')) attested[identity] = 1;
  });
  eachEdge(seen, [authenticates], (credential, identity) => {
    if (attested[identity] === 1) signs.add(credential, 'has-attested-twin');
  });
}

/** Marks what more than one other node stands at. */
class Several {
  readonly #first: Uint32Array;
  readonly #signs: Signs;
  readonly #sign: Sign;
  constructor({ graph }: Seen, signs: Signs, sign: Sign) {
    this.#first = new Uint32Array(graph.nodes);
    this.#signs = signs;
    this.#sign = sign;
  }
  take(v: number, other: number): void {
    if (this.#first[v] === 0) this.#first[v] = other + 1;
    else if (this.#first[v] !== other + 1) this.#signs.add(v, this.#sign);
  }
}

function addSharing(seen: Seen, signs: Signs): void {
  const { usable } = seen.graph;
  const { kind } = seen.columns.nodes;
  const workloads = new Several(seen, signs, 'shared');
  const stores = new Several(seen, signs, 'in-several-stores');
  eachEdge(seen, [uses], (workload, credential) => {
    if (usable[workload] === 1 && kind[workload] === workloadKind) workloads.take(credential, workload);
  });
  eachEdge(seen, [holds], (store, credential) => stores.take(credential, store));
}

function addStores(seen: Seen, signs: Signs): void {
  const { graph, columns, said } = seen;
  const isCloudKey = (v: number) => (said.bits[v]! & saidBit.cloud) !== 0 && signs.has(v, 'static');
  eachEdge(seen, [holds], (store, credential) => {
    signs.add(store, 'holds');
    if ((said.bits[store]! & saidBit.pipeline) !== 0 && isCloudKey(credential)) signs.add(credential, 'cloud-key-in-pipeline');
  });
  addRenewals(seen, signs);
  const open = anonymousReach(graph, columns);
  for (let store = 0; store < graph.nodes; store++) if (open[store]! >= 0 && signs.has(store, 'holds')) signs.add(store, 'open-to-anonymous');
  const readers = tailsByHead(graph, columns, 'reads-secrets');
  for (let store = 0; store < graph.nodes; store++) {
    const row = rowOf(readers, store);
    if (row.length > 0) signs.add(store, 'read-by-somebody');
    if (row.length > limits.readers && distinct(row) > limits.readers) signs.add(store, 'many-readers');
  }
}

/** Of ascending numbers. */
const distinct = (row: Uint32Array): number => row.reduce((count, reader, at) => count + (reader === row[at - 1] ? 0 : 1), 0);

/** A `renews` whose floor is the whole horizon: what it holds reaches its store again (semantics 5). */
function addRenewals({ graph, columns: { edges } }: Seen, signs: Signs): void {
  const { edges: rows, floor } = graph.certain;
  for (let slot = 0; slot < rows.head.length; slot++) {
    const e = rows.edge[slot]!;
    if (edges.type[e] !== holds || (edges.flags[e]! & edgeBit.renews) === 0 || floor[slot] !== graph.lives.last) continue;
    if (graph.ownLife[rows.head[slot]!]! < graph.lives.last) signs.add(rows.head[slot]!, 'renews-itself');
  }
}

/** Who lets in anyone, or whoever fits a wildcard. */
function addTrusts(seen: Seen, signs: Signs): void {
  const { identityKind } = seen.columns.nodes;
  eachEdge(seen, [actsAs, controls], (from, to) => {
    if (seen.graph.usable[from] === 1 && (identityKind[from] === anonymous || (seen.said.bits[from]! & saidBit.wildcard) !== 0)) signs.add(to, 'weak-trust');
  });
  eachEdge(seen, [readsSecrets], (from, store) => {
    if (seen.graph.usable[from] === 1 && identityKind[from] === anonymous) signs.add(store, 'open-to-anonymous');
  });
}

const list = actionClasses.indexOf('list');
const changes = (name: number): boolean => classWeight[actionClasses[name]!] >= classWeight.write;

function addGrants({ graph, columns: { nodes, grants } }: Seen, signs: Signs): void {
  const isLive = (g: number) =>
    grants.possible[g] === 0 && !(grants.untilMs[g]! <= graph.asOfMs) && graph.usable[grants.from[g]!] === 1 && grants.class[g] !== list;
  const byRole = new Uint8Array(nodes.systems.length);
  for (let g = 0; g < grants.count; g++) {
    if (!isLive(g)) continue;
    const [from, resource, action] = [grants.from[g]!, grants.resource[g]!, grants.class[g]!];
    if (nodes.kind[from] === workloadKind && nodes.kind[resource] === resourceKind) signs.add(resource, 'open-by-network');
    const kind = nodes.identityKind[from];
    if (kind === role || kind === group) byRole[nodes.system[from]!] = 1;
    if (kind !== anonymous || nodes.kind[resource] !== resourceKind) continue;
    if (changes(action) || nodes.sensitivity[resource]! >= 3 || signs.has(resource, 'store')) signs.add(resource, 'open-to-anonymous');
  }
  for (let g = 0; g < grants.count; g++) {
    const from = grants.from[g]!;
    if (nodes.identityKind[from] === human && byRole[nodes.system[from]!] === 1 && changes(grants.class[g]!) && isLive(g)) signs.add(from, 'own-grants');
  }
}

/** People who sign in by credentials of a system's own, where some directory was imported. */
function addLocal({ graph, columns: { nodes }, said }: Seen, signs: Signs): void {
  const known = (v: number) => (said.bits[v]! & saidBit.directory) !== 0;
  let isImported = false;
  for (let v = 0; v < graph.nodes && !isImported; v++) isImported = nodes.identityKind[v] === human && known(v);
  if (!isImported) return;
  for (let v = 0; v < graph.nodes; v++) if (nodes.identityKind[v] === human && !known(v) && signs.has(v, 'has-credential')) signs.add(v, 'local');
}
