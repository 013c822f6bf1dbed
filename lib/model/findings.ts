import type { Control } from './controls.ts';
import type { Priority } from './priority.ts';
import type { Coverage, StandardRef } from './standards.ts';

/**
 * Every subject with findings, in the order of nodes (code points of keys), then of systems: a bit a rule, so that millions of findings are a few bytes a subject. At most one finding a rule and
 * subject.
 */
export type FindingColumns = {
  count: number;
  /** Number of the node, or nodes + number of the system. */
  subject: Uint32Array;
  /** Bits by place in `rules`, the first 32 and those after. */
  low: Uint32Array;
  high: Uint32Array;
  /** Index in priorities, by scenario. */
  leak: Uint8Array;
  takeover: Uint8Array;
};

/** The places in `rules` of the findings in two words of bits, ascending. */
export function eachPlace(low: number, high: number, each: (place: number) => void): void {
  for (let bits = low >>> 0, place = 0; bits !== 0; bits >>>= 1, place++) if ((bits & 1) === 1) each(place);
  for (let bits = high >>> 0, place = 32; bits !== 0; bits >>>= 1, place++) if ((bits & 1) === 1) each(place);
}

export const aboutKinds = ['credential', 'identity', 'workload', 'resource', 'system'] as const;
/** What a finding is about. */
export type AboutKind = (typeof aboutKinds)[number];
/** `id` is that of its node; a system has none. */
export type Subject = { id?: string; key: string; kind: AboutKind; name?: string };

/** A rule as screens and reports show it. `closedBy` is absent where no control closes it, but an import. */
export type RuleInfo = { id: string; title: string; on: AboutKind; says: string; todo: string; standards: readonly StandardRef[]; closedBy?: Control };

export type FindingRow = {
  /** Id of its rule. */
  rule: string;
  /** 1 is the most urgent; docs/findings.md, "Severity". */
  severity: Priority;
  subject: Subject;
  system: string;
  environment?: string;
  owner?: string;
  /** The analysis since which it has been found without a gap. */
  since: { analysis: number; at: string };
};
/** `fresh`: how many of them the analysis before had not. */
export type FindingCounts = { rule: string; severity: Priority; system: string; environment?: string; count: number; fresh: number };

export const findingFields = ['rule', 'severity', 'standard', 'system', 'environment'] as const;
export type FindingField = (typeof findingFields)[number];
/** What findings can be filtered by; of owners there are too many to count each. */
export const findingFilterNames = [...findingFields, 'owner'] as const;
export type FindingFilterName = (typeof findingFilterNames)[number];
/** Values of one field with how many findings each would leave under the other fields' choices. An environment that is not stated is "none". */
export type FindingFacet = { field: FindingField; values: { value: string; title?: string; count: number }[] };

/** `next` continues where the page ends; absent on the last one. */
export type FindingPage = {
  analysis: { id: number; asOf: string; stale: boolean };
  rows: FindingRow[];
  rules: RuleInfo[];
  matching: number;
  /** Of those that match, how many the analysis before had not. */
  fresh: number;
  total: number;
  facets: FindingFacet[];
  next?: string;
};

/** A fact that a finding rests on, down to the line it came from, in words. */
export type FindingEvidence = {
  factId: string;
  what: string;
  source: string;
  importId: number;
  file?: string;
  line?: number;
  detail?: Record<string, unknown>;
};

/** Of one item of a standard: how many findings bear on it, and how many rules could have found some. */
export type StandardState = { ref: StandardRef; id: string; title: string; coverage: Coverage; rules: string[]; findings: number; urgent: number };
export type StandardsCoverage = { key: string; name: string; version: string; url: string; items: StandardState[] };
