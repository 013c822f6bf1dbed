import { nodeKinds } from '../model/facts.ts';
import type { Database } from '../store/database.ts';
import { columnOf } from './filterRows.ts';
import { nodeCalled, numberIn, refsOf } from './findNodes.ts';
import type { Loaded } from './loaded.ts';
import type { ExposureRow, Verbs } from './protocol.ts';
import type { Asking } from './server.ts';

const resourceKind = nodeKinds.indexOf('resource');
const crownJewel = 5;

export async function answerExposure(database: Database, loaded: Loaded, input: Verbs['exposure']['input'], asking: Asking): Promise<ExposureRow[]> {
  const limit = input.limit ?? 100;
  if (input.resource !== undefined) return [await exposureOf(database, loaded, input.resource, limit, asking)];
  return mostExposed(database, loaded, input.kinds ?? ['resource'], limit);
}

/** One node, and some of those who reach it: largest action-days of a leak (up to) first, then by key. */
async function exposureOf(database: Database, loaded: Loaded, name: string, limit: number, { signal }: Asking): Promise<ExposureRow> {
  const node = await nodeCalled(database, loaded, name);
  const { snapshot, numberOf, threads } = await loaded.graphs;
  const reached = await threads.ask({ kind: 'reachedBy', node: numberIn(numberOf, node) }, signal);
  const actionDays = byNumber(loaded, snapshot.nodeId, 'leak.upTo.actionDays');
  const largest = [...reached.upTo].sort((a, b) => actionDays(b) - actionDays(a) || a - b).slice(0, limit);
  const certain = new Set(reached.certain);
  const refOf = await refsOf(database, snapshot.nodeId, largest);
  const reachedBy = largest.map((v) => ({ credential: refOf(v), certainty: certain.has(v) ? ('certain' as const) : ('possible' as const) }));
  return { node, certain: reached.certain.length, upTo: reached.upTo.length, reachedBy };
}

function byNumber({ answers, rowOf }: Loaded, nodeId: Int32Array, field: string): (v: number) => number {
  const column = columnOf(answers.table, field);
  if (column.kind !== 'number') throw new Error(`${field} is no number`);
  return (v) => column.values[rowOf[nodeId[v]!] ?? -1] ?? 0;
}

/** Crown jewels (reached or not), and credentials that others reach: most exposed first, certain before up to, then by key. */
async function mostExposed(database: Database, loaded: Loaded, kinds: readonly ('resource' | 'credential')[], limit: number): Promise<ExposureRow[]> {
  const { snapshot } = await loaded.graphs;
  const { graph, sensitivity, nodeId } = snapshot;
  const { certain, upTo } = await loaded.exposure();
  const candidates: number[] = [];
  if (kinds.includes('resource')) for (let v = 0; v < graph.nodes; v++) if (graph.kind[v] === resourceKind && sensitivity[v] === crownJewel) candidates.push(v);
  if (kinds.includes('credential')) for (const v of graph.credentials) if (upTo[v]! > 0) candidates.push(v);
  const most = candidates.sort((a, b) => certain[b]! - certain[a]! || upTo[b]! - upTo[a]! || a - b).slice(0, limit);
  const refOf = await refsOf(database, nodeId, most);
  return most.map((v) => ({ node: refOf(v), certain: certain[v]!, upTo: upTo[v]! }));
}
