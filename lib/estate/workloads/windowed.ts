import { NumberedEstate } from './numberedEstate.ts';

const classes = ['read', 'write', 'send', 'execute'] as const;
const levels = 10;

/**
 * 100,000 credentials over ten levels of 10,000 identities and 200,000 permissions (scale 1), each leading only to what lies near: no two credentials reach the same. (Without windows the sets of a
 * random estate all become equal.)
 */
export function windowed(scale: number, seed = 33, asOf?: number): NumberedEstate {
  const scaled = (count: number): number => Math.max(8, Math.round(count * scale));
  const estate = new NumberedEstate({
    seed,
    ...(asOf !== undefined && { asOf }),
    room: { nodes: scaled(253_000) + 1000, edges: scaled(1_170_000) + 1000, grants: scaled(405_000) + 1000 },
  });
  const { random } = estate;
  const [credentials, width, resourceCount] = [scaled(100_000), scaled(10_000), scaled(50_000)];
  const resources = { first: estate.several(resourceCount, 'resource', () => ({ sensitivity: random.pick([1, 1, 2, 2, 2, 3]) })), count: resourceCount };
  const level = Array.from({ length: levels }, () => estate.several(width, 'identity', { identityKind: 'role' }));
  /** One of `count` whose place is within `window` of a place 0 .. 1. */
  const near = (place: number, count: number, window: number): number => Math.floor((((place + (random.next() - 0.5) * window) % 1) + 1) * count) % count;
  const until = (): number | undefined => (random.chance(0.06) ? estate.someDay() : undefined);
  for (let at = 0; at < credentials; at++) {
    const place = at / credentials;
    const key = estate.credential(random.chance(0.1) ? { expiresMs: estate.someDay() } : {});
    for (let edges = 0; edges < 8; edges++) {
      const to = level[edges < 6 ? 0 : 1]! + near(place, width, 0.02);
      if (edges === 0) estate.authenticates(key, to, resources);
      else estate.actsAs(key, to, until());
    }
    if (random.chance(0.02)) estate.workloadOf(level[0]! + near(place, width, 0.02), key);
  }
  for (let l = 0; l < levels; l++) {
    for (let at = 0; at < width; at++) {
      const [from, place] = [level[l]! + at, at / width];
      if (l + 1 < levels) for (let edges = 0; edges < 4; edges++) estate.actsAs(from, level[l + 1]! + near(place, width, 0.04), until());
      for (let g = 0; g < 4; g++) estate.grant(random.pick(classes), from, resources.first + near(place, resourceCount, 0.02), until());
    }
  }
  return estate;
}
