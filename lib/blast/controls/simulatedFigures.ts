import type { Fact } from '../../model/facts.ts';
import type { Scenario, ScenarioFigures } from '../../model/figures.ts';
import { analyze } from '../analyze.ts';
import { type At, buildGraph } from '../buildGraph.ts';
import { columnsFromFacts } from '../columnsFromFacts.ts';
import { scenarioFiguresAt } from '../figureColumns.ts';

/** Figures of every credential of some facts, by canonical key: those that an analysis gives which imported these facts. */
export function simulatedFigures(facts: readonly Fact[], at: At): Map<string, Record<Scenario, ScenarioFigures>> {
  const columns = columnsFromFacts(facts);
  const graph = buildGraph(columns, at);
  const { analysis } = analyze(graph);
  return new Map(
    [...graph.credentials].map((node, place) => [
      columns.nodes.key[node]!,
      { leak: scenarioFiguresAt(analysis.leak, place), takeover: scenarioFiguresAt(analysis.takeover, place) },
    ]),
  );
}
