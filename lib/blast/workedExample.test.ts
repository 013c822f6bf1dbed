import fs from 'node:fs';
import { expect, test } from 'vitest';
import type { Fact } from '../model/facts.ts';
import { parseFact } from '../model/parseFact.ts';
import { analyze } from './analyze.ts';
import { buildGraph } from './buildGraph.ts';
import { columnsFromFacts } from './columnsFromFacts.ts';
import { curveOf, explore } from './explore.ts';
import { scenarioFiguresAt } from './figureColumns.ts';
import { makeScratch } from './spread.ts';
import { startOf } from './starts.ts';

const page = fs.readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
const facts = /```jsonl\n([^`]+)```/
  .exec(page)![1]!
  .trim()
  .split('\n')
  .map((line): Fact => {
    const parsed = parseFact(JSON.parse(line));
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.fact;
  });
const columns = columnsFromFacts(facts);
const graph = buildGraph(columns, { asOfMs: Date.parse('2026-11-01T00:00:00Z'), horizonDays: 27 });
const key = graph.credentials.findIndex((c) => columns.nodes.key[c] === 'k:agent-key');

test('the example of docs/metrics.md has the figures worked out by hand there', () => {
  const { analysis } = analyze(graph);
  expect(scenarioFiguresAt(analysis.leak, key)).toEqual({
    identities: 3,
    workloads: 0,
    chain: 1,
    scope: 4,
    resources: 4,
    weight: 2010,
    actionDays: 5462.083333,
    share: 2010 / 2145,
    band: 'high',
    unbounded: false,
    upTo: {
      identities: 4,
      workloads: 0,
      chain: 1,
      scope: 5,
      resources: 5,
      weight: 2130,
      actionDays: 8702.083333,
      share: 2130 / 2145,
      band: 'high',
      unbounded: false,
    },
  });
  const takeover = scenarioFiguresAt(analysis.takeover, key);
  expect(takeover).toMatchObject({ identities: 3, workloads: 1, chain: 1, scope: 5, weight: 2025, actionDays: 31_065, band: 'high' });
  expect(takeover.upTo).toMatchObject({ identities: 4, weight: 2145, actionDays: 34_305, share: 1 });
});

test('and what lasts how long, and the curve whose area they are', () => {
  const exploration = explore(graph, 'certain', startOf(graph, 'leak', 'certain', graph.credentials[key]!), makeScratch(graph));
  const seconds = [...exploration.permissions].map((p, i) => [
    columns.nodes.key[graph.permissions.resource[p]!],
    graph.lives.units[exploration.last[i]!]! * 300,
  ]);
  expect(Object.fromEntries(seconds)).toEqual({ 'k:inbox': 3600, 'k:runner': 14_400, 'k:vault': 43_200, 'k:customers': 432_000 });
  expect(exploration.depth).toBe(6);
  const curve = curveOf(graph, exploration);
  expect(curve.slice(0, 7).map(({ weight }) => weight)).toEqual([2010, 2010, 2010, 1960, 1900, 1000, 1000]);
  expect(curve.find((point) => point.seconds === 4 * 86_400)).toMatchObject({ permissions: 1, weight: 1000 });
  expect(curve.find((point) => point.seconds === 5 * 86_400)).toMatchObject({ permissions: 0, weight: 0 });
  expect(exploration.actionUnits * 300).toBe(471_924_000);
});
