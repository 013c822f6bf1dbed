import type { AuthenticationModel, DecisionSubject } from './decisions.ts';
import type { Band } from './weights.ts';

export const recertificationAnswers = ['confirmed', 'to be changed'] as const;
export type RecertificationAnswer = (typeof recertificationAnswers)[number];
export const itemStates = ['waiting', ...recertificationAnswers] as const;
export type ItemState = (typeof itemStates)[number];

/** A round in which what one owner answers for is confirmed anew. Times are ISO 8601. */
export type Recertification = {
  id: number;
  owner: string;
  due: string;
  note?: string;
  startedBy: string;
  startedAt: string;
  closedBy?: string;
  closedAt?: string;
  overdue: boolean;
  items: number;
  counts: Record<ItemState, number>;
};

/** What is confirmed: a decision, or a credential (`id` is that of its node, its bands those of the last analysis, certain). */
export type RecertificationThing =
  | ({ kind: 'decision'; decision: number; subject: DecisionSubject; stands: boolean; expiresAt: string } & AuthenticationModel)
  | { kind: 'credential'; key: string; id?: string; name?: string; system?: string; leak?: Band; takeover?: Band };
export type RecertificationItem = {
  id: number;
  about: RecertificationThing;
  state: ItemState;
  answeredBy?: string;
  answeredAt?: string;
  note?: string;
};
/** `next` continues where the page ends; absent on the last one. */
export type RecertificationPage = { round: Recertification; items: RecertificationItem[]; next?: number };
