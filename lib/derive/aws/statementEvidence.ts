import type { StatementRef } from '../../iam/evaluation.ts';
import { matchWildcard } from '../../iam/matchWildcard.ts';
import type { Attrs, Json } from '../../model/facts.ts';
import type { StatementMark } from '../../model/statementEvidence.ts';

/** What of a statement matters: the actions that it allows or denies here, the ARNs they are asked on, whom it names, and whether what it asks beside is open. */
export type Matter = { actions?: readonly string[]; resources?: readonly string[]; principals?: readonly string[]; condition?: boolean };

/** Statements as evidence of a fact (`lib/model/statementEvidence.ts`), as they stand in their policies, what matters in them marked. */
export function statementsAsEvidence(statements: readonly StatementRef[], matter: Matter): Attrs {
  const once = new Map(statements.map((each) => [JSON.stringify([each.policy, each.attachedTo, each.index]), each]));
  return { statements: [...once.values()].map((each) => evidenceOf(each, matter)) };
}

function evidenceOf({ policy, attachedTo, index, sid, text }: StatementRef, matter: Matter): Attrs {
  const marks = marksIn(text, matter);
  const told = marks.map(({ member, value }): Attrs => (value === undefined ? { member } : { member, value }));
  return { policy, ...(attachedTo !== undefined && { attachedTo }), index, ...(sid !== undefined && { sid }), text: shortened(text, marks), marks: told };
}

/** A value that says it with wildcards is marked as it is written; a member that says it by what it leaves out is marked whole. */
export function marksIn(text: Json, { actions, resources, principals, condition }: Matter): StatementMark[] {
  if (typeof text !== 'object' || text === null || Array.isArray(text)) return [];
  return Object.entries(text).flatMap(([member, value]): StatementMark[] => {
    const name = member.toLowerCase();
    if (name === 'notaction' || (name === 'notresource' && resources)) return [{ member }];
    if (name === 'action' && actions) return marked(member, stringsIn(value), actions, true);
    if (name === 'resource' && resources) return marked(member, stringsIn(value), resources, false);
    if (name === 'principal' && principals) return marked(member, stringsIn(value), principals, false);
    return name === 'condition' && condition ? [{ member }] : [];
  });
}

function marked(member: string, written: readonly string[], meant: readonly string[], anyCase: boolean): StatementMark[] {
  const plain = (value: string): string => (anyCase ? value.toLowerCase() : value);
  return written.filter((value) => meant.some((each) => matchWildcard(plain(value), plain(each)))).map((value) => ({ member, value }));
}

/** All strings of a member: of `Principal` those of every type. */
const stringsIn = (value: Json): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap((each: Json) => stringsIn(each)) : [];

/** Long lists of an AWS-managed policy, a thousand actions each, would be stored with every fact that rests on them. */
const longest = 3_000;

/** The statement as it stands; where it is very long, of its long lists only what is marked, and how many more there are. */
function shortened(text: Json, marks: readonly StatementMark[]): Json {
  if (typeof text !== 'object' || text === null || Array.isArray(text) || JSON.stringify(text).length <= longest) return text;
  return Object.fromEntries(
    Object.entries(text).map(([member, value]) => {
      if (!Array.isArray(value) || value.length <= 10) return [member, value];
      const values = new Set(marks.filter((mark) => mark.member === member).map((mark) => mark.value));
      const kept = value.filter((each) => typeof each === 'string' && values.has(each)).slice(0, 10);
      return [member, [...kept, `… and ${value.length - kept.length} more`]];
    }),
  );
}
