import { codePointOrder } from './codePointOrder.ts';
import {
  type Attrs,
  type EdgeType,
  type Issuance,
  type Json,
  type NodeKind,
  nodeKinds,
  type Presentation,
  presentations,
  type Revocation,
  type Status,
  type Storage,
  statuses,
} from './facts.ts';

/**
 * From names to nodes: which names are one thing, what its records say together, and which kind it has (docs/facts.md, "Merging" and semantics 1).
 * Pure and independent of the order in which anything is given.
 */

/** One name said to be another: `alias` on a record of `key`. */
export type Join = { key: string; alias: string };
/** A join that was not made: it would have brought the two names of `because` into one node. */
export type RefusedJoin = Join & { because: [string, string] };
export type Names = {
  /** Canonical key of every name that some record carries. A name not in it stands for itself alone. */
  canonical: Map<string, string>;
  /** Every distinct join that stands, those that say what others already said included; in code-point order of (key, alias). */
  made: Join[];
  refused: RefusedJoin[];
};

/**
 * Joins names into nodes: the names of one record are one node, transitively; canonical is the least described key (one that a record has as its `key`) in
 * code-point order. Joins are made in code-point order of (key, alias); one that would bring a `distinct` pair together is refused. O(n log n).
 * @param records the node records (credential, identity, workload, resource) in any order, repeats allowed
 * @param distinct pairs of names that are not the same; a pair of equal names says nothing
 */
export function joinNames(records: Iterable<{ key: string; aliases?: readonly string[] | undefined }>, distinct: Iterable<readonly [string, string]>): Names {
  const sets = new NameSets();
  const joins: Join[] = [];
  for (const { key, aliases } of records) {
    sets.describe(key);
    for (const alias of aliases ?? []) if (alias !== key) joins.push({ key, alias });
  }
  for (const [a, b] of distinct) if (a !== b) sets.keepApart(a, b);
  joins.sort((a, b) => codePointOrder(a.key, b.key) || codePointOrder(a.alias, b.alias));
  const made: Join[] = [];
  const refused: RefusedJoin[] = [];
  let last: Join | undefined;
  for (const join of joins) {
    if (last && last.key === join.key && last.alias === join.alias) continue;
    last = join;
    const because = sets.join(join.key, join.alias);
    if (because) refused.push({ ...join, because });
    else made.push(join);
  }
  return { canonical: sets.canonical(), made, refused };
}

/** Disjoint sets of names, each with the names it must not meet; the smaller side moves, so that n joins cost O(n log n). */
class NameSets {
  private readonly idOf = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly parent: number[] = [];
  private readonly size: number[] = [];
  private readonly described = new Set<number>();
  /** By root: pairs (own member, foreign name) that must stay apart. */
  private readonly apart = new Map<number, [number, number][]>();

  private id(name: string): number {
    let id = this.idOf.get(name);
    if (id === undefined) {
      id = this.names.length;
      this.idOf.set(name, id);
      this.names.push(name);
      this.parent.push(id);
      this.size.push(1);
    }
    return id;
  }

  private root(id: number): number {
    let at = id;
    while (this.parent[at]! !== at) {
      this.parent[at] = this.parent[this.parent[at]!]!; // path halving
      at = this.parent[at]!;
    }
    return at;
  }

  describe(key: string): void {
    this.described.add(this.id(key));
  }

  /** Called before any join, when each name is its own root. */
  keepApart(a: string, b: string): void {
    const [x, y] = [this.id(a), this.id(b)];
    this.pairsOf(x).push([x, y]);
    this.pairsOf(y).push([y, x]);
  }

  private pairsOf(root: number): [number, number][] {
    const pairs = this.apart.get(root) ?? [];
    this.apart.set(root, pairs);
    return pairs;
  }

  /** Undefined if they are one now, else the least distinct pair that keeps them apart. */
  join(key: string, alias: string): [string, string] | undefined {
    let [into, from] = [this.root(this.id(key)), this.root(this.id(alias))];
    if (into === from) return undefined;
    const because = this.clash(into, from);
    if (because) return because;
    if (this.size[into]! < this.size[from]!) [into, from] = [from, into];
    this.parent[from] = into;
    this.size[into] = this.size[into]! + this.size[from]!;
    this.movePairs(from, into);
    return undefined;
  }

  private clash(a: number, b: number): [string, string] | undefined {
    const [pa, pb] = [this.apart.get(a) ?? [], this.apart.get(b) ?? []];
    const [pairs, other] = pa.length <= pb.length ? [pa, b] : [pb, a];
    let least: [string, string] | undefined;
    for (const [own, foreign] of pairs) {
      if (this.root(foreign) !== other) continue;
      const [x, y] = [this.names[own]!, this.names[foreign]!];
      const pair: [string, string] = codePointOrder(x, y) < 0 ? [x, y] : [y, x];
      if (!least || (codePointOrder(pair[0], least[0]) || codePointOrder(pair[1], least[1])) < 0) least = pair;
    }
    return least;
  }

  private movePairs(from: number, into: number): void {
    const moving = this.apart.get(from);
    if (!moving) return;
    this.apart.delete(from);
    const staying = this.apart.get(into);
    if (!staying) this.apart.set(into, moving);
    else if (staying.length >= moving.length) for (const pair of moving) staying.push(pair);
    else {
      for (const pair of staying) moving.push(pair);
      this.apart.set(into, moving);
    }
  }

  canonical(): Map<string, string> {
    const least = new Map<number, string>();
    for (const id of this.described) {
      const [root, name] = [this.root(id), this.names[id]!];
      const best = least.get(root);
      if (best === undefined || codePointOrder(name, best) < 0) least.set(root, name);
    }
    const canonical = new Map<string, string>();
    for (let id = 0; id < this.names.length; id++) {
      const key = least.get(this.root(id)); // none: a name that only a distinct pair mentions
      if (key !== undefined) canonical.set(this.names[id]!, key);
    }
    return canonical;
  }
}

/** What a record can say of a node, beside its names; absent says nothing. Every field may be there whatever the kind, since nodes are joined across kinds. */
export type NodeFields = {
  name?: string;
  type?: string;
  issuance?: Issuance;
  presentation?: Presentation;
  status?: Status;
  created?: string;
  expires?: string;
  ttl?: number;
  rotated?: string;
  lastUsed?: string;
  storage?: Storage;
  revocation?: Revocation;
  owner?: string;
  party?: string;
  environment?: string;
  system?: string;
  /** Of an identity, workload or resource: what sort of one. */
  kind?: string;
  administers?: string;
  untrustedInput?: boolean;
  store?: boolean;
  pattern?: boolean;
  sensitivity?: number;
  attrs?: Attrs;
};

export type NodeRecord = {
  /** What the record describes the node as. */
  fact: NodeKind;
  fields: NodeFields;
  /** Rank of its source; sources of equal rank count as one. */
  rank: number;
  /** The act of importing that brought it; within one, and one rank, the more dangerous value stands. Later ones have greater numbers. */
  batch: number;
  /** Data time of its import in milliseconds since 1970 UTC; between batches of one rank the newer wins, at a tie the later batch. */
  dataTime: number;
  /** Who says so, as conflicts show it: a source's name, an import, a file and line. */
  by: string;
};

/** A value that did not prevail, and who said it, in code-point order. `field` is `attrs.NAME` for one of the attributes. */
export type OtherValue = { field: string; value: Json; by: string[] };
export type MergedNode = { kind: NodeKind; fields: NodeFields; others: OtherValue[] };

/**
 * Merges the records of one node field by field; `attrs` attribute by attribute. The higher rank wins; within one rank the batch of newer data (its data time is the newest of its records of this
 * node and rank), at a tie the later batch; within that the more dangerous value: active before disabled before expired, the later `expires`, the longer `ttl`,
 * bearer before source-bound before sender-constrained, the higher sensitivity, true before false; for other fields the greater in code-point order. `kind`, the sort of identity,
 * workload or resource, is taken only from records of the kind that the node has.
 * @param records at least one
 */
export function mergeRecords(records: readonly NodeRecord[]): MergedNode {
  const kind = decideKind(
    records.map((record) => record.fact),
    [],
  );
  const only = records.length === 1 ? records[0] : undefined;
  if (only) return { kind, fields: only.fields, others: [] };
  const said = new Map<string, Said[]>();
  for (const [record, time] of withGroupTime(records)) {
    for (const [field, value] of flatten(record.fields)) {
      if (field === 'kind' && record.fact !== kind) continue;
      const all = said.get(field);
      if (all) all.push({ value, record, time });
      else said.set(field, [{ value, record, time }]);
    }
  }
  const fields: [string, Json][] = [];
  const others: OtherValue[] = [];
  for (const field of [...said.keys()].sort(codePointOrder)) {
    const all = said.get(field)!.sort((a, b) => bySource(a, b) || byDanger(field, a.value, b.value));
    fields.push([field, all[0]!.value]);
    others.push(...otherValues(field, all));
  }
  return { kind, fields: unflatten(fields), others };
}

type Said = { value: Json; record: NodeRecord; time: number };

/** Each record with the data time of its (rank, batch): the newest among its records. */
function withGroupTime(records: readonly NodeRecord[]): [NodeRecord, number][] {
  const newest = new Map<string, number>();
  const group = (record: NodeRecord) => `${record.rank} ${record.batch}`;
  for (const record of records) newest.set(group(record), Math.max(record.dataTime, newest.get(group(record)) ?? Number.NEGATIVE_INFINITY));
  return records.map((record) => [record, newest.get(group(record))!]);
}

const bySource = (a: Said, b: Said): number =>
  b.record.rank - a.record.rank || (a.time === b.time ? 0 : b.time > a.time ? 1 : -1) || b.record.batch - a.record.batch;

/** Negative where `a` is the more dangerous value of the field and stands. */
function byDanger(field: string, a: Json, b: Json): number {
  const order = danger[field];
  return (order ? order(b) - order(a) : 0) || codePointOrder(text(b), text(a));
}

const danger: Record<string, (value: Json) => number> = {
  status: (value) => -(statuses as readonly Json[]).indexOf(value),
  presentation: (value) => -(presentations as readonly Json[]).indexOf(value),
  expires: (value) => Date.parse(String(value)),
  ttl: Number,
  sensitivity: Number,
  untrustedInput: Number,
  store: Number,
  pattern: Number,
};

/** A string as it is, anything else as JSON with sorted keys, so that equal values have equal texts. */
function text(value: Json): string {
  return typeof value === 'string' ? value : stable(value);
}

function stable(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => codePointOrder(a, b));
  return `{${entries.map(([key, of]) => `${JSON.stringify(key)}:${stable(of)}`).join(',')}}`;
}

/** The values other than the first, which prevailed, each once with all who said it. */
function otherValues(field: string, all: readonly Said[]): OtherValue[] {
  const by = new Map<string, { value: Json; by: Set<string> }>();
  for (const { value, record } of all) {
    const entry = by.get(stable(value));
    if (entry) entry.by.add(record.by);
    else by.set(stable(value), { value, by: new Set([record.by]) });
  }
  by.delete(stable(all[0]!.value));
  return [...by.values()].map((other) => ({ field, value: other.value, by: [...other.by].sort(codePointOrder) }));
}

function* flatten({ attrs, ...fields }: NodeFields): Iterable<[string, Json]> {
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) yield [field, value];
  for (const [name, value] of Object.entries(attrs ?? {})) if (value !== null) yield [`attrs.${name}`, value];
}

/** Undoes `flatten`. The cast holds because every value comes out of the same field of a NodeFields. */
function unflatten(entries: readonly [string, Json][]): NodeFields {
  const fields: Record<string, Json> = {};
  const attrs = new Map<string, Json>();
  for (const [field, value] of entries) {
    if (field.startsWith('attrs.')) attrs.set(field.slice('attrs.'.length), value);
    else fields[field] = value;
  }
  // fromEntries defines own properties, so that an attribute called __proto__ stays one.
  return { ...(fields as NodeFields), ...(attrs.size > 0 && { attrs: Object.fromEntries(attrs) }) };
}

/** The kind of a node: the first of credential, workload, identity, resource among what its records describe; where none does, among what its places call for. */
export function decideKind(described: Iterable<NodeKind>, places: Iterable<NodeKind>): NodeKind {
  const [records, called] = [new Set(described), new Set(places)];
  const of = records.size > 0 ? records : called;
  return nodeKinds.find((kind) => of.has(kind)) ?? 'resource';
}

/** Which kinds the two ends of an edge call for, where no record describes the node there (docs/facts.md, table of edges; several allowed: the one semantics 1 names). */
export const edgePlaces: Record<EdgeType, { from: NodeKind; to: NodeKind }> = {
  authenticates: { from: 'credential', to: 'identity' },
  'acts-as': { from: 'identity', to: 'identity' },
  'runs-as': { from: 'workload', to: 'identity' },
  uses: { from: 'workload', to: 'credential' },
  controls: { from: 'identity', to: 'workload' },
  'reads-secrets': { from: 'identity', to: 'resource' },
  holds: { from: 'resource', to: 'credential' },
};

/** The same for the other facts that name a node. A credential known from `usage`, `sighting` or `holds` alone is outside the estate's figures. `gone` and `distinct` call for nothing. */
export const otherPlaces: {
  readonly [place in
    | 'grant.from'
    | 'grant.resource'
    | 'usage.credential'
    | 'usage.identity'
    | 'usage.resource'
    | 'sighting.credential'
    | 'sighting.store']: NodeKind;
} = {
  'grant.from': 'identity',
  'grant.resource': 'resource',
  'usage.credential': 'credential',
  'usage.identity': 'identity',
  'usage.resource': 'resource',
  'sighting.credential': 'credential',
  'sighting.store': 'resource',
};

/** The system that a node is of: what is stated, else what stands before the first colon of its key. */
export const systemOf = (key: string, stated?: string): string => stated ?? key.split(':', 1)[0]!;
