import fc from 'fast-check';
import { actionClasses, type EdgeFact, type Fact, type GrantFact, type NodeFact } from '../model/facts.ts';

/**
 * Small random estates for property tests: few names, so that cycles, diamonds, self loops, twins and parallels are the rule; times on and around asOf and
 * the points of the grid; every attribute of every edge; aliases in chains, distinct pairs, undescribed and gone nodes, kind conflicts, ranks.
 */
export const asOf = Date.parse('2026-11-01T00:00:00.000Z');
export type RandomEstate = { facts: Fact[]; horizonDays: number };

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const credentials = [...numbered('cred/', 4), 'twin'];
const identities = numbered('id/', 4);
const workloads = numbered('work/', 2);
const stores = numbered('store/', 2);
const resources = numbered('res/', 3);
/** Names for anything, among them two whose order by UTF-16 unit is not that by code point. */
const strange = ['ghost', 'alias', '\u{1F511}', '\uFF21'];
const everything = [...credentials, ...identities, ...workloads, ...stores, ...resources, ...strange];

/** Mostly a name of the right kind, now and then any. */
const named = (right: readonly string[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...right) }, { weight: 1, arbitrary: fc.constantFrom(...everything) });

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const points = [0, 5 * minute, 15 * minute, hour, 4 * hour, 12 * hour, day, 2 * day, 3 * day, 26 * day, 27 * day, 28 * day, 240 * day];
/** On, 1 ms before and 1 ms after asOf and points of the grid, and in between. */
const time = fc
  .oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...points), fc.constantFrom(-1, 0, 1)).map(([point, around]) => point + around) },
    { weight: 1, arbitrary: fc.integer({ min: -2 * day, max: 30 * day }) },
  )
  .map((ms) => new Date(asOf + ms).toISOString());
const seconds = fc.constantFrom(1, 299, 300, 301, 900, 901, 3600, 5000, 43_200, 43_201, 86_400, 86_401, 200_000, 27 * 86_400 + 1);

const optional = <T>(arbitrary: fc.Arbitrary<T>, weight = 2) => fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight, arbitrary });
type Loose = Record<string, unknown>;
/** Drops what is undefined. The cast holds because each caller's record has the fields of the fact it names. */
const fact = <T extends Fact>(record: { [field: string]: fc.Arbitrary<unknown> }): fc.Arbitrary<T> =>
  fc.record(record).map((loose: Loose) => Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined)) as T);

const nodeFields = {
  aliases: optional(fc.array(fc.constantFrom(...credentials, ...strange), { minLength: 1, maxLength: 2 })),
  sensitivity: optional(fc.constantFrom(1, 2, 3, 4, 5)),
  pattern: optional(fc.constantFrom(true, false)),
  source: optional(fc.constantFrom({ name: 'issuer', rank: 400 }, { name: 'scan', rank: 200 }, { name: 'other' })),
};
const status = optional(fc.constantFrom('active', 'active', 'disabled', 'expired'), 1);
const credential = fact<NodeFact>({
  fact: fc.constant('credential'),
  key: named(credentials),
  ...nodeFields,
  status,
  presentation: optional(fc.constantFrom('bearer', 'source-bound', 'sender-constrained'), 4),
  expires: optional(time),
  ttl: optional(seconds),
  storage: optional(fc.constantFrom('vault', 'config')),
});
const identity = fact<NodeFact>({
  fact: fc.constant('identity'),
  key: named(identities),
  kind: fc.constantFrom('agent', 'role', 'anonymous'),
  ...nodeFields,
  status,
  administers: optional(fc.constant('scope'), 1),
});
const workload = fact<NodeFact>({ fact: fc.constant('workload'), key: named(workloads), kind: fc.constant('pod'), ...nodeFields, status });
const resource = fact<NodeFact>({ fact: fc.constant('resource'), key: named([...stores, ...resources]), ...nodeFields, store: optional(fc.constant(true)) });

const relation = { until: optional(time), certainty: optional(fc.constantFrom('certain', 'possible', 'possible')) };
const edgeOf = (type: string, from: readonly string[], to: readonly string[], more: { [field: string]: fc.Arbitrary<unknown> } = {}) =>
  fact<EdgeFact>({ fact: fc.constant('edge'), edge: fc.constant(type), from: named(from), to: named(to), ...relation, ...more });
const staying = { lasting: optional(fc.constantFrom(true, false)), sessionTtl: optional(seconds) };
export const edge: fc.Arbitrary<EdgeFact> = fc.oneof(
  edgeOf('authenticates', credentials, identities, { scoped: optional(fc.boolean()) }),
  edgeOf('acts-as', [...identities, ...credentials], identities, staying),
  edgeOf('runs-as', workloads, identities),
  edgeOf('uses', workloads, credentials),
  edgeOf('controls', [...identities, ...credentials], workloads, staying),
  edgeOf('reads-secrets', [...identities, ...credentials, ...workloads], stores),
  edgeOf('holds', stores, credentials, { renews: optional(fc.boolean(), 4) }),
);
export const grant: fc.Arbitrary<GrantFact> = fact<GrantFact>({
  fact: fc.constant('grant'),
  from: named([...identities, ...credentials, ...workloads]),
  class: fc.constantFrom(...actionClasses),
  resource: named([...resources, ...stores]),
  ...relation,
});

const other: fc.Arbitrary<Fact> = fc.oneof(
  fact<Fact>({ fact: fc.constant('gone'), key: named(everything), at: fc.oneof(fc.constant(undefined), time) }),
  fact<Fact>({ fact: fc.constant('distinct'), keys: fc.tuple(fc.constantFrom(...credentials, ...strange), fc.constantFrom(...credentials, ...strange)) }),
  fact<Fact>({
    fact: fc.constant('usage'),
    credential: named(credentials),
    at: fc.constant(new Date(asOf).toISOString()),
    resource: optional(named(resources)),
  }),
  fact<Fact>({
    fact: fc.constant('sighting'),
    credential: named(credentials),
    audience: optional(fc.constantFrom('public', 'team')),
    store: optional(named(stores)),
  }),
);

const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 8, arbitrary: edge },
  { weight: 4, arbitrary: grant },
  { weight: 4, arbitrary: fc.oneof(credential, credential, identity, workload, resource) },
  { weight: 1, arbitrary: other },
);

export const randomEstate: fc.Arbitrary<RandomEstate> = fc.record({
  facts: fc.array(anyFact, { minLength: 5, maxLength: 70, size: 'max' }),
  horizonDays: fc.constantFrom(27, 27, 1, 2, 3, 240),
});
