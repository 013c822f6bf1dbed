import type { CredentialFact, EdgeFact, Fact, ResourceFact } from '../model/facts.ts';
import { platformKey } from './aws/accounts.ts';
import { secret, secrets } from './aws/productionThings.ts';
import { type Estate, fakeSecret, iso } from './moltbookEstate.ts';
import { scopeOf } from './moltbookServices.ts';

/** Where the platform's own code is: an organisation of a code host, with static keys of its AWS account in one repository's secrets. */
const code = (name: string): string => `github:moltbook/${name}`;
const workflow = (repository: string, name: string): string => `${code(repository)}/workflow/${name}`;
const onCodeHost = { system: 'github', environment: 'prod', owner: 'platform@moltbook.example' } as const;

/** So many agents of the platform's own people work on its code; each has a token of the code host at hand. */
export const maintainers = 6;
export const maintainerToken = (at: number): string => `github:token/moltbook-maintainer-${at + 1}`;
export const maintainerOf = (at: number): string => `github:user/moltbook-maintainer-${at + 1}`;
export const maintainerSecret = (estate: Estate, at: number): string => fakeSecret('code-host', at, estate.random(9, at));
export const maintainerCount = (estate: Estate): number => Math.min(maintainers, estate.agents);

/**
 * A second system: from an agent of a maintainer over the code host's workflows into the AWS account, and from its secrets back into the platform's database. Some workflows ask for a token
 * that proves where they run instead of keeping a key, for contrast.
 */
export function* codeHostFacts(estate: Estate): Generator<Fact> {
  yield* repositories();
  for (let at = 0; at < maintainerCount(estate); at++) yield* maintainer(at);
  yield* workflows();
  yield* inSecrets();
  const from = iso(estate.asOfMs - 30 * 86_400_000);
  yield { fact: 'coverage', system: 'github', from, to: iso(estate.asOfMs), what: ['repositories and workflows', 'known to be missing: audit log'] };
}

const resource = (key: string, name: string, kind: string, sensitivity: 2 | 3 | 4 | 5, more: Partial<ResourceFact> = {}): Fact => ({
  fact: 'resource',
  ...{ key, name, kind, sensitivity },
  ...more,
});
const edge = (type: EdgeFact['edge'], from: string, to: string, more: Partial<EdgeFact> = {}): Fact => ({ fact: 'edge', edge: type, from, to, ...more });
const grant = (from: string, to: string, granted: 'read' | 'write', ...actions: string[]): Fact => ({
  fact: 'grant',
  ...{ from, class: granted, resource: to, actions },
});

function* repositories(): Generator<Fact> {
  const sensitivities = { platform: 3, 'agent-sdk': 3, infra: 4, mobile: 2 } as const;
  for (const [name, sensitivity] of Object.entries(sensitivities)) yield resource(code(name), `moltbook/${name}`, 'repository', sensitivity, onCodeHost);
  yield resource(`${code('infra')}/secrets`, 'workflow secrets of moltbook/infra', 'workflow secrets', 5, { store: true, ...onCodeHost });
}

/** Whoever may push to a repository says what its workflows run. */
function* maintainer(at: number): Generator<Fact> {
  const identity = maintainerOf(at);
  for (const repository of at % 3 === 0 ? ['infra', 'platform'] : ['platform', 'agent-sdk']) {
    yield grant(identity, code(repository), 'read', 'contents:read');
    yield grant(identity, code(repository), 'write', 'contents:write');
  }
  if (at % 3 === 0)
    yield edge('controls', identity, workflow('infra', 'deploy'), { technique: 'workflow-edit', evidence: { permission: 'push', branch: 'main' } });
  yield edge('controls', identity, workflow('platform', 'test'), { evidence: { permission: 'push', branch: 'any' } });
}

function* workflows(): Generator<Fact> {
  const [deploy, test, release] = [workflow('infra', 'deploy'), workflow('platform', 'test'), workflow('platform', 'release')];
  yield { fact: 'workload', key: deploy, kind: 'job', name: 'deploy of moltbook/infra', ...onCodeHost };
  yield { fact: 'workload', key: test, kind: 'job', name: 'tests of moltbook/platform', untrustedInput: true, ...onCodeHost, environment: 'dev' };
  yield { fact: 'workload', key: release, kind: 'job', name: 'release of moltbook/platform', ...onCodeHost };
  for (const [job, number] of [
    [deploy, 1],
    [deploy, 2],
    [test, 3],
  ] as const) {
    yield edge('holds', `${code('infra')}/secrets`, `aws:accesskey:${platformKey(number)}`, { renews: true });
    yield edge('uses', job, `aws:accesskey:${platformKey(number)}`);
  }
  yield edge('reads-secrets', deploy, `${code('infra')}/secrets`);
  yield* signsIn(release, 'release', 'workflows of moltbook/platform:ref:refs/heads/main', `${code('platform')}#workflows:ref:refs/heads/main`);
  yield* signsIn(test, 'tests', 'workflows of moltbook', 'github:moltbook#workflows');
}

/** Workflows that sign in to AWS with a token of their own. */
export const workflowTokens = 2;

/** No key to keep: the code host says which workflow asks, and AWS answers with a session. @param subject as which the trust of a role knows it (docs/aws.md, "Who becomes whom") */
function* signsIn(job: string, what: string, name: string, subject: string): Generator<Fact> {
  const token = `${job}#oidc`;
  yield {
    ...{ fact: 'credential', key: token, name: `workflow token of the ${what}`, type: 'oidc-token', issuance: 'attested', presentation: 'bearer', ttl: 900 },
    ...{ storage: 'vault', revocation: 'admin', party: 'internal', ...onCodeHost },
  } satisfies CredentialFact;
  yield { fact: 'identity', key: subject, kind: 'service', name, ...onCodeHost };
  yield edge('authenticates', token, subject);
  yield edge('uses', job, token);
}

/** What AWS does not say of its secrets: which of the platform's keys is in which. */
function* inSecrets(): Generator<Fact> {
  for (const { name, holds } of secrets)
    for (const service of holds) yield edge('holds', `aws:${secret(name)}`, `${scopeOf('prod')}/service-key/${service}`, { renews: true, evidence: { name } });
}
