import type { Csr } from './csr.ts';

/**
 * A graph along whose edges a small number travels: following slot s turns a into max(floor[s], min(cap[s], a)), floor <= cap <= last. Such functions are closed under
 * following one another and under taking the greater: parallel edges are one with the greater floor and the greater cap, and what arrives over all ways from u to v is again one
 * such function of what left u. The engine rests on this.
 */
export type ClampedGraph = { edges: Csr; floor: Uint8Array; cap: Uint8Array /** The greatest number. */; last: number };
