import type { Path, Step } from '../model/figures.ts';
import type { Database } from '../store/database.ts';
import { readEvidence } from '../store/readEvidence.ts';
import { nodeCalled, numberIn, refsOf } from './findNodes.ts';
import type { Loaded } from './loaded.ts';
import type { Verbs } from './protocol.ts';
import type { NumberedStep } from './questions.ts';
import type { Asking } from './server.ts';

export async function answerPaths(database: Database, loaded: Loaded, input: Verbs['paths']['input'], { signal }: Asking): Promise<Verbs['paths']['value']> {
  const [from, to] = [await nodeCalled(database, loaded, input.from), await nodeCalled(database, loaded, input.to)];
  const { snapshot, numberOf, threads } = await loaded.graphs;
  const { scenario, maxLength, limit = 20, end = 'upTo' } = input;
  const found = await threads.ask({ kind: 'paths', from: numberIn(numberOf, from), to: numberIn(numberOf, to), scenario, end, maxLength, limit }, signal);
  return { paths: await pathsOf(database, snapshot.nodeId, found.paths), truncated: found.truncated };
}

/** Numbered steps with their nodes by name and each step with its evidence, down to the line. A path is certain if every step is. */
export async function pathsOf(database: Database, nodeId: Int32Array, paths: readonly (readonly NumberedStep[])[]): Promise<Path[]> {
  const steps = paths.flat();
  const refOf = await refsOf(
    database,
    nodeId,
    steps.flatMap(({ from, to }) => [from, to]),
  );
  const words = await readEvidence(database, [...new Set(steps.map(({ fact }) => fact))]);
  const stepOf = ({ from, to, fact, kind, class: actionClass, certainty }: NumberedStep): Step => {
    const { evidence, ...said } = words.get(fact) ?? { evidence: removed(fact) };
    return { from: refOf(from), to: refOf(to), kind, ...(actionClass && { class: actionClass }), certainty, ...said, evidence };
  };
  return paths
    .filter((path) => path.length > 0)
    .map((path) => ({
      from: refOf(path[0]!.from),
      to: refOf(path.at(-1)!.to),
      certainty: path.every(({ certainty }) => certainty === 'certain') ? 'certain' : 'possible',
      steps: path.map(stepOf),
    }));
}

/** An import that was undone since the analysis has taken its facts with it. */
const removed = (fact: number): Step['evidence'] => ({ factId: String(fact), source: '(its import was undone)', importId: 0, basis: 'granted' });
