import { likelihoods } from '../model/figures.ts';
import { priorities, priorityOf } from '../model/priority.ts';
import { bands } from '../model/weights.ts';
import type { Judged } from './findings.ts';

/** Index in priorities, by subject and by the scenario of the rule: 0 is the most urgent. */
export type Severities = { leak: Uint8Array; takeover: Uint8Array };

/** The matrix of priority by index in likelihoods, then in bands. */
const matrix = likelihoods.map((name) => bands.map((band) => priorities.indexOf(priorityOf(name, band))));
const leastUrgent = priorities.length - 1;
/** A takeover asks not how likely a leak is: critical is 1, contained 5. */
const ofTakeover = (band: number): number => bands.length - 1 - band;
/** Of what no credential is known at: what it is worth itself. A crown jewel is 2, sensitivity 4 is 3, and so on. */
const ofSensitivity = (sensitivity: number): number => Math.min(leastUrgent, Math.max(1, 6 - sensitivity));
/** What comes to administer, or to a crown jewel with more than listing it, is urgent whoever it is. */
const farReaching = 1;

/**
 * How urgent what is found of a subject is (docs/findings.md, "Severity"): of a credential its priority, or for rules about takeover its band of the takeover; of anything else the most urgent
 * of the credentials that speak for it, that it uses or holds, or that are of the system, and never less than what it is worth itself.
 */
export function severitiesOf({ graph, gathered, analysis, likelihood }: Judged): Severities {
  const { signs, sensitivity, system } = gathered;
  const severities: Severities = { leak: new Uint8Array(signs.low.length).fill(leastUrgent), takeover: new Uint8Array(signs.low.length).fill(leastUrgent) };
  const raise = (v: number, leak: number, takeover: number): void => {
    severities.leak[v] = Math.min(severities.leak[v]!, leak);
    severities.takeover[v] = Math.min(severities.takeover[v]!, takeover);
  };
  const isCredential = new Uint8Array(graph.nodes);
  graph.credentials.forEach((v, at) => {
    isCredential[v] = 1;
    raise(v, matrix[likelihood[at]!]![analysis.leak.certain.band[at]!]!, ofTakeover(analysis.takeover.certain.band[at]!));
    if (graph.usable[v] === 1) raise(graph.nodes + system[v]!, severities.leak[v]!, severities.takeover[v]!);
  });
  const tie = (credential: number, other: number): void => {
    if (isCredential[credential] === 1 && isCredential[other] === 0) raise(other, severities.leak[credential]!, severities.takeover[credential]!);
  };
  for (const rows of [graph.certain.edges, graph.certain.spoken]) {
    for (let v = 0; v < graph.nodes; v++) {
      for (let slot = rows.start[v]!; slot < rows.start[v + 1]!; slot++) {
        tie(v, rows.head[slot]!);
        tie(rows.head[slot]!, v);
      }
    }
  }
  for (let v = 0; v < graph.nodes; v++) {
    if (isCredential[v] === 1) continue;
    const own = signs.has(v, 'reaches-administrator') || signs.has(v, 'reaches-jewel') ? farReaching : ofSensitivity(sensitivity[v]!);
    raise(v, own, own);
  }
  return severities;
}
