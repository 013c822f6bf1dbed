import type { Failure } from './errors.ts';

/** Long work that goes on when whoever asked for it has gone. */
export const jobKinds = ['analyze', 'import', 'report'] as const;
export type JobKind = (typeof jobKinds)[number];
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** A job as screens and commands show it. Times are ISO 8601. */
export type Job = {
  id: string;
  kind: JobKind;
  state: JobState;
  /** Who asked for it. */
  actor: string;
  progress: { phase: string; done: number; total?: number } | null;
  result: unknown;
  error: Failure | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};
