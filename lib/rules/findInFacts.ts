import { analyze } from '../blast/analyze.ts';
import { buildGraph } from '../blast/buildGraph.ts';
import { columnsFromFacts } from '../blast/columnsFromFacts.ts';
import { likelihoodsOf } from '../blast/likelihood.ts';
import type { Fact } from '../model/facts.ts';
import { type Priority, priorities } from '../model/priority.ts';
import { endingsOf } from './endings.ts';
import { findAll } from './findings.ts';
import { gather } from './gathered.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';
import { saidFromFacts } from './saidFromFacts.ts';

/** `subject`: a canonical key, or the name of a system. */
export type Found = { rule: Rule; subject: string; severity: Priority };

/** All findings of one import of facts, in memory, in the order of subjects and then of rules. For cases, tests and small what-ifs. */
export function findInFacts(facts: readonly Fact[], at: { asOfMs: number; horizonDays: number }): Found[] {
  const columns = columnsFromFacts(facts);
  const graph = buildGraph(columns, at);
  const { said, attribution } = saidFromFacts(facts, columns, at.asOfMs);
  const likelihood = likelihoodsOf(graph, columns);
  const gathered = gather({
    graph,
    columns,
    said,
    endings: endingsOf(columns.nodes, at.asOfMs),
    likelihood,
    attribution: Uint8Array.from(graph.credentials, (v) => attribution[v]!),
  });
  const found = findAll({ graph, gathered, likelihood, ...analyze(graph) });
  const names = [...columns.nodes.key, ...columns.nodes.systems];
  return Array.from(found.subject).flatMap((subject, i) =>
    rules.flatMap((rule, place): Found[] => {
      const isFound = place < 32 ? (found.low[i]! >>> place) & 1 : (found.high[i]! >>> (place - 32)) & 1;
      return isFound === 1 ? [{ rule, subject: names[subject]!, severity: priorities[found[rule.scenario][i]!]! }] : [];
    }),
  );
}
