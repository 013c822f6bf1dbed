import type { Failure } from '../model/errors.ts';
import type { EdgeType } from '../model/facts.ts';
import type { AnalysisSummary, CredentialRow, End, NodeRef, Path, ReachedPermission, Ring, Scenario, ScenarioFigures } from '../model/figures.ts';
import type { HorizonOrigin } from '../model/horizon.ts';
import type { BlastPicture } from '../model/picture.ts';

/**
 * The engine's questions and answers. Wire: one JSON object a line over a loopback TCP socket; the first line of a client is `{"token": "..."}` (the
 * token and port lie in the data folder, mode 0600). Then requests `{"id": n, "verb": ..., "input": ...}`; answers `{"id", "progress": {...}}` any number of
 * times and then one of `{"id", "value"}` or `{"id", "error": Failure}`. `{"cancel": n}` or closing the socket cancels. A last `{"leave": "now"}` spares the engine its wait for
 * another client.
 */
export type Verbs = {
  /** Reads facts from PostgreSQL, computes every credential, stores the analysis, and answers from it from then on. */
  analyze: { input: { asOf?: string; horizonDays?: number; horizonOrigin?: HorizonOrigin; actor: string }; value: AnalysisSummary };
  status: {
    input: Record<string, never>;
    value: { ready: boolean; analysis: AnalysisSummary | null; pid: number; threads: number; loadedCredentials: number };
  };
  /** Rows of the last analysis. `filter` is the grammar of lib/model/filter.ts. */
  credentials: { input: TableQuestion; value: TablePage };
  /** Database's node ids of all rows that match, in the order of keys, at most `limit`; `ids` as in `credentials`. */
  rows: { input: { filter?: string; ids?: string[]; limit: number }; value: { nodeIds: number[]; matching: number; analysis: AnalysisSummary } };
  /** Values of one column under a filter (its own terms left out), most frequent first; those that the filter names are always there. `search`: only values that contain it. */
  facets: { input: { filter?: string; fields: string[]; limit?: number; search?: string }; value: Facet[] };
  histogram: { input: { filter?: string; field: string; buckets?: number }; value: { from: number; to: number; count: number }[] };
  credential: {
    /** Without a scenario: takeover for the credential of an agent, else leak. */
    input: { credential: string; scenario?: Scenario; end: End; day?: number; permissionsLimit?: number; permissionsOffset?: number; search?: string };
    value: CredentialAnswer;
  };
  /** The blast picture. Without a scenario as `credential`. */
  picture: { input: { credential: string; scenario?: Scenario; end: End }; value: BlastPicture };
  paths: {
    input: { from: string; to: string; maxLength?: number; limit?: number; end?: End; scenario?: Scenario };
    value: { paths: Path[]; truncated: boolean };
  };
  /** Certain, live edges and grants at nodes, by their ids. */
  around: { input: { nodes: string[] }; value: FactAround[] };
  /** Who reaches a node; without one, all crown jewels (sensitivity 5), most exposed first. */
  exposure: { input: { resource?: string; limit?: number; kinds?: ('resource' | 'credential')[] }; value: ExposureRow[] };
};
export type Verb = keyof Verbs;

/** An edge or grant at a node: ids of its ends, and of its fact. */
export type FactAround = { kind: EdgeType | 'grant'; from: string; to: string; fact: number };

/** `sort` is a field, `-field` for descending; ties are broken by canonical key. `ids`: only these rows. */
export type TableQuestion = { filter?: string; sort?: string; limit: number; offset?: number; ids?: string[] };
/** `total`: credentials in all; `matching`: under the filter. */
export type TablePage = { rows: CredentialRow[]; total: number; matching: number; analysis: AnalysisSummary };
export type Facet = { field: string; values: { value: string; count: number }[]; more: number };
export type ExposureRow = {
  node: NodeRef;
  certain: number;
  upTo: number;
  /** Some of those who reach it, largest action-days first (only where one node was asked for). */
  reachedBy?: { credential: NodeRef; certainty: 'certain' | 'possible' }[];
};
export type CredentialAnswer = {
  row: CredentialRow;
  figures: Record<Scenario, ScenarioFigures>;
  scenario: Scenario;
  end: End;
  /** Largest hop over nodes and permissions, 0 if none. */
  depth: number;
  rings: Ring[];
  identities: (NodeRef & { hop: number; entered: boolean; staySeconds: number })[];
  workloads: (NodeRef & { hop: number; staySeconds: number })[];
  chain: (NodeRef & { hop: number; staySeconds: number })[];
  permissions: { rows: ReachedPermission[]; matching: number; total: number };
  /** What is still reachable at each point of the grid of lives: (seconds from the start, permissions left, weight left); the area under weight is the action-days. */
  curve: { seconds: number; permissions: number; weight: number }[];
  /** Shortest path to each crown jewel reached (at most 20), else to the heaviest permissions. */
  crownJewels: Path[];
  /** Set sizes beyond what is listed. */
  listed: { identities: number; workloads: number; chain: number };
};

export type Request = { [V in Verb]: { id: number; verb: V; input: Verbs[V]['input'] } }[Verb];
export type Progress = { phase: string; done: number; total?: number };
export type Answer = { id: number; progress: Progress } | { id: number; value: unknown } | { id: number; error: Failure };
