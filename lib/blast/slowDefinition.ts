import type { EdgeFact, Fact, GrantFact, NodeFact } from '../model/facts.ts';

/**
 * docs/facts.md read slowly and literally, for tests only: facts of one import in, figures out, by Maps and by repeating every rule until nothing changes. It
 * shares no code with what it checks, weights, names and merging included; seconds and sums are BigInt.
 */
type Kind = 'credential' | 'workload' | 'identity' | 'resource';
type End = 'certain' | 'upTo';
type Scenario = 'leak' | 'takeover';

const classWeights: Record<string, bigint> = {
  list: 1n,
  read: 5n,
  spend: 5n,
  write: 10n,
  send: 10n,
  delete: 12n,
  execute: 20n,
  'read-secret': 30n,
  delegate: 40n,
};
const sensitivityWeights: Record<number, bigint> = { 1: 1n, 2: 3n, 3: 10n, 4: 30n, 5: 100n };
const day = 86_400n;

export type SlowNode = {
  kind: Kind;
  usable: boolean;
  bearer: boolean;
  sourceBound: boolean;
  ownLife: bigint;
  sensitivity: number;
  pattern: boolean;
  administers: boolean;
  inEstate: boolean;
  anonymous: boolean;
  vaulted: boolean;
  sighted: 'public' | 'inside' | undefined;
};
type Place = { kind: Kind; known: boolean };
type Edge = Omit<EdgeFact, 'until'> & { until: number | undefined; possible: boolean };
type Grant = Omit<GrantFact, 'until'> & { until: number | undefined; possible: boolean };

/** What one start reaches. Stays and lasts in seconds; permissions are named `class resource`. */
export type SlowReach = {
  stay: Map<string, bigint>;
  hops: Map<string, number>;
  spoken: Map<string, number>;
  last: Map<string, bigint>;
  permissionHops: Map<string, number>;
};

export class SlowEstate {
  readonly nodes = new Map<string, SlowNode>();
  readonly asOf: number;
  private readonly horizon: bigint;
  private readonly grid: bigint[];
  /** By name: all names of the same node. */
  private readonly sets = new Map<string, Set<string>>();
  private readonly described: Set<string>;
  private readonly edges: Edge[];
  private readonly grants: Grant[];
  private readonly followed = new Map<End, Edge[]>();
  private readonly back: Record<End, Map<Edge, boolean>> = { certain: new Map(), upTo: new Map() };
  private live: bigint | undefined;

  constructor(facts: readonly Fact[], asOf: number, horizonDays: number) {
    this.asOf = asOf;
    this.horizon = BigInt(horizonDays) * day;
    this.grid = [300n, 900n, 3600n, 14_400n, 43_200n, ...Array.from({ length: horizonDays }, (_, i) => BigInt(i + 1) * day)];
    const records = facts.filter(isNodeFact);
    this.described = new Set(records.map((record) => record.key));
    this.join(records, facts);
    const said = this.byNode(facts);
    for (const name of namesIn(facts)) this.node(name, said.get(this.keyOf(name))!);
    this.edges = facts.filter((fact) => fact.fact === 'edge').map((edge) => this.resolved(edge, edge.from, edge.to));
    this.grants = facts
      .filter((fact) => fact.fact === 'grant')
      .map((grant) => ({ ...this.resolved(grant, grant.from, grant.resource), resource: this.keyOf(grant.resource) }));
  }

  private resolved<T extends EdgeFact | GrantFact>(fact: T, from: string, to: string) {
    const until = fact.until === undefined ? undefined : Date.parse(fact.until);
    return { ...fact, from: this.keyOf(from), to: this.keyOf(to), until, possible: fact.certainty === 'possible' };
  }

  /** Names: sets of names, joined in order of the bytes of (key, alias) unless that puts a distinct pair into one. */
  private join(records: NodeFact[], facts: readonly Fact[]): void {
    const pairs = records.flatMap((record) => (record.aliases ?? []).map((alias): [string, string] => [record.key, alias]));
    pairs.sort((a, b) => bytes(a[0], b[0]) || bytes(a[1], b[1]));
    const apart = facts.filter((fact) => fact.fact === 'distinct').map((fact) => fact.keys);
    for (const [key, alias] of pairs) {
      const [a, b] = [this.setOf(key), this.setOf(alias)];
      const both = new Set([...a, ...b]);
      if (a === b || apart.some(([x, y]) => x !== y && both.has(x) && both.has(y))) continue;
      for (const name of both) this.sets.set(name, both);
    }
  }

  private setOf(name: string): Set<string> {
    const found = this.sets.get(name) ?? new Set([name]);
    this.sets.set(name, found);
    return found;
  }

  keyOf(name: string): string {
    const keys = [...this.setOf(name)].filter((member) => this.described.has(member)).sort(bytes);
    return keys[0] ?? name;
  }

  /** By node: the facts that name it, in their order. */
  private byNode(facts: readonly Fact[]): Map<string, Fact[]> {
    const said = new Map<string, Fact[]>();
    for (const fact of facts) {
      for (const key of new Set(namesIn([fact]).map((name) => this.keyOf(name)))) {
        const known = said.get(key);
        if (known) known.push(fact);
        else said.set(key, [fact]);
      }
    }
    return said;
  }

  /** @param facts those that name it */
  private node(name: string, facts: readonly Fact[]): void {
    const key = this.keyOf(name);
    if (this.nodes.has(key)) return;
    const own = (other: string | undefined) => other !== undefined && this.keyOf(other) === key;
    const about = facts.filter(isNodeFact).filter((record) => own(record.key));
    const places = facts.flatMap((fact) => placesIn(fact, own));
    const kinds = about.length > 0 ? about.map((record) => record.fact) : places.map((place) => place.kind);
    const kind = (['credential', 'workload', 'identity'] as const).find((candidate) => kinds.includes(candidate)) ?? 'resource';
    const said = <T>(field: string) => saidBest<T>(about, field);
    const expires = said<string>('expires').sort((a, b) => Date.parse(b) - Date.parse(a))[0];
    const ttl = said<number>('ttl').sort((a, b) => b - a)[0];
    const statuses = said<string>('status');
    const presentations = said<string>('presentation');
    const presentation = ['bearer', 'source-bound', 'sender-constrained'].find((candidate) => presentations.includes(candidate)) ?? 'bearer';
    const gone = facts.some((fact) => fact.fact === 'gone' && own(fact.key) && (fact.at === undefined || Date.parse(fact.at) <= this.asOf));
    const active = statuses.length === 0 || statuses.includes('active');
    const expired = kind === 'credential' && expires !== undefined && Date.parse(expires) <= this.asOf;
    const sightings = facts.filter((fact) => fact.fact === 'sighting').filter((fact) => own(fact.credential));
    const identityKind = saidBest<string>(
      about.filter((record) => record.fact === 'identity'),
      'kind',
    ).sort(bytes);
    this.nodes.set(key, {
      kind,
      usable: active && !gone && !expired,
      bearer: presentation === 'bearer',
      sourceBound: presentation === 'source-bound',
      ownLife: kind === 'credential' ? least(this.lifeUntil(expires === undefined ? undefined : Date.parse(expires)), this.lifeOf(ttl)) : this.horizon,
      sensitivity: said<number>('sensitivity').sort((a, b) => b - a)[0] ?? 2,
      pattern: said<boolean>('pattern').includes(true),
      administers: said<string>('administers').length > 0,
      inEstate: about.length > 0 || places.some((place) => place.known),
      anonymous: kind === 'identity' && identityKind.at(-1) === 'anonymous',
      vaulted: said<string>('storage').sort(bytes).at(-1) === 'vault',
      sighted: sightings.some((sighting) => sighting.audience === 'public') ? 'public' : sightings.length > 0 ? 'inside' : undefined,
    });
  }

  /** life(): the first point of the grid not below, at most T; undefined is T. In milliseconds, so that nothing is rounded. */
  private life(ms: number | undefined): bigint {
    if (ms === undefined) return this.horizon;
    return this.grid.find((point) => point * 1000n >= BigInt(ms)) ?? this.horizon;
  }
  private lifeUntil(time: number | undefined): bigint {
    return this.life(time === undefined ? undefined : time - this.asOf);
  }
  private lifeOf(seconds: number | undefined): bigint {
    return this.life(seconds === undefined ? undefined : seconds * 1000);
  }

  private inSet(fact: Edge | Grant, end: End): boolean {
    return (fact.until === undefined || fact.until > this.asOf) && (end === 'upTo' || !fact.possible);
  }

  presentable(key: string, end: End): boolean {
    const node = this.nodes.get(key)!;
    return node.bearer || (end === 'upTo' && node.sourceBound);
  }

  /** Live edges of the set between usable nodes that are entered by following them. */
  follows(end: End): Edge[] {
    const known = this.followed.get(end);
    if (known) return known;
    const edges = this.edges.filter((edge) => {
      if (!this.inSet(edge, end) || !this.nodes.get(edge.from)!.usable || !this.nodes.get(edge.to)!.usable) return false;
      if (edge.edge === 'authenticates' && edge.scoped) return false;
      return edge.edge !== 'holds' || this.presentable(edge.to, end);
    });
    this.followed.set(end, edges);
    return edges;
  }

  start(credential: string, scenario: Scenario, end: End): Map<string, bigint> {
    const start = new Map<string, bigint>();
    const node = this.nodes.get(credential)!;
    if (!node.usable || (scenario === 'leak' && !this.presentable(credential, end))) return start;
    if (scenario === 'takeover') {
      for (const edge of this.edges) {
        const workload = this.nodes.get(edge.from)!;
        if (edge.edge === 'uses' && edge.to === credential && this.inSet(edge, end) && workload.usable && workload.kind === 'workload')
          start.set(edge.from, this.horizon);
      }
    }
    return start.set(credential, node.ownLife);
  }

  /** Semantics 8. The stores that add (read-secret, store) are those that say so, hold something now, or are read as such. */
  startOfSet(set: readonly string[], end: End): { start: Map<string, bigint>; stores: string[] } {
    const start = new Map<string, bigint>();
    const stores: string[] = [];
    for (const key of set) {
      const node = this.nodes.get(key)!;
      if (!node.usable || (node.kind === 'credential' && !this.presentable(key, end))) continue;
      start.set(key, node.kind === 'credential' ? node.ownLife : node.kind === 'resource' ? 300n : this.horizon);
      if (node.kind === 'resource' && this.isStore(key)) stores.push(key);
    }
    return { start, stores };
  }

  private readonly storeKeys = new Set<string>();
  /** Set by the test's facts: keys described with `store: true`. */
  markStores(facts: readonly Fact[]): void {
    for (const fact of facts) if (fact.fact === 'resource' && fact.store) this.storeKeys.add(this.keyOf(fact.key));
  }
  private isStore(key: string): boolean {
    return (
      this.storeKeys.has(key) ||
      this.edges.some(
        (edge) => this.inSet(edge, 'upTo') && ((edge.edge === 'holds' && edge.from === key) || (edge.edge === 'reads-secrets' && edge.to === key)),
      )
    );
  }

  reach(end: End, start: Map<string, bigint>, stores: readonly string[] = []): SlowReach {
    const edges = this.follows(end);
    const stay = new Map(start);
    const hops = new Map([...start.keys()].map((key) => [key, 0]));
    for (let changed = true; changed; ) {
      changed = false;
      for (const edge of edges) {
        const here = stay.get(edge.from);
        if (here === undefined) continue;
        const there = this.contribution(edge, here, end);
        const hop = hops.get(edge.from)! + 1;
        if (there > (stay.get(edge.to) ?? -1n)) {
          stay.set(edge.to, there);
          changed = true;
        }
        if (hop < (hops.get(edge.to) ?? Number.POSITIVE_INFINITY)) {
          hops.set(edge.to, hop);
          changed = true;
        }
      }
    }
    return { stay, hops, ...this.spokenAndScope(end, stay, hops, stores) };
  }

  private contribution(edge: Edge, here: bigint, end: End): bigint {
    const target = this.nodes.get(edge.to)!;
    const until = this.lifeUntil(edge.until);
    if (edge.edge === 'authenticates' || edge.edge === 'reads-secrets') return least(here, until);
    if (edge.edge === 'uses') return target.bearer ? most(here, target.ownLife) : here;
    if (edge.edge === 'holds') {
      if (!edge.renews) return target.ownLife;
      return this.comesBack(edge, end) ? this.horizon : most(target.ownLife, here);
    }
    if (edge.lasting) return this.horizon;
    return least(until, edge.sessionTtl === undefined ? here : most(here, this.lifeOf(edge.sessionTtl)));
  }

  /** Whether the end of a renewing `holds`, entered alone, reaches its store again. */
  private comesBack(edge: Edge, end: End): boolean {
    const known = this.back[end].get(edge);
    if (known !== undefined) return known;
    const seen = new Set([edge.to]);
    for (let size = 0; size !== seen.size; ) {
      size = seen.size;
      for (const next of this.follows(end)) if (seen.has(next.from)) seen.add(next.to);
    }
    this.back[end].set(edge, seen.has(edge.from));
    return seen.has(edge.from);
  }

  private spokenAndScope(end: End, stay: Map<string, bigint>, hops: Map<string, number>, stores: readonly string[]): Omit<SlowReach, 'stay' | 'hops'> {
    const [spoken, permissionHops] = [new Map<string, number>(), new Map<string, number>()];
    const last = new Map<string, bigint>();
    const permit = (permission: string, node: string, lasts: bigint) => {
      last.set(permission, most(lasts, last.get(permission) ?? 0n));
      permissionHops.set(permission, Math.min(hops.get(node)! + 1, permissionHops.get(permission) ?? Number.POSITIVE_INFINITY));
    };
    for (const edge of this.edges) {
      const here = stay.get(edge.from);
      if (here === undefined || !this.inSet(edge, end) || !this.nodes.get(edge.to)!.usable) continue;
      if (edge.edge === 'reads-secrets') permit(`read-secret ${edge.to}`, edge.from, least(here, this.lifeUntil(edge.until)));
      if (edge.edge !== 'authenticates' || !edge.scoped || stay.has(edge.to)) continue;
      spoken.set(edge.to, Math.min(hops.get(edge.from)! + 1, spoken.get(edge.to) ?? Number.POSITIVE_INFINITY));
    }
    for (const grant of this.grants) {
      const here = stay.get(grant.from);
      if (here !== undefined && this.inSet(grant, end)) permit(`${grant.class} ${grant.resource}`, grant.from, least(here, this.lifeUntil(grant.until)));
    }
    for (const store of stores) permit(`read-secret ${store}`, store, stay.get(store)!);
    return { spoken, last, permissionHops };
  }

  private weightOf(permission: string): bigint {
    const [name, resource] = split(permission);
    return classWeights[name]! * sensitivityWeights[this.nodes.get(resource)!.sensitivity]!;
  }

  /** The denominator of `share`. */
  liveWeight(): bigint {
    if (this.live !== undefined) return this.live;
    const permissions = new Set<string>();
    for (const grant of this.grants) if (this.inSet(grant, 'upTo')) permissions.add(`${grant.class} ${grant.resource}`);
    for (const edge of this.edges) if (edge.edge === 'reads-secrets' && this.inSet(edge, 'upTo')) permissions.add(`read-secret ${edge.to}`);
    this.live = [...permissions].reduce((sum, permission) => sum + this.weightOf(permission), 0n);
    return this.live;
  }

  figures(reached: SlowReach, start: Map<string, bigint>) {
    const entered = (kind: Kind) => [...reached.stay.keys()].filter((key) => this.nodes.get(key)!.kind === kind);
    const scope = [...reached.last.keys()];
    const resources = new Set(scope.map((permission) => split(permission)[1]));
    const weight = scope.reduce((sum, permission) => sum + this.weightOf(permission), 0n);
    const seconds = scope.reduce((sum, permission) => sum + this.weightOf(permission) * reached.last.get(permission)!, 0n);
    const total = this.liveWeight();
    return {
      identities: entered('identity').length + [...reached.spoken.keys()].filter((key) => this.nodes.get(key)!.kind === 'identity').length,
      workloads: entered('workload').length,
      chain: entered('credential').filter((key) => !start.has(key)).length,
      scope: scope.length,
      resources: resources.size,
      weight: Number(weight),
      actionDays: Number((Number(seconds) / 86_400).toFixed(6)),
      share: total === 0n ? 0 : Number(weight) / Number(total),
      band: this.band(seconds, scope, [...reached.stay.keys()]),
      unbounded: [...resources].some((resource) => this.nodes.get(resource)!.pattern),
    };
  }

  private band(seconds: bigint, scope: string[], entered: string[]): string {
    if (entered.some((key) => this.nodes.get(key)!.administers)) return 'critical';
    const floors: [string, bigint][] = [
      ['critical', 30_000_000n],
      ['high', 1_000_000n],
      ['medium', 30_000n],
      ['low', 1000n],
    ];
    const band = floors.find(([, floor]) => seconds >= floor * day)?.[0] ?? 'contained';
    const jewel = scope.some((permission) => split(permission)[0] !== 'list' && this.nodes.get(split(permission)[1])!.sensitivity === 5);
    return jewel && band !== 'critical' ? 'high' : band;
  }

  depth(reached: SlowReach): number {
    return Math.max(0, ...reached.hops.values(), ...reached.spoken.values(), ...reached.permissionHops.values());
  }

  credentials(): string[] {
    return [...this.nodes.keys()].filter((key) => this.nodes.get(key)!.kind === 'credential').sort(bytes);
  }

  /** Exposure of every node of the estate. */
  exposure(end: End): Map<string, number> {
    const count = new Map([...this.nodes.keys()].map((key) => [key, 0]));
    for (const credential of this.credentials()) {
      const { stay, last } = this.reach(end, this.start(credential, 'leak', end));
      const reached = new Set([...stay.keys(), ...[...last.keys()].map((permission) => split(permission)[1])]);
      for (const key of reached) if (key !== credential) count.set(key, count.get(key)! + 1);
    }
    return count;
  }

  likelihood(credential: string): string {
    const { sighted, bearer, sourceBound, vaulted } = this.nodes.get(credential)!;
    const now = this.edges.filter((edge) => this.inSet(edge, 'certain') && this.nodes.get(edge.from)!.usable);
    const stores = new Set(now.filter((edge) => edge.edge === 'holds' && edge.to === credential).map((edge) => edge.from));
    const anonymous = [...this.nodes.keys()].filter((key) => this.nodes.get(key)!.anonymous && this.nodes.get(key)!.usable);
    const open = this.reach('certain', new Map(anonymous.map((key) => [key, this.horizon]))).stay;
    if (sighted === 'public' || [...stores].some((store) => open.has(store))) return 'leaked';
    if (!bearer && !sourceBound) return 'bound';
    if (sighted === 'inside') return 'found';
    const users = now.filter(
      (edge) => edge.edge === 'uses' && edge.to === credential && this.nodes.get(edge.from)!.kind === 'workload' && this.nodes.get(credential)!.usable,
    );
    const readers = now.filter((edge) => edge.edge === 'reads-secrets' && stores.has(edge.to));
    const many = (edges: Edge[]) => new Set(edges.map((edge) => edge.from)).size;
    if (many(users) >= 2 || many(readers) > 10) return 'spread';
    return vaulted ? 'kept' : 'unknown';
  }
}

const isNodeFact = (fact: Fact): fact is NodeFact => ['credential', 'workload', 'identity', 'resource'].includes(fact.fact);
const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const split = (permission: string): [string, string] => {
  const space = permission.indexOf(' ');
  return [permission.slice(0, space), permission.slice(space + 1)];
};

/** Values that the records of the highest rank that says anything give for a field. The cast holds because each field has one type in docs/facts.md. */
function saidBest<T>(records: readonly NodeFact[], field: string): T[] {
  const said = records
    .map((record) => [record.source?.rank ?? 300, (record as Record<string, unknown>)[field]] as const)
    .filter(([, value]) => value !== undefined);
  const best = Math.max(...said.map(([rank]) => rank));
  return said.filter(([rank]) => rank === best).map(([, value]) => value as T);
}

function placesIn(fact: Fact, own: (name: string | undefined) => boolean): Place[] {
  const places: [string | undefined, Kind, boolean][] = [];
  if (fact.fact === 'edge') {
    const from: Record<string, Kind> = { authenticates: 'credential', 'runs-as': 'workload', uses: 'workload', holds: 'resource' };
    const to: Record<string, Kind> = { uses: 'credential', controls: 'workload', 'reads-secrets': 'resource', holds: 'credential' };
    places.push([fact.from, from[fact.edge] ?? 'identity', fact.edge !== 'holds'], [fact.to, to[fact.edge] ?? 'identity', fact.edge !== 'holds']);
  }
  if (fact.fact === 'grant') places.push([fact.from, 'identity', true], [fact.resource, 'resource', true]);
  if (fact.fact === 'usage') places.push([fact.credential, 'credential', false], [fact.identity, 'identity', false], [fact.resource, 'resource', false]);
  if (fact.fact === 'sighting') places.push([fact.credential, 'credential', false], [fact.store, 'resource', false]);
  return places.filter(([name]) => own(name)).map(([, kind, known]) => ({ kind, known }));
}

function namesIn(facts: readonly Fact[]): string[] {
  const names = facts.flatMap((fact): (string | undefined)[] => {
    if (fact.fact === 'edge') return [fact.from, fact.to];
    if (fact.fact === 'grant') return [fact.from, fact.resource];
    if (fact.fact === 'usage') return [fact.credential, fact.identity, fact.resource];
    if (fact.fact === 'sighting') return [fact.credential, fact.store];
    if (fact.fact === 'gone' || 'key' in fact) return [fact.key];
    return [];
  });
  return names.filter((name) => name !== undefined);
}
