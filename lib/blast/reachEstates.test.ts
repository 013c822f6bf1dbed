import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../model/facts.ts';
import { parseFact } from '../model/parseFact.ts';
import { analyze } from './analyze.ts';
import { buildGraph } from './buildGraph.ts';
import { columnsFromFacts } from './columnsFromFacts.ts';
import { scenarioFiguresAt } from './figureColumns.ts';

const fixtures = new URL('../services/fixtures/reach/', import.meta.url);
const lines = (name: string): unknown[] =>
  fs
    .readFileSync(new URL(name, fixtures), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The two records of each estate that must be rejected: a class that does not exist, `lasting` where it does not belong. */
const rejected = ['class', 'lasting'];

describe.each(['estate-7', 'estate-8', 'estate-9'])('%s, in memory', (estate) => {
  test('has the figures that an independent program found, to the last digit', () => {
    const parsed = lines(`${estate}.facts.jsonl`).map(parseFact);
    expect(parsed.flatMap((one) => (one.ok ? [] : [one.field])).sort()).toEqual(rejected);
    const columns = columnsFromFacts(parsed.flatMap((one): Fact[] => (one.ok ? [one.fact] : [])));
    const graph = buildGraph(columns, { asOfMs: Date.parse('2026-11-01T00:00:00Z'), horizonDays: 27 });
    const { analysis } = analyze(graph);
    const found = Array.from(graph.credentials, (c, at) => ({
      credential: columns.nodes.key[c],
      leak: scenarioFiguresAt(analysis.leak, at),
      takeover: scenarioFiguresAt(analysis.takeover, at),
    }));
    expect(found).toEqual(lines(`${estate}.expected.jsonl`));
  });
});
