import type { ManagedPolicy } from '../awsEstate.ts';
import { worthAttaching } from '../awsManagedPolicies.ts';
import { unlistedPolicy } from '../buildAwsEstate.ts';
import type { Condition } from '../parseConditions.ts';
import { readContext, resolveText } from '../requestContext.ts';
import { matchPattern } from '../textPattern.ts';
import { type Answer, ask, joinAnswers, type Question } from './ask.ts';
import { isAboutAction, levelsOf } from './decidingStatements.ts';
import { newThings, requiredTypes } from './newThings.ts';
import { extent, type Standing } from './standing.ts';
import { allowEverything, partitionOf, type World } from './world.ts';

export type PolicyChoice = { policy: ManagedPolicy; answer: Answer };

/**
 * The managed policies that the attacker may name in a request (to attach them, or as a boundary): the one that allows everything, if it may; else what else is worth naming.
 * @param key of the request that names the policy
 */
export function policyChoices(world: World, standing: Standing, question: Question, key: 'iam:policyarn' | 'iam:permissionsboundary'): PolicyChoice[] {
  const choose = (policy: ManagedPolicy): PolicyChoice[] => {
    const answer = ask(world, standing, { ...question, values: [...(question.values ?? []).filter(([name]) => name !== key), [key, policy.arn]] });
    return answer ? [{ policy, answer }] : [];
  };
  const everything = choose(ofAws(standing, 'AdministratorAccess'));
  if (everything.some(({ answer }) => !answer.condition)) return everything;
  const own = [...world.estate.policies.values()].filter(({ ofAws: isOfAws, arn }) => isOfAws || arn.split(':')[4] === standing.principal.account);
  const patterns = namedPatterns(standing, question.action, key);
  const known = [...own, ...worthAttaching.map((name) => ofAws(standing, name))];
  const listed = known.filter(({ arn, document }) => document !== undefined && (!patterns || patterns.some((pattern) => matchPattern(pattern, arn))));
  const made = newPolicies(world, standing, patterns).flatMap(({ policy, answer }) =>
    choose(policy).map((each) => ({ policy, answer: joinAnswers([answer, each.answer]) })),
  );
  return [...everything, ...made, ...listed.flatMap(choose)];
}

function ofAws(standing: Standing, name: string): ManagedPolicy {
  return unlistedPolicy(`arn:${partitionOf(standing.principal)}:iam::aws:policy/${name}`);
}

/** Patterns of the policies that may be named, as far as whatever has to allow the action asks for them; undefined: all. What a Deny leaves has still to be asked. */
function namedPatterns(standing: Standing, action: string, key: string): string[] | undefined {
  const context = readContext({ values: standing.values });
  for (const level of levelsOf(standing)) {
    const allowing = level.filter((statement) => statement.effect === 'Allow' && isAboutAction(statement, action));
    const conditions = allowing.map((statement) => statement.conditions.filter((condition) => condition.key === key && isLimit(condition)));
    if (conditions.every(({ length }) => length > 0))
      return conditions.flat().flatMap(({ values }) => values.flatMap((value) => resolveText(value, context)?.pattern ?? []));
  }
  return undefined;
}

/** Asks that the value be one of those given. */
const isLimit = ({ operator }: Condition): boolean => operator !== undefined && !operator.operator.negated && !operator.operator.existence;

/** A policy that the attacker makes, under a name that it may give it. */
function newPolicies(world: World, standing: Standing, patterns: string[] | undefined): PolicyChoice[] {
  const create = 'iam:CreatePolicy';
  if (extent(world, standing, create) === 'none') return [];
  const [type] = requiredTypes(create);
  for (const arn of newThings(world, standing, [create], type?.arn ?? '', '', patterns)) {
    const answer = world.estate.policies.has(arn) ? undefined : ask(world, standing, { action: create, resource: arn });
    if (answer) return [{ policy: { arn, ofAws: false, document: allowEverything, others: [], versions: 1 }, answer }];
  }
  return [];
}
