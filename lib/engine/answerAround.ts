import type { Csr } from '../graph/csr.ts';
import { edgeTypes } from '../model/facts.ts';
import type { Loaded } from './loaded.ts';
import type { FactAround, Verbs } from './protocol.ts';
import type { Snapshot } from './snapshot.ts';

/** Facts of one type at one node that are told, at each of its ends. */
const eachType = 20;

/** The certain edges and grants that stand at some nodes, by either end; one pass over the graph. Of nodes that came after the analysis there are none. */
export async function answerAround(loaded: Loaded, { nodes }: Verbs['around']['input']): Promise<FactAround[]> {
  const { snapshot, numberOf } = await loaded.graphs;
  const wanted = new Uint8Array(snapshot.graph.nodes);
  for (const id of nodes) {
    const v = numberOf[Number(id)] ?? -1;
    if (v >= 0) wanted[v] = 1;
  }
  return new Around(snapshot, wanted).all();
}

class Around {
  readonly #snapshot: Snapshot;
  readonly #wanted: Uint8Array;
  readonly #told = new Map<string, number>();
  readonly #facts: FactAround[] = [];

  constructor(snapshot: Snapshot, wanted: Uint8Array) {
    this.#snapshot = snapshot;
    this.#wanted = wanted;
  }

  all(): FactAround[] {
    const { certain, permissions } = this.#snapshot.graph;
    const { edgeType, edgeFact, grantFact } = this.#snapshot;
    const edge = (from: number, to: number, e: number) => this.#tell(edgeTypes[edgeType[e]!]!, from, to, edgeFact[e]!);
    this.#each(certain.edges, (head) => head, edge);
    this.#each(certain.spoken, (head) => head, edge);
    this.#each(
      certain.permits,
      (permission) => permissions.resource[permission]!,
      (from, to, number) => {
        if (number < grantFact.length) this.#tell('grant', from, to, grantFact[number]!); // others are edges (reading secrets), and told as such
      },
    );
    return this.#facts;
  }

  #each({ nodes, start, head, edge }: Csr, to: (head: number) => number, tell: (from: number, to: number, number: number) => void): void {
    for (let v = 0; v < nodes; v++) {
      for (let slot = start[v]!; slot < start[v + 1]!; slot++) {
        const other = to(head[slot]!);
        if (this.#wanted[v] === 1 || this.#wanted[other] === 1) tell(v, other, edge[slot]!);
      }
    }
  }

  #tell(kind: FactAround['kind'], from: number, to: number, fact: number): void {
    const { nodeId } = this.#snapshot;
    const ends = [this.#wanted[from] === 1 && `${kind} from ${from}`, this.#wanted[to] === 1 && `${kind} to ${to}`].filter((end) => end !== false);
    if (ends.every((end) => (this.#told.get(end) ?? 0) >= eachType)) return;
    for (const end of ends) this.#told.set(end, (this.#told.get(end) ?? 0) + 1);
    this.#facts.push({ kind, from: String(nodeId[from]!), to: String(nodeId[to]!), fact });
  }
}
