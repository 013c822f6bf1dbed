import { agentName, communities, companyName } from './moltbookNames.ts';
import { scopeOf } from './moltbookServices.ts';
import { type Pasted, pastedKey } from './pastedKeys.ts';
import { item, makeRandom, type Random } from './random.ts';

export type Agent = {
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

export const dayMs = 86_400_000;
/** Of each million agents; Moltbook had 1.5 million agents of 17,000 owners, and 35,000 keys of others in its messages. */
const [ownersPerMillion, pastedPerMillion] = [11_333, 23_333];

export const ownersOf = (agents: number): number => Math.max(3, Math.round((agents * ownersPerMillion) / 1e6));
export const pastedCount = (agents: number): number => Math.max(3, Math.round((agents * pastedPerMillion) / 1e6));

/** What there is, by number: everything is worked out anew from options and number, so that nothing large is kept. */
export class Estate {
  readonly agents: number;
  readonly owners: number;
  readonly pasted: number;
  readonly asOfMs: number;
  private readonly seed: number;

  /** @param morePasted keys beyond the usual share, to reach an exact number of credentials */
  constructor(agents: number, seed: number, asOfMs: number, morePasted = 0) {
    this.agents = agents;
    this.owners = ownersOf(agents);
    this.pasted = pastedCount(agents) + morePasted;
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

export const iso = (ms: number | undefined): string => (ms === undefined ? '' : new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z'));
/** AWS tells no parts of a second. */
export const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;
export const numbered = (at: number, digits: number): string => String(at + 1).padStart(digits, '0');

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

/** The secret of a service in a region. @param at its place among `services` */
export const serviceSecret = (estate: Estate, environment: string, at: number, region: number): string =>
  fakeSecret(`service-${environment}`, at * 8 + region, estate.random(5, at * 8 + region));

/** Keys of other services that agents pasted into messages: they are at hand in the agent, and lie in the message store for whoever reads it. */
export function pastedOf(estate: Estate, at: number): Pasted & { agent: Agent; secret: string } {
  const random = estate.random(6, at);
  const agent = estate.agent(random.below(estate.agents));
  return { ...pastedKey(random, at, companyName(random.below(1000))), agent, secret: fakeSecret('third-party', at, random) };
}
