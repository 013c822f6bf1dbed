import type { ActionClass, CredentialFact, EdgeFact, Fact, ResourceFact } from '../model/facts.ts';
import { type Estate, fakeSecret, iso } from './moltbookEstate.ts';
import { scopeOf } from './moltbookServices.ts';
import { item } from './random.ts';

/** Where the platform's own code and machines live: a code host's organisation and one cloud account, with static keys between them. */
const account = '740000000001';
const aws = (path: string): string => `aws:arn:aws:iam::${account}:${path}`;
const [deployRole, backupRole, mediaRole, administrator] = [aws('role/deploy'), aws('role/backup'), aws('role/media'), `aws:account/${account}/administrator`];
const platformSecret = `aws:arn:aws:secretsmanager:eu-central-1:${account}:secret:platform`;
const backups = 'aws:arn:aws:s3:::moltbook-backups';
const buildCache = 'aws:arn:aws:s3:::moltbook-build-cache';
const pipeline = `aws:arn:aws:lambda:eu-central-1:${account}:function:media-pipeline`;
const code = (name: string): string => `github:moltbook/${name}`;
const workflow = (repository: string, name: string): string => `${code(repository)}/workflow/${name}`;
export const accessKeys = ['AKIAFAKEMOLTBOOK0001', 'AKIAFAKEMOLTBOOK0002', 'AKIAFAKEMOLTBOOK0003'] as const;

/** So many agents of the platform's own people work on its code; each has a token of the code host at hand. */
export const maintainers = 6;
export const maintainerToken = (at: number): string => `github:token/moltbook-maintainer-${at + 1}`;
export const maintainerOf = (at: number): string => `github:user/moltbook-maintainer-${at + 1}`;
export const maintainerSecret = (estate: Estate, at: number): string => fakeSecret('code-host', at, estate.random(9, at));
export const maintainerCount = (estate: Estate): number => Math.min(maintainers, estate.agents);

/**
 * A second system and a third: from an agent of a maintainer over the code host's workflows into the cloud account, and from its secret store back into the platform's
 * database. One workflow asks for a token that proves where it runs instead of keeping a key, for contrast.
 */
export function* cloudFacts(estate: Estate): Generator<Fact> {
  yield* repositories();
  for (let at = 0; at < maintainerCount(estate); at++) yield* maintainer(at);
  yield* workflows(estate);
  yield* cloudAccount();
  const from = iso(estate.asOfMs - 30 * 86_400_000);
  yield { fact: 'coverage', system: 'github', from, to: iso(estate.asOfMs), what: ['repositories and workflows', 'known to be missing: audit log'] };
  yield { fact: 'coverage', system: 'aws', from, to: iso(estate.asOfMs), what: ['access keys and roles', 'known to be missing: CloudTrail'] };
}

const onCodeHost = { system: 'github', environment: 'prod', owner: 'platform@moltbook.example' } as const;
const inCloud = { system: 'aws', environment: 'prod', owner: 'infrastructure@moltbook.example' } as const;

const resource = (key: string, name: string, kind: string, sensitivity: 2 | 3 | 4 | 5, more: Partial<ResourceFact> = {}): Fact => ({
  fact: 'resource',
  ...{ key, name, kind, sensitivity },
  ...more,
});
const edge = (type: EdgeFact['edge'], from: string, to: string, more: Partial<EdgeFact> = {}): Fact => ({ fact: 'edge', edge: type, from, to, ...more });
const grant = (from: string, to: string, granted: ActionClass, ...actions: string[]): Fact => ({ fact: 'grant', from, class: granted, resource: to, actions });

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

function* workflows(estate: Estate): Generator<Fact> {
  const [deploy, test, release] = [workflow('infra', 'deploy'), workflow('platform', 'test'), workflow('platform', 'release')];
  yield { fact: 'workload', key: deploy, kind: 'job', name: 'deploy of moltbook/infra', ...onCodeHost };
  yield { fact: 'workload', key: test, kind: 'job', name: 'tests of moltbook/platform', untrustedInput: true, ...onCodeHost, environment: 'dev' };
  yield { fact: 'workload', key: release, kind: 'job', name: 'release of moltbook/platform', ...onCodeHost };
  const users = ['ci-deployer', 'backup-operator', 'test-runner'];
  for (const [at, id] of accessKeys.entries()) {
    const { created, rotated, lastUsed } = estate.times(estate.random(11, at));
    const user = aws(`user/${item(users, at)}`);
    const environment = at === 2 ? 'dev' : 'prod';
    yield {
      ...{ fact: 'credential', key: `aws:accesskey:${id}`, name: `access key of ${item(users, at)}`, type: 'aws-access-key', issuance: 'static' },
      ...{
        presentation: 'bearer',
        storage: 'config',
        revocation: 'admin',
        party: 'internal',
        created,
        ...(rotated && { rotated }),
        ...(lastUsed && { lastUsed }),
      },
      ...{ ...inCloud, environment },
    } satisfies CredentialFact;
    yield { fact: 'identity', key: user, kind: 'service', name: item(users, at), ...inCloud, environment };
    yield edge('authenticates', `aws:accesskey:${id}`, user);
    yield edge('holds', `${code('infra')}/secrets`, `aws:accesskey:${id}`, { renews: true });
  }
  yield edge('uses', deploy, `aws:accesskey:${accessKeys[0]}`);
  yield edge('uses', deploy, `aws:accesskey:${accessKeys[1]}`);
  yield edge('uses', test, `aws:accesskey:${accessKeys[2]}`);
  yield edge('reads-secrets', deploy, `${code('infra')}/secrets`);
  yield* attestedRelease(release);
}

/** No key to keep: the code host says which workflow asks, and the cloud answers with a quarter of an hour. */
function* attestedRelease(release: string): Generator<Fact> {
  const [token, identity] = [`${release}#oidc`, `${release}#identity`];
  yield {
    ...{ fact: 'credential', key: token, name: 'workflow token of the release', type: 'oidc-token', issuance: 'attested', presentation: 'bearer', ttl: 900 },
    ...{ storage: 'vault', revocation: 'admin', party: 'internal', ...onCodeHost },
  } satisfies CredentialFact;
  yield { fact: 'identity', key: identity, kind: 'service', name: 'release of moltbook/platform', ...onCodeHost };
  yield edge('authenticates', token, identity);
  yield edge('uses', release, token);
  yield edge('acts-as', identity, mediaRole, { sessionTtl: 900, evidence: { trust: 'token.actions of moltbook/platform, workflow release' } });
}

function* cloudAccount(): Generator<Fact> {
  yield resource(platformSecret, 'platform secrets', 'secret store', 5, { store: true, ...inCloud });
  yield resource(backups, 'moltbook-backups', 'bucket', 5, { store: true, ...inCloud });
  yield resource(buildCache, 'moltbook-build-cache', 'bucket', 2, { ...inCloud, environment: 'dev' });
  for (const [key, name] of [
    [deployRole, 'deploy'],
    [backupRole, 'backup'],
    [mediaRole, 'media'],
  ] as const)
    yield { fact: 'identity', key, kind: 'role', name: `${name} role`, ...inCloud };
  yield { fact: 'identity', key: administrator, kind: 'role', name: 'administrator of the account', administers: `aws:account/${account}`, ...inCloud };
  yield { fact: 'workload', key: pipeline, kind: 'function', name: 'media pipeline', ...inCloud };
  yield* cloudTrust();
  yield* cloudGrants();
}

function* cloudTrust(): Generator<Fact> {
  const role = (name: string) => ({ sessionTtl: 3600, evidence: { action: 'sts:AssumeRole', statement: name } });
  yield edge('acts-as', aws('user/ci-deployer'), deployRole, role('deploy'));
  yield edge('acts-as', aws('user/backup-operator'), backupRole, { ...role('backup'), sessionTtl: 43_200 });
  yield edge('runs-as', pipeline, mediaRole);
  yield edge('controls', deployRole, pipeline, { lasting: true, technique: 'UpdateFunctionCode', evidence: { action: 'lambda:UpdateFunctionCode' } });
  yield edge('reads-secrets', deployRole, platformSecret, { evidence: { action: 'secretsmanager:GetSecretValue' } });
  yield edge('reads-secrets', backupRole, backups, { evidence: { action: 's3:GetObject' } });
  yield edge('acts-as', deployRole, administrator, {
    ...{ lasting: true, technique: 'AttachRolePolicy', certainty: 'possible', evidence: { action: 'iam:AttachRolePolicy' } },
    condition: { kind: 'unevaluated', text: 'a permissions boundary that was not imported may forbid it' },
  });
  for (const service of ['database-migrator', 'billing-service']) {
    yield edge('holds', platformSecret, `${scopeOf('prod')}/service-key/${service}`, { renews: true, evidence: { name: `platform/${service}` } });
  }
  yield edge('holds', backups, `${scopeOf('prod')}/service-key/admin-console`, { evidence: { object: 'nightly/config.tar' } });
}

function* cloudGrants(): Generator<Fact> {
  yield grant(deployRole, pipeline, 'execute', 'lambda:UpdateFunctionCode', 'lambda:InvokeFunction');
  yield grant(backupRole, backups, 'read', 's3:GetObject');
  yield grant(backupRole, backups, 'delete', 's3:DeleteObject');
  yield grant(mediaRole, `${scopeOf('prod')}/media`, 'write', 's3:PutObject');
  yield grant(mediaRole, `${scopeOf('prod')}/media`, 'read', 's3:GetObject');
  yield grant(aws('user/test-runner'), buildCache, 'write', 's3:PutObject');
  yield grant(administrator, `aws:account/${account}`, 'delegate', 'iam:*');
  yield { fact: 'resource', key: `aws:account/${account}`, name: 'the cloud account', kind: 'account', sensitivity: 5, ...inCloud };
}
