import type { ActionClass, NodeKind } from './facts.ts';
import type { End, NodeRef, Scenario } from './figures.ts';

/** What keeps an attacker at a node for as long as they stay there, in the order in which the first that suffices is named. */
export const carriers = ['key', 'foothold', 'session', 'harvested', 'planted', 'renewing'] as const;
/**
 * `key`: the credential itself, as long as it lives. `foothold`: the workload that was taken over. `session`: a session that outlives what opened it. `harvested`: another credential that was
 * read on the way. `planted`: a change that outlives what made it. `renewing`: a store that always holds the current value of a credential that leads back to it.
 */
export type CarriedBy = (typeof carriers)[number];

/** Hops beyond share the outermost ring. */
export const pictureRings = 8;
/** What the things of one mark may have in common; `ring` and `system` always. */
export type Alike = 'ring' | 'system' | 'kind' | 'class' | 'sensitivity';

/** One mark of the blast picture: a thing, or a group of things that are alike. */
export type PictureMark = {
  hop: number;
  /** Of the farthest of them; beyond `hop` only in the outermost ring. */
  lastHop: number;
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
  /** Until when (seconds from the start) how many of them can be reached, and what carries them so long: ascending. */
  ends: { seconds: number; by: CarriedBy; count: number }[];
  /** All of them where they are few, else the first. */
  nodes: NodeRef[];
};

/** What one credential reaches, small enough for a screen. */
export type BlastPicture = {
  scenario: Scenario;
  end: End;
  marks: PictureMark[];
  /** What the things of each group have in common: less, the more there are. */
  alike: Alike[];
  /** Sectors, heaviest first; `others` where the last stands for several systems. */
  systems: { name: string; things: number; weight: number; others?: string[] }[];
  /** Nodes entered or spoken for and resources acted on, the credential itself among them. */
  things: number;
  carried: { by: CarriedBy; points: CarriedPoint[] }[];
  /** The same of what is certain alone, whatever carries it. */
  certainly: CarriedPoint[];
};
/** What is left from `seconds` after the start until the next point; nothing from the last one on. */
export type CarriedPoint = { seconds: number; permissions: number; weight: number };
