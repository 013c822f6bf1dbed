import type { ExposureColumns } from '../blast/figureColumns.ts';
import { nodeKinds } from '../model/facts.ts';
import type { Database } from '../store/database.ts';
import { columnOf } from './filterRows.ts';
import { nodeCalled, numberIn, refsOf } from './findNodes.ts';
import type { Loaded } from './loaded.ts';
import { numberAt } from './numberColumn.ts';
import type { ExposureRow, Verbs } from './protocol.ts';
import type { Asking } from './server.ts';
import type { Snapshot } from './snapshot.ts';
import { FirstRows } from './sortRows.ts';

const resourceKind = nodeKinds.indexOf('resource');
const credentialKind = nodeKinds.indexOf('credential');
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
  const most = new FirstRows(Math.max(limit, 500), -1);
  for (let i = 0; i < reached.upTo.length; i++) most.offer(actionDays(reached.upTo[i]!), reached.upTo[i]!); // they ascend: of equals the first in order of keys stands
  const largest = [...most.end().subarray(0, limit)];
  const shown = new Set(largest);
  const certain = new Set(reached.certain.filter((v) => shown.has(v)));
  const refOf = await refsOf(database, snapshot.nodeId, largest);
  const reachedBy = largest.map((v) => ({ credential: refOf(v), certainty: certain.has(v) ? ('certain' as const) : ('possible' as const) }));
  return { node, certain: reached.certain.length, upTo: reached.upTo.length, reachedBy };
}

function byNumber({ answers, rowOf }: Loaded, nodeId: Int32Array, field: string): (v: number) => number {
  const column = columnOf(answers.table, field);
  if (column.kind !== 'number') throw new Error(`${field} is no number`);
  return (v) => numberAt(column, rowOf[nodeId[v]!] ?? -1) ?? 0;
}

/** Crown jewels (reached or not), and credentials that others reach: most exposed first, certain before up to, then by key. */
async function mostExposed(database: Database, loaded: Loaded, kinds: readonly ExposedKind[], limit: number): Promise<ExposureRow[]> {
  const { snapshot } = await loaded.graphs;
  const { certain, upTo } = await loaded.exposure();
  const most = loaded.exposed.get(`${[...kinds].sort()} ${limit}`, () => mostExposedNodes(snapshot, { certain, upTo }, kinds, limit));
  const refOf = await refsOf(database, snapshot.nodeId, most);
  return Array.from(most, (v) => ({ node: refOf(v), certain: certain[v]!, upTo: upTo[v]! }));
}

type ExposedKind = 'resource' | 'credential';
/** Counts of credentials are below this: two of them make one number that is exact. */
const mostCredentials = 2 ** 26;

/** In one pass, of which few are kept: the nodes may be millions. */
function mostExposedNodes({ graph, sensitivity }: Snapshot, { certain, upTo }: ExposureColumns, kinds: readonly ExposedKind[], limit: number): Uint32Array {
  const most = new FirstRows(Math.max(limit, 500), -1);
  const [resources, credentials] = [kinds.includes('resource'), kinds.includes('credential')];
  for (let v = 0; v < graph.nodes; v++) {
    const kind = graph.kind[v]!;
    const counts = (resources && kind === resourceKind && sensitivity[v] === crownJewel) || (credentials && kind === credentialKind && upTo[v]! > 0);
    if (counts) most.offer(certain[v]! * mostCredentials + upTo[v]!, v);
  }
  return most.end().slice(0, limit);
}
