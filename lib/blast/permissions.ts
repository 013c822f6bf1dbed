import { bitCount } from '../graph/bitCount.ts';
import type { Allocate } from '../graph/csr.ts';
import { actionClasses, edgeTypes, nodeKinds } from '../model/facts.ts';
import { classWeight, sensitivityWeight } from '../model/weights.ts';
import { type EstateColumns, nodeBit } from './columns.ts';
import { type Permissions, permissionBit, traitBit } from './graph.ts';
import type { Live } from './live.ts';

const readsSecrets = edgeTypes.indexOf('reads-secrets');
const holds = edgeTypes.indexOf('holds');
const resourceKind = nodeKinds.indexOf('resource');
/** Index of `read-secret` in actionClasses. */
export const readSecretClass = actionClasses.indexOf('read-secret');
const list = actionClasses.indexOf('list');
const weightOfClass = actionClasses.map((name) => classWeight[name]);

/** Numbers every (class, resource) that a live grant or `reads-secrets` names, and (read-secret, store) of every store, which a set can start at. */
export function internPermissions({ nodes, edges, grants }: EstateColumns, live: Live, traits: Uint8Array, allocate: Allocate): Permissions {
  const classes = new Uint16Array(allocate(2 * nodes.count));
  for (let g = 0; g < grants.count; g++) if (live.grants[g] === 1) classes[grants.resource[g]!]! |= 1 << grants.class[g]!;
  for (let e = 0; e < edges.count; e++) {
    if (live.edges[e] === 0) continue;
    if (edges.type[e] === readsSecrets) classes[edges.to[e]!]! |= 1 << readSecretClass;
    const store = edges.type[e] === readsSecrets ? edges.to[e]! : edges.from[e]!;
    if ((edges.type[e] === readsSecrets || edges.type[e] === holds) && nodes.kind[store] === resourceKind) traits[store]! |= traitBit.store;
  }
  let liveWeight = 0;
  for (let r = 0; r < nodes.count; r++) {
    for (let c = 0; c < weightOfClass.length; c++) if ((classes[r]! >> c) & 1) liveWeight += weightOfClass[c]! * sensitivityWeight[nodes.sensitivity[r]!]!;
    if ((traits[r]! & traitBit.store) !== 0) classes[r]! |= 1 << readSecretClass;
  }
  return { ...numberPermissions(nodes, classes, allocate), liveWeight };
}

function numberPermissions(nodes: EstateColumns['nodes'], classes: Uint16Array, allocate: Allocate): Omit<Permissions, 'liveWeight'> {
  const first = new Uint32Array(allocate(4 * (nodes.count + 1)));
  for (let r = 0; r < nodes.count; r++) first[r + 1] = first[r]! + bitCount(classes[r]!);
  const count = first[nodes.count]!;
  const numbered = {
    count,
    first,
    classes,
    class: new Uint8Array(allocate(count)),
    resource: new Uint32Array(allocate(4 * count)),
    weight: new Uint16Array(allocate(2 * count)),
    traits: new Uint8Array(allocate(count)),
  };
  for (let r = 0; r < nodes.count; r++) {
    const pattern = (nodes.flags[r]! & nodeBit.pattern) !== 0 ? permissionBit.pattern : 0;
    let p = first[r]!;
    for (let c = 0; c < weightOfClass.length; c++) {
      if (((classes[r]! >> c) & 1) === 0) continue;
      numbered.class[p] = c;
      numbered.resource[p] = r;
      numbered.weight[p] = weightOfClass[c]! * sensitivityWeight[nodes.sensitivity[r]!]!;
      numbered.traits[p] = pattern | (nodes.sensitivity[r] === 5 && c !== list ? permissionBit.jewel : 0);
      p++;
    }
  }
  return numbered;
}

/** Number of (class, resource), which must have been interned. */
export function permissionNumber(permissions: Pick<Permissions, 'first' | 'classes'>, classIndex: number, resource: number): number {
  return permissions.first[resource]! + bitCount(permissions.classes[resource]! & ((1 << classIndex) - 1));
}
