import type { EscalationEdge } from '../../iam/escalation/result.ts';
import type { Call, Rule } from '../../iam/escalation/rule.ts';
import { escalationRule } from '../../iam/escalation/rules.ts';
import { parsePolicy } from '../../iam/parsePolicy.ts';
import { parseArn } from '../../model/arn.ts';
import { accountAdministratorKey, anonymousKey, arnKey } from '../../model/awsKeys.ts';
import type { Attrs, Condition, EdgeFact, IdentityFact } from '../../model/facts.ts';
import { type Federated, federatedBy } from './federation.ts';
import { statementsAsEvidence } from './statementEvidence.ts';

/** Identities that only trusts name, told once each. */
export type Outsider = Federated;

/** An edge of the escalation search as facts say it (docs/facts.md, the mapping of edge types), and whom of outside it names. Nothing where it leads to data only: that is in the grants. */
export function factsOfEscalation(edge: EscalationEdge, isStore: (arn: string) => boolean): { edges: EdgeFact[]; outsiders: Outsider[] } {
  const to = targetOf(edge, isStore);
  if (!to) return { edges: [], outsiders: [] };
  const outsiders = outsidersOf(edge);
  const limits = limitsOf(edge, to.edge, isOfClaims(edge) ? undefined : edge.condition);
  const from = outsiders.length > 0 ? outsiders.map(({ key }) => key) : [arnKey(edge.from)];
  return {
    edges: from.map((key) => ({ fact: 'edge', from: key, ...to, ...limits, technique: edge.technique, evidence: evidenceOf(edge) })),
    outsiders,
  };
}

type To = Pick<EdgeFact, 'edge' | 'to'>;

function targetOf({ to }: EscalationEdge, isStore: (arn: string) => boolean): To | undefined {
  switch (to.kind) {
    case 'administrator':
      return { edge: 'acts-as', to: accountAdministratorKey(to.account) };
    case 'principal':
      return { edge: 'acts-as', to: arnKey(to.arn) };
    case 'workload':
      return { edge: 'controls', to: arnKey(to.arn) };
    case 'store':
      // secrets and secure parameters are asked with their keys, beside the grants
      return isStore(to.arn) ? undefined : { edge: 'reads-secrets', to: arnKey(to.arn) };
    case 'resource':
      return undefined;
  }
}

function limitsOf({ lasting, sessionSeconds }: EscalationEdge, type: EdgeFact['edge'], condition: Condition | undefined): Partial<EdgeFact> {
  const isHeld = type === 'acts-as' || type === 'controls';
  return {
    ...(condition && { certainty: 'possible', condition }),
    ...(isHeld && lasting && { lasting: true }),
    ...(isHeld && !lasting && sessionSeconds !== undefined && { sessionTtl: sessionSeconds }),
  };
}

/** Whether nothing is asked but what the token says, which those that the edge then starts from have by what they are. */
function isOfClaims({ from, technique, statements }: EscalationEdge): boolean {
  if (!isFederated(technique)) return false;
  const host = from.replace(/^.*:oidc-provider\//, '').toLowerCase();
  const keys = statements.flatMap(({ text }) =>
    parsePolicy({ Version: '2012-10-17', Statement: [text] }).statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
  );
  return keys.every((key) => key.startsWith(`${host}:`) || key.startsWith('saml:'));
}

const isFederated = (technique: string): boolean => technique.includes('WithWebIdentity') || technique.includes('WithSAML');

/** Of whoever is not of the estate: another account, whose administrator can hand it on; single principals of it; those that a provider speaks for; anyone. */
function outsidersOf({ from, technique, statements }: EscalationEdge): Outsider[] {
  if (from === '*') return [{ key: anonymousKey, kind: 'anonymous', name: 'anyone (AWS)' }];
  const parts = parseArn(from);
  if (isFederated(technique) || !parts) return federatedBy(from, statements);
  if (parts.resource === 'root') return [{ key: accountAdministratorKey(parts.account), kind: 'role', name: `administrator of ${parts.account}` }];
  return [];
}

/** The statements of all steps, how to close it, and where it takes several steps, which. */
function evidenceOf({ technique, statements, steps, fix, from, to }: EscalationEdge): Attrs {
  const rule = escalationRule(technique);
  const service = rule && 'service' in rule && typeof rule.service === 'string' ? [rule.service] : [];
  const principals = [from, `arn:aws:iam::${parseArn(from)?.account}:root`, parseArn(from)?.account ?? from, ...service];
  const resources = [...new Set([...steps.map((step) => step.to), ...('arn' in to ? [to.arn] : [])])];
  const actions = [...new Set([technique, ...steps.map(({ rule }) => rule)].flatMap(actionsOfRule))];
  return {
    ...statementsAsEvidence(statements, { actions, resources, principals, condition: true }),
    fix,
    ...(steps.length > 1 && { steps: steps.map((step): Attrs => ({ rule: step.rule, from: step.from, to: step.to })) }),
  };
}

/** The actions that a technique needs: of those of IAM they are in its name, `AWS.IAM.CreateUser.AttachUserPolicy`. */
function actionsOfRule(id: string): string[] {
  const rule = escalationRule(id);
  const [, service = '', ...parts] = id.split('.');
  const named = parts.map((part) => `${service.toLowerCase()}:${part}`);
  if (!rule || !('calls' in rule)) return [...named, 'sts:AssumeRole'];
  return [...(rule as CallingRule).calls.flatMap(({ actions }) => actions), ...(parts.includes('PassRole') ? ['iam:PassRole'] : [])];
}

type CallingRule = Rule & { calls: readonly Call[] };

export const identityFact = ({ key, kind, name = key }: Outsider): IdentityFact => ({ fact: 'identity', key, kind, name, system: 'aws' });
