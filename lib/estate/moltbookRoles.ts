import type { Binding, RolesFile } from '../model/rolesDocument.ts';
import { type Agent, type Estate, iso } from './moltbookEstate.ts';
import { communities, ownerName } from './moltbookNames.ts';
import { platformRoles, scopeOf, services } from './moltbookServices.ts';

/** So many members a document: a line that any tool can still open. */
const membersADocument = 4000;

/** Roles and bindings of an environment, as its own code exports them. @param agentsRead agents have the role that anyone has, as well */
export function* rolesFile(estate: Estate, environment: 'prod' | 'dev', agentsRead: boolean): Generator<string> {
  const scope = scopeOf(environment);
  const document = (name: string, parts: Partial<RolesFile>): string =>
    `${JSON.stringify({ keyblast: 'roles', platform: 'moltbook', scope, name, asOf: iso(estate.asOfMs), ...parts })}\n`;
  yield document('roles', { roles: platformRoles(environment), bindings: [...platformBindings(estate, environment), ...guestBindings(estate, environment)] });
  let part = 0;
  for (const agents of inParts(estate.allAgents(environment), membersADocument)) {
    part++;
    yield document(`agents ${part}`, { bindings: agentBindings(scope, agents, agentsRead) });
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

/** Agents that were moved or tried out elsewhere and kept what they were given there: what makes a key of one environment act in another. */
function guestBindings(estate: Estate, environment: 'prod' | 'dev'): Binding[] {
  const guests = [...estate.allAgents(environment === 'prod' ? 'dev' : 'prod')].flatMap((agent) => {
    const random = estate.random(16, agent.at);
    return random.chance(environment === 'prod' ? 0.35 : 0.006) ? [{ member: agent.identity, community: random.pick(communities) }] : [];
  });
  const role = environment === 'prod' ? 'curator' : 'moderator';
  return guests.map(({ member, community }) => ({ role, members: [member], resources: [`${scopeOf(environment)}/community/${community}`] }));
}

function agentBindings(scope: string, agents: Agent[], agentsRead: boolean): Binding[] {
  const members = (wanted: Agent['role'][]): string[] => agents.filter(({ role }) => wanted.includes(role)).map(({ identity }) => identity);
  const special = agents.filter((agent) => agent.communities.length > 0);
  const bindings: Binding[] = [
    { role: 'reader', members: members(['reader']) },
    { role: 'member', members: members(['member', 'moderator', 'curator']) },
    { role: 'public-api', members: agentsRead ? agents.map(({ identity }) => identity) : [] },
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
