import type { Rows } from '../graph/fold.ts';
import { aroundHub, aroundHubWithoutLoss, type Hub, hubOf } from '../graph/hub.ts';
import { sumsWidth } from '../graph/kernel/plan.ts';
import type { BitColumns, ByteColumns, LifeColumns } from '../graph/problem.ts';
import { nodeKinds } from '../model/facts.ts';
import type { RowStarts } from './foldedStarts.ts';
import type { EstateGraph, View } from './graph.ts';
import { LoneRows } from './loneRows.ts';
import { BitColumnList, packLives } from './placedColumns.ts';
import { RowSets } from './rowSets.ts';

/** What the six sums over bit columns are. */
export const sumOf = { identities: 0, workloads: 1, credentials: 2, resources: 3, scope: 4, weight: 5 } as const;

/** What can be reached, as columns: things that the same rows have are one column, with the sum of their weights. */
export type FoldedColumns = {
  hub: Hub;
  bits: BitColumns;
  lives: LifeColumns;
  bytes: ByteColumns;
  /** What needs no column: sums by root, units by state, as the solution has them. */
  lone: Pick<LoneRows, 'sums' | 'units'>;
  /** By node: the bit column whose count is its exposure; where it has none, -1 - exposure. */
  exposed: Int32Array;
};

/**
 * Columns of one view: bit columns of everything, and with lives those of the permissions, each with the `until` of its grants. O(nodes + grants), and a sort of the rows of what
 * several rows have.
 * @param rowOf     by node, -1 where no start reaches it
 * @param withLives without, neither exposure nor resources are counted either: what remains is what following each start by itself would sum up
 */
export function foldColumns(graph: EstateGraph, view: View, rows: Rows, rowOf: Int32Array, starts: RowStarts, withLives: boolean): FoldedColumns {
  const { permissions, lives } = graph;
  const lone = new LoneRows(rows, starts, lives.units);
  const { start, order } = nodesByRow(rowOf, rows.count);
  const hub = hubOf(rows, start);
  const around = aroundHub(rows, hub);
  const sets = new RowSets(around, lives.last);
  const permits = withLives ? new RowSets(aroundHubWithoutLoss(rows, hub, lives.last), lives.last) : sets;
  const ofPermit = permits.ofPermits(order, rowOf, view, permissions.count, withLives ? view.permitCap : undefined);
  const { lives: life, bytes, taken } = packLives(permits, rows.count, withLives ? ofPermit : new Int32Array(0), permissions.weight, lone);
  if (withLives) withoutCaps(ofPermit, sets, permits); // in place: there may be many millions
  const columns = new BitColumnList(sets);
  addNodes(graph, view, rowOf, rows.count, sets, columns);
  const exposes = withLives ? addResources(graph, rowOf, sets, ofPermit, columns) : undefined;
  columns.addPermissions(ofPermit, permissions.weight, withLives ? taken : new Uint8Array(permissions.count));
  const { bits, positionOfSet } = columns.pack(around, lone);
  return { hub: around, bits, lives: life, bytes, lone, exposed: exposes ? exposedBy(exposes, positionOfSet, sets, lone) : new Int32Array(0) };
}

function withoutCaps(ofPermit: Int32Array, sets: RowSets, permits: RowSets): void {
  const full = sets.withoutCaps(permits);
  for (let p = 0; p < ofPermit.length; p++) ofPermit[p] = full(ofPermit[p]!);
}

/** Reached nodes, those of one row after those of the one before, and where each row's begin. */
function nodesByRow(rowOf: Int32Array, rows: number): { start: Uint32Array; order: Uint32Array } {
  const start = new Uint32Array(rows + 1);
  for (let v = 0; v < rowOf.length; v++) if (rowOf[v]! >= 0) start[rowOf[v]!]!++;
  let sum = 0;
  for (let row = 0; row <= rows; row++) {
    sum += start[row]!;
    start[row] = sum; // the end, from which on it is filled downwards
  }
  const order = new Uint32Array(sum);
  for (let v = rowOf.length - 1; v >= 0; v--) if (rowOf[v]! >= 0) order[--start[rowOf[v]!]!] = v;
  return { start, order };
}

const countsAs = nodeKinds.map((name) => ({ identity: sumOf.identities, workload: sumOf.workloads, credential: sumOf.credentials, resource: -1 })[name]);
const identityKind = nodeKinds.indexOf('identity');

/** Identities, workloads and credentials. */
function addNodes({ kind, nodes }: EstateGraph, view: View, rowOf: Int32Array, rows: number, sets: RowSets, columns: BitColumnList): void {
  const spoken = spokenSets(kind, view, rowOf, sets);
  const byRow = new Uint32Array(nodeKinds.length * rows);
  for (let v = 0; v < nodes; v++) if (rowOf[v]! >= 0) byRow[nodeKinds.length * rowOf[v]! + kind[v]!]!++;
  for (const v of spoken.keys()) if (rowOf[v]! >= 0) byRow[nodeKinds.length * rowOf[v]! + kind[v]!]!--;
  for (let row = 0, at = 0; row < rows; row++) {
    for (let k = 0; k < nodeKinds.length; k++, at++) if (byRow[at]! > 0 && countsAs[k]! >= 0) columns.add(sets.ofRow(row), countsAs[k]!, byRow[at]!);
  }
  for (const [v, set] of spoken) if (set >= 0) columns.add(set, countsAs[kind[v]!]!, 1);
}

/** Identities that are spoken for as well: counted once, entered or not. */
function spokenSets(kind: Uint8Array, { spoken }: View, rowOf: Int32Array, sets: RowSets): Map<number, number> {
  const by = new Map<number, number[]>();
  for (let u = 0; u < rowOf.length; u++) {
    const [begin, end] = [spoken.start[u]!, spoken.start[u + 1]!];
    if (begin === end || rowOf[u]! < 0) continue;
    for (let slot = begin; slot < end; slot++) {
      const v = spoken.head[slot]!;
      if (kind[v] !== identityKind) continue;
      const known = by.get(v) ?? (rowOf[v]! < 0 ? [] : [sets.ofRow(rowOf[v]!)]);
      known.push(sets.ofRow(rowOf[u]!));
      by.set(v, known);
    }
  }
  return new Map([...by].map(([v, of]) => [v, sets.union(of)]));
}

/** Resources, by the rows with a permission on them. Returns by node: the rows that enter it or have a permission on it. */
function addResources(
  { permissions: { first }, nodes }: EstateGraph,
  rowOf: Int32Array,
  sets: RowSets,
  ofPermission: Int32Array,
  columns: BitColumnList,
): Int32Array {
  const exposes = new Int32Array(nodes);
  const distinct: number[] = [];
  for (let v = 0; v < nodes; v++) {
    let grants = -1;
    const [begin, end] = [first[v]!, first[v + 1]!];
    if (end === begin + 1) grants = ofPermission[begin]!;
    else if (end > begin) {
      distinct.length = 0;
      for (let p = begin; p < end; p++) {
        const set = ofPermission[p]!;
        if (set >= 0 && !distinct.includes(set)) distinct.push(set);
      }
      grants = distinct.length === 1 ? distinct[0]! : sets.union(distinct);
    }
    if (grants >= 0) columns.add(grants, sumOf.resources, 1);
    const row = rowOf[v]!;
    exposes[v] = row < 0 ? grants : grants < 0 ? sets.ofRow(row) : sets.union([sets.ofRow(row), grants]);
    if (exposes[v]! >= 0) columns.need(exposes[v]!);
  }
  return exposes;
}

/** In place of the sets by node: see `FoldedColumns`. */
function exposedBy(exposes: Int32Array, positionOfSet: Int32Array, sets: RowSets, lone: LoneRows): Int32Array {
  for (let v = 0; v < exposes.length; v++) {
    const set = exposes[v]!;
    if (set < 0) continue; // -1: nobody
    const position = positionOfSet[set]!;
    exposes[v] = position >= 0 ? position : -1 - lone.timesOf(sets, set);
  }
  return exposes;
}

/** Room of each sum among the six of a root. */
export const sumAt = (root: number, sum: number): number => sumsWidth * root + sum;
