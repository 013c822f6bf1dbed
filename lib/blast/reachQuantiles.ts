import { type End, ends } from '../model/figures.ts';
import { type Band, bands } from '../model/weights.ts';
import { countedOf } from './estateFigures.ts';
import type { Analysis } from './figureColumns.ts';
import type { EstateGraph } from './graph.ts';
import { actionDaysOf } from './lives.ts';

export const quantiles = { p10: 0.1, p25: 0.25, p50: 0.5, p75: 0.75, p90: 0.9, p99: 0.99, max: 1 } as const;
export type Quantiles = Record<keyof typeof quantiles, number>;
/** How far leaks reach, over the usable credentials of the estate: permissions in scope, action-days, and how many credentials are in each band. */
export type ReachQuantiles = { credentials: number; scope: Quantiles; actionDays: Quantiles; bands: Record<Band, number> };

/** A quantile q is the figure of the credential at place floor(q n) of n, counted from 0 in ascending order, the last one at most. O(n log n). */
export function reachQuantiles(graph: EstateGraph, { leak }: Analysis): Record<End, ReachQuantiles> {
  const counted = countedOf(graph);
  const of = (end: End): ReachQuantiles => {
    const { scope, actionUnits, band } = leak[end];
    const byBand = new Uint32Array(bands.length);
    for (const at of counted) byBand[band[at]!]!++;
    return {
      credentials: counted.length,
      scope: quantilesOf(Float64Array.from(counted, (at) => scope[at]!)),
      actionDays: quantilesOf(Float64Array.from(counted, (at) => actionDaysOf(actionUnits[at]!))),
      bands: Object.fromEntries(bands.map((name, i) => [name, byBand[i]!])) as Record<Band, number>, // every band is a key
    };
  };
  const [certain, upTo] = ends.map(of);
  return { certain: certain!, upTo: upTo! };
}

function quantilesOf(values: Float64Array): Quantiles {
  values.sort();
  const at = (q: number): number => values[Math.min(values.length - 1, Math.floor(q * values.length))] ?? 0;
  return Object.fromEntries(Object.entries(quantiles).map(([name, q]) => [name, at(q)])) as Quantiles; // every quantile is a key
}
