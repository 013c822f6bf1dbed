import type { StatementRef } from '../../iam/evaluation.ts';
import { parsePolicy } from '../../iam/parsePolicy.ts';
import { anonymousKey, arnKey } from '../../model/awsKeys.ts';
import type { IdentityFact } from '../../model/facts.ts';

/** Whom an identity provider speaks for: those that a trust lets in, by what it asks of the token. */
export type Federated = Pick<IdentityFact, 'key' | 'kind' | 'name'>;

/**
 * The identities that statements of a trust let in by an identity provider. Of OpenID Connect by the subjects that they ask for; a subject that anyone can get at a public issuer, or none
 * asked for at all, is anyone.
 * @param provider ARN of a SAML or OpenID Connect provider, or the name of one that AWS knows (`accounts.google.com`)
 */
export function federatedBy(provider: string, statements: readonly StatementRef[]): Federated[] {
  if (provider.includes(':saml-provider/')) return [{ key: arnKey(provider), kind: 'group', name: `whoever signs in by ${provider.split('/').at(-1)}` }];
  const host = provider.replace(/^.*:oidc-provider\//, '');
  const subjects = statements.flatMap((statement) => subjectsAsked(host, statement));
  const found = new Map(subjects.map((subject) => identityOf(host, subject)).map((each) => [each.key, each]));
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What is asked of a token: its subject, or for whom it was made where nothing is asked of the subject. */
type Asked = { claim: 'sub' | 'aud'; value: string };

function subjectsAsked(host: string, { text }: StatementRef): Asked[] {
  const [statement] = parsePolicy({ Version: '2012-10-17', Statement: [text] }).statements;
  const asked = (claim: Asked['claim']): Asked[] =>
    (statement?.conditions ?? [])
      .filter(({ key, operator }) => key === `${host}:${claim}`.toLowerCase() && operator && !operator.operator.negated && !operator.operator.existence)
      .flatMap(({ values }) => values.map(({ text: value }) => ({ claim, value })));
  const subjects = asked('sub');
  return subjects.length > 0
    ? subjects
    : (publicIssuers[host]?.byAudience ? asked('aud') : []).concat(
        asked('aud').length > 0 && publicIssuers[host]?.byAudience ? [] : [{ claim: 'sub', value: '*' }],
      );
}

/** Where anyone can sign in, or run something that gets a token. `byAudience`: a token is made for one application, which is all that tells them apart. */
const publicIssuers: Record<string, { byAudience: boolean }> = {
  'token.actions.githubusercontent.com': { byAudience: false },
  'gitlab.com': { byAudience: false },
  'app.terraform.io': { byAudience: false },
  'oidc.circleci.com': { byAudience: false },
  'agent.buildkite.com': { byAudience: false },
  'accounts.google.com': { byAudience: true },
  'cognito-identity.amazonaws.com': { byAudience: true },
  'graph.facebook.com': { byAudience: true },
  'www.amazon.com': { byAudience: true },
};

const anyone: Federated = { key: anonymousKey, kind: 'anonymous', name: 'anyone (AWS)' };

function identityOf(host: string, { claim, value }: Asked): Federated {
  if (host === 'token.actions.githubusercontent.com') return gitHubWorkflows(value);
  const isAnyone = publicIssuers[host] !== undefined && claim === 'sub' && /^[*?]*$/.test(value);
  if (isAnyone) return anyone;
  const who = claim === 'aud' ? `aud:${value}` : value;
  return { key: `oidc:${host}/${who}`, kind: 'service', name: `${who} of ${host}` };
}

/** `repo:OWNER/NAME:ref:refs/heads/main` → `github:owner/name#workflows:ref:refs/heads/main`; an owner's `repo:OWNER/*` → `github:owner#workflows`. */
function gitHubWorkflows(subject: string): Federated {
  const [, owner, name, rest = ''] = /^repo:([^/*?:]+)\/([^:]*)(:.*)?$/.exec(subject) ?? [];
  if (owner === undefined || name === undefined) return anyone;
  const isWhole = /[*?]/.test(name);
  const place = (isWhole ? owner : `${owner}/${name}`).toLowerCase();
  const narrower = isWhole || rest === '' || rest === ':*' ? '' : rest;
  return { key: `github:${place}#workflows${narrower}`, kind: 'service', name: `workflows of ${place}${narrower}` };
}
