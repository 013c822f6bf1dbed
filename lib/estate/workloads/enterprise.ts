import { item } from '../random.ts';
import { NumberedEstate } from './numberedEstate.ts';

const classes = ['list', 'read', 'write', 'send', 'delete', 'execute'] as const;

/** Most of what there is is trivial; one thing in twenty is confidential, one in a thousand a crown jewel. At scale 1 that makes one credential in eight critical. */
const sensitivities = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3] as const;

/** How an enterprise differs from one in which nearly everybody reaches nearly everything: by who may read stores, and how roles hang together. */
type Shape = { roleReaders: number; servicesReading: number; usersReading: number; serviceContinues: number; anyRing: boolean };
const usual: Shape = { roleReaders: 150, servicesReading: 0.006, usersReading: 0.004, serviceContinues: 0.4, anyRing: false };
const superCritical: Shape = { roleReaders: 600, servicesReading: 0.02, usersReading: 0.01, serviceContinues: 0.75, anyRing: true };

/**
 * 200,000 credentials of 150,000 principals, 20,000 roles in levels and rings, 5,000 stores that hold half of the credentials, 50,000 resources (scale 1), about 8.9 million edges and grants.
 * @param escalating the super-critical one: which of the two an organisation is turns on who may read stores
 */
export function enterprise(scale: number, escalating = false, seed = 22, asOf?: number): NumberedEstate {
  const scaled = (count: number): number => Math.max(2, Math.round(count * scale));
  const estate = new NumberedEstate({
    seed,
    ...(asOf !== undefined && { asOf }),
    room: { nodes: scaled(440_000) + 1000, edges: scaled(1_000_000) + 10_000, grants: scaled(8_050_000) + 40_000 },
  });
  const { random } = estate;
  const shape = escalating ? superCritical : usual;
  const [credentials, services, users, roles, stores] = [scaled(200_000), scaled(30_000), scaled(120_000), scaled(20_000), scaled(5_000)];
  const resources = { first: 0, count: scaled(50_000) };
  estate.several(resources.count, 'resource', (at) => {
    if (at === Math.floor(resources.count * 0.8)) estate.inEnvironment(2);
    return { sensitivity: random.chance(0.001) ? 5 : random.pick(sensitivities) };
  });
  estate.inEnvironment(1);
  const store = estate.several(stores, 'resource', { sensitivity: 3, store: true });
  const principal = estate.several(services, 'identity');
  estate.several(users, 'identity', { identityKind: 'human' });
  const role = estate.several(roles, 'identity', (at) => ({ identityKind: 'role', administers: at === roles - 1 }));
  const expiry = (): number | undefined => {
    const drawn = random.next();
    return drawn < 0.7 ? undefined : drawn < 0.9 ? estate.someDay() : estate.tomorrow;
  };
  const keys: number[] = [];
  for (let at = 0; at < credentials; at++) {
    const expiresMs = expiry();
    const stored = at < credentials / 2;
    const key = estate.credential(expiresMs === undefined ? {} : { expiresMs });
    keys.push(key);
    const owner = (): number => principal + (stored ? estate.skewed(services, 1.5) : services + estate.skewed(users, 1.2));
    const first = owner();
    estate.authenticates(key, first, resources);
    if (random.chance(0.02)) estate.authenticates(key, owner(), resources);
    if (stored) for (let copies = random.chance(0.05) ? 2 : 1; copies > 0; copies--) estate.holds(store + estate.skewed(stores, 2), key);
    if (random.chance(0.02)) estate.workloadOf(first, key);
  }
  const level = levelsOf(estate, roles);
  roleGraph(estate, { role, level, roles, scaled }, shape);
  for (let at = 0; at < services + users; at++) {
    for (let more = true; more; more = random.chance(at < services ? shape.serviceContinues : 0.75))
      estate.actsAs(principal + at, role + estate.skewed(roles, 3), random.chance(0.03) ? estate.someDay() : undefined);
  }
  const reads = (from: number, most: number): void => {
    for (let edges = 1 + random.below(most); edges > 0; edges--) estate.edge('reads-secrets', from, store + random.below(stores));
  };
  for (let edges = scaled(shape.roleReaders); edges > 0; edges--) reads(role + roles - 1 - random.below(Math.ceil(roles * 0.3)), 1);
  for (let at = 0; at < services + users; at++) if (random.chance(at < services ? shape.servicesReading : shape.usersReading)) reads(principal + at, 3);
  grants(estate, { role, roles, principal, principals: services + users, resources, scaled });
  return estate;
}

function levelsOf({ random }: NumberedEstate, roles: number): Uint8Array {
  return Uint8Array.from({ length: roles }, () => {
    let level = 0;
    while (level < 7 && random.chance(0.45)) level++;
    return level;
  });
}

type Roles = { role: number; level: Uint8Array; roles: number; scaled: (count: number) => number };

/** Roles of one level are members of some of the next, and rings of roles are members of each other. There are fewer rings where there are fewer roles, so that a small estate hangs together as a large one does. */
function roleGraph(estate: NumberedEstate, { role, level, roles, scaled }: Roles, { anyRing }: Shape): void {
  const { random } = estate;
  const atLevel: number[][] = Array.from({ length: 9 }, () => []);
  for (const [at, of] of level.entries()) atLevel[of]!.push(at);
  for (let at = 0; at < roles; at++) {
    const next = atLevel[level[at]! + 1]!;
    if (next.length > 0)
      for (let parents = random.chance(0.3) ? 2 : 1; parents > 0; parents--) estate.actsAs(role + at, role + item(next, estate.skewed(next.length, 1.5)));
  }
  const unpopular = Array.from({ length: roles }, (_, at) => at).filter((at) => level[at] === 0 && at >= roles * 0.6);
  const all = Array.from({ length: roles }, (_, at) => at);
  const ring = (size: number, among: number[]): void => {
    const members = Array.from({ length: Math.min(size, among.length) }, () => random.pick(among));
    for (const [at, member] of members.entries()) estate.edge('acts-as', role + member, role + members[(at + 1) % members.length]!);
  };
  const large = (): number => 2 + Math.floor(48 * random.next() * random.next());
  for (let rings = 0; rings < scaled(200); rings++) ring(anyRing || rings < scaled(20) ? large() : 2 + random.below(3), anyRing ? all : unpopular);
  ring(scaled(500), anyRing ? all : unpopular);
}

type Granting = {
  role: number;
  roles: number;
  principal: number;
  principals: number;
  resources: { first: number; count: number };
  scaled: (count: number) => number;
};

function grants(estate: NumberedEstate, { role, roles, principal, principals, resources, scaled }: Granting): void {
  const { random } = estate;
  const until = (): number => (random.chance(0.02) ? estate.someDay() : Number.NaN);
  const popular = (): number => resources.first + estate.skewed(resources.count, 1.7);
  for (const end = estate.grantCount + scaled(3_000_000); estate.grantCount < end; ) {
    const holder = role + random.below(roles);
    const length = Math.min(5000, Math.ceil(3 / random.next() ** 0.9), resources.count);
    const first = random.below(resources.count);
    const mask = 1 + random.below(2 ** classes.length - 1);
    for (let at = 0; at < length; at++)
      for (let c = 0; c < classes.length; c++)
        if ((mask >> c) & 1) estate.grant(item(classes, c), holder, resources.first + ((first + at) % resources.count), until());
  }
  for (let g = scaled(3_000_000); g > 0; g--) estate.grant(random.pick(classes), role + estate.skewed(roles, 1.3), popular(), until());
  for (let g = scaled(2_000_000); g > 0; g--) estate.grant(random.pick(classes), principal + random.below(principals), popular(), until());
}
