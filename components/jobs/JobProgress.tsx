'use client';

import { Progress } from '@mantine/core';
import { useRef } from 'react';
import { formatCount } from '../../lib/model/format.ts';
import type { Job } from '../../lib/model/jobs.ts';
import classes from './JobProgress.module.css';

/** How far a job is: its phase, how many, how fast. */
export function JobProgress({ job, title, phases }: { job: Job | null; title: string; phases: Record<string, string> }) {
  const rate = useRate(job);
  const progress = job?.progress;
  const share = progress?.total ? (100 * progress.done) / progress.total : undefined;
  const waiting = !job || job.state === 'waiting';
  const phase = waiting ? 'Waiting for its turn' : progress ? (phases[progress.phase] ?? progress.phase) : 'Starting';
  const count = progress && progress.done > 0 ? `${formatCount(progress.done)}${progress.total ? ` of ${formatCount(progress.total)}` : ''}` : '';
  return (
    <div className={classes.job} role="status" aria-live="polite">
      <div className={classes.line}>
        <strong>{title}</strong>
        <span className={classes.phase}>
          {phase}
          {count && `: ${count}`}
          {rate > 0 && `, ${formatCount(rate)} a second`}
        </span>
      </div>
      <Progress value={share ?? 100} animated={share === undefined} striped={share === undefined} aria-label={title} size="sm" />
    </div>
  );
}

/** Things a second since the phase began, from what was told: rounded, for it is told twice a second. */
function useRate(job: Job | null): number {
  const since = useRef<{ phase: string; at: number; done: number }>(undefined);
  const progress = job?.progress;
  if (!progress) return 0;
  const now = Date.now();
  if (since.current?.phase !== progress.phase) since.current = { phase: progress.phase, at: now, done: progress.done };
  const seconds = (now - since.current.at) / 1000;
  const rate = seconds > 0.8 ? (progress.done - since.current.done) / seconds : 0;
  return rate > 100 ? Math.round(rate / 100) * 100 : Math.round(rate);
}
