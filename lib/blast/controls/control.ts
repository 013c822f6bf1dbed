import type { Fact, Json, NodeFact } from '../../model/facts.ts';
import { joinNames } from '../../model/nodes.ts';

/** The facts of an estate, and which node a name is of. */
export type NamedFacts = { facts: readonly Fact[]; canonical(name: string): string };

export function namedFacts(facts: readonly Fact[]): NamedFacts {
  const { canonical } = joinNames(
    facts.filter(isNodeFact),
    facts.flatMap((fact) => (fact.fact === 'distinct' ? [fact.keys] : [])),
  );
  return { facts, canonical: (name) => canonical.get(name) ?? name };
}

/** What a control needs beside the facts. */
export type ControlInput = {
  /** Canonical key of what it is applied to. */
  subject: string;
  /** What stands behind the control's name: days, seconds. */
  amount?: number;
  /** By ARN of a user or role of AWS, the policies that allow just what was used (lib/iam/leastPrivilege); absent: nobody can tell what was. */
  tightened?: ReadonlyMap<string, readonly Json[]>;
};

/** The facts as they would be with the control; or why it would change nothing. */
export type Edited = { facts: readonly Fact[] } | { unchanged: string };

/** An exact edit of facts: what it says is what an import of the edited facts would say. The edited facts are new ones, those given stay as they are. */
export type Control = {
  id: string;
  /** What it does, after "it is". */
  title: string;
  /** Unit of its amount, and the amount where none is given; absent: it takes none. */
  amount?: { unit: 'days' | 'seconds'; otherwise?: number };
  edit(estate: NamedFacts, input: ControlInput): Edited;
};

export function isNodeFact(fact: Fact): fact is NodeFact {
  return fact.fact === 'credential' || fact.fact === 'identity' || fact.fact === 'workload' || fact.fact === 'resource';
}

/** Of what a control says of a node: above every source, so that it stands. */
const source = { name: 'simulation', rank: 1000 };

/** The facts and one record more about a node. */
export const saying = (facts: readonly Fact[], record: NodeFact): Edited => ({ facts: [...facts, { ...record, source }] });

/** Whether records describe the node as a credential. */
export const isCredential = ({ facts, canonical }: NamedFacts, key: string): boolean =>
  facts.some((fact) => fact.fact === 'credential' && canonical(fact.key) === key);

export const notACredential: Edited = { unchanged: 'it is no credential that some record describes' };
