import type { Condition } from '../../model/facts.ts';
import type { EscalationEdgeType } from './result.ts';

/** A technique of the catalogue. Ids and edge types are those of shared/iam/escalation-primitives.json. */
export type Rule = {
  id: string;
  edgeType: EscalationEdgeType;
  /** What the attacker does and gets, in plain words. */
  explanation: string;
  /** How to close it, in plain words. */
  fix: string;
};

/** A call that a technique needs: any one of `actions`. */
export type Call = {
  actions: readonly string[];
  /** On the thing of the inventory; where nobody listed one, on whatever its types may be. */
  onThing?: true;
  /** Types of resource that it is asked on, all of them; absent: those that the action requires. */
  types?: readonly string[];
  /** ARN templates, of which any one will do. */
  anyOf?: readonly string[];
};

/** Passing a role to compute that the attacker starts. */
export type PassRule = Rule & {
  /** Service principal that the role must trust, and `iam:PassedToService`. */
  service: string;
  calls: readonly Call[];
  /** The role is handed over in an instance profile. */
  profile?: true;
  /** A type of the inventory, something of which must be there already. */
  needs?: string;
  /** Hangs on what no import says. */
  condition?: Condition;
};

/** Running code on compute that is there and acts as a role. */
export type RunRule = Rule & {
  /** Types of the inventory. */
  things: readonly string[];
  /** Service principal that its role trusts; absent: only what is listed counts. */
  service?: string;
  calls: readonly Call[];
  profile?: true;
  condition?: Condition;
};

/** @param actions `iam:PutUserPolicy`, or several with ` or ` between them */
export const call = (actions: string, on: Omit<Call, 'actions'> = {}): Call => ({ actions: actions.split(' or '), ...on });
/** On the thing of the inventory. */
export const onThing = (actions: string, ...types: string[]): Call => call(actions, { onThing: true, ...(types.length > 0 && { types }) });
