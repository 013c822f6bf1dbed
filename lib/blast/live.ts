import type { EstateColumns } from './columns.ts';
import type { Lives } from './lives.ts';

/** Analysis time and the grid of lives. */
export type Clock = { asOfMs: number; lives: Lives };
/** By edge and by grant: 1 where `until` is unset or after asOf. */
export type Live = { edges: Uint8Array; grants: Uint8Array };

/** Which edges and grants are live at the clock. O(edges + grants). */
export function liveAt({ edges, grants }: EstateColumns, { asOfMs }: Clock): Live {
  const live = { edges: new Uint8Array(edges.count), grants: new Uint8Array(grants.count) };
  for (let e = 0; e < edges.count; e++) live.edges[e] = edges.untilMs[e]! <= asOfMs ? 0 : 1;
  for (let g = 0; g < grants.count; g++) live.grants[g] = grants.untilMs[g]! <= asOfMs ? 0 : 1;
  return live;
}
