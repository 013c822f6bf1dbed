import type { Condition } from '../../model/facts.ts';
import type { Answer } from './ask.ts';
import type { Change } from './change.ts';
import type { Act, FactKind } from './fact.ts';
import type { Rule } from './rule.ts';
import { identityRules } from './rules/identityRules.ts';

export function makeAct(rule: Rule, from: string, to: string, answer: Answer, condition: Condition | undefined = answer.condition): Act {
  return { rule, from, to, answer, ...(condition && { condition }) };
}

/** With the tags that have to be put on first. */
export function makeActs(rule: Rule, from: string, to: string, answer: Answer, condition?: Condition): Act[] {
  const tagging = answer.tagging?.();
  const act = makeAct(rule, from, to, answer, condition);
  return tagging ? [makeAct(identityRules.tagPrincipal, tagging.by.principal.arn, tagging.to, tagging.answer), act] : [act];
}

/** Techniques that make a principal and give it something in one. */
const ofMade: Record<string, Rule> = {
  [identityRules.putUserPolicy.id]: identityRules.createUserPut,
  [identityRules.attachUserPolicy.id]: identityRules.createUserAttach,
  [identityRules.addUserToGroup.id]: identityRules.createUserJoin,
  [identityRules.putRolePolicy.id]: identityRules.createRolePut,
  [identityRules.attachRolePolicy.id]: identityRules.createRoleAttach,
};

/** A change to somebody; where that is only being made, making it is part of the act. */
export function changeActs({ rule, to, answer }: Change, from: string, target: FactKind | undefined): Act[] {
  const made = target?.kind === 'control' ? target.made : undefined;
  const making = made && ofMade[rule.id];
  if (!made || !making || target?.kind !== 'control') return makeActs(rule, from, to, answer);
  const statements = () => [...made.statements(), ...answer.statements()];
  return [makeAct(making, from, target.principal.arn, { statements }, made.condition ?? answer.condition)];
}
