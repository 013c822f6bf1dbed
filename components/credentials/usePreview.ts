'use client';

import { useEffect, useState } from 'react';
import type { CredentialPreview } from '../../lib/model/credentialPreview.ts';
import { messageOf } from '../jobs/useJob.ts';

export type PreviewState = { preview?: CredentialPreview; failure?: string; again: () => void };
type Found = { of: string; preview?: CredentialPreview; failure?: string };

/** A held `j` runs through many rows; only where it rests is asked for. */
const restMs = 120;
/** So many previews are kept for going back and forth. */
const kept = 60;

/** What the server says of one credential, asked when it has been looked at for a moment. @param analysis  of which analysis; another one makes everything new */
export function usePreview(id: string | null, analysis: number): PreviewState {
  const [known] = useState(() => new Map<string, CredentialPreview>());
  const [found, setFound] = useState<Found>();
  const [attempt, setAttempt] = useState(0);
  const of = `${analysis} ${id}`;
  const have = known.get(of);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same question again
  useEffect(() => {
    if (id === null || known.has(of)) return;
    const asking = new AbortController();
    const ask = async () => {
      try {
        const response = await fetch(`/api/credentials/${encodeURIComponent(id)}`, { signal: asking.signal });
        const said: unknown = await response.json();
        if (!response.ok) return setFound({ of, failure: messageOf(said) });
        const preview = asPreview(said);
        known.set(of, preview);
        for (const oldest of known.size > kept ? known.keys() : []) {
          known.delete(oldest);
          break;
        }
        setFound({ of, preview });
      } catch {
        if (!asking.signal.aborted) setFound({ of, failure: 'Keyblast did not answer. It may have been stopped; try again.' });
      }
    };
    const timer = setTimeout(ask, restMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [id, of, known, attempt]);
  const now: Omit<Found, 'of'> | undefined = have ? { preview: have } : found?.of === of ? found : undefined;
  return {
    ...(now?.preview && { preview: now.preview }),
    ...(now?.failure && { failure: now.failure }),
    again: () => {
      setFound(undefined);
      setAttempt(attempt + 1);
    },
  };
}

/** What GET /api/credentials/ID answers where it answers 200. */
function asPreview(json: unknown): CredentialPreview {
  return json as CredentialPreview;
}
