import { afterEach, expect, test } from 'vitest';
import { buildGraph } from '../blast/buildGraph.ts';
import { columnsFromFacts } from '../blast/columnsFromFacts.ts';
import { sharedMemory } from '../graph/csr.ts';
import type { Fact } from '../model/facts.ts';
import type { End } from '../model/figures.ts';
import { QuestionThreads, threadFor } from './questionThreads.ts';
import { makeSnapshot, type Snapshot } from './snapshot.ts';

const facts: Fact[] = [
  { fact: 'credential', key: 'a:key' },
  { fact: 'edge', edge: 'authenticates', from: 'a:key', to: 'b:agent' },
  { fact: 'edge', edge: 'acts-as', from: 'b:agent', to: 'c:role', certainty: 'possible', condition: { kind: 'mfa' } },
  { fact: 'grant', from: 'b:agent', class: 'read', resource: 'd:table' },
  { fact: 'grant', from: 'c:role', class: 'delete', resource: 'd:table' },
];
const key = 0; // node numbers are in the order of keys
const table = 3;

function snapshot(): Snapshot {
  const columns = columnsFromFacts(facts);
  return makeSnapshot(buildGraph(columns, { asOfMs: Date.parse('2026-11-01T00:00:00Z'), horizonDays: 27 }, sharedMemory), columns);
}
let threads: QuestionThreads;
afterEach(() => threads.retire());
const never = new AbortController().signal;
const reach = (end: End) => ({ kind: 'reach', node: key, scenario: 'leak', end, beyondSeconds: -1, nodes: 500, offset: 0, permissions: 50 }) as const;

test('one credential: what it reaches in each set, by which facts', async () => {
  threads = new QuestionThreads(snapshot());
  const certain = await threads.ask(reach('certain'), never);
  const upTo = await threads.ask(reach('upTo'), never);
  expect([certain.depth, upTo.depth]).toEqual([2, 3]);
  expect(certain.nodes).toEqual({
    credential: { count: 0, first: [] }, // it itself is left out
    workload: { count: 0, first: [] },
    identity: { count: 1, first: [{ node: 1, hop: 1, entered: true, staySeconds: 27 * 86_400 }] },
  });
  const later = await threads.ask({ ...reach('upTo'), beyondSeconds: 27 * 86_400 }, never);
  expect([later.nodes.identity.count, later.scope.matching, later.scope.total]).toEqual([0, 0, 2]);
  const second = await threads.ask({ ...reach('upTo'), offset: 1, permissions: 1 }, never);
  expect([second.scope.matching, ...second.scope.weight]).toEqual([2, 15]);
  expect([...upTo.scope.weight]).toEqual([36, 15]); // delete 12 x 3, read 5 x 3
  expect([...upTo.scope.certain]).toEqual([0, 1]);
  expect([...upTo.scope.actionDays]).toEqual([36 * 27, 15 * 27]);
  const carriers = await threads.ask({ kind: 'carriers', node: key, scenario: 'leak', end: 'upTo', permissions: [...upTo.scope.permission], atMost: 5 }, never);
  expect(carriers).toEqual([[4], [3]]); // their positions among the facts
  const { paths } = await threads.ask({ kind: 'paths', from: key, to: table, scenario: undefined, end: 'upTo', maxLength: 5, limit: 10 }, never);
  expect(paths.map((steps) => steps.map(({ fact, certainty }) => [fact, certainty]))).toEqual([
    [
      [1, 'certain'],
      [3, 'certain'],
    ],
    [
      [1, 'certain'],
      [2, 'possible'],
      [4, 'certain'],
    ],
  ]);
  const reached = await threads.ask({ kind: 'reachedBy', node: table }, never);
  expect([[...reached.certain], [...reached.upTo]]).toEqual([[0], [0]]);
});

test('questions whose asker has gone are dropped, waiting or running; the others are answered', async () => {
  threads = new QuestionThreads(snapshot());
  const asked = Array.from({ length: 30 }, (_, at) => {
    const controller = new AbortController();
    const answer = threads.ask(reach('upTo'), controller.signal).then(
      ({ depth }) => depth,
      (error: Error) => error.message,
    );
    return { at, controller, answer };
  });
  for (const { at, controller } of asked) if (at % 3 === 0) controller.abort(); // the first of them runs already
  for (const { at, answer } of asked) expect(await answer).toBe(at % 3 === 0 ? 'the question was cancelled' : 3);
  const gone = new AbortController();
  gone.abort();
  await expect(threads.ask({ kind: 'reachedBy', node: table }, gone.signal)).rejects.toThrow('cancelled');
});

test('questions about one node go to the thread that was last asked about it; others do not wait for it', () => {
  const [busy, idle, other] = [
    { at: 'a question', about: 1 },
    { at: undefined, about: 2 },
    { at: undefined, about: 3 },
  ];
  expect(threadFor([busy, idle, other], 3, 4)).toBe(other);
  expect(threadFor([busy, idle, other], 1, 4)).toBe('none');
  expect(threadFor([busy, idle, other], 7, 4)).toBe(idle);
  expect(threadFor([busy, idle, other], undefined, 4)).toBe(idle);
  expect(threadFor([busy], 7, 2)).toBe('new');
  expect(threadFor([busy], 7, 1)).toBe('none');
  expect(threadFor([], undefined, 1)).toBe('new');
});
