import { accountOfArn } from '../../model/arn.ts';
import type { Condition, Json } from '../../model/facts.ts';
import { evaluate } from '../evaluate.ts';
import type { AccessRequest, OpenCondition, Outcome, PolicyInput, StatementRef } from '../evaluation.ts';
import { parsePolicy } from '../parsePolicy.ts';
import { statementRef } from '../statementRef.ts';
import { hasBit } from './actionBits.ts';
import { isFactorKey, isPlaceKey, isTimeKey } from './attackerContext.ts';
import { chosenValues, type IsChosen } from './choices.ts';
import { isOfEverything } from './policyBits.ts';
import { regionsOf } from './regions.ts';
import { askRetagged, type Tagged } from './retag.ts';
import { accountOf, extent, type Standing } from './standing.ts';
import { targetValues } from './tagValues.ts';
import { mayBeOn } from './targets.ts';
import type { World } from './world.ts';

export type Question = {
  action: string;
  /** An ARN, or `*` where the action knows no resource. */
  resource: string;
  /** Of the resource; absent: that of its ARN, else the principal's. */
  account?: string;
  /** What the request says beside what every request does, keys in small letters. */
  values?: readonly (readonly [key: string, value: string | readonly string[]])[];
  /** What is acted on, where that has tags for which conditions may ask; who asks may be able to change them first. */
  target?: Tagged;
  /** Who may put tags on first; absent: only who asks. */
  taggers?: readonly Standing[];
  /** Keys of which the attacker picks the value. The region always is one. */
  isChosen?: IsChosen;
  /** Keys of which nobody knows the value, beside place and second factor. */
  isUnknown?: (key: string) => boolean;
  /** Policy of the resource. */
  policy?: PolicyInput;
};

/** That something is allowed: certainly, or on a condition. `tagging`: with tags that have to be put on first, on what and by which leave; asked for only where the acts are told. */
export type Answer = { statements(): StatementRef[]; condition?: Condition; tagging?(): { by: Standing; to: string; answer: Answer } | undefined };

/** Whether the principal may do it; undefined: no. Where a condition hangs on what nobody knows, the answer is possible, not certain. */
export function ask(world: World, standing: Standing, question: Question): Answer | undefined {
  const reach = extent(world, standing, question.action);
  if (reach === 'none' && !question.policy) return undefined;
  if (reach === 'all' && !question.policy) return held(standing, () => blanketStatements(world, standing, question.action));
  if (!question.policy && !mayBeOn(world, standing, question.action, question.resource)) return undefined;
  return (
    askEach(world, standing, question, 'certain') ?? askRetagged(world, standing, question, question.taggers) ?? askEach(world, standing, question, 'possible')
  );
}

/** All of several; undefined if one is refused. */
export function askAll(world: World, standing: Standing, questions: readonly Question[]): Answer | undefined {
  const answers: Answer[] = [];
  for (const question of questions) {
    const answer = ask(world, standing, question);
    if (!answer) return undefined;
    answers.push(answer);
  }
  return joinAnswers(answers);
}

export function joinAnswers(answers: readonly Answer[]): Answer {
  const condition = answers.find((answer) => answer.condition)?.condition;
  return {
    statements: () => answers.flatMap((answer) => answer.statements()),
    ...(condition && { condition }),
    ...(answers.some(({ tagging }) => tagging) && { tagging: () => answers.flatMap(({ tagging }) => tagging?.() ?? [])[0] }),
  };
}

const held = ({ condition }: Standing, statements: () => StatementRef[]): Answer => ({ statements, ...(condition && { condition }) });

/** The statements that allow an action on everything. */
function blanketStatements(world: World, { policies }: Standing, action: string): StatementRef[] {
  const bit = world.actions.of(action);
  return policies.identity.flatMap((policy) => {
    if (!hasBit(world.policies.of(policy.document).blanket, bit)) return [];
    const { statements } = parsePolicy(policy.document);
    return statements
      .filter((statement) => isOfEverything(statement) && hasBit(world.policies.about(statement.actions), bit))
      .map((statement) => statementRef(policy, statement));
  });
}

type Certainty = 'certain' | 'possible';

export function askEach(world: World, standing: Standing, question: Question, certainty: Certainty): Answer | undefined {
  for (const region of regionsOf(standing)) {
    const about = question.target ? targetValues(question.action, question.target) : [];
    const values = [['aws:requestedregion', region] as const, ...about, ...(question.values ?? [])];
    for (const chosen of chosenValues(standing, question, values)) {
      const outcome = evaluateOnce(world, standing, { ...question, values: [...values, ...chosen] }, certainty);
      if (outcome.certain === 'Allowed') return held(standing, () => outcome.allowedBy);
      if (certainty === 'possible' && outcome.upTo === 'Allowed') return { statements: () => outcome.allowedBy, condition: conditionOf(outcome.open) };
    }
  }
  return undefined;
}

function evaluateOnce(world: World, standing: Standing, question: Question, certainty: Certainty): Outcome {
  const { principal, policies } = standing;
  const account = question.account ?? accountOfArn(question.resource) ?? principal.account;
  const values = new Map<string, string | readonly string[]>(standing.values);
  values.set('aws:resourceaccount', account);
  for (const [key, value] of question.values ?? []) values.set(key, value);
  const { isUnknown } = question;
  const placeless = world.attacker.sourceIp === undefined;
  const timeless = world.attacker.now === undefined;
  const unknown = (key: string): boolean =>
    (placeless && isPlaceKey(key)) || (timeless && isTimeKey(key)) || (certainty === 'possible' && isFactorKey(key)) || isUnknown?.(key) === true;
  const request: AccessRequest = {
    principal: principal.requester,
    isServiceLinkedRole: principal.isServiceLinked,
    isManagementAccount: accountOf(world, principal.account).isManagement === true,
    isResourceOfManagementAccount: accountOf(world, account).isManagement === true,
    action: question.action,
    resource: question.resource,
    resourceAccount: account,
    context: { values, unknown },
  };
  return evaluate(
    {
      ...policies,
      ...(account !== principal.account && { rcps: accountOf(world, account).rcps }),
      ...(question.policy && { resource: question.policy }),
    },
    request,
  );
}

/** What an open decision hangs on, by the first of its conditions. */
export function conditionOf(open: readonly OpenCondition[]): Condition {
  const [first] = open;
  if (!first) return { kind: 'unevaluated', text: 'a condition of its policies' };
  const key = first.key.toLowerCase();
  const text = `${first.operator} ${first.key} ${first.values.join(', ')}`.trim();
  if (open.some((each) => isFactorKey(each.key.toLowerCase()))) return { kind: 'mfa', text: `a second factor: ${text}` };
  if (isPlaceKey(key)) return { kind: 'source', text: `where the request comes from: ${text}` };
  if (isTimeKey(key)) return { kind: 'time', text };
  if (key.includes('tag/') || key.endsWith('tagkeys')) return { kind: 'tag', text };
  return { kind: 'unevaluated', text };
}

/** A policy that stands at a resource. */
export const ofResource = (resource: string, policy: string, document: Json): PolicyInput => ({ role: 'resource', policy, attachedTo: resource, document });
