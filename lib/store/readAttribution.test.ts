import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { attributionOf, attributions, crowdedFrom, type SeenUse, signatureOf } from '../model/attribution.ts';
import { issuances, presentations } from '../model/facts.ts';
import { inTransaction, openPool } from './database.ts';
import { importFacts } from './importFacts.ts';
import { givenSet, readersDeriver } from './importTesting.ts';
import { readAttribution } from './readAttribution.ts';
import { type TestDatabase, testDatabase } from './testDatabase.ts';

const asOf = new Date('2026-11-01T00:00:00Z');
const dayMs = 86_400_000;

/** What `read` says of a new database with these facts, and the canonical key of each node's id. */
async function loaded<T>(facts: unknown[], read: (client: PoolClient) => Promise<T>): Promise<{ found: T; keys: Map<number, string> }> {
  const own: TestDatabase = await testDatabase();
  const database = openPool(own.url);
  try {
    await importFacts(database, [givenSet({ facts })], { actor: 'test', now: asOf, deriver: readersDeriver });
    const { rows } = await database.pool.query<{ id: number; key: string }>('SELECT id, key FROM node');
    const found = await inTransaction(database, read);
    return { found, keys: new Map(rows.map(({ id, key }) => [id, key])) };
  } finally {
    await database.close();
    await own.drop();
  }
}

async function attributionsOf(client: PoolClient): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  await readAttribution(client, asOf, (id, attribution) => found.set(id, attribution));
  return found;
}

type Used = SeenUse & { credential: number; daysAgo: number };
const place = {
  instance: fc.option(fc.constantFrom('i-1', 'i-2'), { nil: undefined }),
  network: fc.option(fc.constantFrom('n-1'), { nil: undefined, freq: 2 }),
};
const use: fc.Arbitrary<Used> = fc.record({
  ...place,
  address: fc.option(fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3'), { nil: undefined }),
  proof: fc.option(fc.constantFrom('spiffe://a', 'spiffe://b'), { nil: undefined }),
  credential: fc.integer({ min: 0, max: 39 }),
  daysAgo: fc.double({ min: -2, max: 93, noNaN: true }),
});
const estate = fc.record({
  issuance: fc.array(fc.constantFrom(...issuances), { minLength: 40, maxLength: 40 }),
  presentation: fc.array(fc.constantFrom(...presentations), { minLength: 40, maxLength: 40 }),
  system: fc.array(fc.constantFrom('logged', 'missing', 'old', undefined), { minLength: 40, maxLength: 40 }),
  described: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  uses: fc.array(use, { maxLength: 90 }),
  // one address that many come from
  crowd: fc.integer({ min: crowdedFrom - 1, max: crowdedFrom + 3 }),
});

const coverage = [
  { fact: 'coverage', system: 'logged', from: '2026-10-01T00:00:00Z', to: '2026-10-31T00:00:00Z', what: ['inventory', 'access log'] },
  {
    fact: 'coverage',
    system: 'missing',
    from: '2026-10-01T00:00:00Z',
    to: '2026-10-31T00:00:00Z',
    what: ['inventory', 'known to be missing: access log', 'catalogue'],
  },
  { fact: 'coverage', system: 'old', from: '2026-01-01T00:00:00Z', to: '2026-07-01T00:00:00Z', what: ['access log'] },
];

test('the attribution of every credential equals the definition, on random logs', async () => {
  await fc.assert(
    fc.asyncProperty(estate, async ({ issuance, presentation, system, described, uses, crowd }) => {
      const all = [
        ...uses,
        ...Array.from(
          { length: crowd },
          (_, i): Used => ({ credential: i, daysAgo: 1, address: '203.0.113.1', instance: undefined, network: undefined, proof: undefined }),
        ),
      ];
      const at = (daysAgo: number) => new Date(asOf.getTime() - Math.round(daysAgo * dayMs)).toISOString();
      const records = issuance.flatMap((_, i) =>
        described[i]
          ? [{ fact: 'credential', key: `c:${i}`, issuance: issuance[i], presentation: presentation[i], ...(system[i] && { system: system[i] }) }]
          : [],
      );
      const used = all.map(({ credential, daysAgo, proof, instance, network, address }, i) => ({
        ...{ fact: 'usage', credential: `c:${credential}`, at: at(daysAgo), eventId: `e-${i}`, action: `a-${i}` },
        ...{ proof, workload: { instance, network, address } },
      }));
      const { found, keys } = await loaded([...records, ...coverage, ...JSON.parse(JSON.stringify(used))], attributionsOf);
      const counted = all.filter(({ daysAgo }) => Math.round(daysAgo * dayMs) >= 0 && Math.round(daysAgo * dayMs) < 90 * dayMs);
      const crowded = crowdedOf(counted);
      const expected = new Map<string, string>();
      for (let i = 0; i < 40; i++) {
        const own = counted.filter(({ credential }) => credential === i);
        if (!described[i] && !all.some(({ credential }) => credential === i)) continue;
        const covered = system[i] === 'logged';
        expected.set(`c:${i}`, attributionOf({ inEstate: described[i]!, issuance: issuance[i]!, presentation: presentation[i]!, uses: own, covered }, crowded));
      }
      expect(new Map([...found].map(([id, code]) => [keys.get(id)!, attributions[code]!]))).toEqual(expected);
    }),
    { numRuns: 25 },
  );
}, 120_000);

function crowdedOf(uses: readonly Used[]): Set<string> {
  const users = new Map<string, Set<number>>();
  for (const one of uses) {
    const signature = signatureOf(one);
    if (signature === undefined || one.instance !== undefined) continue;
    users.set(signature, (users.get(signature) ?? new Set()).add(one.credential));
  }
  return new Set([...users].filter(([, credentials]) => credentials.size > crowdedFrom).map(([signature]) => signature));
}
