import type { End, EstateFigures, Scenario } from '../model/figures.ts';
import { type Band, bands } from '../model/weights.ts';
import { type Analysis, shareOf } from './figureColumns.ts';
import { type EstateGraph, traitBit } from './graph.ts';
import { actionDaysOf } from './lives.ts';

/**
 * Figures of the estate (docs/facts.md, semantics 9): over the usable credentials of the estate, those known only from usage, sightings or `holds` left out. Sum and median of
 * action-days are taken over the exact units and divided once; the median of an even number is the mean of the middle two. Never an average that deleting harmless keys would improve.
 */
export function estateFigures(graph: EstateGraph, analysis: Analysis, scenario: Scenario, end: End): EstateFigures {
  const columns = analysis[scenario][end];
  const { actionUnits, band, weight } = columns;
  const counted = countedOf(graph);
  const byBand = Object.fromEntries(bands.map((name) => [name, 0])) as Record<Band, number>; // every band is a key
  let [largest, sum] = [0, 0n];
  const units = new Float64Array(counted.length);
  counted.forEach((at, i) => {
    byBand[bands[band[at]!]!]++;
    largest = Math.max(largest, weight[at]!);
    sum += BigInt(actionUnits[at]!); // beyond 2^53 where millions of credentials reach millions of permissions
    units[i] = actionUnits[at]!;
  });
  return {
    credentials: counted.length,
    highOrAbove: byBand.high + byBand.critical,
    largestShare: shareOf(columns, largest),
    sum: actionDaysOf(Number(sum)),
    median: actionDaysOf(medianOf(units)),
    byBand,
  };
}

/** Positions (in EstateGraph.credentials) of the credentials that the estate's figures are over. */
export function countedOf(graph: EstateGraph): Uint32Array {
  const counted: number[] = [];
  graph.credentials.forEach((c, at) => {
    if (graph.usable[c] === 1 && (graph.traits[c]! & traitBit.inEstate) !== 0) counted.push(at);
  });
  return Uint32Array.from(counted);
}

function medianOf(values: Float64Array): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted();
  const upper = sorted[sorted.length >> 1]!;
  return sorted.length % 2 === 1 ? upper : (sorted[(sorted.length >> 1) - 1]! + upper) / 2;
}
