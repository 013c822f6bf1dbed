import type { EstateColumns } from '../blast/columns.ts';
import type { EstateGraph } from '../blast/graph.ts';
import type { StandingDecision } from '../model/decisions.ts';
import type { SaidColumns } from '../model/said.ts';
import { addDecisionSigns, type Decided } from './decisionSigns.ts';
import { addEdgeSigns } from './edgeSigns.ts';
import { addNodeSigns } from './nodeSigns.ts';
import { addReachSigns } from './reachSigns.ts';
import { Signs } from './signs.ts';

/** What is looked through before there are figures; of the columns' nodes no times, which `endings` stands for. Likelihood and attribution are by position in EstateGraph.credentials. */
export type Seen = {
  graph: EstateGraph;
  columns: EstateColumns;
  said: SaidColumns;
  /** In ascending order of their numbers. */
  decisions: readonly StandingDecision[];
  endings: Uint8Array;
  likelihood: Uint8Array;
  attribution: Uint8Array;
};
/** All that rules need of it, and nothing else: the columns may be let go of. */
export type Gathered = {
  signs: Signs;
  usedClasses: Uint16Array;
  sensitivity: Uint8Array;
  system: Uint32Array;
  decided: Decided[];
};
/** One pass over nodes, a few over edges, one over grants, and five searches backwards. */
export function gather(seen: Seen): Gathered {
  const { nodes } = seen.columns;
  const signs = new Signs(nodes.count + nodes.systems.length);
  addNodeSigns(seen, signs);
  addEdgeSigns(seen, signs);
  addReachSigns(seen, signs);
  const decided = addDecisionSigns(seen, signs);
  return { signs, decided, usedClasses: seen.said.usedClasses, sensitivity: nodes.sensitivity, system: nodes.system };
}
