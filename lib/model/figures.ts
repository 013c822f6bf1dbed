import type { Attribution, Secretless } from './attribution.ts';
import type { ActionClass, Basis, Certainty, Condition, EdgeType, Issuance, NodeKind, Presentation, Revocation, Status, Storage } from './facts.ts';
import type { HorizonBasis, HorizonOrigin } from './horizon.ts';
import type { Band } from './weights.ts';

/** The two scenarios, always both: the attacker has the credential and nothing else, or is inside a workload that uses it. */
export const scenarios = ['leak', 'takeover'] as const;
export type Scenario = (typeof scenarios)[number];
/** The two ends of every figure: what is certain given the inputs, and with all that is possible. */
export const ends = ['certain', 'upTo'] as const;
export type End = (typeof ends)[number];

/** Figures of one credential in one scenario over one set of edges (docs/metrics.md). Counts are whole numbers. */
export type Figures = {
  identities: number;
  workloads: number;
  chain: number;
  scope: number;
  resources: number;
  weight: number;
  /** Sum over scope of weight x last, in action-days, rounded to 6 decimals (the exact value is a whole number of 5 minutes). */
  actionDays: number;
  /** weight / weight of every permission live in the estate, 0..1. */
  share: number;
  band: Band;
  unbounded: boolean;
};
export type ScenarioFigures = Figures & { upTo: Figures };

export const likelihoods = ['leaked', 'bound', 'found', 'spread', 'kept', 'unknown'] as const;
/** Derived from evidence, the first that applies in the order of docs/metrics.md. */
export type Likelihood = (typeof likelihoods)[number];

/** One row of the credentials table, and of `credentials --json`. `credential` is the canonical key. Times are ISO 8601 UTC. */
export type CredentialRow = {
  id: string;
  credential: string;
  leak: ScenarioFigures;
  takeover: ScenarioFigures;
  name?: string;
  aliases: string[];
  type?: string;
  issuance: Issuance;
  presentation: Presentation;
  status: Status;
  /** Usable at analysis time: active, not expired, not gone. */
  usable: boolean;
  /** False where the credential is known only from usage, sightings or `holds`: listed, but outside the estate's figures. */
  inEstate: boolean;
  described: boolean;
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
  /** Canonical key of the identity it authenticates as (the least in code-point order where there are several). */
  identity?: string;
  identityKind?: string;
  likelihood: Likelihood;
  /** Action classes in scope of the leak, up to. */
  classes: ActionClass[];
  /** Environments crossed in a leak, up to: those in its scope that are not its own. */
  environments: number;
  /** Action classes with which it acts in an environment other than its own, in a leak, up to. */
  crosses: ActionClass[];
  /** The same three in a takeover, up to. */
  atTakeover: { classes: ActionClass[]; environments: number; crosses: ActionClass[] };
  /** Who used it, as far as the logs can say; absent in analyses from before it was kept. */
  attribution?: Attribution;
  /** Other usable credentials that reach it in a leak. */
  exposure: { certain: number; upTo: number };
};

/** Figures of the estate in one scenario and set, over usable credentials of the estate. */
export type EstateFigures = {
  credentials: number;
  highOrAbove: number;
  largestShare: number;
  /** Action-days. */
  sum: number;
  median: number;
  byBand: Record<Band, number>;
};

export type AnalysisSummary = {
  id: number;
  asOf: string;
  horizonDays: number;
  /** null in analyses from before it was kept. */
  horizonOrigin: HorizonOrigin | null;
  /** Of a measured T. */
  horizonBasis?: HorizonBasis;
  weightsVersion: string;
  startedAt: string;
  finishedAt: string;
  credentials: number;
  nodes: number;
  edges: number;
  grants: number;
  leak: EstateFigures & { upTo: EstateFigures };
  takeover: EstateFigures & { upTo: EstateFigures };
  /** Wall time by phase, in seconds. */
  seconds: Record<string, number>;
  /** Credentials by attribution: usable ones of the estate, and the unknown ones beside it. null in analyses from before it was kept. */
  attribution: Record<Attribution, number> | null;
  secretless: Secretless | null;
  /** Corrections that were in force: what they say is wrong is in no figure. */
  corrections: number;
  /** True when facts have changed since: the figures stand for the data as it was. */
  stale: boolean;
};

/** One thing that is in the graph, as a screen or a path names it. */
export type NodeRef = { id: string; key: string; kind: NodeKind; name?: string; sensitivity: number; system?: string; described: boolean };

/** Where a fact came from, down to the line. */
export type Evidence = {
  factId: string;
  source: string;
  importId: number;
  file?: string;
  line?: number;
  basis: Basis;
  evidence?: Record<string, unknown>;
};

/** One step of a path: an edge followed, or (last) a permission used. */
export type Step = {
  from: NodeRef;
  to: NodeRef;
  kind: EdgeType | 'grant';
  class?: ActionClass;
  actions?: string[];
  certainty: Certainty;
  condition?: Condition;
  technique?: string;
  until?: string;
  evidence: Evidence;
};
export type Path = { from: NodeRef; to: NodeRef; certainty: Certainty; steps: Step[] };

/** One permission a credential reaches: what, how bad, until when, carried by what. */
export type ReachedPermission = {
  class: ActionClass;
  resource: NodeRef;
  actions: string[];
  weight: number;
  hops: number;
  /** Seconds it stays usable, and the part it adds to action-days. */
  lastSeconds: number;
  actionDays: number;
  certainty: Certainty;
  /** The entered node whose grant lasts longest, and so decides `lastSeconds`. */
  carrier: NodeRef;
};

export type Ring = { hop: number; nodes: { kind: NodeKind; count: number }[]; permissions: number };
