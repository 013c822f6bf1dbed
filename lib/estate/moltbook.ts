import type { Fact } from '../model/facts.ts';
import type { Binding, RolesFile } from '../model/rolesDocument.ts';
import { agentName, communities, companyName, ownerName } from './moltbookNames.ts';
import { platformResources, platformRoles, type Service, scopeOf, services } from './moltbookServices.ts';
import { type Pasted, pastedKey } from './pastedKeys.ts';
import { item, makeRandom, type Random } from './random.ts';
import { wellProtected } from './wellProtected.ts';

/** A file that a system of the estate would produce; its text comes in parts, so that a large one never lies in memory whole. */
export type EstateFile = { name: string; text: Iterable<string> };
export type MoltbookOptions = { agents: number; seed: number; asOf?: string };

/**
 * A synthetic platform in the manner of Moltbook: agents with static bearer keys, owners who operate them, a database that anyone may read and that holds all
 * keys, a message store into which agents pasted keys of other services, the platform's own services, vendors, and a few credentials that are done well.
 * The same options give the same bytes. Every secret in it is made up and says so (`fake-…`).
 */
export function moltbookFiles({ agents, seed, asOf = '2026-11-01T00:00:00.000Z' }: MoltbookOptions): EstateFile[] {
  const estate = new Estate(agents, seed, Date.parse(asOf));
  return [
    { name: 'moltbook.inventory.csv', text: inventory(estate) },
    { name: 'moltbook-prod.roles.jsonl', text: rolesFile(estate, 'prod') },
    { name: 'moltbook-dev.roles.jsonl', text: rolesFile(estate, 'dev') },
    { name: 'moltbook.trufflehog.ndjson', text: findings(estate) },
    { name: 'moltbook.facts.jsonl', text: facts(estate) },
  ];
}

type Agent = {
  at: number;
  environment: 'prod' | 'dev';
  name: string;
  identity: string;
  key: string;
  secret: string;
  owner: number;
  role: 'reader' | 'member' | 'moderator' | 'curator';
  communities: string[];
  times: Record<'created' | 'expires' | 'lastUsed' | 'rotated', string>;
  status: 'active' | 'disabled';
  untrusted: boolean;
};

const dayMs = 86_400_000;
/** Of each million agents; Moltbook had 1.5 million agents of 17,000 owners, and 35,000 keys of others in its messages. */
const [ownersPerMillion, pastedPerMillion] = [11_333, 23_333];

class Estate {
  readonly agents: number;
  readonly owners: number;
  readonly pasted: number;
  readonly asOfMs: number;
  private readonly seed: number;

  constructor(agents: number, seed: number, asOfMs: number) {
    this.agents = agents;
    this.owners = Math.max(3, Math.round((agents * ownersPerMillion) / 1e6));
    this.pasted = Math.max(3, Math.round((agents * pastedPerMillion) / 1e6));
    this.asOfMs = asOfMs;
    this.seed = seed;
  }

  /** A stream of its own for each thing: adding one kind does not change the others. */
  random(kind: number, at: number): Random {
    return makeRandom(Math.imul(this.seed ^ Math.imul(kind, 0x9e3779b1), 0x85ebca6b) + Math.imul(at, 0xc2b2ae35));
  }

  agent(at: number): Agent {
    const random = this.random(1, at);
    const environment = random.chance(0.04) ? 'dev' : 'prod';
    const name = agentName(at);
    const fate = random.next();
    const role = fate < 0.14 ? 'reader' : fate < 0.93 ? 'member' : fate < 0.985 ? 'moderator' : 'curator';
    const some = role === 'curator' ? 12 + random.below(28) : 1 + random.below(3);
    const lasting = this.times(random);
    return {
      at,
      environment,
      name,
      identity: `${scopeOf(environment)}/agent/${name}`,
      key: `${scopeOf(environment)}/key/mk-${numbered(at, 7)}`,
      secret: fakeSecret('agent', at, random),
      // few own many: an owner's number grows with the cube
      owner: Math.floor(this.owners * random.next() ** 3),
      role,
      communities: role === 'moderator' || role === 'curator' ? distinct(random, some) : [],
      times: lasting,
      status: random.chance(0.03) ? 'disabled' : 'active',
      untrusted: random.chance(0.8),
    };
  }

  *allAgents(environment?: string): Generator<Agent> {
    for (let at = 0; at < this.agents; at++) {
      const agent = this.agent(at);
      if (environment === undefined || agent.environment === environment) yield agent;
    }
  }

  times(random: Random): Agent['times'] {
    const created = this.asOfMs - (1 + random.next() * 300) * dayMs;
    const ends = random.next();
    const expires = ends < 0.01 ? this.asOfMs - random.next() * 40 * dayMs : ends < 0.07 ? this.asOfMs + (0.2 + random.next() * 90) * dayMs : undefined;
    const lastUsed = random.chance(0.9) ? created + random.next() * (this.asOfMs - created) : undefined;
    const rotated = random.chance(0.04) ? created + random.next() * (this.asOfMs - created) : undefined;
    return { created: iso(created), expires: iso(expires), lastUsed: iso(lastUsed), rotated: iso(rotated) };
  }
}

function distinct(random: Random, count: number): string[] {
  const start = random.below(communities.length);
  const step = 1 + 2 * random.below(7);
  return [...new Set(Array.from({ length: count }, (_, at) => item(communities, (start + at * step) % communities.length)))];
}

const iso = (ms: number | undefined): string => (ms === undefined ? '' : new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z'));
const numbered = (at: number, digits: number): string => String(at + 1).padStart(digits, '0');

/** Unique, as long as a real one, and fake at first sight. */
export function fakeSecret(kind: string, at: number, random: Random): string {
  const tail = Array.from({ length: 3 }, () =>
    random
      .below(36 ** 4)
      .toString(36)
      .padStart(4, '0'),
  ).join('');
  return `fake-${kind}-key-${numbered(at, 6)}-${tail}`;
}

// ---- the inventory ----

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

function* inventory(estate: Estate): Generator<string> {
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

const serviceSecret = (estate: Estate, environment: string, at: number, region: number): string =>
  fakeSecret(`service-${environment}`, at * 8 + region, estate.random(5, at * 8 + region));

/** Keys of other services that agents pasted into messages: they are at hand in the agent, and lie in the message store for whoever reads it. */
function pastedOf(estate: Estate, at: number): Pasted & { agent: Agent; secret: string } {
  const random = estate.random(6, at);
  const agent = estate.agent(random.below(estate.agents));
  return { ...pastedKey(random, at, companyName(random.below(1000))), agent, secret: fakeSecret('third-party', at, random) };
}

function pastedRow(estate: Estate, at: number): CsvRow {
  const { agent, secret, key, name, type, identity, party, system, scopes, environment, revocation } = pastedOf(estate, at);
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
    ...{ created, expires, last_used: lastUsed, scopes },
  };
}

// ---- roles and bindings ----

/** So many members a document: a line that any tool can still open. */
const membersADocument = 4000;

function* rolesFile(estate: Estate, environment: 'prod' | 'dev'): Generator<string> {
  const scope = scopeOf(environment);
  const document = (name: string, parts: Partial<RolesFile>): string =>
    `${JSON.stringify({ keyblast: 'roles', platform: 'moltbook', scope, name, asOf: iso(estate.asOfMs), ...parts })}\n`;
  yield document('roles', { roles: platformRoles(environment), bindings: platformBindings(estate, environment) });
  let part = 0;
  for (const agents of inParts(estate.allAgents(environment), membersADocument)) {
    part++;
    yield document(`agents ${part}`, { bindings: agentBindings(scope, agents) });
    yield document(`keys ${part}`, { stores: [{ key: `${scope}/database`, holds: agents.map(({ key }) => key) }] });
  }
}

function platformBindings(estate: Estate, environment: 'prod' | 'dev'): Binding[] {
  const scope = scopeOf(environment);
  const own = services.filter(({ party }) => environment === 'prod' || party === undefined);
  const bindings: Binding[] = own.map(({ name, role }) => ({ role, members: [`${scope}/service/${name}`] }));
  // the cache's administration asks nobody who is inside the cluster
  bindings.push({ role: 'cache-admin', workloads: ['session-service', 'feed-ranker', 'webhook-relay'].map((name) => `${scope}/pod/${name}`) });
  if (environment === 'prod') {
    bindings.push({ role: 'public-api', members: ['anonymous'] });
    bindings.push({ role: 'owner', members: Array.from({ length: estate.owners }, (_, at) => `email:${ownerName(at).email}`) });
  }
  return bindings;
}

function agentBindings(scope: string, agents: Agent[]): Binding[] {
  const members = (wanted: Agent['role'][]): string[] => agents.filter(({ role }) => wanted.includes(role)).map(({ identity }) => identity);
  const special = agents.filter((agent) => agent.communities.length > 0);
  const bindings: Binding[] = [
    { role: 'reader', members: members(['reader']) },
    { role: 'member', members: members(['member', 'moderator', 'curator']) },
    ...special.map(({ role, identity, communities: own }) => ({ role, members: [identity], resources: own.map((name) => `${scope}/community/${name}`) })),
  ];
  return bindings.filter((binding) => binding.members?.length !== 0);
}

function* inParts<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let part: T[] = [];
  for (const one of items) {
    part.push(one);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

// ---- what a scanner found ----

const repositories = ['moltbook/platform', 'moltbook/agent-sdk', 'moltbook/infra', 'moltbook/mobile'];
const files = ['config/settings.py', '.env.example', 'scripts/seed.ts', 'docker-compose.yml', 'docs/quickstart.md', 'src/client.ts', 'test/fixtures.json'];

function* findings(estate: Estate): Generator<string> {
  const count = Math.min(60, Math.max(6, Math.round(estate.agents / 400)));
  for (let at = 0; at < count; at++) yield `${JSON.stringify(finding(estate, at))}\n`;
}

/** Mostly agents' keys, some of the platform's own services in development, some that agents had pasted elsewhere. */
function finding(estate: Estate, at: number): object {
  const random = estate.random(8, at);
  const [kind, secret] = foundSecret(estate, random);
  const commit = Array.from({ length: 5 }, () =>
    random
      .below(2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  const when = new Date(estate.asOfMs - random.below(200 * 86_400) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const line = 1 + random.below(200);
  const email = `${ownerName(random.below(40)).email}`;
  const slack = {
    Slack: { channel_id: `C0${random.below(10 ** 8)}`, channel_name: random.pick(['eng-platform', 'support', 'launch']), timestamp: `${when} +0000`, email },
  };
  const git = {
    Git: { commit, file: random.pick(files), email, repository: `https://github.com/${random.pick(repositories)}.git`, timestamp: `${when} +0000`, line },
  };
  return {
    SourceMetadata: { Data: random.chance(0.2) ? slack : git },
    ...{ SourceID: 1, SourceType: 16, SourceName: 'trufflehog', DetectorType: 0, DetectorName: kind, DecoderName: 'PLAIN', Verified: random.chance(0.6) },
    ...{ Raw: secret, RawV2: '', Redacted: '', ExtraData: null, StructuredData: null },
  };
}

function foundSecret(estate: Estate, random: Random): [string, string] {
  const kind = random.next();
  if (kind < 0.6) return ['Moltbook', estate.agent(random.below(estate.agents)).secret];
  if (kind < 0.8) {
    const at = random.below(22);
    return ['MoltbookService', serviceSecret(estate, random.chance(0.85) ? 'dev' : 'prod', at, 0)];
  }
  const { party, secret } = pastedOf(estate, random.below(estate.pasted));
  return [party.replaceAll(' ', ''), secret];
}

// ---- what the platform's people wrote down ----

function* facts(estate: Estate): Generator<string> {
  for (const fact of statements(estate)) yield `${JSON.stringify(fact)}\n`;
}

function* statements(estate: Estate): Generator<Fact> {
  for (const environment of ['prod', 'dev']) {
    for (const resource of platformResources(environment)) yield { fact: 'resource', ...resource, system: 'moltbook', environment };
  }
  for (let at = 0; at < estate.pasted; at++) yield* pastedOf(estate, at).facts;
  yield* wellProtected(scopeOf('prod'));
  const from = iso(estate.asOfMs - 90 * dayMs);
  const what = ['inventory of keys', 'roles and bindings', 'repository scan', 'known to be missing: request logs of the public API'];
  yield { fact: 'coverage', system: 'moltbook', from, to: iso(estate.asOfMs), what };
}
