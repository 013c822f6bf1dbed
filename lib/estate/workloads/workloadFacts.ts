import { actionClasses, edgeTypes, type Fact, identityKinds, type NodeFact, nodeKinds, presentations } from '../../model/facts.ts';
import type { NumberedColumns } from './numberedEstate.ts';

/** The key of a node of a numbered estate: unique, and telling what it is. */
export const workloadKey = ({ nodes }: NumberedColumns, v: number): string => `generated:${nodeKinds[nodes.kind[v]!]}/${v}`;

/** A numbered estate as facts, one after another: nodes, edges, grants. Loading them gives the same estate, in another order of nodes. */
export function* workloadFacts(columns: NumberedColumns): Generator<Fact> {
  const { nodes, edges, grants } = columns;
  const key = (v: number): string => workloadKey(columns, v);
  for (let v = 0; v < nodes.count; v++) yield nodeFact(columns, v);
  for (let e = 0; e < edges.count; e++) {
    const flags = edges.flags[e]!;
    yield {
      fact: 'edge',
      edge: edgeTypes[edges.type[e]!]!,
      from: key(edges.from[e]!),
      to: key(edges.to[e]!),
      ...until(edges.untilMs[e]!),
      ...(flags & 1 && possible),
      ...(flags & 2 && { scoped: true }),
      ...(flags & 4 && { lasting: true }),
      ...(flags & 8 && { renews: true }),
      ...(!Number.isNaN(edges.sessionTtlSeconds[e]!) && { sessionTtl: edges.sessionTtlSeconds[e]! }),
    };
  }
  for (let g = 0; g < grants.count; g++) {
    yield {
      fact: 'grant',
      from: key(grants.from[g]!),
      class: actionClasses[grants.class[g]!]!,
      resource: key(grants.resource[g]!),
      ...until(grants.untilMs[g]!),
      ...(grants.possible[g] && possible),
    };
  }
}

const possible = { certainty: 'possible', condition: { kind: 'unevaluated', text: 'drawn by chance: one in twenty' } } as const;
const until = (ms: number): { until?: string } => (Number.isNaN(ms) ? {} : { until: new Date(ms).toISOString() });
const environments = ['', 'prod', 'dev'] as const;

function nodeFact(columns: NumberedColumns, v: number): NodeFact {
  const { nodes } = columns;
  const sensitivity = nodes.sensitivity[v] as 1 | 2 | 3 | 4 | 5; // as it was drawn
  const common = {
    key: workloadKey(columns, v),
    system: 'generated',
    environment: environments[nodes.environment[v]!] ?? 'other',
    ...(sensitivity !== 2 && { sensitivity }),
  };
  const administers = nodes.flags[v]! & 4 ? { administers: 'generated:scope' } : {};
  switch (nodeKinds[nodes.kind[v]!]!) {
    case 'identity':
      return { fact: 'identity', kind: identityKinds[nodes.identityKind[v]!]!, ...common, ...administers };
    case 'workload':
      return { fact: 'workload', kind: 'job', ...common, ...administers };
    case 'resource':
      return { fact: 'resource', ...common, ...(nodes.flags[v]! & 8 && { store: true }) };
    case 'credential':
      return {
        fact: 'credential',
        ...common,
        ...(nodes.presentation[v]! > 0 && { presentation: presentations[nodes.presentation[v]!]! }),
        ...(!Number.isNaN(nodes.expiresMs[v]!) && { expires: new Date(nodes.expiresMs[v]!).toISOString() }),
        ...(!Number.isNaN(nodes.ttlSeconds[v]!) && { ttl: nodes.ttlSeconds[v]! }),
      };
  }
}
