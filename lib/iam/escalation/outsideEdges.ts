import type { Condition } from '../../model/facts.ts';
import type { AwsPrincipal } from '../awsEstate.ts';
import { evaluate } from '../evaluate.ts';
import type { PolicyInput } from '../evaluation.ts';
import { parsePolicy } from '../parsePolicy.ts';
import type { PrincipalEntry } from '../principal.ts';
import { makeAct } from './act.ts';
import { type Answer, conditionOf, ofResource } from './ask.ts';
import { timeValues } from './attackerContext.ts';
import { edge } from './edges.ts';
import type { EscalationEdge } from './result.ts';
import type { Rule } from './rule.ts';
import { identityRules } from './rules/identityRules.ts';
import { accountOf } from './standing.ts';
import { allowEverything, partitionOf, type World } from './world.ts';

/** Whom trusts let in that is not of the estate: other accounts and their principals, identity providers, anyone. Their own permissions are their own affair. */
export function* outsideEdges(world: World): Iterable<EscalationEdge> {
  for (const role of world.estate.principals) {
    const told = new Set<string>();
    for (const { effect, principals } of parsePolicy(role.trust ?? {}).statements) {
      if (effect !== 'Allow' || !principals || principals.not) continue;
      for (const entry of principals.entries) {
        const outsider = outsiderOf(world, role, entry);
        if (!outsider || told.has(outsider.from)) continue;
        told.add(outsider.from);
        yield* lettingIn(world, role, outsider);
      }
    }
  }
}

/** `requester`: whose name the request is asked in. */
type Outsider = { from: string; requester: string; ways: readonly (readonly [action: string, rule: Rule])[] };

const byAssuming = [['sts:AssumeRole', identityRules.assumeRole]] as const;
const byFederation = [
  ['sts:AssumeRoleWithWebIdentity', identityRules.assumeRoleWithWebIdentity],
  ['sts:AssumeRoleWithSAML', identityRules.assumeRoleWithSaml],
] as const;

function outsiderOf({ estate }: World, role: AwsPrincipal, entry: PrincipalEntry): Outsider | undefined {
  const root = (account: string): string => `arn:${partitionOf(role)}:iam::${account}:root`;
  if (entry.kind === 'any') return { from: '*', requester: root('000000000000'), ways: byAssuming };
  if (entry.kind === 'federated') return { from: entry.name, requester: entry.name, ways: byFederation };
  const account = 'account' in entry ? entry.account : entry.name.split(':')[4];
  if (account === undefined || !/^\d{12}$/.test(account) || estate.accounts.has(account)) return undefined;
  const from = entry.kind === 'account' ? root(account) : entry.name;
  return { from, requester: from, ways: byAssuming };
}

function* lettingIn(world: World, role: AwsPrincipal, { from, requester, ways }: Outsider): Iterable<EscalationEdge> {
  for (const [action, rule] of ways) {
    const answer = askOutsider(world, role, requester, action);
    if (!answer) continue;
    const seconds = role.maxSession ?? 3_600;
    yield edge(from, { kind: 'principal', arn: role.arn }, [makeAct(rule, from, role.arn, answer)], { lasting: false, sessionSeconds: seconds });
  }
}

/** That it may itself is taken for granted. */
const itsOwnAffair: PolicyInput = { role: 'identity', policy: 'of another account', document: allowEverything };

/** Of an outsider nobody knows more than its name, so that every condition is open. */
function askOutsider(world: World, role: AwsPrincipal, requester: string, action: string): Answer | undefined {
  const { certain, upTo, allowedBy, open } = evaluate(
    { identity: [itsOwnAffair], scps: [], rcps: accountOf(world, role.account).rcps, resource: ofResource(role.arn, 'trust policy', role.trust ?? {}) },
    {
      principal: requester,
      action,
      resource: role.arn,
      resourceAccount: role.account,
      isResourceOfManagementAccount: accountOf(world, role.account).isManagement === true,
      context: { values: new Map(timeValues(world.attacker)), unknown: () => true },
    },
  );
  if (upTo !== 'Allowed') return undefined;
  const condition: Condition | undefined = certain === 'Allowed' ? undefined : conditionOf(open);
  return { statements: () => allowedBy, ...(condition && { condition }) };
}
