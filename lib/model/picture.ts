import type { ActionClass, NodeKind } from './facts.ts';
import type { End, NodeRef, Scenario } from './figures.ts';

/** What keeps an attacker at a node for as long as they stay there, in the order in which the first that suffices is named. */
export const carriers = ['key', 'foothold', 'session', 'harvested', 'planted', 'renewing'] as const;
/**
 * `key`: the credential itself, as long as it lives. `foothold`: the workload that was taken over. `session`: a session that outlives what opened it. `harvested`: another credential that was
 * read on the way. `planted`: a change that outlives what made it. `renewing`: a store that always holds the current value of a credential that leads back to it.
 */
export type CarriedBy = (typeof carriers)[number];

/** One mark of the blast picture: a thing, or a group of things that are alike. */
export type PictureMark = {
  hop: number;
  system: string;
  kind: NodeKind;
  /** Heaviest class that can be done with it, where something can. */
  class?: ActionClass;
  sensitivity: number;
  count: number;
  /** Of them those that are certainly reached. */
  certain: number;
  weight: number;
  /** Index of the mark that it is reached from; -1 at the centre. */
  parent: number;
  /** Until when (seconds from the start) how many of them can be reached: ascending. */
  ends: { seconds: number; count: number }[];
  /** All of them where they are few, else the first. */
  nodes: NodeRef[];
};

/** What one credential reaches, small enough for a screen. */
export type BlastPicture = {
  scenario: Scenario;
  end: End;
  marks: PictureMark[];
  /** Sectors, heaviest first; `others` where the last stands for several systems. */
  systems: { name: string; things: number; weight: number; others?: string[] }[];
  /** Nodes entered or spoken for and resources acted on, the credential itself among them. */
  things: number;
  carried: { by: CarriedBy; points: { seconds: number; permissions: number; weight: number }[] }[];
};
