import type { Json } from '../../model/facts.ts';
import type { Part } from './grantedParts.ts';

/** "The size of each managed policy cannot exceed 6,144 characters", white space left aside (IAM and AWS STS quotas). */
export const longestPolicy = 6144;

/** A policy document and its characters without white space. A deny may alone be longer than a policy may be; then it stands by itself. */
export type Packed = { document: { Version: string; Statement: Json[] }; characters: number };

/** Statements of as few words as simple means give: actions on the same resources under the same condition are one. Deterministic. */
export function packStatements(parts: readonly Part[], denies: readonly Json[]): Packed[] {
  const documents: Packed[] = [];
  for (const statement of [...mergeParts(parts).flatMap(short), ...unique(denies)]) {
    const room = documents.at(-1);
    const grown = room && packed([...room.document.Statement, statement]);
    if (room && grown!.characters <= longestPolicy) documents[documents.length - 1] = grown!;
    else documents.push(packed([statement]));
  }
  return documents;
}

function packed(statements: Json[]): Packed {
  const document = { Version: '2012-10-17', Statement: statements };
  return { document, characters: JSON.stringify(document).length };
}

/** An allow that is too long for a policy is two, each with half of its actions, or of its resources. */
function short(statement: Allow): Allow[] {
  if (packed([statement]).characters <= longestPolicy) return [statement];
  const member = Array.isArray(statement.Action) ? 'Action' : 'Resource';
  const list = statement[member];
  if (!Array.isArray(list)) return [statement]; // of NotResource a half would allow more
  const middle = list.length >> 1;
  return [list.slice(0, middle), list.slice(middle)].flatMap((half) => short({ ...statement, [member]: oneOrAll(half) }));
}

/** First the resources of each action under a condition, then the actions of each set of resources. */
function mergeParts(parts: readonly Part[]): Allow[] {
  const byAction = new Map<string, { part: Part; resources: Set<string> }>();
  for (const part of parts) {
    // several lists of NotResource are not one: what one leaves out another may allow
    const key = JSON.stringify([part.action, part.not && part.resources, part.condition ?? null]);
    const known = byAction.get(key) ?? { part, resources: new Set() };
    for (const resource of part.resources) known.resources.add(resource);
    byAction.set(key, known);
  }
  const bySet = new Map<string, { part: Part; actions: string[]; resources: string[] }>();
  for (const { part, resources } of byAction.values()) {
    const sorted = !part.not && resources.has('*') ? ['*'] : [...resources].sort();
    const key = JSON.stringify([part.not, sorted, part.condition ?? null]);
    const known = bySet.get(key) ?? { part, actions: [], resources: sorted };
    known.actions.push(part.action);
    bySet.set(key, known);
  }
  return [...bySet].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { part, actions, resources }]) => statementOf(part, actions, resources));
}

type Allow = { [member: string]: Json };

const statementOf = ({ not, condition }: Part, actions: readonly string[], resources: readonly string[]): Allow => ({
  Effect: 'Allow',
  Action: oneOrAll([...new Set(actions)].sort()),
  [not ? 'NotResource' : 'Resource']: oneOrAll(resources),
  ...(condition !== undefined && { Condition: condition }),
});

const oneOrAll = (list: readonly Json[]): Json => (list.length === 1 ? list[0]! : [...list]);
const unique = (statements: readonly Json[]): Json[] => [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
