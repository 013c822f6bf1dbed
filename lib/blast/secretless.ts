import type { Secretless } from '../model/attribution.ts';
import { type EdgeType, edgeTypes, type IdentityKind, identityKinds, issuances, nodeKinds } from '../model/facts.ts';
import { type EstateColumns, edgeBit } from './columns.ts';
import type { EstateGraph } from './graph.ts';

const authenticates = edgeTypes.indexOf('authenticates' satisfies EdgeType);
const credentialKind = nodeKinds.indexOf('credential');
const fixed = issuances.indexOf('static');
const counted = (['agent', 'service'] satisfies IdentityKind[]).map((kind) => identityKinds.indexOf(kind));
const keptBit = { fixed: 1, other: 2 } as const;

/** How the usable agents and services of the estate authenticate with usable credentials, over certain edges that are live (docs/metrics.md, "Secretless rate"). O(nodes + edges). */
export function secretlessOf({ asOfMs, usable, nodes: count }: EstateGraph, { nodes, edges }: EstateColumns): Secretless {
  const kept = new Uint8Array(count);
  for (let e = 0; e < edges.count; e++) {
    if (edges.type[e] !== authenticates || (edges.flags[e]! & edgeBit.possible) !== 0 || edges.untilMs[e]! <= asOfMs) continue;
    const credential = edges.from[e]!;
    if (nodes.kind[credential] === credentialKind && usable[credential] === 1)
      kept[edges.to[e]!]! |= nodes.issuance[credential] === fixed ? keptBit.fixed : keptBit.other;
  }
  const found: Secretless = { identities: 0, done: 0, dual: 0, static: 0, none: 0 };
  const classes = ['none', 'static', 'done', 'dual'] as const; // by bits
  for (let v = 0; v < count; v++) {
    if (usable[v] === 0 || !counted.includes(nodes.identityKind[v]!)) continue;
    found.identities++;
    found[classes[kept[v]!]!]++;
  }
  return found;
}
