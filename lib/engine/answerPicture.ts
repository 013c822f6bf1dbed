import type { BlastPicture } from '../model/picture.ts';
import type { Database } from '../store/database.ts';
import { numberOfCredential } from './answerCredential.ts';
import { refsOf } from './findNodes.ts';
import type { Loaded } from './loaded.ts';
import type { Verbs } from './protocol.ts';
import type { Asking } from './server.ts';

/** The grouped picture with its things by name. */
export async function answerPicture(database: Database, loaded: Loaded, input: Verbs['picture']['input'], asking: Asking): Promise<BlastPicture> {
  const { graphs, number, scenario } = await numberOfCredential(database, loaded, input);
  const picture = await graphs.threads.ask({ kind: 'picture', node: number, scenario, end: input.end }, asking.signal);
  const refOf = await refsOf(
    database,
    graphs.snapshot.nodeId,
    picture.marks.flatMap(({ nodes }) => nodes),
  );
  return { ...picture, scenario, end: input.end, marks: picture.marks.map((mark) => ({ ...mark, nodes: mark.nodes.map(refOf) })) };
}
