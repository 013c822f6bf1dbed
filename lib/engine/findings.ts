import type { EstateColumns } from '../blast/columns.ts';
import type { EstateGraph } from '../blast/graph.ts';
import { findDecisionUses } from '../rules/decisionUses.ts';
import { findAll, type Judged } from '../rules/findings.ts';
import { type Gathered, gather } from '../rules/gathered.ts';
import { rules } from '../rules/rules.ts';
import type { LoadedSaid } from '../store/loadSaid.ts';
import type { CredentialColumns } from '../store/results.ts';
import type { NewFindings } from '../store/writeFindings.ts';

/** What the database calls the subjects of findings. */
type Subjects = Pick<NewFindings, 'nodeId' | 'cell' | 'cells'>;

/** What rules look at before there are figures, so that the columns can be let go of. */
export function gatherFindings(
  graph: EstateGraph,
  columns: EstateColumns,
  endings: Uint8Array,
  { said, decisions }: LoadedSaid,
  { likelihood, attribution }: Pick<CredentialColumns, 'likelihood' | 'attribution'>,
): Gathered {
  return gather({ graph, columns, said, decisions, endings, likelihood, attribution });
}

/** Nodes, then systems; a cell is a system with an environment, in the order in which nodes have them, so that it is the same in any database. */
function subjectsOf({ nodes }: EstateColumns, environments: readonly string[]): Subjects {
  const subjects = nodes.count + nodes.systems.length;
  const [nodeId, cell] = [new Int32Array(subjects), new Uint32Array(subjects)];
  nodeId.set(nodes.id);
  const cells: { system: string; environment?: string }[] = [];
  const numbers = new Map<number, number>();
  const numberOf = (system: number, environment: number): number => {
    const pair = system * (environments.length + 1) + environment;
    const known = numbers.get(pair);
    if (known !== undefined) return known;
    const name = environments[environment];
    numbers.set(pair, cells.length);
    return cells.push({ system: nodes.systems[system]!, ...(name !== undefined && { environment: name }) }) - 1;
  };
  for (let v = 0; v < nodes.count; v++) cell[v] = numberOf(nodes.system[v]!, nodes.environment[v]!);
  for (let system = 0; system < nodes.systems.length; system++) cell[nodes.count + system] = numberOf(system, 0);
  return { nodeId, cell, cells };
}

const ofTakeover = new Set(rules.flatMap(({ scenario }, place) => (scenario === 'takeover' ? [place] : [])));

/** All findings of an analysis, ready to be stored. @param environments their names by number */
export function findingsOf(judged: Judged, columns: EstateColumns, environments: readonly string[]): NewFindings {
  const uses = findDecisionUses(judged); // first: it marks what is over budget
  return { found: findAll(judged), uses, ...subjectsOf(columns, environments), ofTakeover, rules: rules.length };
}
