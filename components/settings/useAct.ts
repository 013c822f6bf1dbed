'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { messageOf } from '../jobs/useJob.ts';

export type Said = { wrong: boolean; text: string };
export type Act = { busy: boolean; said: Said | null; run: (work: () => Promise<string>) => Promise<boolean>; clear: () => void };

/** One act of a form: while it runs, and what came of it. `run` takes what says the outcome, or throws what went wrong; the screen is read anew afterwards. */
export function useAct(): Act {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const run = async (work: () => Promise<string>): Promise<boolean> => {
    setBusy(true);
    setSaid(null);
    const next = await work().then(
      (text): Said => ({ wrong: false, text }),
      (error: Error): Said => ({ wrong: true, text: error.message }),
    );
    setSaid(next);
    setBusy(false);
    if (!next.wrong) router.refresh();
    return !next.wrong;
  };
  return { busy, said, run, clear: () => setSaid(null) };
}

/** Asks the server to change something; answers what it says, or throws its message. */
export async function send<T>(method: 'POST' | 'PUT' | 'DELETE', url: string, body: unknown = {}, signal?: AbortSignal): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  }).catch((error: Error) => {
    throw error.name === 'AbortError' ? error : new Error('The server did not answer. Try again.');
  });
  const said: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Error(messageOf(said));
  return said as T; // what the route answers where it answers 200
}
