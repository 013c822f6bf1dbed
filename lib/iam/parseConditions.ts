import type { Json } from '../model/facts.ts';
import { type QualifiedOperator, readOperator } from './conditionOperators.ts';
import { compileText, type TextPattern } from './textPattern.ts';

/** One key under one operator. */
export type Condition = {
  /** As written, with what stands before and behind it. */
  operatorText: string;
  /** Undefined: there is no such operator, and what it would ask is open. */
  operator: QualifiedOperator | undefined;
  /** As written, and in small letters. */
  keyText: string;
  key: string;
  values: readonly TextPattern[];
};

/** All of a Condition element, which must all be true; undefined, and a complaint, if it is not an element that AWS takes. */
export function parseConditions(value: Json | undefined, variables: boolean, complain: (element: string, reason: string) => void): Condition[] | undefined {
  if (value === undefined) return [];
  const conditions: Condition[] = [];
  for (const [operatorText, keys] of membersOf(value) ?? [['', null]]) {
    const operator = readOperator(operatorText);
    if (operatorText !== '' && !operator) complain('Condition', `${JSON.stringify(operatorText)} is no condition operator`);
    for (const [keyText, wanted] of membersOf(keys) ?? [['', null]]) {
      const texts = textsOf(wanted);
      if (!texts) {
        complain('Condition', 'expected {OPERATOR: {KEY: value or values}}');
        return undefined;
      }
      const values = texts.map((text) => compileText(text, operator?.operator.wildcards ?? 'exact', variables && operator?.operator.variables === true));
      conditions.push({ operatorText, operator, keyText, key: keyText.toLowerCase(), values });
    }
  }
  return conditions;
}

const membersOf = (value: Json): [string, Json][] | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;

/** Numbers and booleans are taken as they are printed. */
function textsOf(value: Json): string[] | undefined {
  const list = Array.isArray(value) ? value : [value];
  return list.every((each) => each !== null && typeof each !== 'object') ? list.map(String) : undefined;
}
