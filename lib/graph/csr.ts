/**
 * Out-edges in compressed rows: node v points at head[start[v]] .. head[start[v + 1] - 1], in ascending order of head; equal heads keep the order in which
 * the edges were given. `edge` names the given edge of each slot.
 */
export type Csr = { nodes: number; start: Starts; head: Uint32Array; edge: Uint32Array };
/** Two bytes a node where few edges are: of millions of nodes, the edges of some kinds concern only some thousands. */
export type Starts = Uint16Array | Uint32Array;

/** Where arrays live: `privateMemory` for one thread, `sharedMemory` where threads read them together. */
export type Allocate = (bytes: number) => ArrayBuffer | SharedArrayBuffer;
export const privateMemory: Allocate = (bytes) => new ArrayBuffer(bytes);
export const sharedMemory: Allocate = (bytes) => new SharedArrayBuffer(bytes);

/**
 * Compresses edges into rows by two counting sorts, first by head, then by tail. O(nodes + heads + edges).
 * @param tails,heads one entry an edge; tails < nodes, heads < headCount
 * @param included    the edges to take, in the order that breaks ties
 */
export function compress(
  nodes: number,
  headCount: number,
  tails: Uint32Array,
  heads: Uint32Array,
  included: Uint32Array,
  allocate: Allocate = privateMemory,
): Csr {
  const byHead = new Uint32Array(included.length);
  scatter(included, heads, new Uint32Array(headCount + 1), byHead);
  const start = included.length < 2 ** 16 ? new Uint16Array(allocate(2 * (nodes + 1))) : new Uint32Array(allocate(4 * (nodes + 1)));
  const edge = new Uint32Array(allocate(4 * included.length));
  scatter(byHead, tails, start, edge);
  const head = new Uint32Array(allocate(4 * included.length));
  for (let slot = 0; slot < edge.length; slot++) head[slot] = heads[edge[slot]!]!;
  return { nodes, start, head, edge };
}

/** Stable counting sort of `items` by `keyOf`; leaves in `start` where each key begins (one entry more than there are keys). */
function scatter(items: Uint32Array, keyOf: Uint32Array, start: Starts, out: Uint32Array): void {
  for (let i = 0; i < items.length; i++) start[keyOf[items[i]!]!]!++;
  let sum = 0;
  for (let key = 0; key < start.length; key++) {
    const count = start[key]!;
    start[key] = sum;
    sum += count;
  }
  for (let i = 0; i < items.length; i++) {
    const key = keyOf[items[i]!]!;
    out[start[key]!++] = items[i]!; // start[key] moves to where the next key begins ...
  }
  start.copyWithin(1, 0, start.length - 1); // ... so that shifting by one gives every beginning back
  start[0] = 0;
}

/** The same edges the other way round; `edge` is the slot in `g` that each came from. */
export function reverse(g: Csr): Csr {
  const tails = new Uint32Array(g.head.length);
  const slots = new Uint32Array(g.head.length);
  for (let v = 0; v < g.nodes; v++) {
    for (let slot = g.start[v]!; slot < g.start[v + 1]!; slot++) {
      tails[slot] = v;
      slots[slot] = slot;
    }
  }
  return compress(g.nodes, g.nodes, g.head, tails, slots);
}
