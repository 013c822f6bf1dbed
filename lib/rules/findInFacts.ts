import { analyze } from '../blast/analyze.ts';
import { buildGraph } from '../blast/buildGraph.ts';
import { columnsFromFacts } from '../blast/columnsFromFacts.ts';
import { likelihoodsOf } from '../blast/likelihood.ts';
import type { Fact } from '../model/facts.ts';
import { type Priority, priorities } from '../model/priority.ts';
import { type CaseDecision, standingOf } from './caseDecisions.ts';
import { findDecisionUses } from './decisionUses.ts';
import { endingsOf } from './endings.ts';
import { findAll } from './findings.ts';
import { gather } from './gathered.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules.ts';
import { saidFromFacts } from './saidFromFacts.ts';

/** `subject`: a canonical key, or the name of a system. */
export type Found = { rule: Rule; subject: string; severity: Priority };

/** All findings of one import of facts under some decisions, in memory, in the order of subjects and then of rules. For cases, tests and small what-ifs. */
export function findInFacts(facts: readonly Fact[], at: { asOfMs: number; horizonDays: number }, decisions: readonly CaseDecision[] = []): Found[] {
  const columns = columnsFromFacts(facts);
  const graph = buildGraph(columns, at);
  const { said, attribution } = saidFromFacts(facts, columns, at.asOfMs);
  const likelihood = likelihoodsOf(graph, columns);
  const gathered = gather({
    graph,
    columns,
    said,
    decisions: standingOf(decisions, columns.nodes),
    endings: endingsOf(columns.nodes, at.asOfMs),
    likelihood,
    attribution: Uint8Array.from(graph.credentials, (v) => attribution[v]!),
  });
  const judged = { graph, gathered, likelihood, ...analyze(graph) };
  findDecisionUses(judged);
  const found = findAll(judged);
  const names = [...columns.nodes.key, ...columns.nodes.systems];
  return Array.from(found.subject).flatMap((subject, i) =>
    rules.flatMap((rule, place): Found[] => {
      const isFound = place < 32 ? (found.low[i]! >>> place) & 1 : (found.high[i]! >>> (place - 32)) & 1;
      return isFound === 1 ? [{ rule, subject: names[subject]!, severity: priorities[found[rule.scenario][i]!]! }] : [];
    }),
  );
}
