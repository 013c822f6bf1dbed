import type { EstateColumns } from './columns.ts';
import { type Lives, lifeIndex } from './lives.ts';

/** Analysis time and the grid of lives. */
export type Clock = { asOfMs: number; lives: Lives };
/** By edge and by grant: `edges` and `grants` 1 where `until` is unset or after asOf; the rest by grid index. */
export type Live = {
  edges: Uint8Array;
  grants: Uint8Array;
  /** life(until - asOf), and that of a session begun along the edge, 0 where it says none. */
  edgeCap: Uint8Array;
  edgeSession: Uint8Array;
  /** life(until - asOf). */
  grantCap: Uint8Array;
};

/** Which edges and grants are live at the clock, and for how long. O(edges + grants). */
export function liveAt({ edges, grants }: EstateColumns, { asOfMs, lives }: Clock): Live {
  const ofEdges = () => new Uint8Array(edges.count);
  const live: Live = {
    edges: ofEdges(),
    grants: new Uint8Array(grants.count),
    edgeCap: ofEdges(),
    edgeSession: ofEdges(),
    grantCap: new Uint8Array(grants.count),
  };
  for (let e = 0; e < edges.count; e++) {
    const until = edges.untilMs[e]!;
    live.edges[e] = until <= asOfMs ? 0 : 1;
    live.edgeCap[e] = lifeIndex(lives, until - asOfMs);
    const session = edges.sessionTtlSeconds[e]!;
    if (!Number.isNaN(session)) live.edgeSession[e] = lifeIndex(lives, session * 1000);
  }
  for (let g = 0; g < grants.count; g++) {
    const until = grants.untilMs[g]!;
    live.grants[g] = until <= asOfMs ? 0 : 1;
    live.grantCap[g] = lifeIndex(lives, until - asOfMs);
  }
  return live;
}
