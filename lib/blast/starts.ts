import { type NodeKind, nodeKinds } from '../model/facts.ts';
import type { End, Scenario } from '../model/figures.ts';
import { type EstateGraph, traitBit } from './graph.ts';
import { permissionNumber, readSecretClass } from './permissions.ts';

/** Where an attacker begins: nodes with their first stay (grid index), and permissions had at once. */
export type Start = {
  nodes: { node: number; stay: number }[];
  /** (read-secret, store) of the stores of a set. */
  permissions: { permission: number; store: number }[];
};

/** Start of one credential (docs/facts.md, semantics 3); empty where the credential is not usable, or a leak of it cannot be presented. */
export function startOf(graph: EstateGraph, scenario: Scenario, end: End, credential: number): Start {
  const view = graph[end];
  const nodes: Start['nodes'] = [];
  if (graph.usable[credential] === 0 || (scenario === 'leak' && view.presentable[credential] === 0)) return { nodes, permissions: [] };
  nodes.push({ node: credential, stay: graph.ownLife[credential]! });
  if (scenario === 'takeover') {
    const { start, head } = view.usedBy;
    for (let slot = start[credential]!; slot < start[credential + 1]!; slot++) nodes.push({ node: head[slot]!, stay: graph.lives.last });
  }
  return { nodes, permissions: [] };
}

const kindNumber = (kind: NodeKind): number => nodeKinds.indexOf(kind);

/**
 * Start of a set (semantics 8): each entered as if leaked; a credential for its own life if it can be presented, a resource for the shortest life (read once), a workload or an
 * identity for all of T; a store adds (read-secret, store). What is not usable starts nothing.
 */
export function startOfSet(graph: EstateGraph, end: End, set: Iterable<number>): Start {
  const start: Start = { nodes: [], permissions: [] };
  for (const node of new Set(set)) {
    const kind = graph.kind[node];
    if (graph.usable[node] === 0) continue;
    if (kind === kindNumber('credential')) {
      if (graph[end].presentable[node] === 1) start.nodes.push({ node, stay: graph.ownLife[node]! });
    } else if (kind === kindNumber('resource')) {
      start.nodes.push({ node, stay: 0 });
      if ((graph.traits[node]! & traitBit.store) !== 0)
        start.permissions.push({ permission: permissionNumber(graph.permissions, readSecretClass, node), store: node });
    } else {
      start.nodes.push({ node, stay: graph.lives.last });
    }
  }
  return start;
}
