/**
 * How long the figures of every credential take, beside one plain breadth-first search a credential over one set, in the same run:
 *   node bench/analyze.ts [credentials, default 100000] [seed, default 11]
 * The estate is of the Moltbook kind: agents with a key each, few owners, a database open to `anonymous` that holds every key, a message store with
 * third-party keys, a few services that read them. Prints medians of three.
 */
import { analyze } from '../lib/blast/analyze.ts';
import { buildGraph } from '../lib/blast/buildGraph.ts';
import { type EstateColumns, edgeBit, nodeBit } from '../lib/blast/columns.ts';
import type { EstateGraph } from '../lib/blast/graph.ts';
import { type ActionClass, actionClasses, type EdgeType, edgeTypes, identityKinds, type NodeKind, nodeKinds } from '../lib/model/facts.ts';

/** mulberry32: a small generator of our own, so that a seed names an estate for ever. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Estate {
  private readonly kinds: number[] = [];
  private readonly sensitivities: number[] = [];
  private readonly identityKinds: number[] = [];
  private readonly edges: [number, number, number, number, number][] = [];
  private readonly grants: [number, number, number][] = [];

  node(kind: NodeKind, sensitivity = 2, identityKind = 255): number {
    this.sensitivities.push(sensitivity);
    this.identityKinds.push(identityKind);
    return this.kinds.push(nodeKinds.indexOf(kind)) - 1;
  }
  edge(type: EdgeType, from: number, to: number, untilMs = Number.NaN, flags = 0): void {
    this.edges.push([edgeTypes.indexOf(type), from, to, untilMs, flags]);
  }
  grant(name: ActionClass, from: number, resource: number): void {
    this.grants.push([actionClasses.indexOf(name), from, resource]);
  }

  columns(): EstateColumns {
    const count = this.kinds.length;
    const never = () => new Float64Array(count).fill(Number.NaN);
    const edge = <T>(field: 0 | 1 | 2 | 3 | 4, make: (length: number, of: (e: number) => number) => T) => make(this.edges.length, (e) => this.edges[e]![field]);
    const grant = <T>(field: 0 | 1 | 2, make: (length: number, of: (g: number) => number) => T) => make(this.grants.length, (g) => this.grants[g]![field]);
    const bytes = (length: number, of: (i: number) => number) => Uint8Array.from({ length }, (_, i) => of(i));
    const numbers = (length: number, of: (i: number) => number) => Uint32Array.from({ length }, (_, i) => of(i));
    const times = (length: number, of: (i: number) => number) => Float64Array.from({ length }, (_, i) => of(i));
    return {
      nodes: {
        count,
        id: Int32Array.from({ length: count }, (_, v) => v),
        key: [],
        kind: Uint8Array.from(this.kinds),
        status: new Uint8Array(count),
        issuance: new Uint8Array(count),
        presentation: new Uint8Array(count),
        expiresMs: never(),
        ttlSeconds: never(),
        sensitivity: Uint8Array.from(this.sensitivities),
        flags: new Uint8Array(count).fill(nodeBit.described | nodeBit.inEstate),
        goneMs: never(),
        identityKind: Uint8Array.from(this.identityKinds),
        storage: new Uint8Array(count).fill(255),
        sighted: new Uint8Array(count),
        environment: new Uint32Array(count),
        system: new Uint32Array(count),
        systems: ['bench'],
      },
      edges: {
        count: this.edges.length,
        fact: times(this.edges.length, (e) => e),
        type: edge(0, bytes),
        from: edge(1, numbers),
        to: edge(2, numbers),
        untilMs: edge(3, times),
        sessionTtlSeconds: new Float64Array(this.edges.length).fill(Number.NaN),
        flags: edge(4, bytes),
      },
      grants: {
        count: this.grants.length,
        fact: times(this.grants.length, (g) => g),
        class: grant(0, bytes),
        from: grant(1, numbers),
        resource: grant(2, numbers),
        untilMs: new Float64Array(this.grants.length).fill(Number.NaN),
        possible: new Uint8Array(this.grants.length),
      },
    };
  }
}

const asOfMs = Date.parse('2026-11-01T00:00:00Z');
const day = 86_400_000;

/** Of 100 credentials about 96 are agents' keys, 1 an owner's, 3 third parties'; about ten edges and grants a credential. */
function moltbook(credentials: number, seed: number): EstateColumns {
  const next = random(seed);
  const estate = new Estate();
  const owners = Math.ceil(credentials * 0.01);
  const third = Math.ceil(credentials * 0.023);
  const services = 40;
  const agents = credentials - owners - third - services;
  const [database, messages] = [estate.node('resource', 5), estate.node('resource', 4)];
  const anonymous = estate.node('identity', 2, identityKinds.indexOf('anonymous'));
  const role = estate.node('identity');
  estate.edge('acts-as', anonymous, role);
  estate.edge('reads-secrets', role, database);
  estate.edge('reads-secrets', role, messages);
  const ownerIdentities = Array.from({ length: owners }, () => {
    const [key, identity] = [estate.node('credential'), estate.node('identity')];
    estate.edge('authenticates', key, identity);
    estate.edge('holds', database, key);
    return identity;
  });
  const platform = Array.from({ length: 500 }, () => estate.node('resource', 1 + Math.floor(5 * next() ** 2)));
  for (let i = 0; i < agents; i++) {
    const [key, identity, workload] = [estate.node('credential'), estate.node('identity'), estate.node('workload')];
    const [posts, inbox, profile] = [estate.node('resource', 1), estate.node('resource', 3), estate.node('resource', 1)];
    estate.edge('authenticates', key, identity, next() < 0.01 ? asOfMs + Math.ceil(90 * next()) * day : Number.NaN);
    estate.edge('acts-as', ownerIdentities[Math.floor(owners * next() ** 3)]!, identity);
    estate.edge('uses', workload, key);
    estate.edge('runs-as', workload, identity);
    estate.edge('holds', database, key, Number.NaN, next() < 0.02 ? edgeBit.possible : 0);
    for (const [name, resource] of [
      ['write', posts],
      ['delete', posts],
      ['read', inbox],
      ['send', inbox],
      ['write', profile],
    ] as const)
      estate.grant(name, identity, resource);
  }
  for (let i = 0; i < third; i++) {
    const [key, identity] = [estate.node('credential'), estate.node('identity')];
    estate.edge('authenticates', key, identity);
    estate.edge('holds', messages, key);
    for (const name of ['read', 'spend', 'write'] as const) estate.grant(name, identity, platform[Math.floor(500 * next())]!);
  }
  for (let i = 0; i < services; i++) {
    const [key, identity] = [estate.node('credential'), estate.node('identity')];
    estate.edge('authenticates', key, identity);
    for (let g = 20 + Math.floor(200 * next()); g > 0; g--) estate.grant(actionClasses[Math.floor(6 * next())]!, identity, platform[Math.floor(500 * next())]!);
    if (i < 3) estate.edge('reads-secrets', identity, database);
    if (i < 2) estate.edge('reads-secrets', identity, messages);
  }
  return estate.columns();
}

/** What a first version would do: breadth first from each credential over the certain edges, counting nodes and distinct permissions; no stays, no second set. */
function plainSearches({ certain, credentials, nodes, permissions }: EstateGraph): number {
  const [seen, met, queue] = [new Uint32Array(nodes), new Uint32Array(permissions.count), new Uint32Array(nodes)];
  let total = 0;
  let stamp = 0;
  for (const c of credentials) {
    stamp++;
    let tail = 1;
    queue[0] = c;
    seen[c] = stamp;
    for (let next = 0; next < tail; next++) {
      const u = queue[next]!;
      for (let slot = certain.permits.start[u]!; slot < certain.permits.start[u + 1]!; slot++) {
        const p = certain.permits.head[slot]!;
        if (met[p] === stamp) continue;
        met[p] = stamp;
        total += permissions.weight[p]!;
      }
      for (let slot = certain.edges.start[u]!; slot < certain.edges.start[u + 1]!; slot++) {
        const v = certain.edges.head[slot]!;
        if (seen[v] === stamp) continue;
        seen[v] = stamp;
        queue[tail++] = v;
      }
    }
  }
  return total;
}

/** Seconds of each of three rounds, the parts taking turns so that a busy machine slows all alike; medians. */
function medians(parts: Record<string, () => void>): Record<string, number> {
  const seconds: Record<string, number[]> = {};
  for (let round = 0; round < 3; round++) {
    for (const [name, part] of Object.entries(parts)) {
      const start = performance.now();
      part();
      seconds[name] ??= [];
      seconds[name].push((performance.now() - start) / 1000);
    }
  }
  return Object.fromEntries(Object.entries(seconds).map(([name, all]) => [name, all.sort((a, b) => a - b)[1]!]));
}

const [credentials = 100_000, seed = 11] = process.argv.slice(2).map(Number);
const columns = moltbook(credentials, seed);
let graph = buildGraph(columns, { asOfMs, horizonDays: 27 });
let [weight, plainWeight] = [0, 0];
const median = medians({
  build: () => {
    graph = buildGraph(columns, { asOfMs, horizonDays: 27 });
  },
  plain: () => {
    plainWeight = plainSearches(graph);
  },
  analyze: () => {
    weight = analyze(graph).analysis.leak.certain.weight.reduce((sum, one) => sum + one, 0);
  },
});
if (weight !== plainWeight) throw new Error(`analyze found weight ${weight}, the plain searches ${plainWeight}`);
console.log(
  `credentials ${graph.credentials.length}, nodes ${graph.nodes}, edges and grants ${columns.edges.count + columns.grants.count}, weight reached ${weight}`,
);
console.log(`buildGraph ${median.build!.toFixed(2)} s`);
console.log(`plain search, one set, one scenario ${median.plain!.toFixed(2)} s`);
console.log(
  `analyze, both scenarios and sets, stays, exposure ${median.analyze!.toFixed(2)} s = ${(median.analyze! / median.plain!).toFixed(2)} x the plain search`,
);
