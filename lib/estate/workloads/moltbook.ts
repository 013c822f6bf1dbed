import { actionClasses } from '../../model/facts.ts';
import { NumberedEstate } from './numberedEstate.ts';

/**
 * A platform of 1.5 million agents (scale 1) with a static key each, 17,000 owners, 35,000 keys of third parties, 60 of services: the database that anonymous may read holds every key of an
 * agent or owner, the message store those of third parties. Nearly everybody reaches little, a few reach everything.
 * @param agentsRead whether every agent may read the database as well: then nearly everybody reaches everything, in one component of three million nodes
 */
export function moltbook(scale: number, agentsRead = false, seed = 11): NumberedEstate {
  const scaled = (count: number): number => Math.max(1, Math.round(count * scale));
  const part = Math.min(1, 100 * scale); // the platform itself does not grow with its agents
  const [agents, owners, third, services] = [scaled(1_500_000), scaled(17_000), scaled(35_000), Math.max(6, Math.round(60 * part))];
  const estate = new NumberedEstate({
    seed,
    room: {
      nodes: Math.ceil(5.03 * agents) + 2 * owners + 2 * third + 3 * services + 3000,
      edges: Math.ceil((agentsRead ? 4.06 : 3.06) * agents) + 2 * (owners + third) + 10 * services + 3000,
      grants: Math.ceil(5.05 * agents) + 4 * (owners + third) + 20_000,
    },
  });
  const { random } = estate;
  const [database, messages] = [estate.node('resource', { sensitivity: 5, store: true }), estate.node('resource', { sensitivity: 4, store: true })];
  const platform = { first: estate.nodeCount, count: Math.max(30, Math.round(1000 * part)) };
  estate.several(platform.count, 'resource', () => ({ sensitivity: random.pick([1, 1, 1, 2, 2, 2, 3, 3, 4, 5]) }));
  const ownerIdentities = estate.several(owners, 'identity', { identityKind: 'human' });
  for (let at = 0; at < owners; at++) {
    const key = estate.credential();
    estate.authenticates(key, ownerIdentities + at, platform);
    estate.holds(database, key);
  }
  for (let at = 0; at < agents; at++) {
    if (at === Math.floor(agents * 0.96)) estate.inEnvironment(2);
    const key = estate.credential(random.chance(0.01) ? { expiresMs: estate.someDay() } : {});
    const identity = estate.node('identity', { identityKind: 'agent' });
    const [posts, inbox, profile] = [
      estate.node('resource', { sensitivity: 1 }),
      estate.node('resource', { sensitivity: 3 }),
      estate.node('resource', { sensitivity: 1 }),
    ];
    estate.authenticates(key, identity, platform);
    for (const [name, resource] of [
      ['write', posts],
      ['delete', posts],
      ['read', inbox],
      ['send', inbox],
      ['write', profile],
    ] as const)
      estate.grant(name, identity, resource);
    estate.actsAs(ownerIdentities + estate.skewed(owners, 3), identity);
    estate.holds(database, key);
    if (agentsRead) estate.edge('reads-secrets', identity, database);
    if (random.chance(0.02)) estate.workloadOf(identity, key);
  }
  estate.inEnvironment(1);
  for (let at = 0; at < third; at++) {
    const [key, identity] = [estate.credential(), estate.node('identity')];
    estate.authenticates(key, identity, platform);
    for (const name of ['read', 'spend', 'write'] as const) estate.grant(name, identity, platform.first + random.below(platform.count));
    estate.holds(messages, key);
  }
  for (let at = 0; at < services; at++) {
    const [key, identity] = [estate.credential(), estate.node('identity')];
    estate.authenticates(key, identity, platform);
    if (at < 40)
      for (let g = 20 + random.below(1 + Math.round(200 * part)); g > 0; g--)
        estate.grant(random.pick(actionClasses), identity, platform.first + random.below(platform.count));
    if (at < 3) estate.edge('reads-secrets', identity, database);
    if (at < 2) estate.edge('reads-secrets', identity, messages);
    estate.workloadOf(identity, key);
  }
  const [anonymous, role] = [estate.node('identity', { identityKind: 'anonymous' }), estate.node('identity', { identityKind: 'role' })];
  const key = estate.credential();
  estate.edge('authenticates', key, anonymous);
  estate.edge('acts-as', anonymous, role);
  estate.edge('reads-secrets', role, database);
  estate.edge('reads-secrets', role, messages);
  return estate;
}
