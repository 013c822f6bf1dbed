import { JewelSearch } from '../blast/jewelSearch.ts';
import { type DecisionUse, overBudget } from '../model/decisions.ts';
import type { Decided } from './decisionSigns.ts';
import type { Judged } from './findings.ts';

/**
 * What is used of each blast budget: over the usable credentials of a decision the worst band and all classes of a takeover, certain, and how many crown jewels (sensitivity 5) all of them together come to
 * with more than listing. Marks what is over. One search a decision, in the order of the decisions.
 */
export function findDecisionUses(judged: Judged): DecisionUse[] {
  const { gathered } = judged;
  const search = gathered.decided.length > 0 ? new JewelSearch(judged.graph) : undefined;
  return gathered.decided.map((decided) => {
    const use = { ...figuresOf(judged, decided), jewels: search!.count(decided.credentials) };
    const { budget, subject } = decided.decision;
    if (budget && overBudget(budget, use).length > 0) gathered.signs.add(subject, 'over-budget');
    return use;
  });
}

function figuresOf({ graph, analysis }: Judged, { decision, credentials, weaker }: Decided): Omit<DecisionUse, 'jewels'> {
  const { band, classes } = analysis.takeover.certain;
  const use = { decision: decision.id, credentials: credentials.length, weaker, band: 0, classes: 0 };
  for (const v of credentials) {
    const at = placeOf(graph.credentials, v);
    use.band = Math.max(use.band, band[at]!);
    use.classes |= classes[at]!;
  }
  return use;
}

/** Of a number in an ascending list that has it. */
function placeOf(list: Uint32Array, wanted: number): number {
  let [from, to] = [0, list.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (list[middle]! < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}
