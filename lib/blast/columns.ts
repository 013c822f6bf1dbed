/**
 * The estate as the store reads it: columns of numbers, one entry a node, edge or grant, before any clock is applied.
 * `lib/store/loadEstate.ts` fills it from PostgreSQL, tests fill it from facts through the same merge (`lib/model/nodes.ts`), `buildGraph.ts` turns it into
 * the graph for one (asOf, T). Node numbers are dense, 0..nodes-1, in code-point order (UTF-8 bytes) of canonical keys, so that every order is deterministic.
 *
 * Enumerations are indexes into the lists of lib/model/facts.ts; 255 = absent. Times are milliseconds since 1970 UTC, NaN = absent.
 */
export type NodeColumns = {
  count: number;
  /** The database's node id of each dense number. */
  id: Int32Array;
  /** Canonical key of each. */
  key: string[];
  /** Index in nodeKinds, already decided by facts.md (semantics 1). */
  kind: Uint8Array;
  /** 0 active (default), 1 disabled, 2 expired. */
  status: Uint8Array;
  /** Index in issuances; 0 static (default). */
  issuance: Uint8Array;
  /** Index in presentations; 0 bearer (default). */
  presentation: Uint8Array;
  expiresMs: Float64Array;
  /** NaN = absent. */
  ttlSeconds: Float64Array;
  /** 1..5, default 2. */
  sensitivity: Uint8Array;
  /** Bits, see nodeBit. */
  flags: Uint8Array;
  /** When some source says it ceased to exist: NaN = never, -Infinity = said without a time; counts if <= asOf. Earliest one that stands. */
  goneMs: Float64Array;
  /** Index in identityKinds, 255 where it is none. */
  identityKind: Uint8Array;
  /** Index in storages, 255 = absent. */
  storage: Uint8Array;
  /** Worst sighting: 0 none, 1 inside (vendor, organisation, team), 2 public. */
  sighted: Uint8Array;
  /** 0 where none is stated, else a number for each environment, from 1. */
  environment: Uint8Array | Uint16Array | Uint32Array;
  /** Number of the system in `systems`: what is stated, else what stands before the first colon of the key. */
  system: Uint32Array;
  systems: string[];
};

export const nodeBit = {
  /** Some record describes it (not only edges, usage or sightings). */
  described: 1,
  pattern: 2,
  /** It administers a scope. */
  administers: 4,
  /** A resource that holds credentials. */
  store: 8,
  /** False for a credential known only from usage, sightings or `holds`: outside the estate's figures. */
  inEstate: 16,
} as const;

export type EdgeColumns = {
  count: number;
  /** Database id of the fact (bigint, < 2^53), for evidence. */
  fact: Float64Array | Uint32Array;
  /** Index in edgeTypes. */
  type: Uint8Array;
  from: Uint32Array;
  to: Uint32Array;
  untilMs: Float64Array;
  /** NaN = absent. */
  sessionTtlSeconds: Float64Array;
  /** Bits, see edgeBit. */
  flags: Uint8Array;
};

export const edgeBit = { possible: 1, scoped: 2, lasting: 4, renews: 8 } as const;

export type GrantColumns = {
  count: number;
  fact: Float64Array | Uint32Array;
  /** Index in actionClasses. */
  class: Uint8Array;
  from: Uint32Array;
  resource: Uint32Array;
  untilMs: Float64Array;
  /** 1 = possible. */
  possible: Uint8Array;
};

export type EstateColumns = { nodes: NodeColumns; edges: EdgeColumns; grants: GrantColumns };
