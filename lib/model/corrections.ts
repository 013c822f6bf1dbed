import type { SubjectEdge } from './controls.ts';
import type { ActionClass } from './facts.ts';

/** What people say is wrong in the facts, kept beside them; docs/corrections.md. Times are ISO 8601 UTC. */
export const correctionKinds = ['wrong edge', 'no secret', 'not the same'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];
export const correctionSays: Record<CorrectionKind, string> = {
  'wrong edge': 'This edge is wrong',
  'no secret': 'This is not a secret',
  'not the same': 'These two are not the same',
};
/** What the analysis does while it is in force. */
export const correctionDoes: Record<CorrectionKind, string> = {
  'wrong edge': 'Figures are computed without it, whichever source says it.',
  'no secret': 'Whoever holds it holds nothing: it starts no leak, is entered by nobody, and counts neither as leaked nor as kept in plain text.',
  'not the same': 'The two names are kept in two nodes, and what is said of the one is said of it alone.',
};

/** What it is about, by keys: of an edge `key` is its tail and `to` its head, of two names both, of a secret `key` alone. */
export type CorrectionSubject = { kind: CorrectionKind; key: string; to?: string; edge?: SubjectEdge; class?: ActionClass };
export type CorrectionState = 'in force' | 'withdrawn' | 'expired';
/** A fact that is struck out. */
export type CorrectedFact = { factId: string; source: string; importId: number; file?: string; line?: number };

export type Correction = CorrectionSubject & {
  id: number;
  /** Of the nodes in which the names lie now; absent where they lie in none. */
  node?: number;
  toNode?: number;
  reason: string;
  madeBy: string;
  madeAt: string;
  expiresAt: string;
  state: CorrectionState;
  /** Who withdrew it; absent where it expired. */
  endedBy?: string;
  endedAt?: string;
  endNote?: string;
  /** How many standing facts say what it is about, and the newest of them. */
  facts: number;
  newest: CorrectedFact[];
};
export type CorrectionCounts = { inForce: number; expiring: number /** In the last two weeks. */; expired: number };

/** So long before its end a correction announces itself, and so long after its end it is told. */
export const announcedCorrectionDays = 14;

/** What it is about in one line. */
export const correctionText = ({ kind, key, to, edge, class: of }: CorrectionSubject): string =>
  kind === 'no secret' ? key : kind === 'not the same' ? `${key} ≠ ${to}` : `${key} ${edge === 'grant' ? `may ${of} on` : edge} ${to}`;
