import { maintainerCount, maintainerOf, maintainerSecret, maintainerToken } from './moltbookCodeHost.ts';
import { type Agent, type Estate, fakeSecret, numbered, pastedOf, serviceSecret } from './moltbookEstate.ts';
import { ownerName } from './moltbookNames.ts';
import { type Service, scopeOf, services } from './moltbookServices.ts';
import { item } from './random.ts';

const headings = [
  ...[
    'credential',
    'secret',
    'name',
    'type',
    'identity',
    'identity_kind',
    'identity_name',
    'workload',
    'workload_kind',
    'untrusted_input',
    'controlled_by',
    'owner',
    'party',
    'system',
  ],
  ...[
    'environment',
    'issuance',
    'presentation',
    'storage',
    'store',
    'renews',
    'revocation',
    'status',
    'created',
    'expires',
    'rotated',
    'last_used',
    'ttl',
    'scopes',
  ],
] as const;
type CsvRow = Partial<Record<(typeof headings)[number], string>>;

/** The inventory of keys, as a spreadsheet of the platform team. */
export function* inventory(estate: Estate): Generator<string> {
  yield `${headings.join(',')}\n`;
  for (const row of rows(estate)) yield `${headings.map((heading) => cell(row[heading] ?? '')).join(',')}\n`;
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function* rows(estate: Estate): Generator<CsvRow> {
  for (const agent of estate.allAgents()) yield agentRow(agent);
  for (let at = 0; at < estate.owners; at++) yield ownerRow(estate, at);
  for (const environment of ['prod', 'dev']) {
    for (const [at, service] of services.entries()) if (environment === 'prod' || !service.party) yield* serviceRows(estate, environment, service, at);
  }
  for (let at = 0; at < estate.pasted; at++) yield pastedRow(estate, at);
  for (let at = 0; at < maintainerCount(estate); at++) yield maintainerRow(estate, at);
}

function agentRow(agent: Agent): CsvRow {
  const { key, secret, name, identity, environment, status, times } = agent;
  const owner = ownerName(agent.owner).email;
  return {
    ...{ credential: key, secret, name: `${name} API key`, type: 'agent-api-key', identity, identity_kind: 'agent', identity_name: name },
    ...{
      untrusted_input: agent.untrusted ? 'yes' : 'no',
      controlled_by: owner,
      owner,
      system: 'moltbook',
      environment,
      issuance: 'static',
      presentation: 'bearer',
    },
    ...{
      storage: 'plaintext',
      revocation: 'self-service',
      status,
      created: times.created,
      expires: times.expires,
      rotated: times.rotated,
      last_used: times.lastUsed,
    },
  };
}

/** Owners sign in (a session of 30 days), one in three has an API token that lasts. */
function ownerRow(estate: Estate, at: number): CsvRow {
  const random = estate.random(2, at);
  const { name, email } = ownerName(at);
  const token = random.chance(0.33);
  const { created, lastUsed } = estate.times(random);
  return {
    ...{ credential: `${scopeOf('prod')}/owner-${token ? 'token' : 'session'}/${numbered(at, 6)}`, secret: fakeSecret('owner', at, random) },
    ...{
      name: token ? `owner token of ${name}` : `session of ${name}`,
      type: token ? 'owner-api-token' : 'session-cookie',
      identity: email,
      identity_kind: 'human',
      identity_name: name,
    },
    ...{
      owner: email,
      system: 'moltbook',
      environment: 'prod',
      issuance: token ? 'static' : 'interactive',
      presentation: 'bearer',
      storage: token ? 'config' : '',
    },
    ...{ revocation: 'self-service', status: 'active', created, last_used: lastUsed, ttl: token ? '' : '30d' },
  };
}

function* serviceRows(estate: Estate, environment: string, service: Service, at: number): Generator<CsvRow> {
  const scope = scopeOf(environment);
  for (let region = 0; region < service.regions; region++) {
    const random = estate.random(environment === 'prod' ? 3 : 4, at * 8 + region);
    const { created, expires, rotated, lastUsed } = estate.times(random);
    const where = service.regions > 1 ? `-${item(['eu', 'us', 'ap'], region)}` : '';
    yield {
      ...{
        credential: `${scope}/service-key/${service.name}${where}`,
        secret: serviceSecret(estate, environment, at, region),
        name: `${service.name}${where} service key`,
        type: 'service-key',
      },
      ...{
        identity: `${scope}/service/${service.name}`,
        identity_kind: 'service',
        identity_name: service.name,
        workload: `${scope}/pod/${service.name}`,
        workload_kind: 'pod',
      },
      ...{
        owner: `${random.pick(['platform', 'trust-and-safety', 'growth', 'infrastructure', 'data'])}@moltbook.example`,
        party: service.party ?? 'internal',
        system: 'moltbook',
        environment,
      },
      ...{
        issuance: 'static',
        presentation: service.party ? 'source-bound' : 'bearer',
        storage: service.storage,
        store: service.storage === 'vault' ? `${scope}/vault` : '',
      },
      ...{
        renews: service.storage === 'vault' && random.chance(0.5) ? 'yes' : '',
        revocation: service.party ? 'vendor' : 'admin',
        status: 'active',
        created,
        expires,
        rotated,
        last_used: lastUsed,
      },
    };
  }
}

/** A maintainer's token of the code host, in an agent's configuration and never rotated. */
function maintainerRow(estate: Estate, at: number): CsvRow {
  const { created } = estate.times(estate.random(10, at));
  return {
    ...{ credential: maintainerToken(at), secret: maintainerSecret(estate, at), name: `token of maintainer ${at + 1}`, type: 'github-token' },
    ...{ identity: maintainerOf(at), identity_kind: 'human', identity_name: `maintainer ${at + 1}` },
    ...{ workload: `${estate.agent(at).identity}#workload`, workload_kind: 'agent', owner: 'platform@moltbook.example', party: 'internal' },
    ...{ system: 'github', environment: 'prod', issuance: 'static', presentation: 'bearer', storage: 'plaintext', revocation: 'self-service' },
    ...{ status: 'active', created },
  };
}

function pastedRow(estate: Estate, at: number): CsvRow {
  const { agent, secret, key, name, type, identity, party, system, scopes, environment, revocation, aws } = pastedOf(estate, at);
  const { created, expires, lastUsed } = estate.times(estate.random(7, at));
  return {
    ...{
      credential: key,
      secret,
      name,
      type,
      identity,
      identity_kind: 'service',
      workload: `${agent.identity}#workload`,
      workload_kind: 'agent',
      owner: ownerName(agent.owner).email,
    },
    ...{
      party,
      system,
      environment,
      issuance: 'static',
      presentation: 'bearer',
      storage: 'plaintext',
      store: `${scopeOf('prod')}/messages`,
      revocation,
      status: 'active',
    },
    // an access key of AWS has no end
    ...{ created, expires: aws ? '' : expires, last_used: lastUsed, scopes },
  };
}
