import { type AwsPrincipal, type ManagedPolicy, probe } from '../awsEstate.ts';
import { readContext, resolveText } from '../requestContext.ts';
import { matchPattern } from '../textPattern.ts';
import { type Answer, ask, joinAnswers, type Question } from './ask.ts';
import { chosenWhenMade } from './choices.ts';
import { decidingStatements } from './decidingStatements.ts';
import { newThings, requiredTypes } from './newThings.ts';
import { type PolicyChoice, policyChoices } from './policyChoices.ts';
import { extent, type Standing } from './standing.ts';
import type { World } from './world.ts';

/** A user or role that does not exist yet and that the attacker can make, with a credential of it. */
export type Newcomer = { principal: AwsPrincipal; answer: Answer };

/** Names tried for each way of giving the newcomer rights. */
const namesTried = 2;

/** Users that a principal can make, each under a name (and a boundary) by which it may also be given something. */
export function newUsers(world: World, standing: Standing): Newcomer[] {
  const credentials = ['iam:CreateAccessKey', 'iam:CreateLoginProfile'].filter((action) => extent(world, standing, action) !== 'none');
  return credentials.flatMap((credential) => makeAll(world, standing, 'user', ['iam:CreateUser', credential], ['iam:PutUserPolicy', 'iam:AttachUserPolicy']));
}

/** Roles that a principal can make; whom they trust is its choice. */
export function newRoles(world: World, standing: Standing): Newcomer[] {
  return makeAll(world, standing, 'role', ['iam:CreateRole'], ['iam:PutRolePolicy', 'iam:AttachRolePolicy']);
}

const known = new WeakMap<Standing, Map<string, Newcomer[]>>();

function makeAll(world: World, standing: Standing, kind: AwsPrincipal['kind'], makes: readonly string[], grants: readonly string[]): Newcomer[] {
  const lists = known.get(standing) ?? new Map<string, Newcomer[]>();
  known.set(standing, lists);
  const key = makes.join();
  let newcomers = lists.get(key);
  if (!newcomers) {
    newcomers = makes.some((action) => extent(world, standing, action) === 'none') ? [] : findNewcomers(world, standing, kind, makes, grants);
    lists.set(key, newcomers);
  }
  return newcomers;
}

function findNewcomers(world: World, standing: Standing, kind: AwsPrincipal['kind'], makes: readonly string[], grants: readonly string[]): Newcomer[] {
  const found = new Map<string, Newcomer>();
  const ways = [makes, ...grants.filter((grant) => extent(world, standing, grant) !== 'none').map((grant) => [...makes, grant])];
  const [type] = requiredTypes(makes[0]!);
  for (const actions of ways) {
    let names = 0;
    for (const arn of newThings(world, standing, actions, type?.arn ?? '', '')) {
      if (world.estate.byArn.has(arn)) continue;
      const made = askMake(world, standing, kind, arn, makes);
      if (made.length > 0) names++;
      for (const newcomer of made) found.set(`${arn} ${newcomer.principal.boundary?.arn ?? ''}`, newcomer);
      if (names >= namesTried) break;
    }
  }
  return [...found.values()];
}

/** Without a boundary, and with each that a condition could ask for: some grants are only allowed to who has it. */
function askMake(world: World, standing: Standing, kind: AwsPrincipal['kind'], arn: string, [make, ...credentials]: readonly string[]): Newcomer[] {
  const others: Answer[] = [];
  for (const action of credentials) {
    const answer = ask(world, standing, { action, resource: arn });
    if (!answer) return [];
    others.push(answer);
  }
  const question = { action: make!, resource: arn, isChosen: chosenWhenMade(make!) };
  const own = (key: string): boolean => question.isChosen(key) && key !== 'iam:permissionsboundary';
  const free = ask(world, standing, { ...question, isChosen: own });
  const bounded = boundariesFor(world, standing, { ...question, isChosen: own });
  return [
    ...(free ? [{ principal: newcomer(world, standing, kind, arn), answer: joinAnswers([free, ...others]) }] : []),
    ...bounded.map(({ policy, answer }) => ({ principal: newcomer(world, standing, kind, arn, policy), answer: joinAnswers([answer, ...others]) })),
  ];
}

/** Boundaries that some condition asks for: to make somebody, or to give it something afterwards. */
function boundariesFor(world: World, standing: Standing, question: Question): PolicyChoice[] {
  const key = 'iam:permissionsboundary';
  const conditions = decidingStatements(standing).flatMap((statement) => statement.conditions.filter((condition) => condition.key === key));
  if (conditions.length === 0) return [];
  const context = readContext({ values: standing.values });
  const patterns = conditions.flatMap(({ values }) => values.flatMap((value) => resolveText(value, context)?.pattern ?? []));
  const named = [...world.estate.policies.values()].filter(({ arn }) => patterns.some((pattern) => matchPattern(pattern, arn)));
  const chosen = policyChoices(world, standing, question, key);
  const others = named
    .filter((policy) => chosen.every((choice) => choice.policy !== policy))
    .flatMap((policy) => {
      const answer = ask(world, standing, { ...question, values: [[key, policy.arn]] });
      return answer ? [{ policy, answer }] : [];
    });
  return [...chosen, ...others];
}

const made = new WeakMap<World, Map<string, AwsPrincipal>>();

/** The same object for the same name and boundary, whoever makes it. */
function newcomer(world: World, { principal: { account } }: Standing, kind: AwsPrincipal['kind'], arn: string, boundary?: ManagedPolicy): AwsPrincipal {
  const known = made.get(world) ?? new Map<string, AwsPrincipal>();
  made.set(world, known);
  const key = `${arn} ${boundary?.arn ?? ''}`;
  let principal = known.get(key);
  if (!principal) {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    principal = {
      index: -1,
      kind,
      arn,
      name,
      account,
      requester: kind === 'user' ? arn : `arn:${arn.split(':')[1]}:sts::${account}:assumed-role/${name}/${probe}`,
      groups: [],
      inline: [],
      managed: [],
      ...(boundary && { boundary }),
      tags: {},
      ...(kind === 'role' && { trust: { Version: '2012-10-17', Statement: [] } }),
      instanceProfiles: [],
      isProtected: false,
      isServiceLinked: false,
      credentials: { keys: [] },
    };
    known.set(key, principal);
  }
  return principal;
}

export const isNewcomer = ({ index }: AwsPrincipal): boolean => index < 0;
