import { describe, expect, test } from 'vitest';
import type { EdgeFact, EdgeType, Fact, GrantFact, NodeFact } from '../model/facts.ts';
import type { End, Scenario } from '../model/figures.ts';
import { analyze } from './analyze.ts';
import { buildGraph } from './buildGraph.ts';
import { columnsFromFacts } from './columnsFromFacts.ts';
import { estateFigures } from './estateFigures.ts';
import { explore } from './explore.ts';
import { figuresAt } from './figureColumns.ts';
import { lifeIndex, livesOf } from './lives.ts';
import { makeScratch } from './spread.ts';
import { startOf } from './starts.ts';

/** The rules of docs/facts.md one by one: facts, what is reached and for how long, and what must not be. T is 27 days, `c` the credential looked at. */
const asOfMs = Date.parse('2026-11-01T00:00:00Z');
const at = (ms: number) => new Date(asOfMs + ms).toISOString();
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const edge = (type: EdgeType, from: string, to: string, more: Partial<EdgeFact> = {}): Fact => ({ fact: 'edge', edge: type, from, to, ...more });
const grant = (from: string, resource: string, more: Partial<GrantFact> = {}): Fact => ({ fact: 'grant', from, class: 'read', resource, ...more });
const credential = (key: string, more: object = {}): Fact => ({ fact: 'credential', key, ...more }) as NodeFact;
const identity = (key: string, more: object = {}): Fact => ({ fact: 'identity', key, kind: 'role', ...more }) as NodeFact;
const workload = (key: string, more: object = {}): Fact => ({ fact: 'workload', key, kind: 'pod', ...more }) as NodeFact;

function graphOf(facts: Fact[]) {
  const columns = columnsFromFacts(facts);
  return { columns, graph: buildGraph(columns, { asOfMs, horizonDays: 27 }) };
}

/** Hours that the attacker stays at each entered node. */
function stays(facts: Fact[], scenario: Scenario, end: End): Record<string, number> {
  const { columns, graph } = graphOf(facts);
  const c = columns.nodes.key.indexOf('c');
  const { nodes, stay } = explore(graph, end, startOf(graph, scenario, end, c), makeScratch(graph));
  return Object.fromEntries([...nodes].map((v) => [columns.nodes.key[v], graph.lives.units[stay[v]!]! / 12]));
}
const T = 27 * 24;

type Case = { rule: string; facts: Fact[]; scenario?: Scenario; end?: End; stays: Record<string, number> };
const cases: Case[] = [
  {
    rule: 'an edge is dead at its until, and live a millisecond before',
    facts: [edge('authenticates', 'c', 'dead', { until: at(0) }), edge('authenticates', 'c', 'live', { until: at(1) })],
    stays: { c: T, live: 1 / 12 },
  },
  { rule: 'a credential is dead at its expires', facts: [credential('c', { expires: at(0) }), edge('authenticates', 'c', 'i')], stays: {} },
  { rule: 'a disabled node is not entered', facts: [edge('authenticates', 'c', 'i'), identity('i', { status: 'disabled' })], stays: { c: T } },
  {
    rule: 'gone counts at asOf, not after it',
    facts: [edge('authenticates', 'c', 'i'), edge('authenticates', 'c', 'j'), { fact: 'gone', key: 'i', at: at(0) }, { fact: 'gone', key: 'j', at: at(1) }],
    stays: { c: T, j: T },
  },
  {
    rule: 'gone takes any name of a node',
    facts: [edge('authenticates', 'c', 'i'), identity('i', { aliases: ['x'] }), { fact: 'gone', key: 'x' }],
    stays: { c: T },
  },
  {
    rule: 'a sender-constrained credential starts no leak',
    facts: [credential('c', { presentation: 'sender-constrained' }), edge('authenticates', 'c', 'i')],
    end: 'upTo',
    stays: {},
  },
  {
    rule: 'but a takeover',
    facts: [credential('c', { presentation: 'sender-constrained' }), edge('authenticates', 'c', 'i')],
    scenario: 'takeover',
    stays: { c: T, i: T },
  },
  { rule: 'a source-bound one leaks only up to', facts: [credential('c', { presentation: 'source-bound' }), edge('authenticates', 'c', 'i')], stays: {} },
  { rule: 'which is', facts: [credential('c', { presentation: 'source-bound' }), edge('authenticates', 'c', 'i')], end: 'upTo', stays: { c: T, i: T } },
  {
    rule: 'scoped speaks in a name without entering it',
    facts: [edge('authenticates', 'c', 'i', { scoped: true }), edge('acts-as', 'i', 'j')],
    stays: { c: T },
  },
  { rule: 'possible edges are not certain', facts: [edge('authenticates', 'c', 'i', { certainty: 'possible', condition: { kind: 'mfa' } })], stays: { c: T } },
  {
    rule: 'own life is the lesser of expires and ttl, on the grid',
    facts: [credential('c', { expires: at(90 * minute), ttl: 301 }), edge('authenticates', 'c', 'i')],
    stays: { c: 0.25, i: 0.25 },
  },
  { rule: 'an edge lasts until its until, on the grid', facts: [edge('authenticates', 'c', 'i', { until: at(12 * hour + 1) })], stays: { c: T, i: 24 } },
  {
    rule: 'a session outlives what led to it, but not its edge',
    facts: [
      credential('c', { ttl: 60 }),
      edge('acts-as', 'c', 'i', { sessionTtl: 43_200 }),
      edge('acts-as', 'c', 'j', { sessionTtl: 43_200, until: at(hour) }),
    ],
    stays: { c: 1 / 12, i: 12, j: 1 },
  },
  {
    rule: 'lasting outlives even its edge',
    facts: [credential('c', { ttl: 60 }), edge('acts-as', 'c', 'i', { lasting: true, until: at(hour) })],
    stays: { c: 1 / 12, i: T },
  },
  {
    rule: 'what is harvested has its own life, whatever led to it',
    facts: [credential('c', { ttl: 60 }), edge('reads-secrets', 'c', 's'), edge('holds', 's', 'h'), credential('h', { expires: at(5 * day) })],
    stays: { c: 1 / 12, s: 1 / 12, h: 120 },
  },
  {
    rule: 'renews: the current one, as long as the store can be read',
    facts: [credential('c', { ttl: 3600 }), edge('reads-secrets', 'c', 's'), edge('holds', 's', 'h', { renews: true }), credential('h', { ttl: 60 })],
    stays: { c: 1, s: 1, h: 1 },
  },
  {
    rule: 'a credential that reads its own renewing store renews itself for ever',
    facts: [
      credential('c', { ttl: 60 }),
      edge('reads-secrets', 'c', 's'),
      edge('holds', 's', 'h', { renews: true }),
      credential('h', { ttl: 60 }),
      edge('authenticates', 'h', 'i'),
      edge('reads-secrets', 'i', 's'),
    ],
    stays: { c: 1 / 12, s: T, h: T, i: T },
  },
  {
    rule: 'not if the way back is only possible',
    facts: [
      credential('c', { ttl: 60 }),
      edge('reads-secrets', 'c', 's'),
      edge('holds', 's', 'h', { renews: true }),
      credential('h', { ttl: 60 }),
      edge('reads-secrets', 'h', 's', { certainty: 'possible' }),
    ],
    stays: { c: 1 / 12, s: 1 / 12, h: 1 / 12 },
  },
  {
    rule: 'takeover: inside the workload a bearer key is renewed as long as one stays; until of uses does not matter',
    facts: [credential('c', { ttl: 60 }), workload('w'), edge('uses', 'w', 'c', { until: at(hour) })],
    scenario: 'takeover',
    stays: { c: T, w: T },
  },
  { rule: 'a leak does not lead back to the workload', facts: [credential('c', { ttl: 60 }), workload('w'), edge('uses', 'w', 'c')], stays: { c: 1 / 12 } },
  {
    rule: 'a takeover starts at no dead use and at no dead workload',
    facts: [edge('uses', 'w', 'c', { until: at(0) }), edge('uses', 'x', 'c'), workload('x', { status: 'disabled' })],
    scenario: 'takeover',
    stays: { c: T },
  },
  {
    rule: 'holds is no way to a sender-constrained credential, uses is',
    facts: [
      edge('reads-secrets', 'c', 's'),
      edge('holds', 's', 'h'),
      edge('controls', 'c', 'w'),
      edge('uses', 'w', 'k'),
      credential('h', { presentation: 'sender-constrained' }),
      credential('k', { presentation: 'sender-constrained', ttl: 60 }),
    ],
    stays: { c: T, s: T, w: T, k: T },
  },
];

test.each(cases)('$rule', ({ facts, scenario = 'leak', end = 'certain', stays: expected }) => {
  expect(stays([credential('c'), ...facts], scenario, end)).toEqual(expected);
});

describe('figures', () => {
  const figuresOf = (facts: Fact[], key = 'c') => {
    const { columns, graph } = graphOf([credential('c'), ...facts]);
    const position = graph.credentials.indexOf(columns.nodes.key.indexOf(key));
    return figuresAt(analyze(graph).analysis.leak.certain, position);
  };

  test('a grant counts whatever the state of its resource; a permission once, for its best grant', () => {
    const facts = [grant('c', 'r', { until: at(day) }), grant('c', 'r', { until: at(2 * day) }), { fact: 'gone', key: 'r' } as const];
    expect(figuresOf(facts)).toMatchObject({ scope: 1, weight: 15, actionDays: 30, share: 1 });
  });

  test('an unusable store is not read, but its secrets count in what the estate could lose', () => {
    expect(figuresOf([edge('reads-secrets', 'c', 's'), { fact: 'gone', key: 's' }, grant('c', 'r')])).toMatchObject({
      scope: 1,
      weight: 15,
      share: 15 / (15 + 90),
    });
  });

  test('an identity is spoken for only if usable, once, and only identities count', () => {
    const facts = [
      edge('authenticates', 'c', 'i', { scoped: true }),
      edge('authenticates', 'c', 'j', { scoped: true }),
      edge('authenticates', 'c', 'w', { scoped: true }),
    ];
    expect(figuresOf([...facts, ...facts, identity('j', { status: 'disabled' }), workload('w')]).identities).toBe(1);
  });

  test('bands: by whole units; a crown jewel is at least high, listing it is not; administering is critical', () => {
    const floor = { until: at(20 * day) }; // 20 days x weight 50 = 1,000 action-days
    const medium = { fact: 'resource', key: 'r', sensitivity: 3 } as const;
    expect(figuresOf([grant('c', 'r', floor), medium])).toMatchObject({ actionDays: 1000, band: 'low' });
    expect(figuresOf([grant('c', 'r', { until: at(19 * day) }), medium]).band).toBe('contained');
    const jewel = { fact: 'resource', key: 'r', sensitivity: 5 } as const;
    expect(figuresOf([grant('c', 'r', { class: 'list' }), jewel]).band).toBe('low');
    expect(figuresOf([grant('c', 'r', { until: at(1) }), jewel]).band).toBe('high');
    expect(figuresOf([edge('authenticates', 'c', 'i'), identity('i', { administers: 'aws:account' })]).band).toBe('critical');
    expect(figuresOf([edge('authenticates', 'c', 'i', { scoped: true }), identity('i', { administers: 'aws:account' })]).band).toBe('contained');
  });

  test('a credential that comes back to itself is not in its own chain', () => {
    expect(figuresOf([edge('reads-secrets', 'c', 's'), edge('holds', 's', 'c'), edge('holds', 's', 'h')]).chain).toBe(1);
  });

  test('one known only from usage, sightings or holds is listed with nothing and outside the estate', () => {
    const { columns, graph } = graphOf([credential('c'), edge('holds', 's', 'seen'), { fact: 'sighting', credential: 'seen' }, grant('c', 'r')]);
    const { analysis } = analyze(graph);
    expect([...graph.credentials].map((v) => columns.nodes.key[v])).toEqual(['c', 'seen']);
    expect(estateFigures(graph, analysis, 'leak', 'certain')).toEqual({
      credentials: 1,
      highOrAbove: 0,
      largestShare: 15 / 15,
      sum: 405,
      median: 405,
      byBand: { contained: 1, low: 0, medium: 0, high: 0, critical: 0 },
    });
  });

  test('the estate: unusable credentials are left out, the median of an even number is the mean of the middle two', () => {
    const { graph } = graphOf([
      credential('c'),
      credential('d'),
      credential('dead', { status: 'disabled' }),
      grant('c', 'r'),
      grant('d', 'r', { until: at(day) }),
      grant('dead', 'r'),
    ]);
    expect(estateFigures(graph, analyze(graph).analysis, 'takeover', 'upTo')).toMatchObject({ credentials: 2, sum: 420, median: 210 });
  });
});

describe('life', () => {
  const lives = livesOf(3);
  const of = (ms: number) => lives.units[lifeIndex(lives, ms)]! * 300;
  test('is the first point of the grid not below, to the millisecond, at most T', () => {
    expect([1, 300_000, 300_001, 900_000, hour, hour + 1].map(of)).toEqual([300, 300, 900, 900, 3600, 14_400]);
    expect([12 * hour, 12 * hour + 1, day, day + 1, 3 * day, 3 * day + 1, 500 * day, Number.NaN].map(of)).toEqual([
      43_200, 86_400, 86_400, 172_800, 259_200, 259_200, 259_200, 259_200,
    ]);
  });
  test('a horizon is a whole number of days from 1 to 240', () => {
    expect(livesOf(240).units.length).toBe(245);
    for (const bad of [0, 241, 1.5, Number.NaN]) expect(() => livesOf(bad)).toThrow(RangeError);
  });
});
