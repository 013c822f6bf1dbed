'use client';

import { useEffect, useState } from 'react';
import type { Job } from '../../lib/model/jobs.ts';

const pollMs = 1000;
/** So long the server may be away: a job that it was in the middle of goes on when it is back. */
const patienceMs = 90_000;

/** A job as it goes on, told by the server as it changes; where that channel breaks off, asked for every second, also while the server is away for a while. Null while nothing is known yet. */
export function useJob(id: string | null): { job: Job | null; lost: string | null } {
  const [state, setState] = useState<{ id: string | null; job: Job | null; lost: string | null }>({ id: null, job: null, lost: null });
  useEffect(() => {
    if (id === null) return;
    const stop = new AbortController();
    const tell = (job: Job) => !stop.signal.aborted && setState({ id, job, lost: null });
    const events = new EventSource(`/api/jobs/${id}/events`);
    events.onmessage = ({ data }: MessageEvent<string>) => {
      const job: Job = JSON.parse(data);
      tell(job);
      if (job.finishedAt) events.close();
    };
    events.onerror = () => {
      events.close();
      void poll(id, stop.signal, tell).catch((error: Error) => !stop.signal.aborted && setState({ id, job: null, lost: error.message }));
    };
    return () => {
      stop.abort();
      events.close();
    };
  }, [id]);
  return state.id === id ? state : { job: null, lost: null };
}

async function poll(id: string, signal: AbortSignal, tell: (job: Job) => void): Promise<void> {
  for (let heard = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, pollMs))) {
    const asked = await ask(id, signal).catch((error: Error) => error);
    if (asked instanceof Error) {
      if (signal.aborted || Date.now() - heard > patienceMs) throw asked;
      continue;
    }
    heard = Date.now();
    tell(asked);
    if (asked.finishedAt) return;
  }
}

async function ask(id: string, signal: AbortSignal): Promise<Job> {
  const response = await fetch(`/api/jobs/${id}`, { signal });
  const said: unknown = await response.json();
  if (!response.ok) throw new Error(messageOf(said));
  return said as Job; // the route answers a job where it answers 200
}

/** What went wrong, in the server's words. */
export function messageOf(answer: unknown): string {
  const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : undefined;
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : undefined;
  return typeof message === 'string' ? message : 'The server did not answer. Try again.';
}
