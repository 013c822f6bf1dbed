import {
  type ActionClass,
  actionClasses,
  type EdgeType,
  edgeTypes,
  type IdentityKind,
  identityKinds,
  type NodeKind,
  nodeKinds,
  presentations,
} from '../../model/facts.ts';
import { makeRandom, type Random } from '../random.ts';

const day = 86_400_000;
const absent = 255;
/** The moment that a generated estate is as of, unless another is asked for. */
export const asOfMs = Date.parse('2026-11-01T00:00:00.000Z');

type Growing = Uint8Array | Uint32Array | Float64Array;

/** A column that is filled from the front. Where its room was estimated well it never moves: at a hundred million entries a copy would not fit beside it. */
class Column<A extends Growing> {
  #items: A;
  length = 0;
  constructor(items: A) {
    this.#items = items;
  }
  push(item: number): void {
    if (this.length === this.#items.length) {
      const grown = new (this.#items.constructor as new (length: number) => A)(2 * this.length);
      grown.set(this.#items);
      this.#items = grown;
    }
    this.#items[this.length++] = item;
  }
  /** What was filled, without a copy: room that was never touched takes no memory. */
  all(): A {
    return this.#items.subarray(0, this.length) as A;
  }
}
const bytes = (room: number) => new Column(new Uint8Array(room));
const numbers = (room: number) => new Column(new Uint32Array(room));
const times = (room: number) => new Column(new Float64Array(room));

/** Bits of an edge, as the engine's columns have them. */
const flag = { possible: 1, scoped: 2, lasting: 4, renews: 8 } as const;
const [described, administersBit, storeBit, inEstate] = [1, 4, 8, 16];

/** How many there will be, about: more than that is possible, and costs a copy. */
export type Room = { nodes: number; edges: number; grants: number };
export type EdgeOptions = { untilMs?: number; sessionTtlSeconds?: number; scoped?: boolean; lasting?: boolean; renews?: boolean };
export type NodeOptions = {
  sensitivity?: number;
  identityKind?: IdentityKind;
  store?: boolean;
  administers?: boolean;
  expiresMs?: number;
  ttlSeconds?: number;
  presentation?: number;
};

/**
 * An estate as numbered nodes, edges and grants, in the columns that the engine reads: for measurements at sizes at which files would take hours. Things of one kind are numbered together
 * and named by kind and number. 5 % of edges and grants are possible.
 */
export class NumberedEstate {
  readonly random: Random;
  readonly asOfMs: number;
  readonly #nodes;
  readonly #edges;
  readonly #grants;
  #environment = 1;

  constructor({ seed, asOf = asOfMs, room: { nodes, edges, grants } }: { seed: number; asOf?: number; room: Room }) {
    this.random = makeRandom(seed);
    this.asOfMs = asOf;
    this.#nodes = {
      kind: bytes(nodes),
      presentation: bytes(nodes),
      expiresMs: times(nodes),
      ttlSeconds: times(nodes),
      sensitivity: bytes(nodes),
      flags: bytes(nodes),
      identityKind: bytes(nodes),
      environment: numbers(nodes),
    };
    this.#edges = { type: bytes(edges), from: numbers(edges), to: numbers(edges), untilMs: times(edges), sessionTtlSeconds: times(edges), flags: bytes(edges) };
    this.#grants = { class: bytes(grants), from: numbers(grants), resource: numbers(grants), untilMs: times(grants), possible: bytes(grants) };
  }

  get nodeCount(): number {
    return this.#nodes.kind.length;
  }
  get grantCount(): number {
    return this.#grants.from.length;
  }

  /** Nodes from here on lie in this environment, numbered from 1. */
  inEnvironment(environment: number): void {
    this.#environment = environment;
  }

  node(kind: NodeKind, options: NodeOptions = {}): number {
    const nodes = this.#nodes;
    nodes.kind.push(nodeKinds.indexOf(kind));
    nodes.presentation.push(options.presentation ?? 0);
    nodes.expiresMs.push(options.expiresMs ?? Number.NaN);
    nodes.ttlSeconds.push(options.ttlSeconds ?? Number.NaN);
    nodes.sensitivity.push(options.sensitivity ?? 2);
    nodes.flags.push(described | inEstate | (options.store ? storeBit : 0) | (options.administers ? administersBit : 0));
    nodes.identityKind.push(kind === 'identity' ? identityKinds.indexOf(options.identityKind ?? 'service') : absent);
    nodes.environment.push(this.#environment);
    return nodes.kind.length - 1;
  }

  /** So many nodes of one kind; returns the first. */
  several(count: number, kind: NodeKind, options: NodeOptions | ((at: number) => NodeOptions) = {}): number {
    const first = this.nodeCount;
    for (let at = 0; at < count; at++) this.node(kind, typeof options === 'function' ? options(at) : options);
    return first;
  }

  edge(type: EdgeType, from: number, to: number, { untilMs, sessionTtlSeconds, scoped, lasting, renews }: EdgeOptions = {}): void {
    const edges = this.#edges;
    edges.type.push(edgeTypes.indexOf(type));
    edges.from.push(from);
    edges.to.push(to);
    edges.untilMs.push(untilMs ?? Number.NaN);
    edges.sessionTtlSeconds.push(sessionTtlSeconds ?? Number.NaN);
    edges.flags.push((this.random.chance(0.05) ? flag.possible : 0) | (scoped ? flag.scoped : 0) | (lasting ? flag.lasting : 0) | (renews ? flag.renews : 0));
  }

  grant(name: ActionClass, from: number, resource: number, untilMs = Number.NaN): void {
    const grants = this.#grants;
    grants.class.push(actionClasses.indexOf(name));
    grants.from.push(from);
    grants.resource.push(resource);
    grants.untilMs.push(untilMs);
    grants.possible.push(this.random.chance(0.05) ? 1 : 0);
  }

  /** What small shares of a real estate have: presentation, attested lives. */
  credential(options: NodeOptions = {}): number {
    const { random } = this;
    const drawn = random.next();
    const presentation = drawn < 0.01 ? presentations.indexOf('sender-constrained') : drawn < 0.03 ? presentations.indexOf('source-bound') : 0;
    return this.node('credential', { presentation, ...(random.chance(0.02) && { ttlSeconds: random.pick([900, 3600, 43_200, 86_400]) }), ...options });
  }

  /** A key becomes its identity; one in a hundred only speaks in its name, with grants of its own. */
  authenticates(credential: number, identity: number, resources: { first: number; count: number }): void {
    const { random } = this;
    const scoped = random.chance(0.01);
    this.edge('authenticates', credential, identity, { scoped });
    for (let g = scoped ? 3 : 0; g > 0; g--) this.grant(random.pick(actionClasses), credential, resources.first + random.below(resources.count));
  }

  /** An identity becomes another: now and then for a session, by something that lasts, or until a day. */
  actsAs(from: number, to: number, untilMs?: number): void {
    const drawn = this.random.next();
    this.edge('acts-as', from, to, {
      ...(untilMs !== undefined && { untilMs }),
      ...(drawn < 0.02 && { sessionTtlSeconds: 3600 }),
      ...(drawn > 0.998 && { lasting: true }),
    });
  }

  holds(store: number, credential: number): void {
    this.edge('holds', store, credential, { renews: this.random.chance(0.05) });
  }

  /** Where code of an identity runs, with a key at hand. */
  workloadOf(identity: number, credential: number): void {
    const workload = this.node('workload');
    this.edge('runs-as', workload, identity);
    this.edge('uses', workload, credential);
  }

  /** A day 1 .. 90 days from now. */
  someDay(): number {
    return this.asOfMs + (1 + this.random.below(90)) * day;
  }
  get tomorrow(): number {
    return this.asOfMs + day;
  }

  /** The cube and its like: few are met often. Whole, 0 .. count - 1. */
  skewed(count: number, power: number): number {
    return Math.floor(count * this.random.next() ** power);
  }

  columns() {
    const { kind, presentation, expiresMs, ttlSeconds, sensitivity, flags, identityKind, environment } = this.#nodes;
    const count = kind.length;
    const filled = (value: number) => (value === 0 ? new Uint8Array(count) : new Uint8Array(count).fill(value));
    const { type, from, to, untilMs, sessionTtlSeconds } = this.#edges;
    const grants = this.#grants;
    return {
      nodes: {
        count,
        id: ascending(new Int32Array(count)),
        key: [] as string[],
        kind: kind.all(),
        status: filled(0),
        issuance: filled(0),
        presentation: presentation.all(),
        expiresMs: expiresMs.all(),
        ttlSeconds: ttlSeconds.all(),
        sensitivity: sensitivity.all(),
        flags: flags.all(),
        goneMs: new Float64Array(count).fill(Number.NaN),
        identityKind: identityKind.all(),
        storage: filled(absent),
        sighted: filled(0),
        environment: environment.all(),
        system: new Uint32Array(count),
        systems: ['generated'],
      },
      edges: {
        count: from.length,
        fact: ascending(new Float64Array(from.length)),
        type: type.all(),
        from: from.all(),
        to: to.all(),
        untilMs: untilMs.all(),
        sessionTtlSeconds: sessionTtlSeconds.all(),
        flags: this.#edges.flags.all(),
      },
      grants: {
        count: grants.from.length,
        fact: ascending(new Float64Array(grants.from.length)),
        class: grants.class.all(),
        from: grants.from.all(),
        resource: grants.resource.all(),
        untilMs: grants.untilMs.all(),
        possible: grants.possible.all(),
      },
    };
  }
}
export type NumberedColumns = ReturnType<NumberedEstate['columns']>;

function ascending<A extends Int32Array | Float64Array>(array: A): A {
  for (let i = 0; i < array.length; i++) array[i] = i;
  return array;
}
