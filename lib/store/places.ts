import { type NodeKind, nodeKinds } from '../model/facts.ts';

/** Which kinds the places where a name stands call for, as bits, in SQL. */
export const kindBit = (kind: NodeKind): number => 1 << nodeKinds.indexOf(kind);
/** Named by something else than usage, sightings and `holds`: such a credential belongs to the estate. */
export const estateBit = 1 << nodeKinds.length;

/** The kind of a node that no record describes, as an index in nodeKinds. @param place an expression of those bits */
export const kindOfPlace = (place: string): string =>
  `CASE ${nodeKinds.map((kind, i) => `WHEN ${place} & ${kindBit(kind)} <> 0 THEN ${i}`).join(' ')} ELSE ${nodeKinds.indexOf('resource')} END`;
export const inEstate = (place: string): string => `coalesce(${place} & ${estateBit} <> 0, false)`;
