import { KeyblastError } from '../model/errors.ts';
import type { NodeRef } from '../model/figures.ts';
import { printFilter } from '../model/filter.ts';
import type { Database } from '../store/database.ts';
import { neighbourNames } from '../store/readAliases.ts';
import { findNode, readNodes } from '../store/readNodes.ts';
import type { Loaded } from './loaded.ts';

/** The node that is called so: by its key, an alias, or the id of a row. NOT_FOUND names what is called nearly so. */
export async function nodeCalled(database: Database, loaded: Loaded, name: string): Promise<NodeRef> {
  const found = (await findNode(database, name)) ?? (/^\d{1,9}$/.test(name) ? (await readNodes(database, [Number(name)])).get(Number(name)) : undefined);
  if (found) return found;
  const near = await nearNames(database, loaded, name);
  throw new KeyblastError(
    'NOT_FOUND',
    `nothing is called ${JSON.stringify(name)}${near.length > 0 ? `; near: ${near.join(', ')}` : '; search the credentials for a part of it (in a terminal: keyblast credentials --filter TEXT)'}`,
  );
}

/** Credentials that contain the name, then the names next to it in order that begin as it does. */
async function nearNames(database: Database, loaded: Loaded, name: string): Promise<string[]> {
  const near = new Set<string>();
  const page = loaded.answers.page(printFilter({ terms: [{ kind: 'text', negated: false, text: name }] }), undefined, 5, 0);
  if (page.ok && page.value.matching > 0) {
    const ids = Array.from(page.value.rows, (row) => loaded.answers.table.nodeId[row]!);
    for (const { key } of (await readNodes(database, ids)).values()) near.add(key);
  }
  for (const text of await neighbourNames(database, name, 3)) if (sharedStart(text, name) * 2 >= Math.min(text.length, name.length)) near.add(text);
  return [...near].slice(0, 5);
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Its number in the graph. After a restart the graph is that of the facts as they are now, which may lack what an older analysis had. */
export function numberIn(numberOf: Int32Array, node: NodeRef): number {
  const number = numberOf[Number(node.id)] ?? -1;
  if (number >= 0) return number;
  throw new KeyblastError('CONFLICT', `${node.key} is not in the estate that was last analyzed; run "keyblast analyze" to take the new facts in`);
}

/** Looks nodes up by their numbers in the graph, all at once. */
export async function refsOf(database: Database, nodeId: Int32Array, numbers: Iterable<number>): Promise<(number: number) => NodeRef> {
  const wanted = [...new Set(numbers)];
  const refs = await readNodes(
    database,
    wanted.map((number) => nodeId[number]!),
  );
  return (number) => {
    const ref = refs.get(nodeId[number]!);
    if (!ref) throw new Error(`node ${nodeId[number]} is in the graph and not in the database`);
    return ref;
  };
}
