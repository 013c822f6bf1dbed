import type { Csr } from '../graph/csr.ts';
import type { Lives } from './lives.ts';

/**
 * The estate at one (asOf, T), as numbers only, so that threads can share it: what is live and usable in each of the two sets, lives on the grid,
 * permissions interned. Built by `buildGraph`; node numbers are those of EstateColumns.
 */
export type EstateGraph = {
  asOfMs: number;
  lives: Lives;
  nodes: number;
  /** Index in nodeKinds. */
  kind: Uint8Array;
  /** 1 where the node is not gone, active and (a credential) not expired. */
  usable: Uint8Array;
  /** Own life by grid index; T where nothing ends it. */
  ownLife: Uint8Array;
  /** Bits, see traitBit. */
  traits: Uint8Array;
  /** 0 where none is stated, else a number for each environment, from 1. */
  environment: Uint8Array | Uint16Array | Uint32Array;
  /** Nodes of kind credential, ascending; figures are by position in this list. */
  credentials: Uint32Array;
  permissions: Permissions;
  certain: View;
  /** The same object as `certain` where nothing in the estate is only possible. */
  upTo: View;
};

/** How many environments are stated: the greatest number of one. */
export function environmentCount({ environment, nodes }: EstateGraph): number {
  let most = 0;
  for (let v = 0; v < nodes; v++) if (environment[v]! > most) most = environment[v]!;
  return most;
}

export const traitBit = {
  administers: 1,
  /** Its edges, grants or spoken-for identities differ between the two sets. */
  open: 2,
  inEstate: 4,
  /** Its reading is a permission (read-secret) even where no edge says who may. */
  store: 8,
} as const;

/** Distinct (class, resource), ascending by resource, then class: `first[r]` is the first permission on resource r, `classes[r]` the bits of its classes. */
export type Permissions = {
  count: number;
  first: Uint32Array;
  classes: Uint16Array;
  /** Index in actionClasses. */
  class: Uint8Array;
  resource: Uint32Array;
  /** At most 4,000: the greatest of a class by that of a sensitivity. */
  weight: Uint16Array;
  /** Bits, see permissionBit. */
  traits: Uint8Array;
  /** Sum of weight over all permissions live in the estate (upTo), the denominator of `share`. */
  liveWeight: number;
};

export const permissionBit = { pattern: 1, /** any class but list on a sensitivity-5 node: at least `high` */ jewel: 2 } as const;

/** One set of edges, only those that can be followed: live, between usable nodes, and (`holds`) to a credential that can be presented in this set. */
export type View = {
  /** `edge` is the number in EdgeColumns; along a slot, a stay of a becomes max(floor, min(cap, a)), all by grid index. */
  edges: Csr;
  floor: Uint8Array;
  cap: Uint8Array;
  /** Live scoped `authenticates` to usable nodes. */
  spoken: Csr;
  /** Node to permission; `edge` is the number in GrantColumns, or (grants.count + number in EdgeColumns) for a `reads-secrets`. */
  permits: Csr;
  permitCap: Uint8Array;
  /** Credential to the usable workloads that use it, where takeover starts; the edges between them are in `edges` as well. */
  usedBy: Csr;
  /** 1 where a leak can start: usable and presentable in this set. */
  presentable: Uint8Array;
};
