import { nodeBit } from '../blast/columns.ts';
import { isWeaker, type ModelNumbers, type StandingDecision, withoutDecision } from '../model/decisions.ts';
import { identityKinds } from '../model/facts.ts';
import { authenticates, eachEdge } from './edgeSigns.ts';
import type { Seen } from './gathered.ts';
import type { Signs } from './signs.ts';

/** A decision with the usable credentials that it is about, by number of their nodes, and how many of them authenticate in a weaker way than was approved. */
export type Decided = { decision: StandingDecision; credentials: number[]; weaker: number };

const agent = identityKinds.indexOf('agent');

/**
 * Marks the agents, and the systems, of which some credential authenticates in a way that nobody approved: of an agent its own decision says what is approved, else that of its system; of a system
 * look those that are neither an agent's nor a person's. Answers what each decision is about. Comes after the signs of edges: they say whose a credential is.
 */
export function addDecisionSigns(seen: Seen, signs: Signs): Decided[] {
  const { columns, graph } = seen;
  const { nodes } = columns;
  const decided = new Map<number, Decided>();
  for (const decision of seen.decisions) decided.set(decision.subject, { decision, credentials: [], weaker: 0 }); // ascending: the newer one stands
  const ofSystem = (v: number) => decided.get(nodes.count + nodes.system[v]!);
  const counts = (v: number) => graph.usable[v] === 1 && (nodes.flags[v]! & nodeBit.inEstate) !== 0;
  const judge = (credential: number, subject: number, by: Decided | undefined): void => {
    if (!isWeaker(modelOf(seen, credential), by?.decision ?? withoutDecision)) return;
    signs.add(subject, 'unapproved');
    if (by) by.weaker++;
  };
  eachEdge(seen, [authenticates], (credential, identity) => {
    if (nodes.identityKind[identity] !== agent || graph.usable[identity] === 0 || !counts(credential)) return;
    const own = decided.get(identity);
    own?.credentials.push(credential);
    judge(credential, identity, own ?? ofSystem(identity));
  });
  for (const credential of graph.credentials) {
    if (!counts(credential)) continue;
    const by = ofSystem(credential);
    by?.credentials.push(credential);
    if (!signs.has(credential, 'agent') && !signs.has(credential, 'human')) judge(credential, nodes.count + nodes.system[credential]!, by);
  }
  return [...decided.values()];
}

const modelOf = ({ columns: { nodes } }: Seen, v: number): ModelNumbers => ({ issuance: nodes.issuance[v]!, presentation: nodes.presentation[v]! });
