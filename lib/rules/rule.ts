import type { Control } from '../model/controls.ts';
import type { AboutKind } from '../model/findings.ts';
import type { StandardRef } from '../model/standards.ts';
import type { Sign } from './signs.ts';

/** Facts that a finding opens down to: records of the subject, edges and grants by which end it is, use, sightings, coverage of its system. */
export const evidenceKinds = [
  'record',
  'sighting',
  'held-by',
  'holds',
  'used-by',
  'uses',
  'authenticates',
  'authenticated-by',
  'acted-as-by',
  'escalates',
  'runs-as',
  'read-by',
  'granted-on',
  'granted-to',
  'use',
  'coverage',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** What a rule may ask of a subject's figures; of credentials only but for `exposure`. */
export type SubjectFigures = {
  /** The worse of leak and takeover, certain; index in bands. */
  band: number;
  /** Of the leak, certain, 0 to 1. */
  share: number;
  /** Classes that it may and was never seen to use, bits by index in actionClasses; 0 where the logs do not tell. */
  unusedClasses: number;
  /** Other usable credentials that reach it, certain. */
  exposure: number;
};

export type Rule = {
  id: string;
  on: AboutKind;
  /** What of the subject is wrong; rules of one cause and one kind of subject exclude one another. */
  cause: string;
  title: string;
  /** What was found, in a plain sentence. */
  says: string;
  todo: string;
  standards: readonly StandardRef[];
  /** Absent where no control does it, but data that are missing. */
  closedBy?: Control;
  /** Which figures say how urgent it is. */
  scenario: 'leak' | 'takeover';
  evidence: readonly EvidenceKind[];
  /** Found where the subject has every one of these and none of those ... */
  all: readonly Sign[];
  none?: readonly Sign[];
  /** ... and its figures are such. Pure. */
  when?: (figures: SubjectFigures) => boolean;
};
