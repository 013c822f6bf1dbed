import { type Agent, dayMs, type Estate, iso } from './moltbookEstate.ts';
import { scopeOf, services } from './moltbookServices.ts';
import { item, type Random } from './random.ts';
import { attestedServices } from './wellProtected.ts';

/** The gateway has kept its log for so long. */
const loggedDays = 60;
/** One line for each of these actions of an agent: what is called, which class it is, and on what of the agent's or the platform's. */
const calls = [
  ['feed:read', 'read', 'feed'],
  ['messages:read', 'read', '{agent}/messages'],
  ['posts:create', 'write', '{agent}/posts'],
  ['messages:send', 'send', '{agent}/messages'],
] as const;
const clients = ['moltbook-sdk/2.4.1 (python)', 'moltbook-sdk/2.3.0 (node)', 'openclaw/0.9', 'curl/8.9.1'] as const;

const headings = 'time,event_id,system,credential,action,class,resource,outcome,address,user_agent';

/**
 * The log of the public API's gateway, as CSV: most agents come from an address of their own, some from several, some through the shared way out of a hosting platform,
 * where nobody can tell them apart; a few keys that no inventory lists are in use too.
 */
export function* gatewayLog(estate: Estate): Generator<string> {
  yield `${headings}\n`;
  let event = 0;
  const line = (use: Use): string => `${[iso(use.at), `gw-${++event}`, 'moltbook', ...use.said].join(',')}\n`;
  for (const agent of estate.allAgents('prod')) for (const use of usesOf(estate, agent)) yield line(use);
  for (let at = 0; at < unknownKeys(estate); at++) for (const use of unknownUses(estate, at)) yield line(use);
}

type Use = { at: number; said: string[] };

function* usesOf(estate: Estate, agent: Agent): Generator<Use> {
  const last = Date.parse(agent.times.lastUsed);
  const since = estate.asOfMs - loggedDays * dayMs;
  if (!(last > since)) return; // also where it was never used
  const random = estate.random(12, agent.at);
  const addresses = addressesOf(estate, agent, random);
  const client = random.pick(clients);
  const count = Math.max(addresses.length, 1 + random.below(3));
  const first = Math.max(since, Date.parse(agent.times.created));
  for (let i = 0; i < count; i++) {
    const at = i === count - 1 ? last : first + random.next() * (last - first);
    yield { at, said: said(agent.key, agent.identity, item(addresses, i % addresses.length), client, random) };
  }
}

function said(key: string, identity: string, address: string, client: string, random: Random): string[] {
  const [action, kind, place] = random.pick(calls);
  const resource = place.startsWith('{agent}') ? place.replace('{agent}', identity) : `${scopeOf('prod')}/${place}`;
  return [key, action, kind, resource, random.chance(0.97) ? 'success' : 'denied', address, client];
}

/** So many agents share each way out of the hosting platform. */
const agentsAWayOut = 60;

function addressesOf(estate: Estate, { at }: Agent, random: Random): string[] {
  const fate = random.next();
  const own = (n: number): string => `2001:db8:${(at >>> 16).toString(16)}:${(at & 0xffff).toString(16)}::${n}`;
  const hosted = Math.max(1, Math.floor((estate.agents * 0.12) / agentsAWayOut));
  if (fate < 0.12) return [`203.0.113.${1 + random.below(Math.min(hosted, 250))}`];
  if (fate < 0.2) return [own(1), own(2), ...(random.chance(0.3) ? [own(3)] : [])];
  return [own(1)];
}

const unknownKeys = (estate: Estate): number => Math.min(24, Math.max(2, Math.round(estate.agents / 1500)));

function* unknownUses(estate: Estate, at: number): Generator<Use> {
  const random = estate.random(13, at);
  const key = `${scopeOf('prod')}/key/mk-beta-${String(at + 1).padStart(3, '0')}`;
  for (let i = 0; i <= random.below(5); i++) {
    const when = estate.asOfMs - random.next() * loggedDays * dayMs;
    yield { at: when, said: said(key, `${scopeOf('prod')}/agent/beta-${at + 1}`, `198.51.100.${1 + random.below(250)}`, item(clients, 3), random) };
  }
}

/** The service mesh writes NDJSON, and says who proved to be whom where a certificate was shown; static keys come with the pod only. */
export function* meshLog(estate: Estate): Generator<string> {
  let event = 0;
  const line = (use: object): string => `${JSON.stringify({ event_id: `mesh-${++event}`, system: 'moltbook', outcome: 'success', ...use })}\n`;
  for (const [at, service] of attestedServices(scopeOf('prod')).entries()) {
    const random = estate.random(14, at);
    for (let day = 1; day <= 30; day++) {
      const time = iso(estate.asOfMs - (day - random.next()) * dayMs);
      const [kind, resource] = random.pick(service.grants);
      yield line({
        time,
        credential: service.key,
        action: kind,
        class: kind,
        resource,
        proof: service.subject,
        instance: `${service.workload}-0`,
        count: 20 + random.below(900),
      });
    }
  }
  for (const [at, service] of services.entries()) yield* serviceUses(estate, at, service.name, service.regions, line);
}

/** A service's key is in each of its pods; what was copied into a second service as well shows there too. */
function* serviceUses(estate: Estate, at: number, name: string, regions: number, line: (use: object) => string): Generator<string> {
  for (let region = 0; region < regions; region++) {
    const random = estate.random(15, at * 8 + region);
    const where = regions > 1 ? `-${item(['eu', 'us', 'ap'], region)}` : '';
    const credential = `${scopeOf('prod')}/service-key/${name}${where}`;
    const instances = [`${name}${where}-0`, ...(random.chance(0.3) ? [`${name}${where}-batch-0`] : [])];
    for (let day = 1; day <= 20; day++) {
      const time = iso(estate.asOfMs - (day * 1.4 - random.next()) * dayMs);
      const fate = random.next();
      yield line({
        time,
        credential,
        action: fate < 0.8 ? 'read' : 'update',
        class: fate < 0.8 ? 'read' : 'write',
        instance: random.pick(instances),
        count: 5 + random.below(300),
      });
    }
  }
}
