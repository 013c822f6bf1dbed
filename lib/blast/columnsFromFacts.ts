import { codePointOrder } from '../model/codePointOrder.ts';
import {
  actionClasses,
  type EdgeFact,
  edgeTypes,
  type Fact,
  type GrantFact,
  identityKinds,
  issuances,
  type NodeFact,
  type NodeKind,
  nodeKinds,
  presentations,
  statuses,
  storages,
} from '../model/facts.ts';
import { decideKind, edgePlaces, joinNames, type MergedNode, mergeRecords, type NodeRecord, otherPlaces, systemOf } from '../model/nodes.ts';
import { defaultSensitivity } from '../model/weights.ts';
import { type EdgeColumns, type EstateColumns, edgeBit, type GrantColumns, type NodeColumns, nodeBit } from './columns.ts';

const absent = 255;
const defaultRank = 300;

/**
 * The estate of one import of facts, in memory: the same joining and merging as the store's, without a database. For tests, benchmarks and small what-ifs.
 * The `fact` of each edge and grant is its position in `facts`; so is the `id` of a node its dense number.
 */
export function columnsFromFacts(facts: readonly Fact[]): EstateColumns {
  const described = facts.filter(isNodeFact);
  const { canonical } = joinNames(
    described,
    facts.filter((fact) => fact.fact === 'distinct').map((fact) => fact.keys),
  );
  const nodes = new NodeTable((name) => canonical.get(name) ?? name);
  for (const fact of facts) nodes.take(fact);
  nodes.number();
  return { nodes: nodes.columns(), edges: edgeColumns(facts, nodes), grants: grantColumns(facts, nodes) };
}

function isNodeFact(fact: Fact): fact is NodeFact {
  return fact.fact === 'credential' || fact.fact === 'identity' || fact.fact === 'workload' || fact.fact === 'resource';
}

type Gathered = { records: NodeRecord[]; places: Set<NodeKind>; known: boolean; goneMs: number; sighted: number };

class NodeTable {
  private readonly canonical: (name: string) => string;
  private readonly gathered = new Map<string, Gathered>();
  private keys: string[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(canonical: (name: string) => string) {
    this.canonical = canonical;
  }

  private node(name: string): Gathered {
    const key = this.canonical(name);
    let node = this.gathered.get(key);
    if (!node) {
      node = { records: [], places: new Set(), known: false, goneMs: Number.NaN, sighted: 0 };
      this.gathered.set(key, node);
    }
    return node;
  }

  /** `known` where the place is more than usage, a sighting or `holds`. */
  private place(name: string | undefined, kind: NodeKind, known: boolean): void {
    if (name === undefined) return;
    const node = this.node(name);
    node.places.add(kind);
    node.known ||= known;
  }

  take(fact: Fact): void {
    if (isNodeFact(fact)) {
      const { fact: kind, key, aliases: _, source, ...fields } = fact;
      this.node(key).records.push({ fact: kind, fields, rank: source?.rank ?? defaultRank, batch: 1, dataTime: 0, by: source?.name ?? '' });
    } else if (fact.fact === 'edge') {
      this.place(fact.from, edgePlaces[fact.edge].from, fact.edge !== 'holds');
      this.place(fact.to, edgePlaces[fact.edge].to, fact.edge !== 'holds');
    } else if (fact.fact === 'grant') {
      this.place(fact.from, otherPlaces['grant.from'], true);
      this.place(fact.resource, otherPlaces['grant.resource'], true);
    } else if (fact.fact === 'usage') {
      this.place(fact.credential, otherPlaces['usage.credential'], false);
      this.place(fact.identity, otherPlaces['usage.identity'], false);
      this.place(fact.resource, otherPlaces['usage.resource'], false);
    } else if (fact.fact === 'sighting') {
      this.place(fact.credential, otherPlaces['sighting.credential'], false);
      this.place(fact.store, otherPlaces['sighting.store'], false);
      const node = this.node(fact.credential);
      node.sighted = Math.max(node.sighted, fact.audience === 'public' ? 2 : 1);
    } else if (fact.fact === 'gone') {
      const node = this.node(fact.key);
      const at = fact.at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(fact.at);
      node.goneMs = Number.isNaN(node.goneMs) ? at : Math.min(node.goneMs, at);
    }
  }

  number(): void {
    this.keys = [...this.gathered.keys()].sort(codePointOrder);
    this.keys.forEach((key, v) => {
      this.numbers.set(key, v);
    });
  }

  of(name: string): number {
    const number = this.numbers.get(this.canonical(name));
    if (number === undefined) throw new Error(`no node of the name ${name}`);
    return number;
  }

  columns(): NodeColumns {
    const columns = emptyNodes(this.keys);
    const environments = new Map<string, number>();
    this.keys.forEach((key, v) => {
      const node = this.gathered.get(key)!;
      const merged = node.records.length > 0 ? mergeRecords(node.records) : { kind: decideKind([], node.places), fields: {}, others: [] };
      fillNode(columns, v, node, merged);
      const system = systemOf(key, merged.fields.system);
      if (!columns.systems.includes(system)) columns.systems.push(system);
      columns.system[v] = columns.systems.indexOf(system);
      const { environment } = merged.fields;
      if (environment === undefined) return;
      if (!environments.has(environment)) environments.set(environment, environments.size + 1);
      columns.environment[v] = environments.get(environment)!;
    });
    return columns;
  }
}

function emptyNodes(key: string[]): NodeColumns {
  const count = key.length;
  return {
    count,
    id: Int32Array.from(key.keys()),
    key,
    kind: new Uint8Array(count),
    status: new Uint8Array(count),
    issuance: new Uint8Array(count),
    presentation: new Uint8Array(count),
    expiresMs: new Float64Array(count),
    ttlSeconds: new Float64Array(count),
    sensitivity: new Uint8Array(count),
    flags: new Uint8Array(count),
    goneMs: new Float64Array(count),
    identityKind: new Uint8Array(count),
    storage: new Uint8Array(count),
    sighted: new Uint8Array(count),
    environment: new Uint32Array(count),
    system: new Uint32Array(count),
    systems: [],
  };
}

function fillNode(columns: NodeColumns, v: number, node: Gathered, { kind, fields }: MergedNode): void {
  const described = node.records.length > 0;
  columns.kind[v] = nodeKinds.indexOf(kind);
  columns.status[v] = fields.status === undefined ? 0 : statuses.indexOf(fields.status);
  columns.issuance[v] = fields.issuance === undefined ? 0 : issuances.indexOf(fields.issuance);
  columns.presentation[v] = fields.presentation === undefined ? 0 : presentations.indexOf(fields.presentation);
  columns.expiresMs[v] = time(fields.expires);
  columns.ttlSeconds[v] = fields.ttl ?? Number.NaN;
  columns.sensitivity[v] = fields.sensitivity ?? defaultSensitivity;
  columns.flags[v] =
    (described ? nodeBit.described : 0) |
    (fields.pattern === true ? nodeBit.pattern : 0) |
    (fields.administers !== undefined ? nodeBit.administers : 0) |
    (fields.store === true ? nodeBit.store : 0) |
    (described || node.known ? nodeBit.inEstate : 0);
  columns.goneMs[v] = node.goneMs;
  columns.identityKind[v] = kind === 'identity' ? index(identityKinds, fields.kind) : absent;
  columns.storage[v] = index(storages, fields.storage);
  columns.sighted[v] = node.sighted;
}

const time = (iso: string | undefined): number => (iso === undefined ? Number.NaN : Date.parse(iso));

function index(list: readonly string[], value: string | undefined): number {
  const at = value === undefined ? -1 : list.indexOf(value);
  return at < 0 ? absent : at;
}

function edgeColumns(facts: readonly Fact[], nodes: NodeTable): EdgeColumns {
  const edges = [...facts.entries()].filter((entry): entry is [number, EdgeFact] => entry[1].fact === 'edge');
  return {
    count: edges.length,
    fact: Float64Array.from(edges, ([at]) => at),
    type: Uint8Array.from(edges, ([, edge]) => edgeTypes.indexOf(edge.edge)),
    from: Uint32Array.from(edges, ([, edge]) => nodes.of(edge.from)),
    to: Uint32Array.from(edges, ([, edge]) => nodes.of(edge.to)),
    untilMs: Float64Array.from(edges, ([, edge]) => time(edge.until)),
    sessionTtlSeconds: Float64Array.from(edges, ([, edge]) => edge.sessionTtl ?? Number.NaN),
    flags: Uint8Array.from(
      edges,
      ([, edge]) =>
        (edge.certainty === 'possible' ? edgeBit.possible : 0) |
        (edge.scoped === true ? edgeBit.scoped : 0) |
        (edge.lasting === true ? edgeBit.lasting : 0) |
        (edge.renews === true ? edgeBit.renews : 0),
    ),
  };
}

function grantColumns(facts: readonly Fact[], nodes: NodeTable): GrantColumns {
  const grants = [...facts.entries()].filter((entry): entry is [number, GrantFact] => entry[1].fact === 'grant');
  return {
    count: grants.length,
    fact: Float64Array.from(grants, ([at]) => at),
    class: Uint8Array.from(grants, ([, grant]) => actionClasses.indexOf(grant.class)),
    from: Uint32Array.from(grants, ([, grant]) => nodes.of(grant.from)),
    resource: Uint32Array.from(grants, ([, grant]) => nodes.of(grant.resource)),
    untilMs: Float64Array.from(grants, ([, grant]) => time(grant.until)),
    possible: Uint8Array.from(grants, ([, grant]) => (grant.certainty === 'possible' ? 1 : 0)),
  };
}
