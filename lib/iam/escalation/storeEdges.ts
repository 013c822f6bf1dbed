import type { AwsCompute, AwsSecret } from '../../model/awsDocuments.ts';
import type { Condition } from '../../model/facts.ts';
import type { AwsPrincipal } from '../awsEstate.ts';
import { makeAct } from './act.ts';
import { type Answer, ask, joinAnswers, type Question } from './ask.ts';
import { askCalls } from './askCalls.ts';
import { edge } from './edges.ts';
import { askOnUser } from './offers/mint.ts';
import { residents } from './residents.ts';
import type { EscalationEdge, EscalationTarget } from './result.ts';
import type { Call, Rule } from './rule.ts';
import { identityRules } from './rules/identityRules.ts';
import { type StoreRule, storeRules } from './rules/storeRules.ts';
import { extent, type Standing } from './standing.ts';
import { resourceTagValues } from './tagValues.ts';
import { mayActOn } from './targets.ts';
import type { World } from './world.ts';

/** What a principal can read or take over that is no identity: it ends there, unless somebody knows what is inside. */
export function* storeEdges(world: World, standing: Standing): Iterable<EscalationEdge> {
  for (const rule of storeRules) {
    if (rule.calls.some(({ actions }) => actions.every((action) => extent(world, standing, action) === 'none'))) continue;
    if ('secrets' in rule.of) yield* secretEdges(world, standing, rule, rule.of.secrets);
    else if ('things' in rule.of) yield* thingEdges(world, standing, rule, rule.of.things);
    else yield* resourceEdges(world, standing, rule, rule.of.resources);
  }
  yield* serviceCredentialEdges(world, standing);
}

function* secretEdges(world: World, standing: Standing, rule: StoreRule, type: AwsSecret['type']): Iterable<EscalationEdge> {
  const { account } = standing.principal;
  for (const secret of world.estate.secrets) {
    if (secret.type !== type || (secret.account ?? account) !== account) continue;
    const answer = askAny(world, standing, rule.calls, secret.arn, secret.tags);
    const decrypted = answer && askDecrypt(world, standing, secret);
    if (decrypted) yield storeEdge(standing.principal, rule, { kind: 'store', arn: secret.arn }, joinAnswers([answer, decrypted]));
  }
}

function askAny(world: World, standing: Standing, calls: readonly Call[], resource: string, tags: AwsSecret['tags']): Answer | undefined {
  const answers = calls.map(({ actions }) =>
    actions.map((action) => ask(world, standing, { action, resource, values: valuesOf(action, tags) })).find((answer) => answer),
  );
  return answers.includes(undefined) ? undefined : joinAnswers(answers.flatMap((answer) => answer ?? []));
}

const valuesOf = (action: string, tags: AwsSecret['tags']): NonNullable<Question['values']> => resourceTagValues(action, tags);

/** The service's own key needs no permission; of a key that only an alias names, nobody knows whose it is. */
function askDecrypt(world: World, standing: Standing, { kmsKey }: AwsSecret): Answer | undefined {
  if (kmsKey === undefined || /(^|:)alias\/aws\//.test(kmsKey)) return { statements: () => [] };
  if (kmsKey.includes(':key/'))
    return ask(world, standing, { action: 'kms:Decrypt', resource: kmsKey, isUnknown: (key) => key.startsWith('kms:') }) ?? byKeyPolicy;
  return byKeyPolicy;
}

const byKeyPolicy: Answer = { statements: () => [], condition: { kind: 'missing-input', text: 'whether the policy of the key lets it decrypt' } };

function* thingEdges(world: World, standing: Standing, rule: StoreRule, types: readonly string[]): Iterable<EscalationEdge> {
  const { account } = standing.principal;
  for (const thing of types.flatMap((type) => world.estate.compute.get(type) ?? [])) {
    const answer = (thing.account ?? account) === account ? askCalls(world, standing, rule.calls, { thing }) : undefined;
    if (answer) yield storeEdge(standing.principal, rule, thingTarget(rule, thing), answer, rule.text);
  }
}

const thingTarget = ({ edgeType }: Rule, { arn }: AwsCompute): EscalationTarget =>
  edgeType === 'SECRET_READ' ? { kind: 'store', arn } : { kind: 'resource', arn };

function* resourceEdges(world: World, standing: Standing, rule: StoreRule, service: string): Iterable<EscalationEdge> {
  for (const [arn, { account = standing.principal.account }] of world.estate.resources) {
    const answer = arn.split(':')[2] === service && account === standing.principal.account ? askAny(world, standing, rule.calls, arn, {}) : undefined;
    if (answer) yield storeEdge(standing.principal, rule, { kind: 'resource', arn }, answer);
  }
}

/** Credentials of another user for some services: never its identity. */
function* serviceCredentialEdges(world: World, standing: Standing): Iterable<EscalationEdge> {
  for (const action of ['iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential']) {
    for (const user of mayActOn(world, standing, action, residents(world, standing.principal.account, 'user'))) {
      const answer = user === standing.principal ? undefined : askOnUser(world, standing, action, user);
      if (answer) yield storeEdge(standing.principal, identityRules.serviceSpecificCredential, { kind: 'resource', arn: user.arn }, answer);
    }
  }
}

function storeEdge({ arn }: AwsPrincipal, rule: Rule, to: EscalationTarget, answer: Answer, text?: string): EscalationEdge {
  const condition: Condition | undefined = text === undefined ? answer.condition : { kind: 'missing-input', text };
  return edge(arn, to, [makeAct(rule, arn, to.kind === 'administrator' ? to.account : to.arn, answer, condition)], { lasting: false });
}
